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
/// A stock that only learned of a recall is left out too: nothing of it has changed, and most stores never had the goods. One that was only reserved of is
/// left out while all that is reserved of it is next to nothing: what is free then is nearly what was told last.
/// </summary>
public sealed class StockLevelTeller(IStockLevels levels) : IModelListener
{
    /// <summary>Stocks told of after one batch at most.</summary>
    public const int MostAtOnce = 64;

    // What is reserved is next to nothing while what is free is more than so many times as much.
    private const int NextToNothing = 20;

    /// <inheritdoc />
    public string Model => StockModel.Instance.Name;

    /// <inheritdoc />
    public bool IsHeard => levels.IsHeard;

    /// <inheritdoc />
    public async Task Tell(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
    {
        // In the order in which the batch first names them.
        var touched = batch.Where(recorded => recorded.Stream.Category == StockKind.Instance.Category)
            .GroupBy(recorded => recorded.Stream.Key, recorded => recorded.Type, StringComparer.Ordinal)
            .Select(stock => (Key: StockKey.Parse(stock.Key), Moved: stock.Contains(StockKind.MovedName), OnlyReserved: stock.All(type => type == StockKind.ReservedName), OnlyRecalled: stock.All(type => type is StockKind.RecalledName or StockKind.LiftedName)))
            .Where(stock => !stock.OnlyRecalled).OrderByDescending(stock => stock.Moved).Take(MostAtOnce).ToList();
        var stocks = await StockReader.Read(copy, [.. touched.Select(stock => stock.Key)], null, cancel);
        foreach (var (key, _, onlyReserved, _) in touched)
        {
            cancel.ThrowIfCancellationRequested();
            var level = LevelOf(key, stocks[key]);
            if (!onlyReserved || level.Available <= level.Reserved * NextToNothing) await levels.Publish(level);
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
