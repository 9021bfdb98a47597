using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;
using BeautyGrains.ReadModels;
using BeautyGrains.Silo.Demo;

namespace BeautyGrains.Simulation;

/// <summary>
/// Between the publisher of stock levels and one who hears them: loses, repeats, delays and reorders messages, and refuses some. Who hears
/// drops old versions, and may look at the read model's rows as a whole.
/// </summary>
/// <param name="isLossy">Whether messages may be lost.</param>
internal sealed class StockLevelPost(JournalWatch journal, bool isLossy) : IStockLevels
{
    private readonly List<StockLevelChanged> _underway = [];
    private readonly SortedDictionary<string, (long Version, decimal OnHand)> _heard = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _taken = new(StringComparer.Ordinal);

    public bool IsLossy => isLossy;

    public bool IsHeard => true;

    /// <summary>Where fates are drawn from.</summary>
    public SplitMix64 Random { get; set; } = new(0);

    /// <summary>Nothing goes wrong any more.</summary>
    public bool IsCalm { get; set; }

    /// <summary>What may not be so, kept for those who watch: the publisher would take it for trouble of the post.</summary>
    public Violation? Found { get; private set; }

    /// <summary>The highest version of a stock that was taken over.</summary>
    public long Taken(string stock) => _taken.GetValueOrDefault(stock);

    public Task Publish(StockLevelChanged level)
    {
        Check(level);
        var fate = IsCalm ? 100 : Random.Between(1, 100);
        if (fate <= 4) throw new IOException("The post refuses on purpose.");
        var key = StockKey.Of(level.Store, level.Sku);
        _taken[key] = Math.Max(Taken(key), level.Version);
        if (fate <= 14) _underway.Add(level);
        else if (fate > 24 || !isLossy) Hear(key, level.Version, level.OnHand);
        if (fate is > 24 and <= 34) _underway.Add(level);
        if (fate is > 34 and <= 38) throw new IOException("The post does not tell that it has taken something.");
        return Task.CompletedTask;
    }

    /// <summary>Some of what is underway arrives, in any order.</summary>
    public void Deliver(int most)
    {
        for (; most > 0 && _underway.Count > 0; most--)
        {
            var place = Random.Between(0, _underway.Count - 1);
            var level = _underway[place];
            _underway.RemoveAt(place);
            Hear(StockKey.Of(level.Store, level.Sku), level.Version, level.OnHand);
        }
    }

    public void DeliverAll() => Deliver(_underway.Count);

    /// <summary>Who hears looks at everything, as it does from time to time because messages may be lost.</summary>
    public void Sweep(IEnumerable<(string Stock, long Version, decimal OnHand)> rows)
    {
        foreach (var (stock, version, onHand) in rows) Hear(stock, version, onHand);
    }

    /// <summary>What is known by hearing is the truth.</summary>
    /// <param name="lastToTell">The last version of a stock that anybody is told of; 0 for none.</param>
    public void CheckTruth(Func<string, long> lastToTell)
    {
        foreach (var stock in journal.Stocks)
        {
            var (version, onHand) = _heard.GetValueOrDefault(stock.Key);
            if (version < lastToTell(stock.Key) || version > stock.Now.Version || onHand != stock.Now.State.OnHand)
                throw new Violation("Who drops old versions and looks at the whole now and then ends in the truth.", $"{stock.Key}: heard {(version, onHand)}, the journal has version {stock.Now.Version}, {stock.Now.State.OnHand}.");
        }
    }

    private void Hear(string stock, long version, decimal onHand)
    {
        if (_heard.TryGetValue(stock, out var known) && known.Version >= version) return;
        _heard[stock] = (version, onHand);
    }

    private void Check(StockLevelChanged level)
    {
        var key = StockKey.Of(level.Store, level.Sku);
        if (journal.Stock(key)?.At(level.Version) is not { } then)
        {
            Found ??= new("Listeners hear of durable things alone.", $"{key}: version {level.Version} of {journal.VersionOf(StockKind.Instance.Stream(key))}.");
            return;
        }
        var free = new Availability(then.State, then.At);
        if (level.OnHand != then.State.OnHand || level.At != then.At || level.Reserved != free.Reserved || level.Available != free.Available)
            Found ??= new("A published level is what the journal has at its version.", $"{level}; on hand {then.State.OnHand}, reserved {free.Reserved}, available {free.Available} at {then.At:O}.");
    }
}
