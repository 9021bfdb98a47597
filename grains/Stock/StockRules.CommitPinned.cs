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
        // Past the point of no return; a range of serials that was recalled since leaves a unit of which nobody knows whether it is of that range.
        var unscanned = SerialsRecalled(stock, default) is not null;
        if (unbacked == 0 && !unscanned) return draft.Done();

        var incident = "commit:" + open.Id;
        ImmutableArray<string> causes =
        [
            .. unbacked == 0 || kept.Length == open.Lots.Length ? Array.Empty<string>() : ["lot-blocked"], .. unbacked == 0 ? Array.Empty<string>() : ["no-book-stock"],
            .. unscanned ? ["serial-unknown"] : Array.Empty<string>(),
        ];
        if (unbacked != 0) draft.Add(new UnmatchedChanged(incident, -unbacked, draft.Stock.Unmatched - unbacked));
        draft.Add(new IncidentRaised(incident, null, causes, unscanned ? open.Quantity : unbacked, open.Lots.IsEmpty ? null : open.Lots[0].Lot, ask.Client, null));
        return draft.Done();
    }
}
