namespace BeautyGrains.Grains;

public static partial class StockRules
{
    /// <summary>
    /// Process step after the point of no return: the whole reservation is issued whatever has happened to its lots meanwhile.
    /// What no sellable lot backs goes to the unmatched units, with an incident "commit:ID". Refusals: Validation, UnknownReservation, InvalidState.
    /// </summary>
    public static Decision<StockEvent> CommitPinned(Stock stock, CommitPinned ask, StockFacts facts, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.First(Form.Id(ask.ReservationId, "id"), Form.Optional(ask.Document, "document"), Form.Client(ask.Client)) is { } malformed) return malformed;
        if (!stock.Open.TryGetValue(ask.ReservationId, out var open))
        {
            var ended = stock.Recall(CommandIds.Reservation(ask.ReservationId), recalled)?.Happened as ReservationEnded;
            return ended is ReservationCommitted ? Decision<StockEvent>.AlreadyDone : NotOpen(ended);
        }

        ImmutableArray<LotQuantity> kept = [.. open.Lots.Where(pin => stock.Lots[pin.Lot].BlockedBy(now) is null)];
        var missing = open.Quantity - kept.Sum(pin => pin.Quantity);
        var others = missing == 0 ? [] : Fefo.TakeRegardless(new(stock, now, open.Id, kept), missing, facts.Sku.Picking).Lots;
        ImmutableArray<ScannedLot> units = [.. Pinning.Join(kept, others).Select(lot => new ScannedLot(lot.Lot, lot.Quantity, null))];

        var draft = new Draft(stock, now);
        foreach (var happened in Issued(stock, open, units, open.Quantity, MovementKind.Sale, open.Id, ask.Document, reservation: open.Id, client: ask.Client)) draft.Add(happened);
        var unbacked = open.Quantity - units.Sum(unit => unit.Quantity);
        if (unbacked == 0) return draft.Done();

        var incident = "commit:" + open.Id;
        ImmutableArray<string> causes = kept.Length < open.Lots.Length ? ["lot-blocked", "no-book-stock"] : ["no-book-stock"];
        draft.Add(new UnmatchedChanged(incident, -unbacked, draft.Stock.Unmatched - unbacked));
        draft.Add(new IncidentRaised(incident, null, causes, unbacked, open.Lots.IsEmpty ? null : open.Lots[0].Lot, ask.Client, null));
        return draft.Done();
    }
}
