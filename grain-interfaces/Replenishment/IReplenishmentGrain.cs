namespace BeautyGrains.Contracts;

/// <summary>
/// Keeps one SKU of one store in supply: its policy, the plan that follows from policy, supplier and forecast, and at most one open need.
/// Key: "store/sku", as <see cref="StockKey"/> has it. It hears <see cref="StockLevelChanged"/>; the sweep's <see cref="Look"/> is the truth.
/// </summary>
[Alias("bg.IReplenishmentGrain")]
public interface IReplenishmentGrain : IGrainWithStringKey
{
    /// <summary>Creates or replaces the policy. The same content again changes nothing. The plan follows with the next look.</summary>
    [Alias("PutPolicy")]
    Task<Answer<ReplenishmentView>> PutPolicy(PutReplenishmentPolicy ask);

    /// <summary>Compares what there is with what there should be, and opens, changes or closes the need. Refused with UnknownPolicy.</summary>
    [Alias("Look")]
    Task<Answer<ReplenishmentView>> Look(LookAtStock ask);

    /// <summary>
    /// The need was put into an order, which counts as on order from now on, whatever has become of the need meanwhile. A repeat changes nothing.
    /// Refused with UnknownPolicy.
    /// </summary>
    [Alias("Order")]
    Task<Answer<ReplenishmentView>> Order(OrderNeed ask);

    /// <summary>As it stands. Refused with UnknownPolicy.</summary>
    [ReadOnly, Alias("Get")]
    Task<Answer<ReplenishmentView>> Get();

    /// <summary>The reorder point of the active policy's plan, in the base unit; null without one. As this process knows it.</summary>
    [ReadOnly, Alias("ReorderPoint")]
    Task<decimal?> ReorderPoint();
}

/// <summary>How it is decided when and how much to order.</summary>
[GenerateSerializer, Alias("bg.ReplenishmentMethod")]
public enum ReplenishmentMethod
{
    /// <summary>At the reorder point that follows from forecast, lead time and service level, up to that and the demand of the days to cover.</summary>
    ReorderPoint,
    /// <summary>At a given minimum, up to a given maximum.</summary>
    MinMax,
    /// <summary>At fixed intervals, up to the level that lasts until the order after the next has come.</summary>
    Periodic,
}

/// <summary>Asks to create or replace a policy.</summary>
/// <param name="IfVersion">Only if this is the newest version of the replenishment; null for any.</param>
[GenerateSerializer, Immutable, Alias("bg.PutReplenishmentPolicy")]
public sealed record PutReplenishmentPolicy(ReplenishmentPolicy Policy, long? IfVersion, Caller By);

/// <summary>How one SKU of one store is replenished. Quantities are in the base unit.</summary>
/// <param name="Supplier">Id of the supplier that it is ordered from.</param>
/// <param name="ServiceLevel">Probability that what there is lasts until the next order has come: 0.5 to 0.999; null for that of the SKU's class.</param>
/// <param name="LeadTimeDays">From order to receipt: 0 to 180; null for the supplier's.</param>
/// <param name="LeadTimeDeviationDays">Its standard deviation: 0 to 90; null for the supplier's.</param>
/// <param name="CoverDays">With ReorderPoint: days of demand that an order brings beyond the reorder point: 1 to 180; null for the days between two orders.</param>
/// <param name="ReviewDays">With Periodic: days between two looks, 1 to 90; null for the supplier's order days.</param>
/// <param name="Minimum">With MinMax, which needs it: order at or below it.</param>
/// <param name="Maximum">With MinMax, which needs it: order up to it; above the minimum.</param>
/// <param name="MinimumQuantity">The least quantity of an order; null for the supplier's.</param>
/// <param name="PackQuantity">Orders are multiples of it; null for the supplier's, or the SKU's purchase step.</param>
/// <param name="Active">False: nothing is needed.</param>
[GenerateSerializer, Immutable, Alias("bg.ReplenishmentPolicy")]
public sealed record ReplenishmentPolicy(
    ReplenishmentMethod Method,
    string Supplier,
    decimal? ServiceLevel = null,
    int? LeadTimeDays = null,
    decimal? LeadTimeDeviationDays = null,
    int? CoverDays = null,
    int? ReviewDays = null,
    decimal? Minimum = null,
    decimal? Maximum = null,
    decimal? MinimumQuantity = null,
    decimal? PackQuantity = null,
    bool Active = true);

