namespace BeautyGrains.Grains;

public static partial class StockRules
{
    private const string RepackedSuffix = "repack";

    /// <summary>
    /// Process step: what a repack has made enters as lots of their own, which name their parents. Past the point of no return, so never refused for what
    /// the lots are. Refusals: Validation, IdReused.
    /// </summary>
    public static Decision<StockEvent> TakeInRepacked(Stock stock, TakeInRepacked ask, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (RepackedForm(ask) is { } malformed) return malformed;
        var hash = BodyHash.Of([ask.Document, .. ask.Lots.SelectMany(lot => new object?[] { lot.LotNo, lot.Quantity, lot.UnitCost?.Amount, lot.UnitCost?.Currency })]);
        if (Repeat(stock, CommandIds.Movement(MovementKind.RepackIn, ask.Id), hash, recalled) is { } known) return known;
        var draft = new Draft(stock, now);
        var lines = ImmutableArray.CreateBuilder<MovedLot>(ask.Lots.Count);
        foreach (var made in ask.Lots)
        {
            var name = draft.Stock.Lots.ContainsKey(made.LotNo) ? LotNames.Fresh(draft.Stock, made.LotNo, RepackedSuffix) : made.LotNo;
            draft.Add(new LotOpened(
                name, made.LotNo, made.Expiry, made.ExpiresAt, made.MadeOn, stock.IsRecalled(made.LotNo) ? LotStatus.Recalled : made.Status, made.UnitCost, made.Supplier, null, null, ask.Id, null, made.Owner, made.Parents));
            lines.Add(Ledger.In(draft.Stock.Lots[name], made.Quantity, made.UnitCost));
        }
        draft.Add(Moved(draft.Stock, MovementKind.RepackIn, ask.Id, lines.ToImmutable(), hash, ask.Document));
        return draft.Done();
    }

    private static Refusal? RepackedForm(TakeInRepacked ask)
    {
        if (Form.First(Form.Id(ask.Id, "id"), Form.Optional(ask.Document, "document")) is { } malformed) return malformed;
        if (ask.Lots is not { Count: > 0 and <= Limits.MaxLines }) return Refusal.Invalid("lots", "must-be-1-to-1000");
        foreach (var lot in ask.Lots)
            if (Form.First(Form.Lot(lot.LotNo), Form.Quantity(lot.Quantity), Form.Cost(lot.UnitCost), Form.Known(lot.Status, "status")) is { } bad) return bad;
        return null;
    }
}
