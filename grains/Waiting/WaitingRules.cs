namespace BeautyGrains.Grains;

/// <summary>What is looked up before somebody may join.</summary>
/// <param name="Known">Body hash of a join under that id which has left the list's memory; null for none.</param>
/// <param name="Catalogue">What the catalogue says of store and SKU.</param>
/// <param name="Free">What could be offered now, in the base unit.</param>
public sealed record JoinFacts(string? Known, Answer<StockFacts> Catalogue, decimal Free);

/// <summary>What may become of a waiting list. Rules are asked only while nothing is under way with the stock.</summary>
public static class WaitingRules
{
    /// <summary>An offer's time where the store's record names none.</summary>
    public static readonly TimeSpan UsualOffer = TimeSpan.FromHours(2);

    /// <summary>The most that wait for a SKU in a store at once.</summary>
    public const int MostWaiting = 10_000;

    /// <summary>Guards in this order: form; a repeat or another request; catalogue, inactive, units, step; the client waits already; there is enough; the list is full.</summary>
    public static Decision<WaitingEvent> Join(WaitingList list, JoinWaitingList ask, JoinFacts facts, DateTimeOffset now)
    {
        if (JoinForm(ask) is { } malformed) return malformed;
        var hash = HashOf(ask);
        if ((list.Find(ask.Id)?.BodyHash ?? facts.Known) is { } known) return known == hash ? Decision<WaitingEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
        if (facts.Catalogue.Value is not { } catalogue) return facts.Catalogue.Refusal!;
        if (Form.Allowed(catalogue) is { } forbidden) return forbidden;
        // They are held for nobody, so that nobody would ever be offered any.
        if (catalogue.Controlled is not null) return new Refusal(RefusalKind.ControlledGoods);
        var quantity = Units.ToBase(ask.Quantity, ask.Unit, catalogue, now);
        if (quantity.Refusal is { } badUnit) return badUnit;
        if (Units.StepRule(quantity.Value, QuantityUse.Hold, catalogue, now) is { } step) return step;
        if (list.Open.FirstOrDefault(entry => entry.Client == ask.Client) is { } waits) return new Refusal(RefusalKind.AlreadyWaiting, State: waits.Id);
        if (facts.Free >= quantity.Value && !list.Queue.Any()) return new Refusal(RefusalKind.StockAvailable, Available: facts.Free);
        if (list.Open.Length >= MostWaiting) return Refusal.NotIn("full");
        return new WaitingJoined(ask.Id, ask.Client, quantity.Value, list.Joined + 1, hash);
    }

    /// <summary>Tells one request from another.</summary>
    public static string HashOf(JoinWaitingList ask) => BodyHash.Of(ask.Client, ask.Quantity, ask.Unit);

    /// <summary>
    /// The next offer: to the first of the queue, if what is free covers it. Whoever wants more than there is keeps the place, and those behind wait too: so who
    /// gets what follows from the queue and from what is there, whatever was heard of it and when.
    /// </summary>
    /// <param name="free">What could be offered, in the base unit.</param>
    public static Decision<WaitingEvent> Offer(WaitingList list, decimal free, TimeSpan hold)
    {
        var first = list.Queue.FirstOrDefault();
        return first is null || first.Quantity > free
            ? Decision<WaitingEvent>.AlreadyDone
            : new WaitingOfferDecided(first.Id, list.Offers + 1, (int)hold.TotalSeconds);
    }

    /// <summary>Accept: what is offered only.</summary>
    public static Decision<WaitingEvent> Accept(WaitingList list, AcceptOffer ask)
    {
        if (Form.Hold(ask.HoldFor, Limits.MaxHold) is { } malformed) return malformed;
        return Of(list, ask.Id, WaitingLife.Accept, WaitingState.Accepted, _ => new WaitingAcceptAsked(ask.Id, (int?)ask.HoldFor?.TotalSeconds));
    }

