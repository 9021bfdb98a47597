using BeautyGrains.Api.Lists;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Counting;

/// <summary>Asks for a session: what the plan says, or what is named by hand; several of them add up.</summary>
/// <param name="Abc">SKUs of that class of the count plan.</param>
/// <param name="Due">Only what is due by the plan.</param>
/// <param name="Skus">By hand.</param>
/// <param name="Categories">Legal categories of what has goods on hand.</param>
/// <param name="Bins">Where goods lie.</param>
/// <param name="Assigned">Ids of people; absent for everybody of the store.</param>
internal sealed record CountSessionBody(
    [property: Needed] string? Store,
    string? Abc,
    bool? Due,
    IReadOnlyList<string?>? Skus,
    IReadOnlyList<string?>? Categories,
    IReadOnlyList<string?>? Bins,
    IReadOnlyList<string?>? Assigned,
    string? Note)
{
    public (string Store, CountScope Scope, EquatableList<string> Assigned, string? Note) Read(Check check)
    {
        var (store, abc) = (check.Id("store", Store), check.OptionalWord<AbcClass>("abc", Abc));
        var scope = new CountScope(
            abc, Due ?? false, check.Ids("skus", Skus, CountLimits.MaxSkus), [.. check.OptionalList("categories", Categories, 20).Select((word, i) => check.Word<GoodsCategory>($"categories[{i}]", word))],
            [.. check.OptionalList("bins", Bins, 500).Select((bin, i) => check.Text($"bins[{i}]", bin, 64))]);
        var (assigned, note) = (check.Ids("assigned", Assigned, CountLimits.MaxAssigned), check.OptionalText("note", Note));
        if (!check.Failed && abc is null && Due != true && scope.Skus.Count + scope.Categories.Count + scope.Bins.Count == 0) check.Add("skus", "something-to-count-required");
        return (store, scope, assigned, note);
    }
}

/// <summary>Who counts.</summary>
/// <param name="Assigned">Ids of people; empty for everybody of the store.</param>
internal sealed record AssignCountBody([property: Needed] IReadOnlyList<string?>? Assigned)
{
    public AssignCount ToCommand(Check check, Caller by)
    {
        if (Assigned is null) check.Add("assigned", "required");
        return new(check.Ids("assigned", Assigned, CountLimits.MaxAssigned), by);
    }
}

/// <summary>Ends the counting.</summary>
/// <param name="LeaveOut">What was not counted stays as it is.</param>
internal sealed record FinishCountBody(bool? LeaveOut);

/// <summary>Demands that others count again.</summary>
internal sealed record DemandRecountBody([property: Needed] IReadOnlyList<string?>? Skus, string? Reason)
{
    public DemandRecount ToCommand(Check check, Caller by)
    {
        if (Skus is null or []) check.Add("skus", "required");
        return new(check.Ids("skus", Skus, CountLimits.MaxSkus), check.OptionalText("reason", Reason), by);
    }
}

/// <summary>Explains and approves the differences.</summary>
/// <param name="Reasons">By lot.</param>
/// <param name="Reason">Of all others; a code of the list of reasons.</param>
internal sealed record ApproveCountBody(IReadOnlyList<CountReasonOfBody?>? Reasons, string? Reason)
{
    public ApproveCount ToCommand(Check check, Caller by) => new(
        [.. check.OptionalList("reasons", Reasons, CountLimits.MaxNames).Select((one, i) => one.ToReason($"reasons[{i}]", check))], check.OptionalId("reason", Reason), null, by);
}

/// <summary>Why a lot differs.</summary>
/// <param name="Lot">Absent: all lots of the SKU.</param>
internal sealed record CountReasonOfBody([property: Needed] string? Sku, string? Lot, [property: Needed] string? Reason, string? Note)
{
    public CountReason ToReason(string field, Check check) => new(
        check.Id($"{field}.sku", Sku), check.OptionalLot($"{field}.lot", Lot), check.Id($"{field}.reason", Reason), check.OptionalText($"{field}.note", Note));
}

/// <summary>Gives a session up.</summary>
internal sealed record CancelCountBody([property: Needed] string? Reason);

/// <summary>What somebody counted.</summary>
/// <param name="SentAt">What the device's clock shows at sending, so that its error is taken out of the lines' times.</param>
/// <param name="CountedAt">For lines that name no time of their own.</param>
/// <param name="Lines">1 to 5,000.</param>
internal sealed record SubmitCountsBody(string? SentAt, string? CountedAt, [property: Needed] IReadOnlyList<CountedLineBody?>? Lines);

/// <summary>One counted place of a lot.</summary>
/// <param name="Sku">Needed where no code names it.</param>
/// <param name="Lot">Name or number; absent with 0 counted: nothing of the SKU was found.</param>
/// <param name="Counted">0 or more, in the base unit.</param>
/// <param name="CountedAt">RFC 3339 with offset; by the device's clock. Needed where the submission names none.</param>
/// <param name="ExpiresOn">As printed, for a lot that the book may not have.</param>
/// <param name="Code">What was scanned: stands for SKU, lot and expiry where they are not named beside it.</param>
internal sealed record CountedLineBody(
    string? Sku, string? Lot, [property: Needed] Num Counted, string? CountedAt, string? Bin, string? ExpiresOn, string? ExpiryKind, string? MadeOn, string? Code)
{
    public CountedLine ToLine(string field, Check check, DateTimeOffset? countedAt)
    {
        var kind = check.Word($"{field}.expiryKind", ExpiryKind, Contracts.ExpiryKind.ValidThrough);
        Expiry? expiry = null;
        if (ExpiresOn is not null && !ExpiryText.TryParse(ExpiresOn, kind, out expiry)) check.Add($"{field}.expiresOn", "must-be-a-day-or-month");
        var counted = check.QuantityOrZero($"{field}.counted", Counted);
        if (Lot is null && counted != 0 && !check.Names($"{field}.code")) check.Add($"{field}.lot", "required");
        if (CountedAt is null && countedAt is null) check.Add($"{field}.countedAt", "required");
        return new(
            Sku is null && check.Names($"{field}.code") ? "" : check.Id($"{field}.sku", Sku), check.OptionalId($"{field}.lot", Lot), counted, check.Moment($"{field}.countedAt", CountedAt) ?? countedAt ?? default,
            check.OptionalText($"{field}.bin", Bin, 64), expiry, check.Day($"{field}.madeOn", MadeOn), check.OptionalText($"{field}.code", Code, Limits.MaxScan));
    }
}

/// <summary>Lists of ids in bodies.</summary>
internal static class IdLists
{
    /// <summary>At most that many ids; empty when absent.</summary>
    public static EquatableList<string> Ids(this Check check, string field, IReadOnlyList<string?>? given, int most) =>
        [.. check.OptionalList(field, given, most).Select((id, i) => check.Id($"{field}[{i}]", id))];
}
