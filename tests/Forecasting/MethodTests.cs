using BeautyGrains.Forecasting.Methods;

namespace BeautyGrains.Forecasting.Tests;

/// <summary>The methods on series short enough to be worked out by hand.</summary>
public sealed class MethodTests
{
    private static Smoother Fed(Smoother smoother, params double[] demand)
    {
        foreach (var units in demand) smoother.Observe(units);
        return smoother;
    }

    [Fact]
    public void The_naive_forecast_is_the_last_known_demand() => Fed(new Naive(), 3, 5, double.NaN).Ahead(4).ShouldBe(5);

    [Fact]
    public void The_seasonal_naive_forecast_is_the_demand_of_one_season_ago_and_an_unknown_period_keeps_the_one_before_it()
    {
        var smoother = Fed(new SeasonalNaive(3), 1, 2, 3, 4, double.NaN, 6);
        new[] { 1, 2, 3, 4 }.Select(smoother.Ahead).ShouldBe([4, 2, 6, 4]);
    }

    [Fact]
    public void The_moving_average_is_of_the_last_known_periods() => Fed(new MovingAverage(3), 9, 1, 2, double.NaN, 6).Ahead(1).ShouldBe(3);

    [Fact]
    public void Simple_smoothing_is_the_mean_until_alpha_outweighs_it()
    {
        // Weights 1, 1/2, 1/3 while those are above α = 0.3, then 0.3: 4, (4+8)/2 = 6, 6 + (3-6)/3 = 5, 5 + 0.3·(10-5).
        var smoother = Fed(new ExponentialSmoothing(0.3, 0, 1, 0, 1), 4, 8, 3);
        smoother.Ahead(1).ShouldBe(5, 1e-9);
        Fed(smoother, 10).Ahead(7).ShouldBe(6.5, 1e-9);
    }

    [Fact]
    public void An_additive_season_is_found_and_kept()
    {
        var smoother = Fed(new ExponentialSmoothing(0.1, 0, 1, 0.1, 3), 1, 4, 7, 1, 4, 7, 1, 4, 7);
        new[] { 1, 2, 3, 4 }.Select(smoother.Ahead).Zip([1.0, 4, 7, 1]).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-9);
        smoother.Over(3).ShouldBe(12, 1e-9);
    }

    [Fact]
    public void A_damped_trend_goes_on_less_and_less()
    {
        var smoother = Fed(new ExponentialSmoothing(0.7, 0.15, 0.9, 0, 1), [.. Enumerable.Range(1, 200).Select(period => 2.0 * period)]);
        var steps = Enumerable.Range(1, 6).Select(ahead => smoother.Ahead(ahead + 1) - smoother.Ahead(ahead)).ToList();
        steps[0].ShouldBeInRange(1, 2);
        for (var step = 1; step < steps.Count; step++) (steps[step] / steps[step - 1]).ShouldBe(0.9, 1e-9);
    }

    [Fact]
    public void Nothing_below_zero_is_ever_expected()
    {
        var smoother = Fed(new ExponentialSmoothing(0.7, 0.15, 0.9, 0, 1), 90, 60, 40, 20, 5, 0, 0);
        Enumerable.Range(1, 30).ShouldAllBe(ahead => smoother.Ahead(ahead) >= 0);
    }

    [Fact]
    public void Croston_divides_the_mean_size_by_the_mean_interval_and_SBA_takes_its_bias_out()
    {
        // Sizes 6, 3, 3 after 1, 3, 2 periods, all within the first means: 4 / 2 = 2.
        double[] demand = [6, 0, 0, 3, 0, 3, 0];
        Fed(new Croston(0.2, isUnbiased: false), demand).Ahead(1).ShouldBe(2, 1e-9);
        Fed(new Croston(0.2, isUnbiased: true), demand).Ahead(1).ShouldBe(1.8, 1e-9);
    }

    [Fact]
    public void A_period_without_known_demand_is_no_part_of_an_interval() =>
        Fed(new Croston(0.2, isUnbiased: false), 6, 0, 0, 3, 0, double.NaN, double.NaN, 3).Ahead(1).ShouldBe(2, 1e-9);

    [Fact]
    public void TSB_lets_an_item_die_that_nobody_asks_for_any_more_and_Croston_does_not()
    {
        double[] sold = [.. Enumerable.Range(0, 60).Select(day => day % 3 == 0 ? 2.0 : 0)];
        double[] dead = [.. sold, .. new double[60]];
        Fed(new TeunterSyntetosBabai(0.1, 0.1), sold).Ahead(1).ShouldBe(2.0 / 3, 0.1);
        Fed(new TeunterSyntetosBabai(0.1, 0.1), dead).Ahead(1).ShouldBeLessThan(0.01);
        Fed(new Croston(0.1, isUnbiased: true), dead).Ahead(1).ShouldBeGreaterThan(0.5);
    }

    [Fact]
    public void A_new_item_is_drawn_towards_what_such_items_usually_sell_until_it_has_periods_of_its_own()
    {
        Fed(new NewItem(10, 4), 2).Ahead(1).ShouldBe((10 * 4 + 2) / 5.0, 1e-9);
        Fed(new NewItem(10, 4), [.. Enumerable.Repeat(2.0, 396)]).Ahead(1).ShouldBe((40 + 792) / 400.0, 1e-9);
        Fed(new NewItem(double.NaN, 4), 2, 4).Ahead(1).ShouldBe(3);
    }

    [Theory]
    [InlineData(true, 0.5)]
    [InlineData(false, 0.02)]
    public void The_parameters_are_those_that_would_have_fitted_best(bool wanders, double alpha)
    {
        var (level, dice) = (100.0, new MathNet.Numerics.Random.MersenneTwister(7));
        double[] demand = [.. Enumerable.Range(0, 200).Select(_ => wanders ? level += dice.Next(-9, 10) : level + dice.Next(-9, 10))];
        var method = new Method("smoothing", [.. new[] { 0.02, 0.5 }.Select(weight => (Func<Smoother>)(() => new ExponentialSmoothing(weight, 0, 1, 0, 1)))]);
        var made = Choice.Of([method], demand, Forecaster.Origins(demand.Length, 7), 7).Made;
        Fed(made(), demand).Ahead(1).ShouldBe(Fed(new ExponentialSmoothing(alpha, 0, 1, 0, 1), demand).Ahead(1));
    }
}
