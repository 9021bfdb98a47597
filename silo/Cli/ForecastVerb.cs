using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using BeautyGrains.Forecasting;
using BeautyGrains.Forecasting.Backtests;
using BeautyGrains.Silo.Forecasting;
using BeautyGrains.Silo.Import;

namespace BeautyGrains.Silo.Cli;

/// <summary>Forecasts from files, to see how well they would have done.</summary>
internal static class ForecastVerb
{
    private const int FaultsShown = 20;

    public static Command Make(TextWriter output, TextWriter error)
    {
        var file = new Argument<string>("FILE") { Description = "A CSV file with a header line: a row for each sale (item, date, quantity), or a row for each series (name, then a column for each period; empty where the demand is not known, as when out of stock)." };
        var period = new Option<string>("--period") { Description = "What the rows of sales are added up to, and what a column is: day or week (from Monday).", DefaultValueFactory = _ => "day" };
        period.AcceptOnlyFromAmong("day", "week");
        var horizon = new Option<int?>("--horizon") { Description = "Periods to look ahead. [default: 14 days, 4 weeks]", HelpName = "N" };
        var season = new Option<int?>("--season") { Description = "Periods of a season; 1 for none. [default: 7 days, 52 weeks]", HelpName = "N" };
        var origins = new Option<int>("--origins") { Description = "At how many times of the past to test, a horizon apart.", HelpName = "N", DefaultValueFactory = _ => 4 };
        var item = new Option<string[]>("--item") { Description = "Column that names the series; several times for several columns.", HelpName = "COLUMN" };
        var date = new Option<string?>("--date") { Description = "Column of the dates.", HelpName = "COLUMN" };
        var quantity = new Option<string?>("--quantity") { Description = "Column of the quantities; without any each row counts 1.", HelpName = "COLUMN" };
        var dateFormat = new Option<string?>("--date-format") { Description = "How dates are written, such as d/M/yy.", HelpName = "FORMAT" };
        var encoding = new Option<string>("--encoding") { Description = "Encoding of the file; auto tells UTF-8 from Windows-1252.", DefaultValueFactory = _ => "auto" };
        encoding.AcceptOnlyFromAmong(FileText.Encodings);
        var backtest = new Command("backtest", "Tries the forecasts on the past as it would have gone, and prints how far off they were beside naive, seasonal naive and moving average. Exit code 1 when rows are faulty or nothing can be tested.")
        { file, period, horizon, season, origins, item, date, quantity, dateFormat, encoding };
        backtest.SetAction((parsed, cancel) =>
        {
            var weekly = parsed.GetRequiredValue(period) == "week";
            var options = new ForecastOptions(parsed.GetValue(horizon) ?? (weekly ? 4 : 14), parsed.GetValue(season) ?? (weekly ? 52 : 7));
            var times = parsed.GetValue(origins);
            if (options.Horizon is < 1 or > 1_000) throw new WrongUseException("--horizon must be 1 to 1000.");
            if (options.Season is < 1 or > 1_000) throw new WrongUseException("--season must be 1 to 1000.");
            if (times is < 1 or > 1_000) throw new WrongUseException("--origins must be 1 to 1000.");
            var reading = new SeriesFileOptions(weekly, parsed.GetValue(item) ?? [], parsed.GetValue(date), parsed.GetValue(quantity), parsed.GetValue(dateFormat));
            return Run(parsed.GetRequiredValue(file), parsed.GetRequiredValue(encoding), reading, options, times, output, error, cancel);
        });
        return new("forecast", "Forecasts of demand.") { backtest };
    }

    private static async Task<int> Run(string path, string encoding, SeriesFileOptions reading, ForecastOptions options, int origins, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        if (!File.Exists(path)) throw new WrongUseException($"{Path.GetFullPath(path)} does not exist.");
        SeriesFile read;
        try
        {
            read = SeriesFile.Read(FileText.Read(await File.ReadAllBytesAsync(path, cancel), encoding).Text, reading);
        }
        catch (DecoderFallbackException)
        {
            throw new WrongUseException($"{path} is not written in {encoding}; name another with --encoding.");
        }

        foreach (var remark in read.Remarks) await output.WriteLineAsync(remark);
        foreach (var fault in read.Faults.Take(FaultsShown)) await error.WriteLineAsync(fault.ToString());
        if (read.Faults.Count > FaultsShown) await error.WriteLineAsync($"… and {read.Faults.Count - FaultsShown} more faults.");
        if (read.Series.Count == 0)
        {
            await error.WriteLineAsync("There is nothing to test.");
            return ExitCodes.Finding;
        }

        var watch = Stopwatch.StartNew();
        var report = Test(read.Series, options, origins, output, cancel);
        if (report.Series == 0)
        {
            await error.WriteLineAsync($"Every series is too short: it needs {options.Horizon + 2} periods from its first demand on.");
            return ExitCodes.Finding;
        }

        await Tell(report, options, origins, watch.Elapsed, output);
        return read.Faults.Count == 0 ? ExitCodes.Fine : ExitCodes.Finding;
    }

    private static BacktestReport Test(IReadOnlyList<DemandSeries> series, ForecastOptions options, int origins, TextWriter output, CancellationToken cancel)
    {
        var scores = new SeriesScore?[series.Count];
        var done = 0;
        var usual = UsualDemand.Of(series);
        var every = TimeSpan.FromSeconds(5);
        using var progress = TimeProvider.System.CreateTimer(_ => output.WriteLine($"Testing: {Volatile.Read(ref done)} of {series.Count} series"), null, every, every);
        Parallel.For(0, series.Count, new() { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount }, place =>
        {
            scores[place] = Backtest.Run(series[place], options, origins, usual.Without(series[place]));
            Interlocked.Increment(ref done);
        });
        return BacktestReport.Of(scores);
    }

    private static async Task Tell(BacktestReport report, ForecastOptions options, int origins, TimeSpan took, TextWriter output)
    {
        await output.WriteLineAsync($"{report.Series} series tested ({report.Skipped} too short), {options.Horizon} periods ahead at up to {origins} origins, in {took.TotalSeconds:0.0} s.");
        await output.WriteLineAsync();
        await output.WriteLineAsync($"{"",-16}{"MASE",8}{"RMSSE",8}{"bias",9}{string.Concat(Backtest.Probabilities.Select(probability => $"{$"pinball {probability * 100:0}",12}"))}");
        foreach (var way in report.Ways)
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{way.Way,-16}{way.Mase,8:0.000}{way.Rmsse,8:0.000}{way.Bias,9:+0.0%;-0.0%;0.0%}{string.Concat(way.Pinball.Select(loss => $"{loss.ToString("0.0000", CultureInfo.InvariantCulture),12}"))}"));
        await output.WriteLineAsync();
        await output.WriteLineAsync($"Chosen: {string.Join(", ", report.Chosen.OrderByDescending(method => method.Value).Select(method => string.Create(CultureInfo.InvariantCulture, $"{method.Key} {method.Value:0.0%}")))}.");
        await output.WriteLineAsync($"Worse than naive in {report.WorseThanNaive} of {report.Series} series{(report.Unscaled == 0 ? "" : $"; {report.Unscaled} never changed before and are not in MASE and RMSSE")}.");
        await output.WriteLineAsync("Methods are chosen by squared error, as RMSSE measures it: it alone is least for the mean, also of intermittent demand. Pinball: loss of the quantiles of the whole horizon's demand, by demand.");
    }
}
