using BeautyGrains.Api.Baskets;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Requisitions;

/// <summary>What a store asks a warehouse for.</summary>
/// <param name="From">The store that gives.</param>
/// <param name="To">The store that asks.</param>
/// <param name="Lines">1 to 1,000; the same SKU twice counts as its sum.</param>
/// <param name="NeededBy">A day "2026-11-30".</param>
internal sealed record PutRequisitionBody([property: Needed] string? From, [property: Needed] string? To, [property: Needed] IReadOnlyList<LineBody?>? Lines, string? NeededBy, string? Note)
{
    public Contracts.PutRequisition ToCommand(Check check, Caller by)
    {
        if (To is not null && From == To) check.Add("to", "must-differ-from-from");
        return new(check.Id("from", From), check.Id("to", To), LineBody.ToLines(Lines, check), check.Day("neededBy", NeededBy), check.OptionalText("note", Note), by);
    }
}

/// <summary>What lines get at most.</summary>
/// <param name="Lines">A SKU that is not named gets what there is.</param>
internal sealed record AllocateBody(IReadOnlyList<ShareBody?>? Lines)
{
    public static AllocateBody All { get; } = new([]);

    public AllocateRequisition ToCommand(Check check, Caller by) => new(
        [.. check.OptionalList("lines", Lines, Limits.MaxLines).Select((line, i) => new LineShare(check.Id($"lines[{i}].sku", line.Sku), check.QuantityOrZero($"lines[{i}].atMost", line.AtMost)))], by);
}

/// <summary>What a line gets at most.</summary>
/// <param name="AtMost">0 or more, in the base unit.</param>
internal sealed record ShareBody([property: Needed] string? Sku, [property: Needed] Num AtMost);

/// <summary>Which requisitions share what the warehouse has.</summary>
/// <param name="Requisitions">1 to 200 ids of approved requisitions to this warehouse.</param>
internal sealed record ShareOutBody([property: Needed] IReadOnlyList<string?>? Requisitions);

/// <summary>What became of a need: exactly one of the two.</summary>
/// <param name="Order">Id of the purchase order that it is in.</param>
/// <param name="Reason">Why nobody buys it.</param>
internal sealed record SettleNeedBody(string? Order, string? Reason)
{
    /// <summary>Which is refused.</summary>
    public static SettleNeedBody Neither { get; } = new(null, null);
}

/// <summary>What each requisition got.</summary>
internal sealed record ShareOutJson(IReadOnlyList<ShareOutItem> Items);

/// <summary>What one requisition got: it as it now stands, or why nothing.</summary>
internal sealed record ShareOutItem(string Id, RequisitionView? Requisition, Problem? Problem);

/// <summary>A page of requisitions.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record RequisitionPage(IReadOnlyList<RequisitionListLine> Items, string? Cursor, AsOfJson AsOf);

/// <summary>A page of needs.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record NeedPage(IReadOnlyList<NeedLine> Items, string? Cursor, AsOfJson AsOf);
