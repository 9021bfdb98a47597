namespace BeautyGrains.Grains;

/// <summary>What may become of a replenishment.</summary>
public static class ReplenishmentRules
{
    /// <summary>Guards in this order: form, the same content, If-Match, catalogue and supplier. Who wants nothing any more needs nothing.</summary>
    /// <param name="unknown">Store, SKU or supplier that is not there, or null.</param>
    public static Decision<ReplenishmentEvent> Put(ReplenishmentState state, PutReplenishmentPolicy ask, Refusal? unknown = null)
    {
        if (ReplenishmentPolicyRules.Check(ask.Policy) is [var (field, rule), ..]) return Refusal.Invalid(field, rule);
        if (ask.Policy == state.Policy) return Decision<ReplenishmentEvent>.AlreadyDone;
        if (ask.IfVersion is { } expected && expected != state.Version) return new Refusal(RefusalKind.StaleVersion);
        if (unknown is not null) return unknown;
        // Another supplier or method meets another need; one that nothing is wanted of would stay open for good.
        return state.Need is { } open && !(ask.Policy.Active && ask.Policy.Supplier == state.Policy!.Supplier)
            ? Decision<ReplenishmentEvent>.Of(new ReplenishmentPolicyPut(ask.Policy), new NeedClosed(open.Number))
            : new ReplenishmentPolicyPut(ask.Policy);
    }

    /// <summary>
    /// Takes over plan, orders and rests where they are others, then compares. Nothing happens where everything is as it was.
    /// </summary>
    /// <param name="stock">The newest picture known; null for none, which compares nothing.</param>
    public static Decision<ReplenishmentEvent> Look(ReplenishmentState state, LookAtStock ask, StockLevelChanged? stock)
    {
        if (state.Policy is not { } policy) return new Refusal(RefusalKind.UnknownPolicy);
        var events = ImmutableArray.CreateBuilder<ReplenishmentEvent>();
        // What was gathered before an order was made does not know of it.
        var isOld = ask.Seen < state.OrdersVersion;
        if (ask.Plan is { } plan && plan != state.Plan) events.Add(new ReplenishmentPlanned(plan));
        if (ask.Orders is { } orders && orders != state.Orders && !isOld) events.Add(new ReplenishmentOrdersSeen(orders));
        var rests = ask.Rests ?? state.Rests;
        if (rests != state.Rests) events.Add(new ReplenishmentRestsSeen(rests));
        var known = ask.Orders is null || isOld ? state.Orders : ask.Orders;
        if (stock is not null && (ask.Plan ?? state.Plan) is { } now && Compare(state, policy, now, stock, known, rests, ask.Offers) is { } changed) events.Add(changed);
        return events.Count == 0 ? Decision<ReplenishmentEvent>.AlreadyDone : Decision<ReplenishmentEvent>.Of(events.ToImmutable());
    }

    /// <summary>
    /// Guards in this order: policy, the same order again. The order is there, so that it counts whatever has become of the need meanwhile.
    /// </summary>
    public static Decision<ReplenishmentEvent> Order(ReplenishmentState state, OrderNeed ask)
    {
        if (state.Policy is null) return new Refusal(RefusalKind.UnknownPolicy);
        return state.LastOrder == ask.Order || state.Orders.Any(order => order.Order == ask.Order)
            ? Decision<ReplenishmentEvent>.AlreadyDone
            : new NeedOrdered(ask.Need, new(ask.Order, ask.Quantity, ask.ExpectedOn));
    }

    /// <summary>As callers see it; null before the first put.</summary>
    public static ReplenishmentView? ViewOf(string key, Versioned<ReplenishmentState> on)
    {
        var (stock, state) = (StockKey.Parse(key), on.State);
        return state.Policy is { } policy ? new(stock.Store, stock.Sku, policy, state.Plan, state.Need, [.. state.Orders], on.At, on.Version, [.. state.Rests]) : null;
    }

    private static ReplenishmentEvent? Compare(
        ReplenishmentState state, ReplenishmentPolicy policy, ReplenishmentPlan plan, StockLevelChanged stock, EquatableList<OrderOnTheWay> orders, EquatableList<RequisitionRest> rests,
        EquatableList<SisterOffer>? offers)
    {
        var why = policy.Active ? NeedRules.WhyOf(plan, stock, orders, rests) : null;
        if (why is null) return state.Need is { } over ? new NeedClosed(over.Number) : null;
        // What sisters offered is as it was until the sweep tells otherwise.
        var missing = NeedRules.Meet(why, offers ?? state.Need?.Transfers ?? []);
        if (state.Need is not { } open) return new NeedOpened(state.Needs + 1, missing.Transfers, missing.Buy, why);
        return open.Buy == missing.Buy && open.Transfers == missing.Transfers && IsAlike(open.Why, why) ? null : new NeedChanged(missing.Transfers, missing.Buy, why);
    }

    // What is told of a need must be true of it; how the position is made up may change without a word.
    private static bool IsAlike(NeedReason one, NeedReason other) => one.Position == other.Position && one.Requisitioned == other.Requisitioned && one.Plan == other.Plan;
}