    /// <summary>Decline: what is offered only.</summary>
    public static Decision<WaitingEvent> Decline(WaitingList list, EndWaiting ask) =>
        Of(list, ask.Id, WaitingLife.Decline, WaitingState.Declined, _ => new WaitingEndAsked(ask.Id, WaitingState.Declined));

    /// <summary>Leave: from the queue at once, from an offer once it is released.</summary>
    public static Decision<WaitingEvent> Leave(WaitingList list, EndWaiting ask) => Of(
        list, ask.Id, WaitingLife.Leave, WaitingState.Left,
        entry => entry.State == WaitingState.Offered ? new WaitingEndAsked(ask.Id, WaitingState.Left) : new WaitingEnded(ask.Id, WaitingState.Left));

    /// <summary>What the stock says of an offer's reservation: taken, released or passed, still open as known, or open until another time.</summary>
    /// <param name="held">The reservation; null where the stock does not know it any more.</param>
    /// <param name="open">What it means while the reservation is open.</param>
    public static WaitingEvent? Outcome(WaitingEntry entry, ReservationView? held, WaitingEvent? open) => held?.State switch
    {
        ReservationState.Open => open,
        ReservationState.Committed => new WaitingEnded(entry.Id, WaitingState.Accepted),
        ReservationState.Released => new WaitingEnded(entry.Id, entry.Ends ?? WaitingState.Declined),
        _ => new WaitingEnded(entry.Id, WaitingState.Lapsed),
    };

    /// <summary>Records what the stock answered, unless something else has become of the entry meanwhile.</summary>
    public static Decision<WaitingEvent> Record(WaitingList list, WaitingEntry asked, WaitingEvent? outcome) =>
        outcome is null || list.Find(asked.Id) is not { } now || now.Version != asked.Version ? Decision<WaitingEvent>.AlreadyDone : outcome;

    /// <summary>What of a stock could be offered now: of lots that live long enough to be sold, what nobody holds.</summary>
    public static decimal Free(StockView stock, int minShelfLifeDays, DateTimeOffset now)
    {
        var beyond = now.AddDays(minShelfLifeDays);
        var lots = stock.Lots.Where(lot => lot is { Status: LotStatus.Released, Expired: false } && !(lot.ExpiresAt <= beyond)).Sum(lot => Math.Max(0, lot.OnHand - lot.Reserved));
        return Math.Min(lots, stock.Available);
    }

    /// <summary>One who waits, as callers see it.</summary>
    public static WaitingView ViewOf(string key, WaitingList? list, WaitingEntry it)
    {
        var stock = StockKey.Parse(key);
        int? place = list is null || it.State != WaitingState.Waiting ? null : list.Queue.TakeWhile(entry => entry.Number < it.Number).Count() + 1;
        return new(it.Id, stock.Store, stock.Sku, it.Client, it.Quantity, it.State, it.Number, place, it.Reservation, it.ExpiresAt, it.JoinedAt, it.ChangedAt, it.Version);
    }

    private static Refusal? JoinForm(JoinWaitingList ask) => Form.First(
        Limits.IsId(ask.Id) ? null : Refusal.Invalid("id", "must-be-an-id"),
        Limits.IsId(ask.Client) ? null : Refusal.Invalid("client", "must-be-an-id"),
        Form.Quantity(ask.Quantity));

    private static Decision<WaitingEvent> Of(WaitingList list, string id, string verb, WaitingState end, Func<WaitingEntry, WaitingEvent> then)
    {
        if (list.Find(id) is not { } entry) return new Refusal(RefusalKind.UnknownWaiting);
        if (entry.State == end) return Decision<WaitingEvent>.AlreadyDone;
        return WaitingLife.Table.Allows(entry.State, verb) ? then(entry) : Refusal.NotIn(NameOf(entry.State));
    }

    /// <summary>A state's word.</summary>
    public static string NameOf(WaitingState state) => state.ToString().ToLowerInvariant();
}
