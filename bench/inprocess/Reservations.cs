using System.Globalization;
using BeautyGrains.Contracts;
using Orleans;

namespace BeautyGrains.Bench.InProcess;

/// <summary>Callers that reserve one piece each over all stocks, with an id of their own each time.</summary>
internal sealed class Reservations(IGrainFactory grains, Grid grid, int callers)
{
    private readonly string[] _keys =
        [.. from store in Enumerable.Range(0, grid.Stores) from sku in Enumerable.Range(0, grid.Skus) select StockKey.Of(Grid.Store(store), Grid.Sku(sku))];

    public Task<LoadResult> Turn(double seconds, string run) => Callers.Run(callers, seconds, 1, (caller, n) => Reserve(run, caller, n));

    private async ValueTask<bool> Reserve(string run, int caller, long n)
    {
        // Two primes, so that callers go over all stocks on ways of their own.
        var key = _keys[(n * 7919 + caller * 104_729L) % _keys.Length];
        var id = string.Create(CultureInfo.InvariantCulture, $"{run}-{caller}-{n}");
        var answer = await grains.GetGrain<IStockGrain>(key).Reserve(new(id, 1, null, TimeSpan.FromHours(1), null, null, null, null, null, false, Caller.House));
        return answer is { Refusal: null, IsNew: true };
    }
}
