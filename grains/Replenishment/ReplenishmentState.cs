namespace BeautyGrains.Grains;

/// <summary>A SKU's replenishment in a store.</summary>
/// <param name="Policy">Null before the first put.</param>
/// <param name="Need">The open one, or null.</param>
/// <param name="Needs">How many there were, the open one included.</param>
/// <param name="Orders">On their way, by id.</param>
/// <param name="LastOrder">Into which a need was put last, also where nothing of it is on its way any more; empty for none.</param>
/// <param name="OrdersVersion">Version of the event that last put a need into an order.</param>
/// <param name="Rests">What requisitions wait for, by id.</param>
public sealed record ReplenishmentState(
    ReplenishmentPolicy? Policy, ReplenishmentPlan? Plan, Need? Need, long Needs, EquatableList<OrderOnTheWay> Orders, string LastOrder, long OrdersVersion, long Version,
    EquatableList<RequisitionRest> Rests)
{
    /// <summary>Before the first put.</summary>
    public static ReplenishmentState Empty { get; } = new(null, null, null, 0, [], "", 0, 0, []);

    /// <summary>At or below which something is needed, in the base unit; null without an active policy or a plan.</summary>
    public decimal? ReorderPoint => Policy is { Active: true } ? Plan?.ReorderPoint : null;

    /// <summary>The state after an event.</summary>
    public ReplenishmentState After(ReplenishmentEvent happened, EventInfo info)
    {
        var after = happened switch
        {
            ReplenishmentPolicyPut put => this with { Policy = put.Policy, Plan = null },
            ReplenishmentPlanned planned => this with { Plan = planned.Plan },
            ReplenishmentOrdersSeen seen => this with { Orders = seen.Orders },
            ReplenishmentRestsSeen seen => this with { Rests = seen.Rests },
            NeedOpened opened => this with { Need = new(opened.Number, opened.Transfers, opened.Buy, opened.Why, info.At), Needs = opened.Number },
            NeedChanged changed => this with { Need = Need! with { Transfers = changed.Transfers, Buy = changed.Buy, Why = changed.Why } },
            NeedClosed => this with { Need = null },
            NeedOrdered ordered => this with
            {
                Need = Need?.Number == ordered.Number ? null : Need, Orders = With(ordered.Order), LastOrder = ordered.Order.Order, OrdersVersion = info.Version,
            },
            _ => throw new InvalidOperationException($"No transition for {happened.GetType().Name}."),
        };
        return after with { Version = info.Version };
    }

    private EquatableList<OrderOnTheWay> With(OrderOnTheWay order) =>
        [.. Orders.Where(known => known.Order != order.Order).Append(order).OrderBy(known => known.Order, StringComparer.Ordinal)];
}

/// <summary>What happens to a replenishment.</summary>
public abstract record ReplenishmentEvent;

/// <summary>The policy was created or replaced; the plan follows anew.</summary>
public sealed record ReplenishmentPolicyPut(ReplenishmentPolicy Policy) : ReplenishmentEvent;

/// <summary>Another plan follows from policy, supplier and forecast.</summary>
public sealed record ReplenishmentPlanned(ReplenishmentPlan Plan) : ReplenishmentEvent;

/// <summary>Other orders are on their way than were known.</summary>
/// <param name="Orders">All of them, by id.</param>
public sealed record ReplenishmentOrdersSeen(EquatableList<OrderOnTheWay> Orders) : ReplenishmentEvent;

/// <summary>Requisitions wait for something else than was known.</summary>
/// <param name="Rests">All of them, by id.</param>
public sealed record ReplenishmentRestsSeen(EquatableList<RequisitionRest> Rests) : ReplenishmentEvent;

/// <summary>There is less than there should be.</summary>
public sealed record NeedOpened(long Number, EquatableList<SisterOffer> Transfers, decimal Buy, NeedReason Why) : ReplenishmentEvent;

/// <summary>The open need is another one than it was.</summary>
public sealed record NeedChanged(EquatableList<SisterOffer> Transfers, decimal Buy, NeedReason Why) : ReplenishmentEvent;

/// <summary>There is enough again, or nothing is wanted any more.</summary>
public sealed record NeedClosed(long Number) : ReplenishmentEvent;

/// <summary>The need was put into an order.</summary>
public sealed record NeedOrdered(long Number, OrderOnTheWay Order) : ReplenishmentEvent;
