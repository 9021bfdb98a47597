using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>One SKU in one store at a moment, in the base unit.</summary>
/// <param name="Version">Of the stock's stream.</param>
public sealed record StoreAvailability(string Store, decimal OnHand, decimal Reserved, decimal Available, decimal InTransitIn, long Version);

/// <summary>One SKU over all stores at once.</summary>
public interface IAvailabilityList
{
    /// <summary>Every store that has or had the SKU, in ordinal order, and as of when.</summary>
    /// <param name="stores">Codes of the stores wanted; null for all.</param>
    /// <param name="now">The moment for which expiry and reservations count.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<(IReadOnlyList<StoreAvailability> Stores, AsOf AsOf)> Of(string sku, IReadOnlyCollection<string>? stores, DateTimeOffset now, CancellationToken cancel);
}

/// <summary>
/// Answers from <see cref="StockModel"/>. Where no reservation is overdue, what is available is a sum over the lots, and the database adds it up;
/// the other stocks are read and computed as <see cref="Availability"/> does.
/// </summary>
internal sealed class AvailabilityList(ReadModelReader reader) : IAvailabilityList
{
    public Task<(IReadOnlyList<StoreAvailability> Stores, AsOf AsOf)> Of(string sku, IReadOnlyCollection<string>? stores, DateTimeOffset now, CancellationToken cancel) =>
        reader.Read(StockModel.Instance, async (copy, asOf) => (await Of(copy, sku, stores, now, cancel), asOf), cancel);

    private static async Task<IReadOnlyList<StoreAvailability>> Of(CopyTables copy, string sku, IReadOnlyCollection<string>? stores, DateTimeOffset now, CancellationToken cancel)
    {
        List<(string, object)> parameters = [("@sku", sku), ("@now", Stored.Time(now))];
        if (stores is not null) parameters.Add(("@stores", RowsJson.Of(stores)));
        var wanted = stores is null ? "" : $" AND {copy.Dialect.IsOneOf("t.store", "@stores")}";
        var levels = await copy.Connection.Query(
            $"""
            SELECT t.store, t.version, t.on_hand, t.reserved, t.unpinned, t.in_transit_in, CASE WHEN EXISTS (
              SELECT 1 FROM {copy.Of(StockTables.Reservations)} AS o WHERE o.store = t.store AND o.sku = t.sku AND o.expires_at <= @now AND o.pinned = 0) THEN 1 ELSE 0 END
            FROM {copy.Of(StockTables.Levels)} AS t WHERE t.sku = @sku{wanted} ORDER BY t.store
            """,
            row => (Store: row.GetString(0), Version: row.GetInt64(1), OnHand: row.GetInt64(2), Reserved: row.GetInt64(3), Unpinned: row.GetInt64(4), InTransitIn: row.GetInt64(5), HasOverdue: row.GetInt32(6) == 1),
            cancel, [.. parameters]);
        var free = (await copy.Connection.Query(
            $"""
            SELECT t.store, CAST(SUM(t.on_hand - t.pinned) AS bigint) FROM {copy.Of(StockTables.Lots)} AS t
            WHERE t.sku = @sku AND t.status = '{StockRows.StatusOf(LotStatus.Released)}' AND t.expires_at > @now AND t.on_hand > t.pinned{wanted} GROUP BY t.store
            """,
            row => (Store: row.GetString(0), Free: row.GetInt64(1)), cancel, [.. parameters])).ToDictionary(row => row.Store, row => row.Free, StringComparer.Ordinal);
        var computed = await StockReader.Read(copy, [.. levels.Where(row => row.HasOverdue).Select(row => new StockKey(row.Store, sku))], now, cancel);
        return levels.ConvertAll(row =>
        {
            var (reserved, available) = row.HasOverdue && new Availability(computed[new(row.Store, sku)].Stock, now) is var exact
                ? (exact.Reserved, exact.Available)
                : (Stored.Quantity(row.Reserved), Stored.Quantity(Math.Max(0, free.GetValueOrDefault(row.Store) - row.Unpinned)));
            return new StoreAvailability(row.Store, Stored.Quantity(row.OnHand), reserved, available, Stored.Quantity(row.InTransitIn), row.Version);
        });
    }
}