/// <summary>What follows from policy, supplier and forecast. Quantities are in the base unit.</summary>
/// <param name="Day">Of the forecast, in the store.</param>
/// <param name="LeadTimeDays">From order to receipt.</param>
/// <param name="ReviewDays">The longest time from one chance to order to the next, in days: 1 or more.</param>
/// <param name="PerDay">Expected demand per day.</param>
/// <param name="Demand">Expected over lead time and review time together.</param>
/// <param name="SafetyStock">Against demand above that and against late deliveries.</param>
/// <param name="ReorderPoint">At or below it, as position, there is a need.</param>
/// <param name="OrderUpTo">What an order brings the position up to, before rounding.</param>
/// <param name="MinimumQuantity">Of an order; 0 for none.</param>
/// <param name="PackQuantity">Orders are multiples of it; above 0.</param>
/// <param name="Forecast">Method of the forecast; empty where nothing is known of the demand.</param>
/// <param name="KnownDays">Days of the past that it rests on.</param>
[GenerateSerializer, Immutable, Alias("bg.ReplenishmentPlan")]
public sealed record ReplenishmentPlan(
    DateOnly Day,
    int LeadTimeDays,
    decimal LeadTimeDeviationDays,
    int ReviewDays,
    decimal ServiceLevel,
    decimal PerDay,
    decimal Demand,
    decimal SafetyStock,
    decimal ReorderPoint,
    decimal OrderUpTo,
    decimal MinimumQuantity,
    decimal PackQuantity,
    string Forecast,
    int KnownDays);

/// <summary>What the sweep has found. What is null is as it was.</summary>
/// <param name="Seen">Version of the replenishment that the facts were gathered after; orders that it learnt of since are kept.</param>
/// <param name="Stock">The stock's picture; one that is older than what was heard of is dropped.</param>
/// <param name="Plan">The newest plan.</param>
/// <param name="Orders">All orders that are on their way; empty for none.</param>
/// <param name="Offers">What sister stores could give, the first to take first; empty for nothing.</param>
/// <param name="Rests">All that requisitions wait for; empty for nothing.</param>
[GenerateSerializer, Immutable, Alias("bg.LookAtStock")]
public sealed record LookAtStock(
    long Seen, StockLevelChanged? Stock, ReplenishmentPlan? Plan, EquatableList<OrderOnTheWay>? Orders, EquatableList<SisterOffer>? Offers, Caller By,
    EquatableList<RequisitionRest>? Rests = null);

/// <summary>What the store could not give to another that asked for it by a requisition.</summary>
/// <param name="For">The store that asked.</param>
/// <param name="Quantity">Above 0, in the base unit.</param>
[GenerateSerializer, Immutable, Alias("bg.RequisitionRest")]
public sealed record RequisitionRest(string Requisition, string For, decimal Quantity);

/// <summary>An order's share for this SKU and store.</summary>
/// <param name="Quantity">Still awaited, in the base unit.</param>
/// <param name="ExpectedOn">The day on which it should arrive.</param>
[GenerateSerializer, Immutable, Alias("bg.OrderOnTheWay")]
public sealed record OrderOnTheWay(string Order, decimal Quantity, DateOnly? ExpectedOn);

/// <summary>Goods of a sister store that it does not need itself.</summary>
/// <param name="Store">That has them.</param>
/// <param name="ExpiresAt">The first instant at which they are expired; null for goods without expiry.</param>
[GenerateSerializer, Immutable, Alias("bg.SisterOffer")]
public sealed record SisterOffer(string Store, string Lot, decimal Quantity, DateTimeOffset? ExpiresAt);

/// <summary>The need was put into an order.</summary>
/// <param name="Need">Its number.</param>
/// <param name="Order">Id of the purchase order.</param>
/// <param name="Quantity">That the order asks for.</param>
[GenerateSerializer, Immutable, Alias("bg.OrderNeed")]
public sealed record OrderNeed(long Need, string Order, decimal Quantity, DateOnly? ExpectedOn, Caller By);

