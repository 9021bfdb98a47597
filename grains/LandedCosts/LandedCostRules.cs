namespace BeautyGrains.Grains;

/// <summary>What a landed cost needs to know before it is decided on.</summary>
/// <param name="Receipt">Or why it is none.</param>
/// <param name="Stocks">What the catalogue says, by SKU.</param>
internal sealed record LandedCostFacts(Answer<ReceiptView> Receipt, BuyingPolicy Policy, IReadOnlyDictionary<string, Answer<StockFacts>> Stocks);

/// <summary>What may become of a landed cost.</summary>
public static class LandedCostRules
{
    /// <summary>Charges of one landed cost.</summary>
    public const int MaxCharges = 20;

    /// <summary>The first rule of form that a request breaks, or null.</summary>
    internal static Refusal? FormOf(string id, PutLandedCost ask)
    {
        if (!Limits.IsId(id)) return Refusal.Invalid("id", "must-be-an-id");
        if (!Limits.IsId(ask.Receipt)) return Refusal.Invalid("receipt", "must-be-an-id");
        if (!Enum.IsDefined(ask.Basis)) return Refusal.Invalid("basis", "must-be-known");
        if (ask.Charges is not { Count: > 0 and <= MaxCharges }) return Refusal.Invalid("charges", "must-be-1-to-20");
        for (var i = 0; i < ask.Charges.Count; i++)
        {
            var charge = ask.Charges[i];
            if (!Enum.IsDefined(charge.Kind)) return Refusal.Invalid($"charges[{i}].kind", "must-be-known");
            if (charge.Amount == 0) return Refusal.Invalid($"charges[{i}].amount", "must-not-be-zero");
            if (Math.Abs(charge.Amount) > PersonRecordRules.MaxAmount) return Refusal.Invalid($"charges[{i}].amount", "must-be-at-most-1000000000000");
            if (decimal.Truncate(charge.Amount) != charge.Amount) return Refusal.Invalid($"charges[{i}].amount", "at-most-0-decimals");
        }
        if (ask.Currency is not null && !SkuRecordRules.IsCurrency(ask.Currency)) return Refusal.Invalid("currency", "must-be-iso-4217");
        if (ask.Supplier is not null && !Limits.IsId(ask.Supplier)) return Refusal.Invalid("supplier", "must-be-an-id");
        if (ask.Document is { Length: 0 or > 200 }) return Refusal.Invalid("document", "must-be-1-to-200-characters");
        return ask.Note is { Length: > Limits.MaxText } ? Refusal.Invalid("note", "at-most-500-characters") : null;
    }

