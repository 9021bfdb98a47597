using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Owners;

/// <summary>Whose goods they are.</summary>
/// <param name="Kind">consignor or franchisee.</param>
internal sealed record OwnerBody([property: Needed] string? Kind, [property: Needed] string? Id)
{
    public LotOwner ToOwner(string field, Check check) => new(check.Word<OwnerKind>($"{field}.kind", Kind), check.Id($"{field}.id", Id));
}

/// <summary>Reads owners in queries.</summary>
internal static class OwnerText
{
    /// <summary>An owner such as "consignor:V-1", or null when absent.</summary>
    public static LotOwner? Owner(this Check check, string field, string? given)
    {
        if (given is null) return null;
        var colon = given.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && Words<OwnerKind>.TryRead(given[..colon], out var kind) && Limits.IsId(given[(colon + 1)..])) return new(kind, given[(colon + 1)..]);
        check.Add(field, "must-be-kind-colon-id");
        return null;
    }
}

/// <summary>Asks to settle everything with an owner that is not settled yet, up to a moment.</summary>
/// <param name="Until">RFC 3339 with offset, such as the first moment of a month; not in the future.</param>
internal sealed record DraftSettlementBody([property: Needed] string? Until);

/// <summary>Says what a settlement goes on with.</summary>
/// <param name="Note">Reference of the agreement or payment, or the reason of the cancellation; 1 to 500 characters.</param>
internal sealed record SettlementNoteBody([property: Needed] string? Note);

/// <summary>A settlement.</summary>
/// <param name="From">Where the last one ended; absent for the first.</param>
/// <param name="Until">The first moment that no longer belongs to it.</param>
/// <param name="Totals">What is owed, by currency, in minor units; for those who see cost prices.</param>
/// <param name="Note">Of the newest step.</param>
internal sealed record SettlementJson(
    LotOwner Owner, string Id, SettlementState State, DateTimeOffset? From, DateTimeOffset Until, int Lines, IReadOnlyList<Money>? Totals, string? Note, DateTimeOffset ChangedAt, long Version)
{
    public static SettlementJson Of(SettlementView it, Identity identity) =>
        new(it.Owner, it.Id, it.State, it.From, it.Until, it.Lines, identity.SeesCost ? it.Totals : null, it.Note, it.ChangedAt, it.Version);
}

/// <summary>A page of settlements.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record SettlementPage(IReadOnlyList<SettlementJson> Items, string? Cursor, AsOfJson AsOf);

/// <summary>A page of lines; amounts and unit costs are for those who see cost prices.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record SettlementLinePage(IReadOnlyList<SettlementLine> Items, string? Cursor, AsOfJson AsOf);
