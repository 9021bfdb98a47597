namespace BeautyGrains.Grains;

public static partial class StockRules
{
    /// <summary>The most lots that one cost is added to.</summary>
    public const int MaxCostedLots = 10;

    /// <summary>Adds a cost to lots. No goods move, and no reservation is touched. Refusals: Validation, IdReused, UnknownLot.</summary>
    public static Decision<StockEvent> AddCost(Stock stock, AddLotCost ask, ImmutableArray<Remembered> recalled = default)
    {
        if (CostForm(ask) is { } malformed) return malformed;
        var hash = BodyHash.Of([ask.Amount.Amount, ask.Amount.Currency, ask.Document, .. ask.Lots.SelectMany(lot => new object?[] { lot.Lot, lot.Quantity })]);
        if (Repeat(stock, CommandIds.Movement(MovementKind.LandedCost, ask.Id), hash, recalled) is { } known) return known;
        foreach (var one in ask.Lots)
            if (!stock.Lots.ContainsKey(one.Lot)) return UnknownLot(one.Lot);
        var shares = CostShares.Of(ask.Amount.Amount, [.. ask.Lots.Select(one => one.Quantity)]);
        ImmutableArray<MovedLot> lines = [.. ask.Lots.Select((one, i) => Ledger.Costed(stock.Lots[one.Lot], one.Quantity, ask.Amount with { Amount = shares[i] }))];
        return Moved(stock, MovementKind.LandedCost, ask.Id, lines, hash, ask.Document);
    }

    private static Refusal? CostForm(AddLotCost ask)
    {
        if (Form.First(Form.Id(ask.Id, "id"), Form.Optional(ask.Document, "document")) is { } malformed) return malformed;
        if (ask.Amount is not { Currency.Length: 3 } amount || amount.Amount == 0 || Math.Abs(amount.Amount) > Form.MaxCost || decimal.Truncate(amount.Amount) != amount.Amount)
            return Refusal.Invalid("amount", "must-be-whole-minor-units");
        if (ask.Lots is not { Count: > 0 and <= MaxCostedLots }) return Refusal.Invalid("lots", "must-be-1-to-10");
        foreach (var lot in ask.Lots)
            if (Form.First(Form.Lot(lot.Lot), Form.Quantity(lot.Quantity)) is { } bad) return bad;
        return ask.Lots.Select(lot => lot.Lot).Distinct(StringComparer.Ordinal).Count() == ask.Lots.Count ? null : Refusal.Invalid("lots", "must-be-unique");
    }
}
