namespace BeautyGrains.Rules.Tests.Replenishment;

/// <summary>Which SKUs matter most, and which are asked for steadily.</summary>
public sealed class ClassRuleTests
{
    private static SkuSold Sold(string sku, decimal units, decimal price = 100, bool isFree = false, params double[] weeks) => new(sku, units, price, [.. weeks], isFree);

    private static string Abc(params SkuSold[] sold) => string.Concat(ClassRules.Of(sold, new()).Select(one => $"{one.Sku}{one.Abc}"));

    [Fact]
    public void The_few_with_most_of_the_value_are_A_the_next_B_and_the_rest_C() =>
        Abc(Sold("k", 50), Sold("l", 30), Sold("m", 10), Sold("n", 5), Sold("o", 5)).ShouldBe("kAlAmBnBoC");

    [Fact]
    public void One_that_makes_all_the_value_is_A_and_what_was_never_sold_or_has_no_price_is_C() =>
        Abc(Sold("k", 50), Sold("l", 0), Sold("m", 900, price: 0), Sold("n", -3)).ShouldBe("kAlCmCnC");

    [Fact]
    public void Samples_and_gifts_are_C_and_take_no_share_of_the_value() =>
        Abc(Sold("gift", 9_000, isFree: true), Sold("k", 80), Sold("l", 15), Sold("m", 5)).ShouldBe("giftCkAlBmC");

    [Theory]
    [InlineData(XyzClass.X, new double[] { 4, 4, 4, 4 })]
    [InlineData(XyzClass.X, new double[] { 2, 6, 2, 6 })]
    [InlineData(XyzClass.Y, new double[] { 1, 7, 1, 7 })]
    [InlineData(XyzClass.Y, new double[] { 0, 8, 0, 8 })]
    [InlineData(XyzClass.Z, new double[] { 0, 0, 0, 16 })]
    [InlineData(XyzClass.Z, new double[] { 0, 0 })]
    [InlineData(XyzClass.Z, new double[0])]
    public void Steady_SKUs_are_X_and_those_of_now_and_then_Z(XyzClass xyz, double[] weeks) =>
        ClassRules.Of([Sold("k", 16, weeks: weeks)], new()).Single().Xyz.ShouldBe(xyz);

    [Fact]
    public void Classes_are_found_by_SKU()
    {
        var view = new StockClassesView("S", default, ClassRules.Of(Enumerable.Range(0, 37).Select(at => Sold($"K-{at}", at)), new()), 1);
        foreach (var one in view.Classes) view.Of(one.Sku).ShouldBe(one);
        view.Of("K-").ShouldBeNull();
        view.Of("L").ShouldBeNull();
    }
}
