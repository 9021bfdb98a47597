namespace BeautyGrains.Grains;

public static partial class StockRules
{
    /// <summary>
    /// Holds stock. Plain reservations pin lots by the picking rule or the chosen lot; bookings hold a quantity that lots good through their day must cover.
    /// Refusals: Validation, IdReused, Inactive, StoreNotLicensed, QuantityStep, UnknownLot, LotBlocked, InsufficientAvailable.
    /// </summary>
    public static Decision<StockEvent> Reserve(Stock stock, ReserveStock ask, StockFacts facts, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (ReserveForm(ask) is { } malformed) return malformed;
        var hash = BodyHash.Of(ask.Quantity, ask.Unit, ask.HoldFor?.Ticks, ask.HoldUntil, ask.Lot, ask.LotReason, ask.MinShelfLifeDays, ask.ForDate, ask.Pinned);
        if (ask is { Attempt: > 0, By.Process: { } process } && ask.Attempt <= LastOver(stock, ask.ReservationId, process, recalled)) return Refusal.NotIn("released");
        if (KnownReservation(stock, ask, hash, now, recalled) is { } known) return known;
        if (Form.Allowed(facts) is { } forbidden) return forbidden;

        var quantity = Units.ToBase(ask.Quantity, ask.Unit, facts, now);
        if (quantity.Refusal is { } badUnit) return badUnit;
        var use = ask.ReservationId.StartsWith("transfer:", StringComparison.Ordinal) ? QuantityUse.Any : QuantityUse.Hold;
        if (Units.StepRule(quantity.Value, use, facts, now) is { } step) return step;
        var end = EndOf(ask, facts, now);
        if (end.Refusal is { } badEnd) return badEnd;

        var held = new StockReserved(
            ask.ReservationId, quantity.Value, [], end.At, ask.ForDate, null, ask.Pinned, facts.Sku.Unit,
            Math.Max(ask.MinShelfLifeDays ?? 0, facts.Sku.MinShelfLifeDays), hash, ask.LotReason, ask.MadeFor, ask.Attempt > 0 ? ask.Attempt : null);
        return ask.ForDate is { } day ? Book(stock, held, day, facts, now) : Hold(stock, held, ask.Lot, facts, now);
    }

    private static Decision<StockEvent> Hold(Stock stock, StockReserved held, string? lot, StockFacts facts, DateTimeOffset now)
    {
        var lastsBeyond = now.AddDays(held.MinShelfLifeDays);
        if (lot is not null && NotSellable(stock, lot, lastsBeyond, now) is { } blocked) return blocked;
        var pick = Fefo.Take(new(stock, now), held.Quantity, lastsBeyond, facts.Sku.Picking, lot);
        return pick.Total < held.Quantity ? Refusal.Insufficient(pick.Total) : held with { Lots = pick.Lots };
    }

    private static Decision<StockEvent> Book(Stock stock, StockReserved held, DateOnly day, StockFacts facts, DateTimeOffset now)
    {
        var goodUntil = ExpiryRules.StartOfDay(day.AddDays(1), facts.Store.TimeZone).AddDays(held.MinShelfLifeDays);
        var available = new Availability(stock, now).ForBooking(goodUntil.AddTicks(-1));
        return available < held.Quantity ? Refusal.Insufficient(available) : held with { GoodUntil = goodUntil };
    }

    private static Refusal? ReserveForm(ReserveStock ask) => Form.First(
        Form.Id(ask.ReservationId, "id"),
        Form.Quantity(ask.Quantity),
        Form.Hold(ask.HoldFor, ask.ForDate is null ? Limits.MaxHold : Limits.MaxBookingHold),
        Form.Lot(ask.Lot),
        Form.Optional(ask.LotReason, "lotReason"),
        ask.MinShelfLifeDays is < 0 or > 36_500 ? Refusal.Invalid("minShelfLifeDays", "must-be-0-to-36500") : null,
        ask.ForDate is not null && ask.Lot is not null ? Refusal.Invalid("lot", "must-be-empty-for-bookings") : null,
        (ask.Pinned || ask.HoldUntil is not null) && !Form.IsStep(ask.ReservationId) ? Refusal.Invalid("id", "must-be-a-process-step") : null);

    /// <summary>A reservation of that id, open or ended: the same request is a repeat, another one is refused.</summary>
    private static Decision<StockEvent>? KnownReservation(Stock stock, ReserveStock ask, string hash, DateTimeOffset now, ImmutableArray<Remembered> recalled)
    {
        if (stock.Open.TryGetValue(ask.ReservationId, out var open))
            return open.BodyHash == hash ? HeldAlready(open, ask.MadeFor, now) : new Refusal(RefusalKind.IdReused);
        if (FindEnded(stock, ask.ReservationId, recalled) is not { } ended) return null;
        if (ended.BodyHash != hash) return new Refusal(RefusalKind.IdReused);
        return ask.MadeFor is not null && ended is not ReservationCommitted ? Ended(ended) : Decision<StockEvent>.AlreadyDone;
    }

    private static (DateTimeOffset At, Refusal? Refusal) EndOf(ReserveStock ask, StockFacts facts, DateTimeOffset now)
    {
        var longest = ask.ForDate is null ? Limits.MaxHold : Limits.MaxBookingHold;
        if (ask.ForDate is { } day)
        {
            var today = ExpiryRules.DayAt(now, facts.Store.TimeZone);
            if (day < today) return (default, Refusal.Invalid("forDate", "must-not-be-past"));
            if (day > today.AddDays(Limits.MaxBookingHold.Days)) return (default, Refusal.Invalid("forDate", "must-be-within-400-days"));
            if (ask.HoldFor is null && ask.HoldUntil is null) return (ExpiryRules.StartOfDay(day.AddDays(1), facts.Store.TimeZone), null);
        }

        if (ask.HoldUntil is { } until)
            return until > now && until <= now + longest ? (until, null) : (default, Refusal.Invalid("holdUntil", "must-be-within-the-longest-hold"));
        return (now + (ask.HoldFor ?? DefaultHold(facts)), null);
    }

    private static TimeSpan DefaultHold(StockFacts facts) =>
        facts.Store.DefaultTtlSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : Limits.DefaultHold;

    /// <summary>Why a lot may not be chosen, or null.</summary>
    private static Refusal? NotSellable(Stock stock, string name, DateTimeOffset lastsBeyond, DateTimeOffset now)
    {
        if (!stock.Lots.TryGetValue(name, out var lot)) return UnknownLot(name);
        if (lot.BlockedBy(now) is { } state) return Blocked(name, state);
        return lot.LastsBeyond(lastsBeyond) ? null : Blocked(name, "short-dated");
    }
}
