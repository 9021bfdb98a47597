using System.Collections.Concurrent;

namespace BeautyGrains.Grains;

/// <summary>
/// What the catalogue says, one per process: asked of the grains and kept for at most 5 s, so that every reservation need not ask.
/// A put in this process is seen at once. Whether the store's licences cover the SKU is worked out along with it, so that a decision only looks whether
/// anything stands against it; a licence that ends at midnight is seen by then or within that time. Safe for several threads; an answer from memory allocates nothing.
/// </summary>
public sealed class CatalogueFacts(IGrainFactory grains, TimeProvider clock) : ICatalogueFacts
{
    /// <summary>How old an answer may be.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    /// <summary>Entries of each kind before all are dropped; the busy ones are back after one question each.</summary>
    public const int Capacity = 100_000;

    private readonly ConcurrentDictionary<string, Entry<SkuView>> _skus = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Entry<StoreView>> _stores = new(StringComparer.Ordinal);
    // One entry: the chain has one such policy.
    private readonly ConcurrentDictionary<string, Entry<BuyingPolicyView>> _policies = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Entry<ControlledPolicyView>> _controlled = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Pair> _pairs = new(StringComparer.Ordinal);

    // A concurrent dictionary takes all its locks to be counted, which costs more than everything else here.
    private int _pairCount;

    private sealed class Entry<TView>(TView view, long version, long askedAt)
    {
        private volatile bool _isGone;
        private long _askedAt = askedAt;

        public TView View { get; } = view;

        public long Version { get; } = version;

        public long AskedAt => Volatile.Read(ref _askedAt);

        /// <summary>Another has taken its place, or it was dropped.</summary>
        public bool IsGone => _isGone;

        public void Leave() => _isGone = true;

        /// <summary>The same was answered again: what was made of it stays good.</summary>
        public void Confirm(long at) => Volatile.Write(ref _askedAt, Math.Max(at, AskedAt));
    }

    /// <param name="MadeAt">When the day was looked at that the answer depends on, however often its parts are confirmed since; null where none matters, as with ordinary goods.</param>
    private sealed record Pair(Entry<StoreView> Store, Entry<SkuView> Sku, Entry<BuyingPolicyView> Policy, Entry<ControlledPolicyView> Controlled, long? MadeAt, Answer<StockFacts> Answer)
    {
        public long AskedAt => Math.Min(Math.Min(Policy.AskedAt, Controlled.AskedAt), Math.Min(Store.AskedAt, Sku.AskedAt));

        public bool IsOf(Entry<StoreView> store, Entry<SkuView> sku, Entry<BuyingPolicyView> policy, Entry<ControlledPolicyView> controlled) => Store == store && Sku == sku && Policy == policy && Controlled == controlled;
    }

    /// <inheritdoc />
    public ValueTask<Answer<StockFacts>> Of(string stock) =>
        _pairs.TryGetValue(stock, out var pair) && Stands(pair) ? new(pair.Answer) : Ask(StockKey.Parse(stock), stock);

    /// <summary>A product's record was put in this process.</summary>
    public void Told(SkuView view) => Keep(_skus, view.Sku, new(view, view.Version, clock.GetTimestamp()));

    /// <summary>A store's record was put in this process.</summary>
    public void Told(StoreView view) => Keep(_stores, view.Store, new(view, view.Version, clock.GetTimestamp()));

    /// <summary>The tables of buying were put in this process.</summary>
    public void Told(BuyingPolicyView view) => Keep(_policies, IBuyingPolicyGrain.Key, new(view, view.Version, clock.GetTimestamp()));

    /// <summary>The table of controlled goods was put in this process.</summary>
    public void Told(ControlledPolicyView view) => Keep(_controlled, IControlledPolicyGrain.Key, new(view, view.Version, clock.GetTimestamp()));

    private bool Stands(Pair pair) => !pair.Store.IsGone && !pair.Sku.IsGone && !pair.Policy.IsGone && !pair.Controlled.IsGone && IsFresh(pair.AskedAt) && (pair.MadeAt is not { } made || IsFresh(made));

    private bool IsFresh(long askedAt) => clock.GetElapsedTime(askedAt) < MaxAge;

