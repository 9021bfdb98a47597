using System.Globalization;

namespace BeautyGrains.Bench.Scale.Cases;

/// <summary>How much memory a stock grain takes that has three lots and is only looked at.</summary>
internal static class MemoryCase
{
    private const int Warming = 500;

    public static async Task Run(Place place, int grains)
    {
        var chain = new Chain(grains + Warming);
        await Data.Make(place, $"memory-{grains}", async journal => await chain.Write(new(journal)));
        await using var house = await House.Open(place);
        await Look(house, chain, 0, Warming);
        GC.Collect();
        var (managed, resident) = (GC.GetTotalMemory(true), Resident());
        await Look(house, chain, Warming, grains);
        var grown = Resident() - resident;
        var peak = Peak();
        GC.Collect();
        var held = GC.GetTotalMemory(true) - managed;
        Result.Tell(
            "memory", (double)grown / grains, "bytes resident per grain",
            ("grains", grains), ("lots", 3), ("ids_remembered", 3), ("managed_bytes_per_grain", (double)held / grains),
            ("resident_MiB", (resident + grown) / 1048576.0), ("peak_MiB", peak / 1048576.0));
    }

    private static Task Look(House house, Chain chain, int first, int count) => Parallel.ForEachAsync(
        Enumerable.Range(first, count), new ParallelOptions { MaxDegreeOfParallelism = 16 },
        async (stock, _) =>
        {
            if (await house.Stock(chain.Store(stock), chain.Sku(stock)).Get() is not { Lots.Length: 3, OnHand: Chain.OnHand })
                throw new InvalidOperationException($"Stock {stock} is not what was written.");
        });

    private static long Resident() => Status("VmRSS:");

    private static long Peak() => Status("VmHWM:");

    private static long Status(string name) => 1024 * long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}
