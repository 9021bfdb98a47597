namespace BeautyGrains.Grains;

/// <summary>
/// Reservations that a process over several stocks makes for a caller. Until the process has all it wants, what it made is its own to take back;
/// once anybody else was told of a reservation, it stays.
/// </summary>
public static partial class StockRules
{
    /// <summary>What a reserve request gets that finds its reservation open.</summary>
    private static Decision<StockEvent> HeldAlready(Reservation open, string? madeFor, DateTimeOffset now)
    {
        // A process counts on what it is told, so it is told of no end.
        if (madeFor is not null && open.IsOverdue(now)) return Refusal.NotIn("expired");
        return open.MadeFor is null || open.MadeFor == madeFor
            ? Decision<StockEvent>.AlreadyDone
            : new([new ReservationKept(open.Id)], null, IsRepeat: true);
    }

    /// <summary>
    /// Ends what this attempt of the process made, or one before it, as if it had never been; everything else is left as it is. Refusals: UnknownReservation.
    /// </summary>
    private static Decision<StockEvent> TakeBack(Stock stock, ReleaseReservation ask, string process, ImmutableArray<Remembered> recalled)
    {
        var bar = Bar(stock, ask, recalled);
        if (!stock.Open.TryGetValue(ask.ReservationId, out var open))
        {
            return stock.Recall(CommandIds.Reservation(ask.ReservationId), recalled) is null
                ? new(bar, new(RefusalKind.UnknownReservation), false)
                : new(bar, null, IsRepeat: true);
        }
        return open.MadeFor == process && (ask.Attempt == 0 || open.MadeIn <= ask.Attempt)
            ? Decision<StockEvent>.Of([
                new ReservationReleased(open.Id, open.Quantity, open.Lots, open.ExpiresAt, open.ForDate, open.BodyHash, open.MadeVersion, process), .. bar])
            : new(bar, null, IsRepeat: true);
    }

    /// <summary>What bars requests of an attempt that is over; nothing where that is known, or where no process asks.</summary>
    private static ImmutableArray<StockEvent> Bar(Stock stock, ReleaseReservation ask, ImmutableArray<Remembered> recalled) =>
        ask is { Attempt: > 0, By.Process: { } process } && LastOver(stock, ask.ReservationId, process, recalled) < ask.Attempt
            ? [new ReservationBarred(ask.ReservationId, process, ask.Attempt)]
            : [];

    /// <summary>The newest attempt of a process of which this stock knows that it is over; 0 for none.</summary>
    private static long LastOver(Stock stock, string id, string process, ImmutableArray<Remembered> recalled) =>
        stock.Recall(CommandIds.Bar(process, id), recalled)?.Happened is ReservationBarred barred ? barred.Attempt : 0;

    /// <summary>How a reservation ended; null when it is open or unknown, or was taken back, which frees its id.</summary>
    internal static ReservationEnded? FindEnded(Stock stock, string id, ImmutableArray<Remembered> recalled) =>
        stock.Recall(CommandIds.Reservation(id), recalled)?.Happened is ReservationEnded ended and not ReservationReleased { TakenBackBy: not null } ? ended : null;
}
