namespace BeautyGrains.Contracts;

/// <summary>
/// A person who approves, as rules see them: proven by a key of theirs at the moment of asking. Made by the HTTP edge alone.
/// </summary>
/// <param name="PersonId">Of an active person.</param>
/// <param name="Stores">Codes of the stores that the person covers, in ordinal order; null for all.</param>
/// <param name="Limits">What they may approve, and up to which amount.</param>
[GenerateSerializer, Immutable, Alias("bg.Approver")]
public sealed record Approver(string PersonId, EquatableList<PersonRole> Roles, EquatableList<string>? Stores, EquatableList<ApprovalLimit> Limits)
{
    /// <summary>The approver as <see cref="Caller.Actor"/> names them.</summary>
    public string Actor => ActorOf(PersonId);

    /// <summary>The person as <see cref="Caller.Actor"/> and events name them: "person:ID", the same for all of their keys and unlike the id of any key.</summary>
    public static string ActorOf(string personId) => "person:" + personId;

    /// <summary>Whether the person covers a store.</summary>
    public bool Covers(string store) => Stores is null || Stores.Contains(store, StringComparer.Ordinal);

    /// <summary>Whether the person may approve that.</summary>
    /// <param name="amount">In minor units; null for what has no amount.</param>
    public bool MayApprove(ApprovalKind kind, Money? amount) => Limits.Any(limit =>
        limit.Kind == kind && (limit.UpTo is not { } upTo || amount is null || (upTo.Currency == amount.Currency && amount.Amount <= upTo.Amount)));
}

/// <summary>The rule of four eyes: whatever needs approval is approved by another person, in whose stores it is and within whose limit.</summary>
public static class FourEyes
{
    /// <summary>
    /// Why this person may not approve that, or null. Guards in this order: somebody approves (ApproverNeeded, its State names the kind); nobody
    /// approves what is their own (ApproverIsAuthor); the stores, then the limit (ApproverNotEntitled, its State is "store" or "limit").
    /// </summary>
    /// <param name="amount">What is approved, in minor units; null for what has no amount.</param>
    /// <param name="stores">All stores concerned.</param>
    /// <param name="authors">Actors of everybody who made, changed or submitted it, as events name them.</param>
    public static Refusal? Refuses(Approver? approver, ApprovalKind kind, Money? amount, IEnumerable<string> stores, params IEnumerable<string> authors)
    {
        if (approver is null) return new(RefusalKind.ApproverNeeded, State: WordOf(kind));
        if (authors.Contains(approver.Actor, StringComparer.Ordinal)) return new(RefusalKind.ApproverIsAuthor);
        if (stores.FirstOrDefault(store => !approver.Covers(store)) is { } foreign) return new(RefusalKind.ApproverNotEntitled, Store: foreign, State: "store");
        return approver.MayApprove(kind, amount) ? null : new(RefusalKind.ApproverNotEntitled, State: "limit");
    }

    private static string WordOf(ApprovalKind kind) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());
}
