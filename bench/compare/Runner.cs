using System.Diagnostics;
using System.Globalization;
using BeautyGrains.Bench.Compare.Report;
using Spectre.Console;

namespace BeautyGrains.Bench.Compare;

/// <summary>Runs the cases in turns.</summary>
internal sealed class Runner(Settings settings, IAnsiConsole console)
{
    private readonly List<Turn> _turns = [];
    private readonly List<Finding> _findings = [];
    private const int LongestWarmUp = 30;
    private const string SizedCase = "http-postgres-uniform";
    private readonly long _began = Stopwatch.GetTimestamp();

    public async Task<(IReadOnlyList<Turn> Turns, IReadOnlyList<Finding> Findings)> Run()
    {
        await using var house = new House(settings);
        var cases = Catalogue.Of(house);
        if (cases.Count == 0) throw new TroubleException("No case has such a name, or its peer is missing.");
        try
        {
            foreach (var one in cases)
            {
                Say($"{one.Name} starts and warms up for {settings.WarmUp} s");
                await one.Start();
                await WarmUp(one);
            }
            var size = await Size(house, cases);
            for (var round = 1; round <= settings.Rounds; round++)
                foreach (var one in cases) await Turn(house, one, round);
            await Grown(house, cases, size);
            await CatchUp(house, cases);
            return (_turns, _findings);
        }
        finally
        {
            foreach (var one in cases.OfType<IAsyncDisposable>()) await one.DisposeAsync();
        }
    }

    // A slow machine does not come round to most stocks in that time; what it is slow at then would be waking them.
    private async Task WarmUp(ICase one)
    {
        var warm = await one.Turn(settings.WarmUp, "warm");
        CheckNoneFailed(one, warm);
        if (!one.WakesAll || warm.Load.Count > settings.Grid.Count / 2) return;
        var seconds = (int)Math.Min(LongestWarmUp, Math.Ceiling(settings.Grid.Count / Math.Max(1, warm.Load.PerSecond)));
        Say($"{one.Name} goes on for {seconds} s to wake more stocks");
        CheckNoneFailed(one, await one.Turn(seconds, "warm1"));
    }

    private async Task Turn(House house, ICase one, int round)
    {
        var seconds = one.IsShort ? Math.Max(1, settings.Seconds / 3) : settings.Seconds;
        var log = one.UsesPostgres ? await house.Postgres.Log() : 0;
        var turn = one.Turn(seconds, $"r{round}");
        if (one.UsesPostgres && round % 2 == 0)
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds / 2.0));
            await house.Postgres.Checkpoint();
        }
        var measured = await turn;
        CheckNoneFailed(one, measured);
        if (measured.Load.Count == 0) throw new TroubleException($"{one.Name}: nothing was done.");
        Note(measured.AsTurn(one.Name, round, one.UsesPostgres ? await house.Postgres.Log() - log : 0), one.Unit);
    }

    // Only single reservations write there between two looks at it, so that all that it grows by is theirs: journal, indexes, read models.
    private static async Task<long> Size(House house, IReadOnlyList<ICase> cases) =>
        cases.Any(one => one.Name == SizedCase) ? await house.Postgres.Size(Catalogue.Singles.Replace('-', '_')) : 0;

    private async Task Grown(House house, IReadOnlyList<ICase> cases, long before)
    {
        var written = _turns.Where(turn => turn.Case.StartsWith("http-postgres", StringComparison.Ordinal) && turn.Case != "http-postgres-batch").Sum(turn => turn.Load.Count);
        if (before > 0) _findings.Add(new("stored", (await Size(house, cases) - before) / (double)written, "bytes for each reservation", new Dictionary<string, double>()));
    }

    private async Task CatchUp(House house, IReadOnlyList<ICase> cases)
    {
        foreach (var (server, onPostgres, needs) in new[] { (Catalogue.Singles, true, "http-postgres-uniform"), (Catalogue.Files, false, "http-sqlite-uniform") })
        {
            if (cases.All(one => one.Name != needs)) continue;
            Note(await new CatchUpCase(house, server, onPostgres).Run(settings.Seconds), "events/s");
        }
    }

    private void Note(Turn turn, string unit)
    {
        _turns.Add(turn);
        var load = turn.Load;
        var cpu = string.Join(", ", turn.CpuMicros.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Key} {one.Value:0}")));
        var lag = turn.Lags.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; read models at most {turn.Lags.Max():0.00} s behind");
        Say(string.Create(CultureInfo.InvariantCulture,
            $"round {turn.Round} {turn.Case}: {load.PerSecond:0} {unit}, p50 {load.P50:0.00} ms, p99 {load.P99:0.00} ms; µs of processor: {cpu}{lag}"));
    }

    // What is refused or lost was not measured.
    private static void CheckNoneFailed(ICase one, Measured measured)
    {
        if (measured.Load.Errors > 0) throw new TroubleException($"{one.Name}: {measured.Load.Errors} of {measured.Load.Count + measured.Load.Errors} failed.");
    }

    private void Say(string what) =>
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(_began):mm\\:ss} {what}"));
}
