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

    /// <summary>Ends what this process made, as if it had never been; everything else is left as it is. Refusals: UnknownReservation.</summary>
    private static Decision<StockEvent> TakeBack(Stock stock, string id, string process, ImmutableArray<Remembered> recalled)
    {
        if (!stock.Open.TryGetValue(id, out var open))
            return stock.Recall(CommandIds.Reservation(id), recalled) is null ? new Refusal(RefusalKind.UnknownReservation) : Decision<StockEvent>.AlreadyDone;
        return open.MadeFor == process
            ? new ReservationReleased(open.Id, open.Quantity, open.Lots, open.ExpiresAt, open.ForDate, open.BodyHash, open.MadeVersion, process)
            : Decision<StockEvent>.AlreadyDone;
    }

    /// <summary>How a reservation ended; null when it is open or unknown, or was taken back, which frees its id.</summary>
    internal static ReservationEnded? FindEnded(Stock stock, string id, ImmutableArray<Remembered> recalled) =>
        stock.Recall(CommandIds.Reservation(id), recalled)?.Happened is ReservationEnded ended and not ReservationReleased { TakenBackBy: not null } ? ended : null;
}
