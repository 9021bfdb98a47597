using BeautyGrains.Grains;
using BeautyGrains.Journal;
using BeautyGrains.Journal.Memory;

namespace BeautyGrains.Simulation;

/// <summary>
/// Reads what has become durable, folds it on its own, and looks at every entry whether it may be so. What it holds is what a replay would give.
/// </summary>
internal sealed class JournalWatch(MemoryDisk disk, VirtualTime time, Trace trace)
{
    private readonly Dictionary<string, StockWatch> _stocks = new(StringComparer.Ordinal);
    private readonly Dictionary<StreamKey, (long Version, ReadOnlyMemory<byte> Hash)> _chains = [];
    private readonly List<StockWatch> _touched = [];
    private readonly List<(long Ticks, int Read)> _looks = [];
    private BuyingWatch? _buying;
    private FeedbackWatch? _feedback;
    private readonly List<RecordedEvent> _log = disk.Look(look => look.Log);

    /// <summary>Entries read.</summary>
    public int Read { get; private set; }

    /// <summary>Streams with entries in the last look, each once.</summary>
    public List<StreamKey> Touched { get; } = [];

    public FoldWatch<Basket, BasketEvent> Baskets { get; } = new(BasketKind.Instance);

    public FoldWatch<Batch, BatchEvent> Batches { get; } = new(BatchKind.Instance);

    public FoldWatch<Transfer, TransferEvent> Transfers { get; } = new(TransferKind.Instance);

    /// <summary>Orders and what belongs to them.</summary>
    public BuyingWatch Buying => _buying ??= new(Transfers);

    /// <summary>Zones and what belongs to quality.</summary>
    public QualityWatch Quality { get; } = new();

    /// <summary>Registers of controlled goods and prescriptions.</summary>
    public ControlledWatch Controlled { get; } = new();

    /// <summary>Complaints and adverse reactions.</summary>
    public FeedbackWatch Feedback => _feedback ??= new(store => Stores.Last(store)!.State.Record!.TimeZone);

    public UnitWatch Units { get; } = new();

    public ContainerWatch Containers { get; } = new();

    /// <summary>Recalls.</summary>
    public RecallWatch Recalls { get; } = new();

    /// <summary>Count sessions and what they post.</summary>
    public CountWatch Counts { get; } = new();

    /// <summary>Bins, issues, repacks and pick lists.</summary>
    public PlaceWatch Places { get; } = new();

    /// <summary>What a clock that is right shows.</summary>
    public DateTimeOffset Now => VirtualTime.Start.AddTicks(time.Now);

    public FoldWatch<SkuState, SkuEvent> Skus { get; } = new(SkuKind.Instance);

    public FoldWatch<StoreState, StoreEvent> Stores { get; } = new(StoreKind.Instance);

    /// <summary>All stocks there are, by key.</summary>
    public IEnumerable<StockWatch> Stocks => _stocks.Values;

    public StockWatch? Stock(string key) => _stocks.GetValueOrDefault(key);

    /// <summary>The last durable version of a stream.</summary>
    public long VersionOf(StreamKey stream) => _chains.TryGetValue(stream, out var last) ? last.Version : 0;

    /// <summary>A version that a stock had reached by then.</summary>
    public long VersionBefore(string stock, long ticks) => _stocks.TryGetValue(stock, out var watch) ? watch.VersionBefore(ticks) : 0;

    /// <summary>The earliest of the entries that were read from then on; null for none.</summary>
    /// <param name="ticks">Virtual time.</param>
    public DateTimeOffset? EarliestSince(long ticks)
    {
        DateTimeOffset? earliest = null;
        for (var place = _looks.FindLast(look => look.Ticks < ticks).Read; place < Read; place++)
            if (earliest is null || _log[place].At < earliest) earliest = _log[place].At;
        return earliest;
    }

    /// <summary>Takes note of which ids are remembered no more.</summary>
    public void Forget(DateTimeOffset before)
    {
        foreach (var stock in _stocks.Values)
            stock.Forget(disk.Look(look => look.Find(StockKind.Instance.Stream(stock.Key))!.Commands.Keys.ToHashSet(StringComparer.Ordinal)), before);
    }

    /// <summary>Takes in what is new.</summary>
    /// <exception cref="Violation">Something in it may not be so.</exception>
    public void Look()
    {
        Touched.Clear();
        _touched.Clear();
        for (; Read < _log.Count; Read++)
        {
            var entry = _log[Read];
            Chain(entry);
            Take(entry);
            trace.Event(entry);
        }
        foreach (var stock in _touched) stock.CheckAll(time.Now);
        if (_touched.Count > 0) _looks.Add((time.Now, Read));
    }