    /// <summary>
    /// Guards in this order: a repeat or another request, the receipt and its state, the day and its exchange rate, that something came in, weights,
    /// that there is something to share by.
    /// </summary>
    internal static Decision<LandedCostEvent> Put(LandedCost cost, PutLandedCost ask, LandedCostFacts? facts, DateTimeOffset now)
    {
        var hash = HashOf(ask);
        if (cost.Put is not null) return cost.Put.BodyHash == hash ? Decision<LandedCostEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
        if (facts!.Receipt.Value is not { } receipt) return facts.Receipt.Refusal!;
        if (receipt.State != ReceiptState.Received) return Refusal.NotIn(System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(receipt.State.ToString()));
        if (facts.Stocks.Values.FirstOrDefault(one => one.Value is null) is { } unknown) return unknown.Refusal!;
        var today = ExpiryRules.DayAt(now, facts.Stocks.Values.First().Value!.Store.TimeZone);
        if (ask.OccurredOn > today) return Refusal.Invalid("occurredOn", "must-not-be-future");
        var (day, currency) = (ask.OccurredOn ?? today, ask.Currency ?? facts.Policy.Currency);
        if (facts.Policy.RateOf(currency, day) is not { } rate) return new Refusal(RefusalKind.NoExchangeRate, State: currency);
        var lots = receipt.Lots.Select((lot, place) => (Lot: lot, Place: place)).Where(it => it.Lot.TakenIn > 0).OrderBy(it => it.Lot.Found.Line).ThenBy(it => it.Place).ToList();
        if (lots.Count == 0) return Refusal.Invalid("receipt", "nothing-was-taken-in");
        if (ask.Basis == CostBasis.Weight && lots.Find(it => WeightOf(it.Lot, facts) is null).Lot is { } light) return new Refusal(RefusalKind.WeightMissing, Sku: light.Record.Sku);
        var weighs = lots.ConvertAll(it => ask.Basis switch
        {
            CostBasis.Value => it.Lot.TakenIn * (it.Lot.UnitCost?.Amount ?? 0),
            CostBasis.Weight => it.Lot.TakenIn * WeightOf(it.Lot, facts)!.Value,
            _ => it.Lot.TakenIn,
        });
        if (weighs.Sum() == 0) return Refusal.Invalid("basis", "adds-up-to-zero");
        if (ask.Charges.Sum(charge => Math.Abs(charge.Amount)) * rate > PersonRecordRules.MaxAmount) return Refusal.Invalid("charges", "must-be-at-most-1000000000000");
        var shares = Shares([.. ask.Charges.Select(charge => OrderAmounts.Exchanged(charge.Amount, rate))], weighs);
        return new LandedCostPut(
            ask.Receipt, receipt.Order, receipt.Store, ask.Basis, ask.Charges, currency, day, facts.Policy.Currency, rate,
            [.. lots.Select((it, i) => new LandedLine(it.Place, it.Lot.Found.Line, it.Lot.Record.Sku, it.Lot.Found.Lot, [.. it.Lot.StockLots], it.Lot.TakenIn, weighs[i], shares[i]))],
            ask.Supplier, ask.Document, ask.Note, hash);
    }

    /// <summary>Each charge shared out by itself, so that each adds up; then line by line together.</summary>
    public static ImmutableArray<decimal> Shares(IReadOnlyList<decimal> charges, IReadOnlyList<decimal> weighs)
    {
        var sums = new decimal[weighs.Count];
        foreach (var charge in charges)
        {
            var shares = CostShares.Of(charge, weighs);
            for (var i = 0; i < sums.Length; i++) sums[i] += shares[i];
        }
        return [.. sums];
    }

    /// <summary>The landed cost as callers see it, once it was asked for.</summary>
    public static LandedCostView ViewOf(string id, Versioned<LandedCost> cost)
    {
        var put = cost.State.Put!;
        var lines = put.Lines.Select(line => Of(line, cost.State.Outcomes.FirstOrDefault(done => done.Place == line.Place))).ToImmutableArray();
        return new(
            id, put.Receipt, put.Order, put.Store, cost.State.State!.Value, put.Basis, put.Charges.Items, put.Currency, put.OccurredOn, put.Rate, new(lines.Sum(line => line.Amount), put.House),
            new(lines.Sum(line => line.Added), put.House), new(lines.Sum(line => line.Variance), put.House), lines, put.Supplier, put.Document, put.Note, cost.State.Actor, cost.State.At, cost.Version);
    }

    private static LandedLineView Of(LandedLine line, LandedOutcome? done) =>
        new(line.Place, line.Line, line.Sku, line.Lot, line.Quantity, line.Weighs, line.Amount, done?.Added ?? 0, done?.Variance ?? 0, done?.Refusal?.ToRefusal());

    private static decimal? WeightOf(ReceiptLotView lot, LandedCostFacts facts) => facts.Stocks[lot.Record.Sku].Value!.Sku.WeightGrams;

    private static string HashOf(PutLandedCost ask) => BodyHash.Of(
        [ask.Receipt, ask.Basis, ask.Currency, ask.OccurredOn, ask.Supplier, ask.Document, ask.Note, .. ask.Charges.SelectMany(charge => new object?[] { charge.Kind, charge.Amount })]);
}
