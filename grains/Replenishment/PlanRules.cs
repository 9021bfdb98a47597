namespace BeautyGrains.Grains;

/// <summary>What the supplier's record says of a SKU; null where it says nothing.</summary>
/// <param name="LeadTimeDays">From order to receipt; as is usual where there is no record.</param>
/// <param name="DaysBetweenOrders">The longest time from one order day to the next: 1 to 7.</param>
/// <param name="MinimumQuantity">Of an order's line, in the base unit.</param>
/// <param name="PackQuantity">In the base unit.</param>
public sealed record SupplyTerms(int LeadTimeDays, decimal? LeadTimeDeviationDays, int DaysBetweenOrders, decimal? MinimumQuantity, decimal? PackQuantity);

/// <summary>What is expected of the demand, in the base unit.</summary>
/// <param name="PerDay">On average.</param>
/// <param name="Demand">Over lead time and review time together.</param>
/// <param name="Quantile">Of that, for the service level.</param>
/// <param name="Deviate">How many standard deviations above the mean of a normal distribution the service level is; below 0 under one half.</param>
public sealed record DemandExpected(double PerDay, double Demand, double Quantile, double Deviate, string Method, int KnownDays)
{
    /// <summary>Nothing is known, so nothing is expected.</summary>
    public static DemandExpected Nothing { get; } = new(0, 0, 0, 0, "", 0);
}

/// <summary>What follows from policy, supplier and forecast: when to order, and up to what.</summary>
public static class PlanRules
{
    /// <summary>Days from order to receipt.</summary>
    public static int LeadTimeDays(ReplenishmentPolicy policy, SupplyTerms terms) =>
        Math.Min(policy.LeadTimeDays ?? terms.LeadTimeDays, ReplenishmentPolicyRules.MostLeadTimeDays);

    /// <summary>
    /// The longest time between two chances to order, in days: what there is must last so long besides the lead time, for what is not ordered now comes so
    /// much later.
    /// </summary>
    public static int ReviewDays(ReplenishmentPolicy policy, SupplyTerms terms) =>
        policy is { Method: ReplenishmentMethod.Periodic, ReviewDays: { } days } ? Math.Max(days, terms.DaysBetweenOrders) : terms.DaysBetweenOrders;

    /// <summary>
    /// The plan. The safety stock is √((quantile − mean)² + (deviate × demand per day × deviation of the lead time)²): what the forecast was wrong by
    /// and how far deliveries vary are independent, so that their variances add up (Silver, Pyke and Thomas, "Inventory and Production Management
    /// in Supply Chains", 4th edition, section 6.10, with the forecast's own interval in place of its standard deviation).
    /// </summary>
    /// <param name="step">The SKU's smallest quantity of a purchase, above 0.</param>
    public static ReplenishmentPlan Plan(ReplenishmentPolicy policy, SupplyTerms terms, DemandExpected expected, decimal serviceLevel, decimal step, DateOnly day)
    {
        var deviation = policy.LeadTimeDeviationDays ?? terms.LeadTimeDeviationDays ?? 0;
        var (lead, review) = (LeadTimeDays(policy, terms), ReviewDays(policy, terms));
        var ofDemand = Math.Max(0, expected.Quantile - expected.Demand);
        var ofDelivery = Math.Max(0, expected.Deviate) * expected.PerDay * (double)deviation;
        var (demand, safety) = (Rounded(expected.Demand), Rounded(Math.Sqrt(ofDemand * ofDemand + ofDelivery * ofDelivery)));
        var lasting = demand + safety;
        var (point, upTo) = policy.Method switch
        {
            ReplenishmentMethod.MinMax => (policy.Minimum!.Value, policy.Maximum!.Value),
            ReplenishmentMethod.Periodic => (lasting, lasting),
            _ => (lasting, lasting + Rounded(expected.PerDay * (policy.CoverDays ?? review))),
        };
        return new(
            day, lead, deviation, review, serviceLevel, Rounded(expected.PerDay), demand, safety, point, upTo,
            policy.MinimumQuantity ?? terms.MinimumQuantity ?? 0, policy.PackQuantity ?? terms.PackQuantity ?? step, expected.Method, expected.KnownDays);
    }

    /// <summary>Whether a policy's needs are ordered on a day, given that the supplier takes orders on it.</summary>
    public static bool OrdersOn(ReplenishmentPolicy policy, DateOnly day) =>
        policy is not { Method: ReplenishmentMethod.Periodic, ReviewDays: { } days } || day.DayNumber % days == 0;

    // The one place where a forecast becomes a quantity.
    private static decimal Rounded(double units) =>
        double.IsFinite(units) ? Math.Round((decimal)Math.Clamp(units, 0, (double)Limits.MaxQuantity), Limits.QuantityDecimals) : 0;
}
