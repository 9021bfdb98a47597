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
    public async Task Tell(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
    {
        // In the order in which the batch first names them.
        List<StockKey> keys = [.. batch.Where(recorded => recorded.Stream.Category == StockKind.Instance.Category).Select(recorded => recorded.Stream.Key).Distinct(StringComparer.Ordinal).Select(StockKey.Parse)];
        var stocks = await StockReader.Read(copy, keys, null, cancel);
        foreach (var key in keys)
        {
            cancel.ThrowIfCancellationRequested();
            await levels.Publish(LevelOf(key, stocks[key]));
        }
    }

    // As of the stock's last change.
    private static StockLevelChanged LevelOf(StockKey key, StockRow row)
    {
        var (level, state) = row;
        var at = level.At;
        var free = new Availability(state, at);
        var expired = 0m;
        DateTimeOffset? next = null;
        foreach (var lot in state.Lots.Values)
        {
            if (lot.IsExpired(at)) expired += lot.OnHand;
            else if (lot.OnHand != 0 && lot.ExpiresAt is { } end && !(end >= next)) next = end;
        }
        return new(
            key.Store, key.Sku, state.OnHand, free.Reserved, free.Available, level.Quarantined, level.Held, level.Recalled, expired,
            level.InTransitIn, level.InTransitOut, state.Unmatched, next, at, level.Version);
    }
}
