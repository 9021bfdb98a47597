namespace BeautyGrains.Rules.Tests.Replenishment;

/// <summary>What sister stores can give, and to whom.</summary>
public sealed class SurplusRuleTests
{
    private static readonly DateTimeOffset s_now = new(2026, 6, 1, 4, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_arrives = s_now.AddDays(2);

    private static SisterLot Lot(string store, string lot, decimal free, int? days) => new(store, lot, free, days is { } left ? s_now.AddDays(left) : null);

    [Fact]
    public void A_store_gives_what_it_does_not_keep_soonest_expiry_first()
    {
        SisterLot[] lots = [Lot("A", "late", 10, 300), Lot("A", "never", 10, null), Lot("A", "soon", 4.5m, 30)];
        SurplusRules.Surplus(lots, available: 24.5m, keeps: 12).Select(lot => (lot.Lot, lot.Free)).ShouldBe([("soon", 4), ("late", 8)]);
        // Bookings hold units without naming a lot.
        SurplusRules.Surplus(lots, available: 14, keeps: 12).Select(lot => (lot.Lot, lot.Free)).ShouldBe([("soon", 2)]);
        SurplusRules.Surplus(lots, available: 12, keeps: 12).ShouldBeEmpty();
        SurplusRules.Surplus(lots, available: 5, keeps: 12).ShouldBeEmpty();
    }

    [Theory]
    // days left now, life that must be left for a sale, taken of 100 at 2 a day
    [InlineData(2, 0, 0)]
    [InlineData(3, 0, 2)]
    [InlineData(12, 0, 20)]
    [InlineData(12, 9, 2)]
    [InlineData(12, 10, 0)]
    [InlineData(null, 10, 50)]
    [InlineData(400, 0, 50)]
    public void No_more_is_taken_than_can_be_sold_before_it_may_be_sold_no_more(int? days, int minShelfLife, int taken) =>
        SurplusRules.Take([Lot("A", "L", 100, days)], _ => true, 50, 2, s_arrives, minShelfLife).Sum(offer => offer.Quantity).ShouldBe(taken);

    [Fact]
    public void What_one_store_takes_another_cannot_have()
    {
        List<SisterLot> surplus = [Lot("B", "never", 9, null), Lot("A", "soon", 5, 30), Lot("B", "soon", 5, 30)];
        SurplusRules.Take(surplus, lot => lot.Store != "C", 7.5m, 1, s_arrives, 0).ShouldBe([new("A", "soon", 5, s_now.AddDays(30)), new("B", "soon", 3, s_now.AddDays(30))]);
        SurplusRules.Take(surplus, lot => lot.Store != "B", 7, 1, s_arrives, 0).ShouldBeEmpty();
        SurplusRules.Take(surplus, _ => true, 100, 0, s_arrives, 0).Select(offer => (offer.Store, offer.Lot, offer.Quantity)).ShouldBe([("B", "soon", 2), ("B", "never", 9)]);
        surplus.ShouldBeEmpty();
    }

    [Fact]
    public void Goods_that_spoil_together_are_not_all_counted_on_for_the_same_days()
    {
        List<SisterLot> surplus = [Lot("A", "one", 10, 12), Lot("A", "two", 10, 12), Lot("A", "later", 10, 17)];
        // One a day: ten days for the first two together, five more for the third.
        SurplusRules.Take(surplus, _ => true, 30, 1, s_arrives, 0).Select(offer => (offer.Lot, offer.Quantity)).ShouldBe([("one", 10), ("later", 5)]);
    }
}
