using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Replenishment;

/// <summary>How a SKU of a store is replenished, in the base unit. A PUT replaces it whole.</summary>
/// <param name="Method">reorder-point, min-max or periodic.</param>
/// <param name="Supplier">Id of the supplier that it is ordered from.</param>
/// <param name="ServiceLevel">0.5 to 0.999; that of the class when absent.</param>
/// <param name="LeadTimeDays">0 to 180; the supplier's when absent.</param>
/// <param name="LeadTimeDeviationDays">Standard deviation, 0 to 90; the supplier's when absent.</param>
/// <param name="CoverDays">With reorder-point: days of demand beyond the reorder point, 1 to 180; the days between two orders when absent.</param>
/// <param name="ReviewDays">With periodic: 1 to 90; the supplier's order days when absent.</param>
/// <param name="Minimum">With min-max, which needs it: 0 or more.</param>
/// <param name="Maximum">With min-max, which needs it: above the minimum.</param>
/// <param name="MinimumQuantity">Of an order; the supplier's when absent.</param>
/// <param name="PackQuantity">Orders are multiples of it; the supplier's when absent.</param>
internal sealed record ReplenishmentPolicyBody(
    [property: Needed] string? Method,
    [property: Needed] string? Supplier,
    Num ServiceLevel,
    int? LeadTimeDays,
    Num LeadTimeDeviationDays,
    int? CoverDays,
    int? ReviewDays,
    Num Minimum,
    Num Maximum,
    Num MinimumQuantity,
    Num PackQuantity,
    bool? Active)
{
    /// <summary>The policy; every faulty field goes to the check.</summary>
    public ReplenishmentPolicy ToPolicy(Check check)
    {
        var policy = new ReplenishmentPolicy(
            check.Word<ReplenishmentMethod>("method", Method), check.Id("supplier", Supplier), check.Optional("serviceLevel", ServiceLevel, 0.5m, 0.999m, 4), LeadTimeDays,
            check.Optional("leadTimeDeviationDays", LeadTimeDeviationDays, 0, 90, 3), CoverDays, ReviewDays, Minimum.Given ? check.QuantityOrZero("minimum", Minimum) : null,
            check.OptionalQuantity("maximum", Maximum), check.OptionalQuantity("minimumQuantity", MinimumQuantity), check.OptionalQuantity("packQuantity", PackQuantity), Active ?? true);
        foreach (var (field, rule) in ReplenishmentPolicyRules.Check(policy))
            if (!check.Names(field)) check.Add(field, rule);
        return policy;
    }
}

/// <summary>A SKU's replenishment in a store.</summary>
/// <param name="Plan">What follows from policy, supplier and forecast; absent before the first look.</param>
/// <param name="Need">The open one; absent where there is enough.</param>
/// <param name="Orders">On their way.</param>
/// <param name="Requisitions">What other stores wait for, because the store could not give it yet.</param>
internal sealed record ReplenishmentJson(
    string Store, string Sku, ReplenishmentPolicy Policy, ReplenishmentPlan? Plan, NeedJson? Need, IReadOnlyList<OrderOnTheWay> Orders, IReadOnlyList<RequisitionRest> Requisitions,
    DateTimeOffset ChangedAt, long Version)
{
    public static ReplenishmentJson Of(ReplenishmentView it, Language language) => new(
        it.Store, it.Sku, it.Policy, it.Plan, it.Need is null ? null : NeedJson.Of(it, it.Need, language), it.Orders, it.Rests, it.ChangedAt, it.Version);
}

/// <summary>What is needed, in the base unit.</summary>
/// <param name="Id">By which orders name it.</param>
/// <param name="Quantity">All of it.</param>
/// <param name="Buy">What should be bought.</param>
/// <param name="Transfers">What sister stores should give, soonest expiry first.</param>
/// <param name="Explanation">Why, in words.</param>
internal sealed record NeedJson(
    string Id, decimal Quantity, decimal Buy, IReadOnlyList<SisterOffer> Transfers, NeedNumbers Why, string Explanation, DateTimeOffset OpenedAt)
{
    public static NeedJson Of(ReplenishmentView of, Need it, Language language) => new(
        Need.Id(of.Store, of.Sku, it.Number), it.Quantity, it.Buy, it.Transfers, NeedNumbers.Of(it.Why), NeedWords.Of(of.Policy, it, language), it.OpenedAt);
}

/// <summary>The numbers that a need follows from; those of the plan stand there.</summary>
/// <param name="Available">Sellable and not reserved; below 0 where more is reserved than there is.</param>
/// <param name="Arriving">From other stores.</param>
/// <param name="Position">What there will be without another order.</param>
/// <param name="Gap">What is missing up to the plan's level.</param>
/// <param name="Requisitioned">What other stores wait for.</param>
internal sealed record NeedNumbers(
    decimal OnHand, decimal Reserved, decimal Available, decimal Arriving, decimal OnOrder, decimal Requisitioned, decimal Position, decimal Gap, decimal ReorderPoint, decimal OrderUpTo)
{
    public static NeedNumbers Of(NeedReason it) =>
        new(it.OnHand, it.Reserved, it.Available, it.Arriving, it.OnOrder, it.Requisitioned ?? 0, it.Position, it.Gap, it.Plan.ReorderPoint, it.Plan.OrderUpTo);
}

/// <summary>A page of replenishments.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record ReplenishmentPage(IReadOnlyList<ReplenishmentJson> Items, string? Cursor, Lists.AsOfJson AsOf);

/// <summary>A supplier's plan.</summary>
/// <param name="Order">Id of the newest draft; absent before the first.</param>
/// <param name="Day">For which it was made.</param>
/// <param name="Problem">Why it was refused.</param>
internal sealed record SupplyPlanJson(string Supplier, SupplyPlanState State, string? Order, DateOnly? Day, IReadOnlyList<NeedToMeet> Needs, Problem? Problem, long Version)
{
    public static SupplyPlanJson Of(SupplyPlanView it, Language language) => new(
        it.Supplier, it.State, it.Order, it.Day, it.Needs, it.Refusal is null ? null : Problems.Describe(it.Refusal, language, default), it.Version);
}

/// <summary>What a look at all replenishments has found.</summary>
/// <param name="Looked">Replenishments with an active policy.</param>
/// <param name="Needs">Open ones among them.</param>
/// <param name="Unpriced">Needs whose supplier is unknown, inactive or has no price for the SKU.</param>
/// <param name="Orders">Ids of today's drafts.</param>
/// <param name="Failed">What could not be looked at now.</param>
internal sealed record ReplenishmentRunJson(int Looked, int Needs, int Unpriced, IReadOnlyList<string> Orders, int Failed);
