using BeautyGrains.Api.Access;

namespace BeautyGrains.Api.PurchaseOrders;

/// <summary>A purchase order as the house answers it. Amounts are absent where the key does not see cost prices.</summary>
/// <param name="State">draft, submitting, submitted, approved, sent, partly-received, received, closed, rejected or cancelled.</param>
/// <param name="Net">Sum of the lines, in minor units of the currency.</param>
/// <param name="Revision">1 for the draft, one more with each amendment.</param>
/// <param name="Author">Who wrote it last.</param>
/// <param name="ApprovalsNeeded">People; absent before it was submitted.</param>
/// <param name="ApprovedBy">Who approved this revision.</param>
/// <param name="Warnings">What is outside the contract or the supplier's terms; absent in lists.</param>
/// <param name="History">Oldest first; absent in lists.</param>
internal sealed record PurchaseOrderJson(
    string Id,
    string Supplier,
    PurchaseOrderState State,
    string Currency,
    IReadOnlyList<OrderLineJson> Lines,
    decimal? Net,
    decimal? Tax,
    DateOnly? WantedOn,
    string? Contract,
    string? Note,
    int Revision,
    string Author,
    int? ApprovalsNeeded,
    IReadOnlyList<string> ApprovedBy,
    IReadOnlyList<OrderWarning>? Warnings,
    IReadOnlyList<OrderStep>? History,
    long Version,
    IReadOnlyList<UnspentDelivery>? Unspent)
{
    public static PurchaseOrderJson Of(PurchaseOrderView it, Identity seer) => new(
        it.Id, it.Supplier, it.State, it.Currency, [.. it.Lines.Select(line => OrderLineJson.Of(line, seer))], seer.SeesCost ? it.Net : null, seer.SeesCost ? it.Tax : null, it.WantedOn,
        it.Contract, it.Note, it.Revision, it.Author, it.ApprovalsNeeded, it.ApprovedBy, seer.SeesCost ? it.Warnings : [.. it.Warnings.Select(warning => warning with { Expected = null, Found = null })],
        seer.SeesCost ? it.History : [.. it.History.Select(WithoutCost)], it.Version, it.Unspent.IsDefaultOrEmpty ? null : it.Unspent);

    private static OrderStep WithoutCost(OrderStep step) => step.Changes is not { } changes ? step
        : step with { Changes = [.. changes.Select(change => change with { PriceBefore = null, PriceAfter = null })] };
}

/// <summary>One line of an order.</summary>
/// <param name="UnitPrice">Net, per base unit, in minor units.</param>
/// <param name="ExpectedOn">When it should arrive, as known by now.</param>
/// <param name="Received">Accepted and quarantined.</param>
/// <param name="Open">Still awaited.</param>
internal sealed record OrderLineJson(
    int Line,
    string Store,
    string Sku,
    decimal Quantity,
    decimal? UnitPrice,
    decimal TaxRate,
    decimal? Net,
    decimal? Tax,
    DateOnly ExpectedOn,
    decimal Received,
    decimal Open,
    IReadOnlyList<string> Needs)
{
    public static OrderLineJson Of(OrderLineView it, Identity seer) => new(
        it.Line, it.Store, it.Sku, it.Quantity, seer.SeesCost ? it.UnitPrice : null, it.TaxRate, seer.SeesCost ? it.Net : null, seer.SeesCost ? it.Tax : null, it.ExpectedOn,
        it.Received, it.Open, it.Needs);
}
