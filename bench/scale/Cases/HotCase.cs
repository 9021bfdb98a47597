using System.Diagnostics;
using System.Globalization;

namespace BeautyGrains.Bench.Scale.Cases;

/// <summary>A stock with a long history of its own beside one without: how it comes to life, and how fast it reserves.</summary>
internal static class HotCase
{
    private const int Rounds = 7;
    private const int PerRound = 2_000;
    private const int Callers = 64;

    public static async Task Run(Place place, int events)
    {
        await Data.Make(place, $"hot-{events}", journal => new History("S", "busy").Write(journal, events));
        double crashed, stopped, ratio;
        (double Busy, double Fresh) rates;
        long version;
        await using (var house = await House.Open(place))
        {
            await house.Put("S", "busy");
            await house.Put("S", "fresh");
            crashed = await Awake(house);
            var busy = house.Stock("S", "busy");
            var fresh = house.Stock("S", "fresh");
            await fresh.Receive(new("r", 1_000_000, null, "L1", null, null, null, null, null, null, null, LotStatus.Released, null, House.By));
            rates = await Compare(busy, fresh);
            ratio = rates.Busy / rates.Fresh;
            version = (await busy.Get())!.Version;
        }

        await using (var again = await House.Open(place)) stopped = await Awake(again);
        Result.Tell(
            "hot", ratio, "times the rate of a stock without history", ("events", version), ("per_second", rates.Busy), ("per_second_without_history", rates.Fresh),
            ("activation_ms", stopped), ("activation_after_crash_ms", crashed), ("callers", Callers), ("rounds", Rounds), ("journal_MiB", Data.Bytes(place) / 1048576.0));
    }

    /// <summary>How long the first call takes; another stock has been woken before, so that the program itself is warm.</summary>
    private static async Task<double> Awake(House house)
    {
        await house.Stock("S", "fresh").GetIncidents();
        var start = Stopwatch.GetTimestamp();
        await house.Stock("S", "busy").GetIncidents();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task<(double Busy, double Fresh)> Compare(IStockGrain busy, IStockGrain fresh)
    {
        var (long_, short_) = (new double[Rounds], new double[Rounds]);
        for (var round = -1; round < Rounds; round++)
        {
            var (first, second) = (await Round(busy, round), await Round(fresh, round));
            if (round >= 0) (long_[round], short_[round]) = (first, second);
        }

        return (long_.Median(), short_.Median());
    }

    private static async Task<double> Round(IStockGrain stock, int round)
    {
        // Ids of an earlier run on the same data must not come again.
        var run = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, PerRound), new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (i, _) =>
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{run}-{round}-{i}");
            await House.Reserve(stock, id, TimeSpan.FromHours(20));
            await stock.Release(new(id, House.By));
        });
        return PerRound / Stopwatch.GetElapsedTime(run).TotalSeconds;
    }
}
