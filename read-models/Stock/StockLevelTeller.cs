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

/// <summary>
/// Publishes what the read model of stocks has: after each batch the pictures of stocks that the batch touched. Those in which goods moved come first, and a
/// batch that touched very many leaves the rest to the sweeps of those who listen: told of each, they would cost a busy chain as much as its reservations.
/// </summary>
public sealed class StockLevelTeller(IStockLevels levels) : IModelListener
{
    /// <summary>Stocks told of after one batch at most.</summary>
    public const int MostAtOnce = 64;

    /// <inheritdoc />
    public string Model => StockModel.Instance.Name;

    /// <inheritdoc />
    public bool IsHeard => levels.IsHeard;

    /// <inheritdoc />
    public async Task Tell(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
    {
        // In the order in which the batch first names them.
        List<StockKey> keys = [.. batch.Where(recorded => recorded.Stream.Category == StockKind.Instance.Category)
            .GroupBy(recorded => recorded.Stream.Key, recorded => recorded.Type == StockKind.MovedName, StringComparer.Ordinal)
            .OrderByDescending(stock => stock.Any(moved => moved)).Take(MostAtOnce).Select(stock => StockKey.Parse(stock.Key))];
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
