using FsCheck;
using FsCheck.Fluent;

namespace BeautyGrains.Rules.Tests.Replenishment;

/// <summary>When something is needed, and how much.</summary>
public sealed class NeedRuleTests
{
    private static readonly DateTimeOffset s_at = new(2026, 6, 1, 4, 0, 0, TimeSpan.Zero);
    private static readonly ReplenishmentPlan s_plan = new(new(2026, 6, 1), 7, 0, 1, 0.95m, 2, 16, 4, 20, 30, 0, 1, "m", 100);

    internal static StockLevelChanged Level(decimal available, decimal reserved = 0, decimal arriving = 0, long version = 1) =>
        new("S", "K", available + reserved, reserved, available, 0, 0, 0, 0, arriving, 0, 0, null, s_at, version);

    [Theory]
    // available, arriving, on order, gap (0 for no need)
    [InlineData(21, 0, 0, 0)]
    [InlineData(20, 0, 0, 10)]
    [InlineData(0, 0, 0, 30)]
    [InlineData(-5, 0, 0, 35)]
    [InlineData(10, 5, 6, 0)]
    [InlineData(10, 5, 5, 10)]
    [InlineData(10, 0, 20, 0)]
    public void There_is_a_need_when_the_position_is_at_or_below_the_reorder_point(int available, int arriving, int onOrder, int gap)
    {
        var why = NeedRules.WhyOf(s_plan, Level(available, reserved: 3, arriving), onOrder == 0 ? [] : [new("PO", onOrder, null)], []);
        (why?.Gap ?? 0).ShouldBe(gap);
        if (why is not null) (why.OnHand, why.Reserved, why.Available, why.Arriving, why.OnOrder, why.Position).ShouldBe((available + 3, 3, available, arriving, onOrder, available + arriving + onOrder));
    }

    [Theory]
    // missing, minimum, pack, bought
    [InlineData(0, 0, 1, 0)]
    [InlineData(0.2, 0, 1, 1)]
    [InlineData(10, 0, 12, 12)]
    [InlineData(12, 0, 12, 12)]
    [InlineData(12.001, 0, 12, 24)]
    [InlineData(3, 10, 1, 10)]
    [InlineData(3, 10, 12, 12)]
    [InlineData(3, 13, 12, 24)]
    [InlineData(0.25, 0, 0.5, 0.5)]
    public void What_is_bought_is_at_least_the_minimum_in_whole_packs(double missing, double minimum, double pack, double bought) =>
        NeedRules.ToBuy((decimal)missing, s_plan with { MinimumQuantity = (decimal)minimum, PackQuantity = (decimal)pack }).ShouldBe((decimal)bought);

    [Fact]
    public void Sisters_give_first_and_only_the_rest_is_bought()
    {
        var why = NeedRules.WhyOf(s_plan with { PackQuantity = 12 }, Level(0), [], [])!;
        var missing = NeedRules.Meet(why, [new("A", "L1", 4, s_at), new("B", "L2", 3, null)]);
        missing.Transfers.ShouldBe([new("A", "L1", 4, s_at), new("B", "L2", 3, null)]);
        (missing.Buy, missing.Quantity).ShouldBe((24, 31));
        NeedRules.Meet(why, [new("A", "L1", 29, null), new("B", "L2", 5, null)]).Transfers.Select(offer => offer.Quantity).ShouldBe([29, 1]);
        NeedRules.Meet(why, [new("A", "L1", 500, null)]).Buy.ShouldBe(0);
    }

    [Fact]
    public void Whatever_is_missing_what_comes_fills_the_position_up_in_whole_packs_and_not_with_a_pack_too_many()
    {
        var (needed, given, rounded) = (0, 0, 0);
        var cases =
            from available in Gen.Choose(-30, 60)
            from onOrder in Gen.Choose(0, 30)
            from point in Gen.Choose(0, 40)
            from above in Gen.Choose(0, 40)
            from minimum in Gen.Choose(0, 15)
            from pack in Gen.Choose(1, 13)
            from offers in Gen.Choose(1, 20).ListOf(2)
            select (available, onOrder, point, above, minimum, pack, offers: offers.ToArray());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3_000).WithReplay(3, 7), Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var plan = s_plan with { ReorderPoint = one.point, OrderUpTo = one.point + one.above, MinimumQuantity = one.minimum, PackQuantity = one.pack };
            var position = one.available + one.onOrder;
            var why = NeedRules.WhyOf(plan, Level(one.available), [new("PO", one.onOrder, null)], []);
            (why is not null).ShouldBe(position <= one.point && position < one.point + one.above);
            if (why is null) return;
            needed++;
            var missing = NeedRules.Meet(why, [.. one.offers.Select((quantity, at) => new SisterOffer($"S{at}", "L", quantity, null))]);
            var given_ = missing.Transfers.Sum(offer => offer.Quantity);
            if (given_ > 0) given++;
            (position + missing.Quantity).ShouldBeGreaterThanOrEqualTo(plan.OrderUpTo);
            (missing.Buy % one.pack).ShouldBe(0);
            if (missing.Buy == 0) return;
            rounded++;
            missing.Buy.ShouldBeGreaterThanOrEqualTo(one.minimum);
            (missing.Buy - one.pack).ShouldBeLessThan(Math.Max(one.minimum, plan.OrderUpTo - position - given_));
        }));
        // The generator generates.
        (needed, given, rounded).ShouldSatisfyAllConditions(() => needed.ShouldBeGreaterThan(500), () => given.ShouldBeGreaterThan(500), () => rounded.ShouldBeGreaterThan(300));
    }

    [Fact]
    public void Less_stock_never_asks_for_less()
    {
        var cases = from available in Gen.Choose(-30, 60) from minimum in Gen.Choose(0, 15) from pack in Gen.Choose(1, 13) select (available, minimum, pack);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(5, 7), Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var plan = s_plan with { MinimumQuantity = one.minimum, PackQuantity = one.pack };
            Bought(plan, one.available - 1).ShouldBeGreaterThanOrEqualTo(Bought(plan, one.available));
        }));

        static decimal Bought(ReplenishmentPlan plan, decimal available) => NeedRules.WhyOf(plan, Level(available), [], []) is { } why ? NeedRules.Meet(why, []).Quantity : 0;
    }
}
