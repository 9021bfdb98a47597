namespace BeautyGrains.Rules.Tests;

/// <summary>What can be promised by which day.</summary>
public sealed class PromiseRuleTests
{
    // 11 o'clock in Shanghai.
    private static readonly DateTimeOffset s_now = new(2026, 5, 4, 3, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly s_today = new(2026, 5, 4);
    private static readonly StockFacts s_facts = new(new("Serum", "piece", MinShelfLifeDays: 10), new("Store", "Asia/Shanghai"));

    [Fact]
    public void What_is_there_what_is_expected_and_what_waits_make_the_promise_of_each_day()
    {
        var promise = Of(10, 3, Order("A", 5, PurchaseOrderState.Sent, 4), Order("B", 2, PurchaseOrderState.PartlyReceived, 8));
        promise.Days.Select(day => (day.Day, day.FromStock, day.Arrived, day.Promisable)).ShouldBe(
            [(s_today, 4m, 0m, 1m), (s_today.AddDays(2), 4, 8, 9), (s_today.AddDays(5), 4, 12, 13)]);
        promise.Earliest.ShouldBe(s_today.AddDays(5));
        promise.Arrivals.Select(line => line.Order).ShouldBe(["B", "A"]);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(9, 2)]
    [InlineData(13, 5)]
    [InlineData(14, null)]
    public void The_earliest_day_is_the_first_on_which_enough_can_be_had(int quantity, int? inDays) =>
        Of(quantity, 3, Order("A", 5, PurchaseOrderState.Sent, 4), Order("B", 2, PurchaseOrderState.Sent, 8)).Earliest.ShouldBe(inDays is { } days ? s_today.AddDays(days) : null);

    [Theory]
    [InlineData(PurchaseOrderState.Draft, 3, NotPromised.NotSent)]
    [InlineData(PurchaseOrderState.Approved, 3, NotPromised.NotSent)]
    [InlineData(PurchaseOrderState.Draft, -3, NotPromised.NotSent)]
    [InlineData(PurchaseOrderState.Sent, -1, NotPromised.Overdue)]
    [InlineData(PurchaseOrderState.Sent, 0, null)]
    [InlineData(PurchaseOrderState.PartlyReceived, 3, null)]
    public void What_is_not_sent_or_overdue_is_shown_and_not_promised(PurchaseOrderState state, int inDays, NotPromised? not)
    {
        var promise = Of(5, 0, Order("A", inDays, state, 4));
        promise.Arrivals.ShouldHaveSingleItem().Not.ShouldBe(not);
        promise.Earliest.ShouldBe(not is null ? s_today.AddDays(inDays) : null);
    }

    [Fact]
    public void Stock_that_may_no_longer_be_sold_on_a_day_is_not_promised_for_it()
    {
        // Good through the 24th: with 10 days left it can be sold through the 14th.
        var lot = Lot(6, new DateTimeOffset(2026, 5, 24, 16, 0, 0, TimeSpan.Zero));
        var by = PromiseRules.Of(1, s_today.AddDays(11), Stock(6, lot), s_facts, 0, [], s_now);
        (by.By!.FromStock, by.Days[0].FromStock, by.Earliest).ShouldBe((0, 6, s_today));
        PromiseRules.Of(1, s_today.AddDays(10), Stock(6, lot), s_facts, 0, [], s_now).By!.FromStock.ShouldBe(6);
    }

    private static Promise Of(decimal quantity, decimal waiting, params (string, int, string, PurchaseOrderState, DateOnly, decimal)[] orders) =>
        PromiseRules.Of(quantity, null, Stock(4, Lot(9, null, 5)), s_facts, waiting, orders, s_now);

    private static (string, int, string, PurchaseOrderState, DateOnly, decimal) Order(string id, int inDays, PurchaseOrderState state, decimal open) =>
        (id, 1, "V", state, s_today.AddDays(inDays), open);

    private static LotView Lot(decimal onHand, DateTimeOffset? expiresAt, decimal reserved = 0) =>
        new("L", "L", null, expiresAt, null, onHand, reserved, LotStatus.Released, false, null, null, null, null, null, 1);

    private static StockView Stock(decimal available, params LotView[] lots) => new("S", "K", "piece", 0, 0, available, 0, 0, 0, 0, 0, 0, 0, [.. lots], null, 1);
}
