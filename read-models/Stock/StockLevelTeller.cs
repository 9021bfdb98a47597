using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>Where pictures of stocks are published.</summary>
public interface IStockLevels
{
    /// <summary>False while nobody listens, which spares the work.</summary>
    bool IsHeard { get; }

    /// <summary>Publishes one; completes when it is taken over.</summary>
    Task Publish(StockLevelChanged level);
}

/// <summary>Publishes what the read model of stocks has: after each batch the picture of every stock that the batch touched.</summary>
public sealed class StockLevelTeller(IStockLevels levels) : IModelListener
{
    /// <inheritdoc />
    public string Model => StockModel.Instance.Name;

    /// <inheritdoc />
    public bool IsHeard => levels.IsHeard;

    /// <inheritdoc />
    public async Task Tell(IReadOnlyList<RecordedEvent> batch, IProjection projection, CopyTables copy, CancellationToken cancel)
    {
        foreach (var stock in await ((StockProjection)projection).StocksOf(batch, copy, cancel))
        {
            cancel.ThrowIfCancellationRequested();
            await levels.Publish(LevelOf(stock));
        }
    }

    private static StockLevelChanged LevelOf(Versioned<Stock> stock)
    {
        var (state, version, at) = stock;
        var key = StockKey.Parse(state.Key);
        var free = new Availability(state, at);
        var (quarantined, held, recalled, expired) = (0m, 0m, 0m, 0m);
        DateTimeOffset? next = null;
        foreach (var lot in state.Lots.Values)
        {
            if (lot.Status == LotStatus.Quarantined) quarantined += lot.OnHand;
            else if (lot.Status == LotStatus.Held) held += lot.OnHand;
            else if (lot.Status == LotStatus.Recalled) recalled += lot.OnHand;
            if (lot.IsExpired(at)) expired += lot.OnHand;
            else if (lot.OnHand != 0 && lot.ExpiresAt is { } end && !(end >= next)) next = end;
        }
        return new(
            key.Store, key.Sku, state.OnHand, free.Reserved, free.Available, quarantined, held, recalled, expired,
            state.TransitsIn.Values.Sum(one => one.Quantity), state.TransitsOut.Values.Sum(one => one.Quantity), state.Unmatched, next, at, version);
    }
}
