using System.Diagnostics;
using Orleans;

namespace BeautyGrains.Bench.Scale.Cases;

/// <summary>How long the first call of a cold stock takes: three lots, no snapshot. The catalogue's answers are warm.</summary>
internal static class ActivationCase
{
    private const int Stocks = 20_000;
    private const int Warming = 4_000;

    public static async Task Run(Place place)
    {
        var chain = new Chain(Stocks);
        await Data.Make(place, $"activation-{Stocks}", async journal => await chain.Write(new(journal)));
        await using var house = await House.Open(place);
        var cold = new double[Stocks - Warming];
        var warm = new double[cold.Length];
        for (var i = 0; i < Stocks; i++)
        {
            var stock = house.Stock(chain.Store(i), chain.Sku(i));
            await house.Grains.GetGrain<IStoreGrain>(chain.Store(i)).Get();
            await house.Grains.GetGrain<ISkuGrain>(chain.Sku(i)).Get();
            var first = await Time(stock);
            var second = await Time(stock);
            if (i >= Warming) (cold[i - Warming], warm[i - Warming]) = (first, second);
        }

        Result.Tell("activation", cold.Median(), "ms median of the first call", ("p90", cold.Quantile(0.9)), ("p99", cold.Quantile(0.99)), ("second_call", warm.Median()), ("events", 6));
    }

    private static async Task<double> Time(IStockGrain stock)
    {
        var start = Stopwatch.GetTimestamp();
        await stock.GetIncidents();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
