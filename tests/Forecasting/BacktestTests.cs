using BeautyGrains.Forecasting.Backtests;

namespace BeautyGrains.Forecasting.Tests;

/// <summary>How forecasts are measured, and that they pass.</summary>
public sealed class BacktestTests
{
    private static readonly ForecastOptions s_fortnight = new(14, Season: 7);

    private static BacktestReport Report(Func<int, DemandSeries> make, int items = 150) =>
        BacktestReport.Of([.. Enumerable.Range(0, items).Select(seed => Backtest.Run(make(seed), s_fortnight))]);

    private static Accuracy Of(BacktestReport report, string way) => report.Ways.Single(row => row.Way == way);

    [Fact]
    public void The_measures_are_what_their_names_say()
    {
        // 0 and 4 by turns, then 2 for good; one origin, of which the naive forecast says 4, 2 too much in each of 2 periods.
        var series = new DemandSeries("by hand", [4, 0, 4, 0, 4, 0, 4, 0, 4, 0, 4, 0, 4, 2, 2]);
        var report = BacktestReport.Of([Backtest.Run(series, new(2), origins: 1), null]);
        var naive = Of(report, "naive");
        naive.Mase.ShouldBe(2 / 4.0, 1e-9);
        naive.Rmsse.ShouldBe(Math.Sqrt(4 / 16.0), 1e-9);
        naive.Bias.ShouldBe(4 / 4.0, 1e-9);
        (report.Series, report.Skipped, report.Unscaled).ShouldBe((1, 1, 0));
    }

    [Fact]
    public void The_pinball_loss_weighs_too_little_and_too_much_by_the_service_level()
    {
        // One demand over 2 periods of 8 where nothing was ever asked for but the first: each quantile is 0, and 8 too little.
        var series = new DemandSeries("by hand", [1, .. new double[60], 4, 4]);
        var naive = BacktestReport.Of([Backtest.Run(series, new(2), origins: 1)]).Ways.Single(row => row.Way == "naive");
        naive.Pinball.ShouldBe([0.5, 0.9, 0.95], 1e-9);
    }

    [Fact]
    public void Seasonal_demand_is_forecast_much_better_than_naively_and_better_than_by_every_plain_method()
    {
        var report = Report(seed => Made.Weekly(seed, 300));
        var ours = Of(report, Backtest.Ours);
        ours.Rmsse.ShouldBeLessThan(0.75 * Of(report, "naive").Rmsse);
        foreach (var plain in report.Ways.Skip(1))
        {
            ours.Rmsse.ShouldBeLessThan(plain.Rmsse, plain.Way);
            ours.Mase.ShouldBeLessThan(plain.Mase, plain.Way);
            for (var index = 0; index < 3; index++) ours.Pinball[index].ShouldBeLessThan(plain.Pinball[index], plain.Way);
        }
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.3)]
    public void Intermittent_demand_is_never_forecast_worse_than_naively(double share)
    {
        var report = Report(seed => Made.Intermittent(seed, 400, share));
        var ours = Of(report, Backtest.Ours);
        ours.Rmsse.ShouldBeLessThan(Of(report, "naive").Rmsse);
        Math.Abs(ours.Bias).ShouldBeLessThan(0.1);
        foreach (var plain in report.Ways.Skip(1)) ours.Pinball[2].ShouldBeLessThanOrEqualTo(plain.Pinball[2] * 1.02, plain.Way);
        report.Chosen.Where(method => method.Key is "Croston" or "SBA" or "TSB").Sum(method => method.Value).ShouldBeGreaterThan(0.5);
    }

    [Fact]
    public void Demand_that_jumps_about_is_left_to_the_naive_method()
    {
        // A random walk: nothing beats the last value.
        var report = Report(seed =>
        {
            var (level, dice) = (500.0, new MathNet.Numerics.Random.MersenneTwister(seed));
            return new($"walk {seed}", [.. Enumerable.Range(0, 300).Select(_ => level = Math.Max(0, level + dice.Next(-20, 21)))]);
        });
        Of(report, Backtest.Ours).Rmsse.ShouldBeLessThan(Of(report, "naive").Rmsse * 1.05);
    }

    [Fact]
    public void A_series_that_is_too_short_or_of_which_nothing_is_known_is_left_out()
    {
        Backtest.Run(new("short", [1, 2, 3]), new(2)).ShouldBeNull();
        Backtest.Run(new("unknown at the end", [1, 2, 3, 4, 5, 6, 7, 8, double.NaN, double.NaN]), new(2), origins: 1).ShouldBeNull();
        Backtest.Run(new("long enough", [1, 2, 3, 4]), new(2)).ShouldNotBeNull();
    }

    [Fact]
    public void A_series_that_never_changed_is_counted_apart()
    {
        var report = BacktestReport.Of([Backtest.Run(new("still", [.. Enumerable.Repeat(3.0, 60)]), s_fortnight)]);
        (report.Series, report.Unscaled, report.WorseThanNaive).ShouldBe((1, 1, 0));
        Of(report, Backtest.Ours).Bias.ShouldBe(0, 1e-9);
    }

    [Fact]
    public void What_items_usually_sell_when_new_is_learnt_from_the_others()
    {
        DemandSeries[] items = [new("a", [2, 4]), new("b", [6, 6]), new("unknown", [])];
        var usual = UsualDemand.Of(items);
        usual.Without(items[0]).ShouldBe(6);
        usual.Without(items[1]).ShouldBe(3);
        UsualDemand.Of([items[0]]).Without(items[0]).ShouldBe(double.NaN);
    }
}