    private void Chain(RecordedEvent entry)
    {
        if (entry.Position.Number != Read + 1) throw new Violation("Positions have no gap.", $"{entry.Position} stands at place {Read + 1}.");
        var (version, hash) = _chains.TryGetValue(entry.Stream, out var last) ? last : (0, HashChain.Root);
        if (entry.Version != version + 1) throw new Violation("Versions have no gap.", $"{entry.Stream}: {entry.Version} follows {version}.");
        var expected = HashChain.Next(hash.Span, entry.Stream, entry.Version, new(entry.Type, entry.Payload, entry.At, entry.Actor, entry.CorrelationId));
        if (!entry.Hash.Span.SequenceEqual(expected)) throw new Violation("The hash chain holds.", $"{entry.Stream} version {entry.Version}.");
        _chains[entry.Stream] = (entry.Version, entry.Hash);
        if (!Touched.Contains(entry.Stream)) Touched.Add(entry.Stream);
    }

    private void Take(RecordedEvent entry)
    {
        switch (entry.Stream.Category)
        {
            case "stock":
                if (!_stocks.TryGetValue(entry.Stream.Key, out var stock)) _stocks[entry.Stream.Key] = stock = new(entry.Stream.Key, this);
                stock.Take(entry);
                ControlledWatch.CheckMoved(entry);
                Recalls.Check(entry, stock.Now.State);
                Units.Look(entry);
                Buying.Take(entry, time.Now);
                Containers.Take(entry);
                Counts.TakeStock(entry, stock);
                Places.TakeStock(entry);
                if (!_touched.Contains(stock)) _touched.Add(stock);
                break;
            case "basket": Baskets.Take(entry, time.Now); break;
            case "batch": Batches.Take(entry, time.Now); break;
            case "transfer": Transfers.Take(entry, time.Now); break;
            case "sku": Skus.Take(entry, time.Now); break;
            case "store": Stores.Take(entry, time.Now); break;
            default:
                if (!Feedback.Take(entry, time.Now) && !Quality.Take(entry, time.Now) && !Controlled.Take(entry, time.Now) && !Recalls.Take(entry, time.Now) && !Counts.Take(entry, time.Now) && !Units.Take(entry, time.Now) && !Places.Take(entry, time.Now)) Buying.Take(entry, time.Now);
                break;
        }
    }
}

/// <summary>Streams of one kind, folded, with every state that they have had: they are short.</summary>
internal sealed class FoldWatch<TState, TEvent>(AggregateKind<TState, TEvent> kind)
    where TState : class
    where TEvent : class
{
    private readonly SortedDictionary<string, List<Seen>> _states = new(StringComparer.Ordinal);

    // With the virtual time by which a version was durable.
    private sealed record Seen(Versioned<TState> State, long By);

    public AggregateKind<TState, TEvent> Kind => kind;

    /// <summary>By key, in ordinal order.</summary>
    public IEnumerable<KeyValuePair<string, Versioned<TState>>> All => _states.Select(one => KeyValuePair.Create(one.Key, one.Value[^1].State));

    public Versioned<TState>? Last(string key) => _states.TryGetValue(key, out var states) ? states[^1].State : null;

    /// <summary>The state as of a version; null when there is no such version.</summary>
    public Versioned<TState>? At(string key, long version) =>
        _states.TryGetValue(key, out var states) && version >= 1 && version <= states.Count ? states[(int)version - 1].State : null;

    /// <summary>Whether something was so at some time since then; where that cannot be told exactly it was.</summary>
    /// <param name="since">Virtual time.</param>
    public bool Was(string key, long since, Predicate<TState> so)
    {
        if (!_states.TryGetValue(key, out var states)) return true;
        for (var place = states.Count - 1; place >= 0; place--)
        {
            if (so(states[place].State.State)) return true;
            if (states[place].By < since) return false;
        }
        return false;
    }

    /// <param name="by">Virtual time at which it was durable.</param>
    public void Take(RecordedEvent entry, long by)
    {
        if (!_states.TryGetValue(entry.Stream.Key, out var states)) _states[entry.Stream.Key] = states = [];
        var before = states.Count > 0 ? states[^1].State : new(kind.Empty(entry.Stream.Key), 0, DateTimeOffset.MinValue);
        if (entry.At < before.At) throw new Violation("Time of a stream never goes back.", $"{entry.Stream} version {entry.Version}: {entry.At:O} after {before.At:O}.");
        states.Add(new(kind.Evolve(before, entry), by));
    }
}
