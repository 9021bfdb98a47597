namespace BeautyGrains.Grains;

public static partial class StockRules
{
    /// <summary>
    /// Changes what may be done with a lot. A recalled lot is not released again directly. Refusals: Validation, UnknownLot, InvalidState.
    /// </summary>
    public static Decision<StockEvent> SetLotStatus(Stock stock, SetLotStatus ask)
    {
        if (Form.First(
            ask.Lot is null ? Refusal.Invalid("lot", "required") : Form.Lot(ask.Lot), Form.Known(ask.Status, "status"), Form.Needed(ask.Reason, "reason")) is { } malformed)
            return malformed;
        if (!stock.Lots.TryGetValue(ask.Lot!, out var lot)) return UnknownLot(ask.Lot!);
        if (lot.Status == ask.Status) return Decision<StockEvent>.AlreadyDone;
        if (ask.OnlyFrom is { } expected && lot.Status != expected) return Refusal.NotIn(lot.Status.ToString().ToLowerInvariant());
        return lot.Status == LotStatus.Recalled && (ask.Status == LotStatus.Released || stock.IsRecalled(lot.LotNo))
            ? Refusal.NotIn("recalled")
            : new LotStatusSet(lot.Name, ask.Status, ask.Reason, ask.ApprovedBy);
    }
}
