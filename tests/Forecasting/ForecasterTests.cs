using BeautyGrains.Forecasting.Backtests;

namespace BeautyGrains.Forecasting.Tests;

/// <summary>What a buyer is told of the demand to come.</summary>
public sealed class ForecasterTests
{
    private static readonly ForecastOptions s_fortnight = new(14, Season: 7);

    [Fact]
    public void A_season_is_seen()
    {
        var forecast = Forecaster.Forecast(Made.Weekly(1, 364), s_fortnight, leadTime: 7);
        forecast.Method.ShouldBe("seasonal smoothing");
        forecast.Means.Length.ShouldBe(14);
        // 364 days end with a whole week, so the sixth day to come is the strongest, at 1.6 · 12.
        forecast.Means[5].ShouldBe(19.2, 4);
        forecast.Means[0].ShouldBe(7.2, 4);
        forecast.LeadTime.Mean.ShouldBe(84, 9);
    }

    [Fact]
    public void Days_out_of_stock_do_not_count_as_days_without_demand()
    {
        var sold = Made.Level(2, 200, 8).Demand.ToArray();
        for (var day = 40; day < 200; day++)
            if (day % 5 < 2) sold[day] = 0;
        var known = sold.ToArray();
        for (var day = 40; day < 200; day++)
            if (day % 5 < 2) known[day] = double.NaN;
        Forecaster.Forecast(new("known", known), s_fortnight, 7).LeadTime.Mean.ShouldBe(56, 6);
        Forecaster.Forecast(new("taken as sold", sold), s_fortnight, 7).LeadTime.Mean.ShouldBeLessThan(45);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(60)]
    [InlineData(300)]
    public void What_has_run_out_is_expected_to_sell_again_however_long_it_is_gone(int daysOut)
    {
        // The last days on which it was there saw no demand, so that the naive forecast is nothing.
        double[] known = [2, 0, 0, 0, 1, 0, 3, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0];
        var forecast = Forecaster.Forecast(new("gone", [.. known, .. Enumerable.Repeat(double.NaN, daysOut)]), s_fortnight, leadTime: 10);
        forecast.LeadTime.Mean.ShouldBeInRange(0.5, 7);
        forecast.LeadTime.Quantile(0.9).ShouldBeGreaterThan(1.5);
        // How long it is gone says nothing.
        Forecaster.Forecast(new("gone", [.. known, double.NaN]), s_fortnight, leadTime: 10).LeadTime.Mean.ShouldBe(forecast.LeadTime.Mean, 1e-9);
    }

    [Fact]
    public void What_is_asked_for_seldom_keeps_something_while_little_is_known_of_it()
    {
        // Seen in the year of the sample chain: smoothing had come down to nearly nothing, which is no shape of a gamma distribution.
        double[] known = [2, 1, 0, double.NaN, double.NaN, double.NaN, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        var lead = Forecaster.Forecast(new("seldom", known), new(16, 7), leadTime: 16).LeadTime;
        lead.Mean.ShouldBeLessThan(0.1);
        lead.Quantile(0.9).ShouldBeInRange(0.5, 4);
    }

    [Fact]
    public void Whatever_is_known_and_whatever_is_not_there_is_a_forecast()
    {
        var random = new Random(7);
        for (var item = 0; item < 3_000; item++)
        {
            var (chance, known, length) = (random.NextDouble(), random.NextDouble(), random.Next(1, 90));
            double[] days = [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() > known ? double.NaN : random.NextDouble() < chance * chance ? random.Next(1, 5) : 0)];
            var forecast = Forecaster.Forecast(new($"item {item}", days), new(random.Next(1, 20), 7), random.Next(1, 20), item % 2 == 0 ? double.NaN : random.NextDouble());
            var lead = forecast.LeadTime;
            (double.IsFinite(lead.Mean) && lead.Mean >= 0 && forecast.Means.All(mean => double.IsFinite(mean) && mean >= 0)).ShouldBeTrue($"{item}: {lead.Mean} of {string.Join(' ', days)}");
            var quantile = Should.NotThrow(() => lead.Quantile(0.95), $"{item}: {lead.Mean} of {string.Join(' ', days)}");
            (double.IsFinite(quantile) && quantile >= 0).ShouldBeTrue($"{item}: {quantile} of {string.Join(' ', days)}");
        }
    }

