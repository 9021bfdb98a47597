namespace BeautyGrains.Grains;

/// <summary>What happens to a reservation between reserve and commit.</summary>
public static partial class StockRules
{
    /// <summary>
    /// Gives a reservation up. Refusals: Validation, UnknownReservation, InvalidState. Where a process ends an attempt that holds nothing, that is written
    /// down besides the refusal, lest a request that is late holds stock for nobody.
    /// </summary>
    public static Decision<StockEvent> Release(Stock stock, ReleaseReservation ask, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.Id(ask.ReservationId, "id") is { } malformed) return malformed;
        if (ask.OnlyIfMadeFor is { } process) return TakeBack(stock, ask, process, recalled);
        if (!stock.Open.TryGetValue(ask.ReservationId, out var open))
        {
            var ended = FindEnded(stock, ask.ReservationId, recalled);
            if (ended is null) return new(Bar(stock, ask, recalled), new(RefusalKind.UnknownReservation), false);
            return ended is ReservationReleased ? Decision<StockEvent>.AlreadyDone : Ended(ended);
        }

        return open.IsOverdue(now)
            ? Refusal.NotIn("expired")
            : new ReservationReleased(open.Id, open.Quantity, open.Lots, open.ExpiresAt, open.ForDate, open.BodyHash, open.MadeVersion);
    }

    /// <summary>Lets a reservation end at now + hold. Refusals: Validation, IdReused, UnknownReservation, InvalidState.</summary>
    public static Decision<StockEvent> Extend(Stock stock, ExtendReservation ask, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.First(Form.Id(ask.ReservationId, "id"), Form.Hold(ask.HoldFor, Limits.MaxBookingHold)) is { } malformed) return malformed;
        var hash = ask.RequestId is null ? null : BodyHash.Of(ask.HoldFor.Ticks);
        if (ask.RequestId is { } request && Repeat(stock, CommandIds.Extension(ask.ReservationId, request), hash!, recalled) is { } known) return known;
        if (FindOpen(stock, ask.ReservationId, now, recalled, out var open) is { } refused) return refused;
        if (open!.ForDate is null && Form.Hold(ask.HoldFor, Limits.MaxHold) is { } tooLong) return tooLong;
        var end = now + ask.HoldFor;
        return end == open.ExpiresAt && ask.RequestId is null ? Decision<StockEvent>.AlreadyDone : new ReservationExtended(open.Id, end, ask.RequestId, hash);
    }

    /// <summary>
    /// Keeps the pins that may still be sold and picks the rest anew. Refusals: Validation, UnknownReservation, InvalidState, UnitChanged, InsufficientAvailable.
    /// </summary>
    public static Decision<StockEvent> Repin(Stock stock, RepinReservation ask, StockFacts facts, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.Id(ask.ReservationId, "id") is { } malformed) return malformed;
        if (FindOpen(stock, ask.ReservationId, now, recalled, out var open) is { } refused) return refused;
        if (open!.Unit != facts.Sku.Unit) return new Refusal(RefusalKind.UnitChanged);
        var pins = Pinning.Whole(stock, open, facts.Sku.Picking, now);
        if (pins.Refusal is { } none) return none;
        return pins.Lots.SequenceEqual(open.Lots) ? Decision<StockEvent>.AlreadyDone : new ReservationRepinned(open.Id, pins.Lots);
    }

    /// <summary>
    /// Process step: the reservation no longer expires and is sure to be issued. Lots for what is pinned to none are picked now.
    /// Refusals: Validation, UnknownReservation, InvalidState, UnitChanged, ScanRequired, LotBlocked, InsufficientAvailable.
    /// </summary>
    public static Decision<StockEvent> Pin(Stock stock, PinReservation ask, StockFacts facts, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.Id(ask.ReservationId, "id") is { } malformed) return malformed;
        if (FindOpen(stock, ask.ReservationId, now, recalled, out var open) is { } refused) return refused;
        if (ask.Attempt < open!.PinAttempt || (ask.Attempt == open.PinAttempt && ask.Attempt > 0 && !open.Pinned)) return Refusal.NotIn("unpinned");
        long? attempt = ask.Attempt > 0 ? ask.Attempt : null;
        if (open.Pinned) return ask.Attempt == open.PinAttempt ? Decision<StockEvent>.AlreadyDone : new ReservationPinned(open.Id, attempt);
        if (facts.NotLicensed is { } forbidden) return forbidden;
        if (open.Unit != facts.Sku.Unit) return new Refusal(RefusalKind.UnitChanged);
        if ((ScanRule(facts, []) ?? SerialsRecalled(stock, default)) is { } unscanned) return unscanned;
        foreach (var pin in open.Lots)
            if (stock.Lots[pin.Lot].BlockedBy(now) is { } state) return Blocked(pin.Lot, state);
        if (open.Unpinned == 0) return new ReservationPinned(open.Id, attempt);
        var pins = Pinning.Whole(stock, open, facts.Sku.Picking, now);
        return pins.Refusal is { } none
            ? none
            : Decision<StockEvent>.Of([new ReservationRepinned(open.Id, pins.Lots), new ReservationPinned(open.Id, attempt)]);
    }

    /// <summary>Process step: an attempt is over, and the reservation expires again at its time. Refusals: Validation, UnknownReservation, InvalidState.</summary>
    public static Decision<StockEvent> Unpin(Stock stock, UnpinReservation ask, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.Id(ask.ReservationId, "id") is { } malformed) return malformed;
        if (FindOpen(stock, ask.ReservationId, now, recalled, out var open) is { } refused) return refused;
        if (ask.Attempt < open!.PinAttempt) return Decision<StockEvent>.AlreadyDone;
        return open.Pinned || ask.Attempt > open.PinAttempt
            ? new ReservationUnpinned(open.Id, ask.Attempt > 0 ? ask.Attempt : null)
            : Decision<StockEvent>.AlreadyDone;
    }

    private static Refusal? FindOpen(Stock stock, string id, DateTimeOffset now, ImmutableArray<Remembered> recalled, out Reservation? open)
    {
        if (!stock.Open.TryGetValue(id, out open))
            return NotOpen(FindEnded(stock, id, recalled));
        return open.IsOverdue(now) ? Refusal.NotIn("expired") : null;
    }

    private static Refusal NotOpen(ReservationEnded? ended) => ended is null ? new(RefusalKind.UnknownReservation) : Ended(ended);
}
