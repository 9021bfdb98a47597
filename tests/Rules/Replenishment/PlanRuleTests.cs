using FsCheck;
using FsCheck.Fluent;

namespace BeautyGrains.Rules.Tests.Replenishment;

/// <summary>What follows from policy, supplier and forecast.</summary>
public sealed class PlanRuleTests
{
    private static readonly DateOnly s_day = new(2026, 6, 1);
    private static readonly SupplyTerms s_terms = new(10, 2, 3, 6, 12);
    private static readonly DemandExpected s_expected = new(2, 26, 34, 1.6449, "exponential smoothing", 200);

    [Fact]
    public void The_safety_stock_holds_against_demand_and_against_late_deliveries_together()
    {
        var plan = PlanRules.Plan(new(ReplenishmentMethod.ReorderPoint, "V"), s_terms, s_expected, 0.95m, 1, s_day);
        // √(8² + (1.6449 × 2 × 2)²) = √(64 + 43.29) = 10.358.
        plan.SafetyStock.ShouldBe(10.358m);
        (plan.LeadTimeDays, plan.ReviewDays, plan.Demand, plan.ReorderPoint).ShouldBe((10, 3, 26, 36.358m));
        // Three days more: what is sold between two chances to order.
        plan.OrderUpTo.ShouldBe(42.358m);
        (plan.MinimumQuantity, plan.PackQuantity, plan.PerDay, plan.ServiceLevel, plan.Forecast, plan.KnownDays).ShouldBe((6, 12, 2, 0.95m, "exponential smoothing", 200));
    }

    [Fact]
    public void What_the_policy_says_comes_before_what_the_supplier_says()
    {
        var policy = new ReplenishmentPolicy(ReplenishmentMethod.ReorderPoint, "V", 0.9m, 4, 0, CoverDays: 20, MinimumQuantity: 1, PackQuantity: 5);
        var plan = PlanRules.Plan(policy, s_terms, s_expected, 0.9m, 1, s_day);
        (plan.LeadTimeDays, plan.LeadTimeDeviationDays, plan.MinimumQuantity, plan.PackQuantity).ShouldBe((4, 0, 1, 5));
        (plan.SafetyStock, plan.OrderUpTo - plan.ReorderPoint).ShouldBe((8, 40));
    }

    [Fact]
    public void Minimum_and_maximum_are_taken_as_they_are_given_also_where_nothing_is_known_of_the_demand()
    {
        var plan = PlanRules.Plan(new(ReplenishmentMethod.MinMax, "V", Minimum: 4, Maximum: 10), new(7, null, 1, null, null), DemandExpected.Nothing, 0.95m, 0.5m, s_day);
        (plan.ReorderPoint, plan.OrderUpTo, plan.PackQuantity, plan.MinimumQuantity, plan.LeadTimeDays).ShouldBe((4, 10, 0.5m, 0, 7));
    }

    [Fact]
    public void Periodic_orders_come_on_every_so_many_days_and_last_until_the_one_after_the_next()
    {
        var policy = new ReplenishmentPolicy(ReplenishmentMethod.Periodic, "V", ReviewDays: 14);
        PlanRules.ReviewDays(policy, s_terms).ShouldBe(14);
        var plan = PlanRules.Plan(policy, s_terms, s_expected, 0.95m, 1, s_day);
        plan.OrderUpTo.ShouldBe(plan.ReorderPoint);
        Enumerable.Range(0, 28).Count(ahead => PlanRules.OrdersOn(policy, s_day.AddDays(ahead))).ShouldBe(2);
        PlanRules.OrdersOn(policy with { ReviewDays = null }, s_day).ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(-3, 26, 20, 1)]
    [InlineData(double.NaN, double.NaN, double.NaN, 1)]
    [InlineData(1e300, 1e300, 1e301, 3)]
    [InlineData(1, 1, double.PositiveInfinity, 3)]
    public void Whatever_a_forecast_says_a_plan_is_in_bounds(double perDay, double demand, double quantile, double deviate)
    {
        foreach (var method in Enum.GetValues<ReplenishmentMethod>())
        {
            var plan = PlanRules.Plan(new(method, "V", Minimum: 1, Maximum: 2), s_terms, new(perDay, demand, quantile, deviate, "m", 1), 0.95m, 1, s_day);
            foreach (var quantity in new[] { plan.PerDay, plan.Demand, plan.SafetyStock, plan.ReorderPoint, plan.OrderUpTo })
                quantity.ShouldBeInRange(0, 3 * Limits.MaxQuantity);
            plan.OrderUpTo.ShouldBeGreaterThanOrEqualTo(plan.ReorderPoint);
        }
    }

    [Fact]
    public void More_demand_more_certainty_and_later_deliveries_never_ask_for_less()
    {
        var cases =
            from perDay in Gen.Choose(0, 40)
            from demand in Gen.Choose(0, 400)
            from above in Gen.Choose(0, 200)
            from deviation in Gen.Choose(0, 20)
            from more in Gen.Choose(0, 3)
            select (perDay, demand, above, deviation, more);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000).WithReplay(11, 7), Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var before = Point(one.perDay, one.demand, one.above, one.deviation);
            var after = Point(one.perDay + (one.more == 0 ? 1 : 0), one.demand + (one.more == 1 ? 1 : 0), one.above + (one.more == 2 ? 1 : 0), one.deviation + (one.more == 3 ? 1 : 0));
            after.ReorderPoint.ShouldBeGreaterThanOrEqualTo(before.ReorderPoint);
            after.OrderUpTo.ShouldBeGreaterThanOrEqualTo(before.OrderUpTo);
        }));

        static ReplenishmentPlan Point(int perDay, int demand, int above, int deviation) => PlanRules.Plan(
            new(ReplenishmentMethod.ReorderPoint, "V", LeadTimeDeviationDays: deviation), s_terms, new(perDay, demand, demand + above, 1.6449, "m", 1), 0.95m, 1, s_day);
    }
}
