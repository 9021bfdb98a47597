using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.Rules.Tests.Transfers;

public sealed class TransferPricingTests
{
    private static readonly EntityPair s_pair = new("A Ltd", "B Ltd");
    private static readonly DateOnly s_day = new(2026, 3, 1);

    private static BuyingPolicy Policy(params TransferPrice[] rows) => BuyingDefaults.Policy with { TransferPrices = [.. rows] };

    private static TransferTerm Term(BuyingPolicy policy, string sku = "K", GoodsCategory category = GoodsCategory.Other, EntityPair? between = null, DateOnly? day = null) =>
        TransferPricing.TermOf(policy, day ?? s_day, sku, category, between ?? s_pair);

    [Fact]
    public void The_row_that_says_most_counts_then_the_newest_and_without_one_goods_go_at_cost()
    {
        Term(BuyingDefaults.Policy).ShouldBe(new("K", 0, null));
        var policy = Policy(
            new(0.01m), new(0.02m, ValidFrom: new(2026, 2, 1)), new(0.03m, ValidFrom: new(2026, 4, 1)), new(0.04m, ValidThrough: new(2026, 2, 28), Sku: "K"),
            new(0.05m, FromEntity: "A Ltd"), new(0.06m, FromEntity: "A Ltd", ToEntity: "B Ltd"), new(0.07m, Category: GoodsCategory.Drug), new(null, 120.5m, Sku: "F"), new(0.08m, Sku: "F", ToEntity: "C Ltd"));
        Term(policy).Markup.ShouldBe(0.06m);
        Term(policy, between: new("A Ltd", null)).Markup.ShouldBe(0.05m);
        Term(policy, between: new(null, "B Ltd")).Markup.ShouldBe(0.02m);
        Term(policy, "J", between: new(null, "B Ltd"), day: new(2026, 1, 31)).Markup.ShouldBe(0.01m);
        Term(policy, between: new(null, "B Ltd"), day: new(2026, 4, 1)).Markup.ShouldBe(0.03m);
        Term(policy, day: new(2026, 2, 28)).Markup.ShouldBe(0.04m);
        Term(policy, category: GoodsCategory.Drug).Markup.ShouldBe(0.07m);
        Term(policy, "F").UnitPrice.ShouldBe(120.5m);
        Term(policy, "F", GoodsCategory.Drug).UnitPrice.ShouldBe(120.5m);
        Term(policy, "F", between: new("A Ltd", "C Ltd")).ShouldBe(new("F", 0.08m, null));
    }

    [Theory]
    [InlineData(null, null, null, "transferPrices[0].markup")]
    [InlineData(0.1, 5.0, "K", "transferPrices[0].markup")]
    [InlineData(-1.1, null, null, "transferPrices[0].markup")]
    [InlineData(10.1, null, null, "transferPrices[0].markup")]
    [InlineData(0.1234567, null, null, "transferPrices[0].markup")]
    [InlineData(null, -1.0, "K", "transferPrices[0].unitPrice")]
    [InlineData(null, 1.00001, "K", "transferPrices[0].unitPrice")]
    [InlineData(null, 1.0, null, "transferPrices[0].sku")]
    [InlineData(0.1, null, "a b", "transferPrices[0].sku")]
    public void A_faulty_row_is_named(double? markup, double? price, string? sku, string field) =>
        BuyingPolicyForm.Check(Policy(new TransferPrice((decimal?)markup, (decimal?)price, Sku: sku))).Select(broken => broken.Field).ShouldContain(field);

    [Fact]
    public void What_arrived_is_sold_to_the_whole_minor_unit_and_goods_without_a_cost_or_of_others_are_not()
    {
        var terms = new TransferTerms(s_pair, "CNY", [new("K", 0.1m, null), new("F", 0, 7.5m)]);
        ImmutableArray<TravellingLot> lots = [Lot("one", 33.3333m), Lot("two", null), Lot("three", 5) with { Owner = new(OwnerKind.Consignor, "V") }];
        TransferPricing.Of(terms, "K", lots)!.Select(price => price.UnitPrice?.Amount).ShouldBe([36.66663m, null, null]);
        TransferPricing.Of(terms, "F", lots)!.Select(price => price.UnitPrice?.Amount).ShouldBe([7.5m, 7.5m, null]);
        TransferPricing.Of(terms, "other", lots).ShouldBeNull();
        TransferPricing.Of(null, "K", lots).ShouldBeNull();

        var item = new TransferItem(new("K", 9, null), TransferLineStatus.Received, null, null, lots, [new("one", 3, 0, 1), new("two", 2, 0, 0), new("three", 1, 0, 0)], false, [], TransferPricing.Of(terms, "K", lots));
        var sale = EntitySale.Of(Transfer.Empty with { Phase = TransferPhase.Received, Items = [item], Terms = terms }).ShouldHaveSingleItem();
        (sale.Lot, sale.Quantity, sale.Amount, sale.Cost, sale.Margin).ShouldBe(("one", 3m, 110m, 100m, 10m));
        EntitySale.Of(Transfer.Empty with { Phase = TransferPhase.Shipped, Items = [item], Terms = terms }).ShouldBeEmpty();
    }

    private static TravellingLot Lot(string lot, decimal? cost) => new(lot, lot, 4, null, null, null, cost is { } amount ? new(amount, "CNY") : null, null, null);
}
