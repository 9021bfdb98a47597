using System.Diagnostics;
using System.Globalization;

namespace BeautyGrains.Bench.Scale.Cases;

/// <summary>A stock with many open reservations beside one with few; and what a caller notices when all of them end at one moment.</summary>
internal static class ReservationsCase
{
    private const int Few = 10;
    private const int Many = 50_000;
    private const int Rounds = 7;
    private const int PerRound = 2_000;
    private const int Callers = 64;

    public static async Task Run(Place place)
    {
        await using var house = await House.Open(place);
        await house.Put("S", "few");
        await house.Put("S", "many");
        await Compare(house);
        await Expire(house);
    }

    private static async Task Compare(House house)
    {
        var few = await Held(house, "few", Few);
        var many = await Held(house, "many", Many);
        var (quick, slow) = (new double[Rounds], new double[Rounds]);
        await Round(few, "warm");
        await Round(many, "warm");
        for (var round = 0; round < Rounds; round++)
        {
            quick[round] = await Round(few, $"r{round}");
            slow[round] = await Round(many, $"r{round}");
        }

        Result.Tell(
            "reservations", quick.Median() / slow.Median(), "times the cost of a reservation with few open ones",
            ("few", Few), ("many", Many), ("per_second_few", quick.Median()), ("per_second_many", slow.Median()), ("callers", Callers), ("rounds", Rounds));
    }

    private static async Task<IStockGrain> Held(House house, string sku, int count)
    {
        var stock = house.Stock("S", sku);
        var received = await stock.Receive(new("r", 1_000_000, null, "L1", null, null, null, null, null, null, null, LotStatus.Released, null, House.By));
        if (received.Refusal is { } refusal) throw new InvalidOperationException($"Receiving was refused: {refusal}");
        await Each(count, i => House.Reserve(stock, Name("held", i), TimeSpan.FromHours(20)));
        return stock;
    }

    /// <summary>Reserves and gives up again, so that as many stay open; reservations per second.</summary>
    private static async Task<double> Round(IStockGrain stock, string round)
    {
        var start = Stopwatch.GetTimestamp();
        await Each(PerRound, async i =>
        {
            await House.Reserve(stock, Name(round, i), TimeSpan.FromHours(20));
            await stock.Release(new(Name(round, i), House.By));
        });
        return PerRound / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>All end at one instant; others reserve, look and ask all the while.</summary>
    private static async Task Expire(House house)
    {
        await house.Put("S", "ending");
        var stock = house.Stock("S", "ending");
        await stock.Receive(new("r", 1_000_000, null, "L1", null, null, null, null, null, null, null, LotStatus.Released, null, House.By));
        // Holds end at whole seconds from now, so that the last made end with the first.
        var end = DateTimeOffset.UtcNow.AddSeconds(45);
        await Each(Many, i => House.Reserve(stock, Name("hold", i), end - DateTimeOffset.UtcNow));
        var (reserving, looking, asking, elsewhere) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        while (DateTimeOffset.UtcNow < end.AddSeconds(-1)) await Task.Delay(50);
        var other = house.Stock("S", "few");
        using var stop = new CancellationTokenSource();
        // A second of quiet before, and until the last of them is recorded.
        Task[] callers =
        [
            Ask(reserving, i => House.Reserve(stock, Name("during", i), TimeSpan.FromHours(1)), stop.Token),
            Ask(looking, _ => stock.Get(), stop.Token),
            Ask(asking, i => stock.GetReservation(Name("hold", i % Many)), stop.Token),
            Ask(elsewhere, i => House.Reserve(other, Name("during", i), TimeSpan.FromHours(1)), stop.Token),
        ];
        while (DateTimeOffset.UtcNow < end.AddMilliseconds(100) || await LeftOver(house) > 0) await Task.Delay(100);
        var took = DateTimeOffset.UtcNow - end;
        await stop.CancelAsync();
        await Task.WhenAll(callers);
        var all = new[] { reserving, looking, asking }.SelectMany(one => one).ToArray();
        Result.Tell(
            "reservations-expiring", all.Max(), "ms longest wait of a caller",
            ("holds", Many), ("p99", all.Quantile(0.99)), ("median", all.Median()), ("longest_reserve", reserving.Max()), ("longest_look", looking.Max()),
            ("longest_ask", asking.Max()), ("longest_at_another_stock", elsewhere.Max()), ("calls", all.Length), ("seconds_until_recorded", took.TotalSeconds));
    }

    /// <summary>Holds of the ending stock that no event has ended yet.</summary>
    private static async Task<long> LeftOver(House house)
    {
        var stream = StockKind.Instance.Stream(StockKey.Of("S", "ending"));
        var last = await house.Journal.LastVersion(stream);
        var page = await house.Journal.ReadPage(stream, Math.Max(0, last - 400), ["reservation-expired.1"], 400);
        return page.Count;
    }

    private static async Task Ask(List<double> times, Func<int, Task> ask, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await ask(i);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await Task.Delay(1, CancellationToken.None);
        }
    }

    private static string Name(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}");

    private static Task Each(int count, Func<int, Task> work) => Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (i, _) => await work(i));
}
