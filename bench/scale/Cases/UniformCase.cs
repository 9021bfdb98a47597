using System.Diagnostics;
using System.Globalization;

namespace BeautyGrains.Bench.Scale.Cases;

/// <summary>Reservations spread evenly over many stocks beside the same over 10,000 of them; all are in memory, and apart from that the first time that they are not.</summary>
internal static class UniformCase
{
    private const int Few = 10_000;
    private const int Rounds = 7;
    private const int PerRound = 20_000;
    private const int Callers = 64;

    // A prime larger than the stocks, so that steps of it visit them all, far apart.
    private const long Stride = 15_485_863;

    public static async Task Run(Place place, int stocks)
    {
        var chain = new Chain(stocks);
        await Data.Make(place, $"uniform-{stocks}", async journal => await chain.Write(new(journal)));
        await using var house = await House.Open(place);
        await Round(house, chain, Few, 0);
        await Round(house, chain, Few, 1);
        var cold = await Round(house, chain, stocks, 2);
        await Parallel.ForEachAsync(Enumerable.Range(0, stocks), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) => await Stock(house, chain, i).GetIncidents());
        var (few, many) = (new double[Rounds], new double[Rounds]);
        for (var round = 0; round < Rounds; round++)
        {
            few[round] = await Round(house, chain, Few, 3 + (2 * round));
            many[round] = await Round(house, chain, stocks, 4 + (2 * round));
        }

        Result.Tell(
            "uniform", many.Median() / few.Median(), "times the rate over 10,000 stocks", ("stocks", stocks), ("per_second", many.Median()),
            ("per_second_over_few", few.Median()), ("first_time", cold / few.Median()), ("callers", Callers), ("rounds", Rounds));
    }

    private static IStockGrain Stock(House house, Chain chain, int number) => house.Stock(chain.Store(number), chain.Sku(number));

    private static async Task<double> Round(House house, Chain chain, int stocks, int round)
    {
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, PerRound), new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (i, _) =>
        {
            var stock = (int)((((long)round * PerRound) + i) * Stride % stocks);
            await House.Reserve(Stock(house, chain, stock), string.Create(CultureInfo.InvariantCulture, $"{start}-{round}-{i}"), TimeSpan.FromHours(20));
        });
        return PerRound / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
