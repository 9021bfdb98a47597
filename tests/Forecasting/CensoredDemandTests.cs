using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace BeautyGrains.Forecasting.Tests;

/// <summary>What is made of periods in which something ran out.</summary>
public sealed class CensoredDemandTests
{
    private static SoldInPeriod All(double sold) => new(sold, PeriodKnown.All);

    private static SoldInPeriod AtLeast(double sold) => new(sold, PeriodKnown.AtLeast);

    [Fact]
    public void What_ran_out_sold_as_much_as_periods_do_that_sell_at_least_as_much() =>
        CensoredDemand.Told([All(1), All(4), All(5), All(9), AtLeast(4), All(0)]).ShouldBe([1, 4, 5, 9, 6, 0]);

    [Fact]
    public void Where_so_much_never_was_there_what_comes_behind_each_unit_counts() =>
        // Behind the first units of known and cut off periods come 1 + 1 + 3, over two that ended by themselves and one to come.
        CensoredDemand.Told([All(2), All(2), AtLeast(4)]).ShouldBe([2, 2, 4 + (5 / 3.0)]);

    [Fact]
    public void What_was_not_there_says_nothing() =>
        CensoredDemand.Told([All(1), new(0, PeriodKnown.Nothing), AtLeast(0)]).ShouldBe([1, double.NaN, double.NaN]);

    [Fact]
    public void What_runs_out_each_time_is_expected_to_sell_more_each_time()
    {
        double Expected(int times) => CensoredDemand.Told([.. Enumerable.Repeat(AtLeast(2), times)])[^1];
        Expected(1).ShouldBe(3);
        Expected(5).ShouldBe(7);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0.8)]
    public void The_mean_of_a_shelf_that_is_often_empty_comes_out_nearly_right(double mean)
    {
        var dice = new MersenneTwister(5);
        SoldInPeriod[] days = [.. Enumerable.Range(0, 4_000).Select(_ => (Asked: Poisson.Sample(dice, mean), Shelf: 1 + dice.Next(6))).Select(day => day.Asked >= day.Shelf ? AtLeast(day.Shelf) : All(day.Asked))];
        var (asSold, known, told) = (days.Average(day => day.Sold), days.Where(day => day.Known == PeriodKnown.All).Average(day => day.Sold), CensoredDemand.Told(days).Average());
        Math.Abs(told - mean).ShouldBeLessThan(0.5 * (mean - asSold), $"{told} told, {asSold} sold");
        Math.Abs(told - mean).ShouldBeLessThan(0.5 * (mean - known), $"{told} told, {known} where it did not run out");
    }
}