/// <summary>What is needed, in the base unit.</summary>
/// <param name="Number">Of the need, 1 for the first; the same as long as it is open, whatever becomes of its quantity.</param>
/// <param name="Transfers">What sister stores should give.</param>
/// <param name="Buy">What should be bought besides; 0 for nothing.</param>
/// <param name="Why">The numbers that it follows from.</param>
[GenerateSerializer, Immutable, Alias("bg.Need")]
public sealed record Need(long Number, EquatableList<SisterOffer> Transfers, decimal Buy, NeedReason Why, DateTimeOffset OpenedAt)
{
    /// <summary>The id by which orders name it.</summary>
    public static string Id(string store, string sku, long number) => FormattableString.Invariant($"{store}/{sku}/{number}");

    /// <summary>All of it.</summary>
    public decimal Quantity => Transfers.Sum(offer => offer.Quantity) + Buy;
}

/// <summary>Why there is a need, and why of that size; in the base unit.</summary>
/// <param name="Available">Sellable and not reserved.</param>
/// <param name="Arriving">On its way from other stores.</param>
/// <param name="OnOrder">On its way from suppliers.</param>
/// <param name="Position">Available, arriving and on order less requisitioned: what there will be without another order.</param>
/// <param name="Gap">Plan.OrderUpTo less position.</param>
/// <param name="Plan">Compared with.</param>
/// <param name="Requisitioned">What other stores wait for by requisitions that could not be filled; null for nothing.</param>
[GenerateSerializer, Immutable, Alias("bg.NeedReason")]
public sealed record NeedReason(
    decimal OnHand, decimal Reserved, decimal Available, decimal Arriving, decimal OnOrder, decimal Position, decimal Gap, ReplenishmentPlan Plan, decimal? Requisitioned = null);

/// <summary>A SKU's replenishment in a store.</summary>
/// <param name="Plan">Null before the first look.</param>
/// <param name="Need">The open one, or null.</param>
/// <param name="Rests">What requisitions wait for, by id.</param>
[GenerateSerializer, Immutable, Alias("bg.ReplenishmentView")]
public sealed record ReplenishmentView(
    string Store, string Sku, ReplenishmentPolicy Policy, ReplenishmentPlan? Plan, Need? Need, ImmutableArray<OrderOnTheWay> Orders, DateTimeOffset ChangedAt, long Version,
    ImmutableArray<RequisitionRest> Rests);

/// <summary>The rules of form of a policy; the HTTP edge and the grain share them.</summary>
public static class ReplenishmentPolicyRules
{
    /// <summary>The longest lead time.</summary>
    public const int MostLeadTimeDays = 180;

    /// <summary>Every rule that it breaks, by field as in a request, in the order of its fields; empty when it is well formed.</summary>
    public static ImmutableArray<(string Field, string Rule)> Check(ReplenishmentPolicy policy)
    {
        var form = new FormRules();
        form.Known(policy.Method, "method");
        form.Code(policy.Supplier, "supplier");
        form.Between(policy.ServiceLevel, 0.5m, 0.999m, "serviceLevel");
        form.Between(policy.LeadTimeDays, 0, MostLeadTimeDays, "leadTimeDays");
        form.Between(policy.LeadTimeDeviationDays, 0, 90, "leadTimeDeviationDays");
        form.Between(policy.CoverDays, 1, 180, "coverDays");
        form.Between(policy.ReviewDays, 1, 90, "reviewDays");
        form.Require(policy.Minimum is not < 0, "minimum", "must-not-be-negative");
        form.Quantity(policy.Minimum is 0 ? null : policy.Minimum, "minimum");
        form.Quantity(policy.Maximum, "maximum");
        form.Quantity(policy.MinimumQuantity, "minimumQuantity");
        form.Quantity(policy.PackQuantity, "packQuantity");
        var isMinMax = policy.Method == ReplenishmentMethod.MinMax;
        form.Require(!isMinMax || policy.Minimum is not null, "minimum", "required");
        form.Require(!isMinMax || policy.Maximum is not null, "maximum", "required");
        form.Require(!isMinMax || policy.Minimum is null || policy.Maximum is null || policy.Maximum > policy.Minimum, "maximum", "must-be-above-minimum");
        return form.Broken;
    }
}