    private async ValueTask<Answer<StockFacts>> Ask(StockKey key, string stock)
    {
        var (store, sku) = key;
        var ofStore = await StoreOf(store);
        if (ofStore is null) return new(null, new(RefusalKind.UnknownStore, Store: store), false);
        var ofSku = await SkuOf(sku);
        if (ofSku is null) return new(null, new(RefusalKind.UnknownSku, Sku: sku), false);
        var (policy, controlled) = (await Policy(), await Controlled());
        if (_pairs.TryGetValue(stock, out var pair) && pair.IsOf(ofStore, ofSku, policy, controlled) && pair.MadeAt is null) return pair.Answer;
        pair = Paired(store, ofStore, ofSku, policy, controlled);
        Keep(stock, pair);
        return pair.Answer;
    }

    private Pair Paired(string store, Entry<StoreView> ofStore, Entry<SkuView> ofSku, Entry<BuyingPolicyView> policy, Entry<ControlledPolicyView> controlled)
    {
        var (record, category) = (ofStore.View.Record, ofSku.View.Record.GoodsCategory);
        var mayBeControlled = ofSku.View.Record.Controlled is not null || controlled.View.Policy.Categories?.Any(row => row.Category == category) == true;
        if (!mayBeControlled && !policy.View.Policy.StoreLicences.Any(duty => duty.Category == category)) return new(ofStore, ofSku, policy, controlled, null, new(new(ofSku.View.Record, record), null, false));
        var madeAt = clock.GetTimestamp();
        var today = ExpiryRules.DayAt(clock.GetUtcNow(), record.TimeZone);
        return new(ofStore, ofSku, policy, controlled, madeAt, new(
            new(ofSku.View.Record, record, Against(fromOthers: false), Against(fromOthers: true), controlled.View.Policy.MarkOf(ofSku.View.Record, today)), null, false));

        Refusal? Against(bool fromOthers) => StandingRules.OfStore(store, record, category, policy.View.Policy, today, fromOthers);
    }

    private void Keep(string stock, Pair pair)
    {
        if (Volatile.Read(ref _pairCount) >= Capacity)
        {
            _pairs.Clear();
            Volatile.Write(ref _pairCount, 0);
        }
        if (_pairs.TryAdd(stock, pair)) Interlocked.Increment(ref _pairCount);
        else _pairs[stock] = pair;
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

    private async ValueTask<Entry<BuyingPolicyView>> Policy()
    {
        if (_policies.TryGetValue(IBuyingPolicyGrain.Key, out var known) && IsFresh(known.AskedAt)) return known;
        var askedAt = clock.GetTimestamp();
        var view = await grains.GetGrain<IBuyingPolicyGrain>(IBuyingPolicyGrain.Key).Get();
        return Keep(_policies, IBuyingPolicyGrain.Key, new(view, view.Version, askedAt));
    }

    private async ValueTask<Entry<ControlledPolicyView>> Controlled()
    {
        if (_controlled.TryGetValue(IControlledPolicyGrain.Key, out var known) && IsFresh(known.AskedAt)) return known;
        var askedAt = clock.GetTimestamp();
        var view = await grains.GetGrain<IControlledPolicyGrain>(IControlledPolicyGrain.Key).Get();
        return Keep(_controlled, IControlledPolicyGrain.Key, new(view, view.Version, askedAt));
    }

    // An answer that was on its way while a put was told must not bring the older record back.
    private static Entry<TView> Keep<TView>(ConcurrentDictionary<string, Entry<TView>> entries, string key, Entry<TView> entry)
    {
        if (!entries.ContainsKey(key) && entries.Count >= Capacity) DropAll(entries);
        return entries.AddOrUpdate(
            key,
            static (_, fresh) => fresh,
            static (_, known, fresh) =>
            {
                if (fresh.Version == known.Version) known.Confirm(fresh.AskedAt);
                if (fresh.Version <= known.Version) return known;
                known.Leave();
                return fresh;
            },
            entry);
    }

    // One by one, so that each knows: a pair that still holds it must not outlive what is put next.
    private static void DropAll<TView>(ConcurrentDictionary<string, Entry<TView>> entries)
    {
        foreach (var (key, _) in entries)
            if (entries.TryRemove(key, out var gone)) gone.Leave();
    }
}