    [Fact]
    public void Where_days_are_not_known_what_must_be_there_varies_at_least_as_a_count_does()
    {
        // Of a week of 1 a day only quiet days are known: what sold more sold out.
        var days = new double[200];
        for (var day = 0; day < days.Length; day++) days[day] = day % 10 == 9 ? double.NaN : 1;
        var lead = Forecaster.Forecast(new("cut off", days), s_fortnight, leadTime: 9).LeadTime;
        lead.Mean.ShouldBe(9, 1e-6);
        lead.Quantile(0.95).ShouldBeGreaterThan(13);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.95)]
    public void Demand_over_the_lead_time_stays_within_its_quantile_as_often_as_it_says(double probability)
    {
        var within = 0;
        const int Items = 400;
        for (var seed = 0; seed < Items; seed++)
        {
            var days = seed % 2 == 0 ? Made.Level(seed, 207, 3).Demand : Made.Weekly(seed, 207, 4).Demand;
            var forecast = Forecaster.Forecast(new("past", days[..200]), s_fortnight, leadTime: 7);
            if (days[200..].Sum() <= forecast.LeadTime.Quantile(probability)) within++;
        }

        ((double)within / Items).ShouldBe(probability, probability == 0.5 ? 0.06 : 0.03);
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.95)]
    [InlineData(0.98)]
    public void A_short_past_and_demand_in_bursts_make_the_quantile_no_promise_that_is_not_kept(double probability)
    {
        // Some weeks of overlapping windows are few times as many periods: their greatest sum is no quantile of 98 %.
        var (within, items) = (0, 0);
        for (var seed = 0; seed < 500; seed++)
        {
            var days = seed % 2 == 0 ? Made.Level(seed, 86, 0.8).Demand : Made.Intermittent(seed, 136, 0.12, most: 6).Demand;
            if (days.Length < 60) continue;
            var past = days[..^16];
            items++;
            if (days[^16..].Sum() <= Forecaster.Forecast(new("past", past), new(16, Season: 7), leadTime: 16).LeadTime.Quantile(probability)) within++;
        }

        ((double)within / items).ShouldBeInRange(probability - 0.03, Math.Min(1, probability + 0.04));
    }

    [Fact]
    public void What_there_must_be_to_last_grows_with_the_service_level()
    {
        foreach (var series in new[] { Made.Weekly(3, 200), Made.Intermittent(4, 200, 0.1), Made.Level(5, 6, 2) })
        {
            var lead = Forecaster.Forecast(series, s_fortnight, 10).LeadTime;
            double[] quantiles = [.. new[] { 0.01, 0.2, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999 }.Select(lead.Quantile)];
            quantiles.ShouldBeInOrder();
            quantiles[0].ShouldBeGreaterThanOrEqualTo(0);
            quantiles[^1].ShouldBeGreaterThan(lead.Mean);
        }
    }

    [Fact]
    public void Of_a_new_item_little_is_known_so_its_usual_demand_counts_and_its_safety_stock_is_wide()
    {
        var series = new DemandSeries("new", [1, 0, 2]);
        var forecast = Forecaster.Forecast(series, s_fortnight, 7, usual: 5);
        forecast.Method.ShouldBe("new item");
        forecast.Means[0].ShouldBe((5 * 4 + 3) / 7.0, 1e-9);
        forecast.LeadTime.Quantile(0.95).ShouldBeGreaterThan(forecast.LeadTime.Mean + 5);
    }

    [Fact]
    public void What_was_never_asked_for_is_expected_as_elsewhere_the_less_the_longer_it_lies()
    {
        double[] After(int days) => [.. Forecaster.Forecast(new("lies", new double[days]), s_fortnight, 7, usual: 0.5).Means];
        After(20)[0].ShouldBe(0.5 * 4 / 24, 1e-9);
        After(200)[0].ShouldBe(0.5 * 4 / 204, 1e-9);
    }

    [Fact]
    public void A_forecast_knows_nothing_of_what_comes_after_it()
    {
        // The backtest's choice at its last origin must be what a forecast of the past alone would have been.
        for (var seed = 0; seed < 20; seed++)
        {
            var whole = seed % 2 == 0 ? Made.Weekly(seed, 150) : Made.Intermittent(seed, 150, 0.2);
            var past = new DemandSeries(whole.Name, [.. whole.Demand[..136]]);
            var forecast = Forecaster.Forecast(past, s_fortnight, 14);
            var score = Backtest.Run(whole, s_fortnight, origins: 1)!;
            score.Chosen.Keys.ShouldBe([forecast.Method]);
            var missed = whole.Demand[136..].Zip(forecast.Means, (demand, mean) => Math.Abs(mean - demand)).Sum();
            score.Misses[Backtest.Ours].Absolute.ShouldBe(missed, 1e-6);
        }
    }

    [Fact]
    public void Whatever_the_past_was_the_forecast_is_a_number_of_units()
    {
        double[][] pasts = [[1], [0, 0, 0], [double.NaN, double.NaN], [5, double.NaN, double.NaN, double.NaN, double.NaN], [1e12, 0, 1e12, 0], [.. Enumerable.Repeat(4.0, 100)],
            [.. Enumerable.Repeat(double.NaN, 50), 3, .. Enumerable.Repeat(double.NaN, 50)]];
        foreach (var past in pasts)
        {
            var forecast = Forecaster.Forecast(new("odd", past), s_fortnight, 7);
            forecast.Means.ShouldAllBe(mean => mean >= 0 && double.IsFinite(mean));
            forecast.LeadTime.Mean.ShouldBeGreaterThanOrEqualTo(0);
            double.IsFinite(forecast.LeadTime.Quantile(0.99)).ShouldBeTrue();
        }
    }

    [Fact]
    public void Demand_below_zero_and_an_empty_past_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new DemandSeries("returned", [1, -1]));
        Should.Throw<ArgumentOutOfRangeException>(() => new DemandSeries("endless", [double.PositiveInfinity]));
        Should.Throw<ArgumentException>(() => Forecaster.Forecast(new("empty", []), s_fortnight, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => Forecaster.Forecast(new("one", [1]), s_fortnight, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => Forecaster.Forecast(new("one", [1]), new(0), 1));
    }
}
