using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.PurchaseOrders;

/// <summary>Asks for a draft.</summary>
/// <param name="Lines">1 to 1,000.</param>
/// <param name="WantedOn">The day by which it should arrive; absent for the supplier's lead time.</param>
/// <param name="Contract">Absent for whichever is in force.</param>
internal sealed record DraftOrderBody(
    [property: Needed] string? Supplier, [property: Needed] IReadOnlyList<OrderLineBody?>? Lines, string? WantedOn, string? Contract, string? Note)
{
    public DraftOrder ToCommand(Check check, Caller by) => new(
        check.Id("supplier", Supplier), OrderLineBody.ToLines(Lines, check), check.Day("wantedOn", WantedOn), Contract is null ? null : check.Id("contract", Contract),
        check.OptionalText("note", Note), by);
}

/// <summary>One line of an order.</summary>
/// <param name="Line">Its number within the order: 1 to 100,000; absent for its place in the list.</param>
/// <param name="Quantity">In the base unit.</param>
/// <param name="UnitPrice">Net, per base unit, in minor units of the supplier's currency; absent for the price list.</param>
/// <param name="TaxRate">0 to 1; absent for the store's rate of the SKU's tax class.</param>
/// <param name="Needs">Ids of the needs that it meets.</param>
internal sealed record OrderLineBody(
    int? Line, [property: Needed] string? Store, [property: Needed] string? Sku, [property: Needed] Num Quantity, Num UnitPrice, Num TaxRate, string? WantedOn, IReadOnlyList<string?>? Needs)
{
    public static EquatableList<OrderLineAsk> ToLines(IReadOnlyList<OrderLineBody?>? lines, Check check)
    {
        var read = check.List("lines", lines, Limits.MaxLines).Select((line, i) => line.ToLine(i, check)).ToList();
        var seen = new HashSet<int>();
        for (var i = 0; i < read.Count; i++)
            if (!seen.Add(read[i].Line)) check.Add($"lines[{i}].line", "must-be-unique");
        return [.. read];
    }

    private OrderLineAsk ToLine(int place, Check check)
    {
        var field = $"lines[{place}]";
        var needs = check.OptionalList($"{field}.needs", Needs, 1_000);
        if (needs.Any(need => need.Length is 0 or > 200)) check.Add($"{field}.needs", "must-be-1-to-200-characters");
        return new(
            check.Whole($"{field}.line", Line, 1, 100_000) ?? place + 1, check.Id($"{field}.store", Store), check.Id($"{field}.sku", Sku), check.Quantity($"{field}.quantity", Quantity),
            check.Optional($"{field}.unitPrice", UnitPrice, 0, SkuRecordRules.MaxPrice, 4), check.Optional($"{field}.taxRate", TaxRate, 0, 1, 6), check.Day($"{field}.wantedOn", WantedOn),
            Needs is null ? null : [.. needs]);
    }
}

/// <summary>Asks to change an order's lines.</summary>
/// <param name="Id">Of the amendment, made by the caller.</param>
/// <param name="Lines">All lines as they shall be; a line keeps its price where none is given.</param>
internal sealed record AmendOrderBody(
    [property: Needed] string? Id, [property: Needed] IReadOnlyList<OrderLineBody?>? Lines, string? WantedOn, [property: Needed] string? Reason)
{
    public AmendOrder ToCommand(Check check, Caller by) =>
        new(check.Id("id", Id), OrderLineBody.ToLines(Lines, check), check.Day("wantedOn", WantedOn), check.Text("reason", Reason), by);
}

/// <summary>Rejects, cancels or closes an order.</summary>
/// <param name="Reason">1 to 500 characters; kept.</param>
internal sealed record EndOrderBody([property: Needed] string? Reason)
{
    public EndOrder ToCommand(Check check, Caller by) => new(check.Text("reason", Reason), by);
}
