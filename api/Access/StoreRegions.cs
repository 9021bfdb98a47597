using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Access;

/// <summary>A store and its place in the region tree.</summary>
/// <param name="Region">Null for none.</param>
internal sealed record StoreRegion(string Store, string? Region);

/// <summary>
/// Which store stands in which region, for people who are bound to regions: at most 30 s old, and read anew once a store was put in this process.
/// One caller at a time.
/// </summary>
internal sealed class StoreRegions(IGrainFactory grains, StreamDirectory directory, TimeProvider clock)
{
    private const int AtOnce = 64;
    private static readonly TimeSpan s_maxAge = TimeSpan.FromSeconds(30);
    private volatile bool _isStale = true;
    private bool _wasRead;
    private long _readAt;
    private IReadOnlyList<StoreRegion> _all = [];

    /// <summary>A store was put in this process.</summary>
    public void Forget() => _isStale = true;

    /// <summary>All stores, by code. The same list as before while nothing has changed.</summary>
    public async ValueTask<IReadOnlyList<StoreRegion>> All()
    {
        if (!_isStale && _wasRead && clock.GetElapsedTime(_readAt) < s_maxAge) return _all;
        // A store that is put while this reads makes it stale again.
        _isStale = false;
        try
        {
            var readAt = clock.GetTimestamp();
            var all = new List<StoreRegion>();
            foreach (var some in (await directory.AllStores(default)).Chunk(AtOnce))
                foreach (var view in await Task.WhenAll(some.Select(store => grains.GetGrain<IStoreGrain>(store).Get())))
                    if (view is not null) all.Add(new(view.Store, view.Record.Region));
            if (!all.SequenceEqual(_all)) _all = all;
            (_readAt, _wasRead) = (readAt, true);
            return _all;
        }
        catch (Exception) when (_wasRead)
        {
            // Stores seldom change their region: what was known lets everybody in whom it let in before. The next look tries again.
            _isStale = true;
            return _all;
        }
    }
}
