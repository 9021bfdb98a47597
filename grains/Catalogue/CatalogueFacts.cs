using System.Collections.Concurrent;

namespace BeautyGrains.Grains;

/// <summary>
/// What the catalogue says, one per process: asked of the grains and kept for at most 5 s, so that every reservation need not ask.
/// A put in this process is seen at once. Safe for several threads; an answer from memory allocates nothing.
/// </summary>
public sealed class CatalogueFacts(IGrainFactory grains, TimeProvider clock) : ICatalogueFacts
{
    /// <summary>How old an answer may be.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    /// <summary>Entries of each kind before all are dropped; the busy ones are back after one question each.</summary>
    public const int Capacity = 100_000;

    private readonly ConcurrentDictionary<string, Entry<SkuView>> _skus = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Entry<StoreView>> _stores = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Store, string Sku), Pair> _pairs = new();

    private sealed record Entry<TView>(TView View, long Version, long AskedAt);

    private sealed record Pair(Entry<StoreView> Store, Entry<SkuView> Sku, Answer<StockFacts> Answer);

    /// <inheritdoc />
    public ValueTask<Answer<StockFacts>> Of(string store, string sku) =>
        _pairs.TryGetValue((store, sku), out var pair) && Stands(pair) ? new(pair.Answer) : Ask(store, sku);

    /// <summary>A product's record was put in this process.</summary>
    public void Told(SkuView view) => Keep(_skus, view.Sku, new(view, view.Version, clock.GetTimestamp()));

    /// <summary>A store's record was put in this process.</summary>
    public void Told(StoreView view) => Keep(_stores, view.Store, new(view, view.Version, clock.GetTimestamp()));

    private bool Stands(Pair pair) =>
        IsFresh(pair.Store.AskedAt) && IsFresh(pair.Sku.AskedAt)
        && _stores.TryGetValue(pair.Store.View.Store, out var store) && ReferenceEquals(store, pair.Store)
        && _skus.TryGetValue(pair.Sku.View.Sku, out var sku) && ReferenceEquals(sku, pair.Sku);

    private bool IsFresh(long askedAt) => clock.GetElapsedTime(askedAt) < MaxAge;

    private async ValueTask<Answer<StockFacts>> Ask(string store, string sku)
    {
        var ofStore = await StoreOf(store);
        if (ofStore is null) return new(null, new(RefusalKind.UnknownStore, Store: store), false);
        var ofSku = await SkuOf(sku);
        if (ofSku is null) return new(null, new(RefusalKind.UnknownSku, Sku: sku), false);
        var answer = new Answer<StockFacts>(new(ofSku.View.Record, ofStore.View.Record), null, false);
        if (_pairs.Count >= Capacity) _pairs.Clear();
        _pairs[(store, sku)] = new(ofStore, ofSku, answer);
        return answer;
    }

    // Age counts from before the question, so that no answer is older than it claims.
    private async ValueTask<Entry<StoreView>?> StoreOf(string store)
    {
        if (_stores.TryGetValue(store, out var known) && IsFresh(known.AskedAt)) return known;
        var askedAt = clock.GetTimestamp();
        return await grains.GetGrain<IStoreGrain>(store).Get() is { } view ? Keep(_stores, store, new(view, view.Version, askedAt)) : null;
    }

    private async ValueTask<Entry<SkuView>?> SkuOf(string sku)
    {
        if (_skus.TryGetValue(sku, out var known) && IsFresh(known.AskedAt)) return known;
        var askedAt = clock.GetTimestamp();
        return await grains.GetGrain<ISkuGrain>(sku).Get() is { } view ? Keep(_skus, sku, new(view, view.Version, askedAt)) : null;
    }

    // An answer that was on its way while a put was told must not bring the older record back.
    private static Entry<TView> Keep<TView>(ConcurrentDictionary<string, Entry<TView>> entries, string key, Entry<TView> entry)
    {
        if (entries.Count >= Capacity) entries.Clear();
        return entries.AddOrUpdate(key, static (_, fresh) => fresh, static (_, known, fresh) => fresh.Version >= known.Version ? fresh : known, entry);
    }
}
