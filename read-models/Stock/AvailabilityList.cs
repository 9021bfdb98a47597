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
/// Answers from <see cref="StockModel"/>. Where no reservation is overdue and no lot has expired since the stock changed, its row tells what is
/// available; the other stocks are read and computed as <see cref="Availability"/> does.
/// </summary>
internal sealed class AvailabilityList(ReadModelReader reader) : IAvailabilityList
{
    public Task<(IReadOnlyList<StoreAvailability> Stores, AsOf AsOf)> Of(string sku, IReadOnlyCollection<string>? stores, DateTimeOffset now, CancellationToken cancel) =>
        reader.Read(StockModel.Instance, async (copy, asOf) => (await Of(copy, sku, stores, now, cancel), asOf), cancel);

    private static async Task<IReadOnlyList<StoreAvailability>> Of(CopyTables copy, string sku, IReadOnlyCollection<string>? stores, DateTimeOffset now, CancellationToken cancel)
    {
        List<(string, object)> parameters = [("@sku", sku), ("@now", Stored.Time(now))];
        if (stores is not null) parameters.Add(("@stores", RowsJson.Of(stores)));
        string Wanted(string table) => stores is null ? "" : $" AND {copy.Dialect.IsOneOf($"{table}.store", "@stores")}";
        var levels = await copy.Connection.Query(
            $"""
            SELECT t.store, t.version, t.on_hand, t.reserved, t.unpinned, t.in_transit_in, t.free, CASE WHEN t.free_from <= @now AND @now < t.free_until THEN 1 ELSE 0 END
            FROM {copy.Of(StockTables.Levels)} AS t WHERE t.sku = @sku{Wanted("t")} ORDER BY t.store
            """,
            row => (Store: row.GetString(0), Version: row.GetInt64(1), OnHand: row.GetInt64(2), Reserved: row.GetInt64(3), Unpinned: row.GetInt64(4), InTransitIn: row.GetInt64(5), Free: row.GetInt64(6), IsFree: row.GetInt32(7) == 1),
            cancel, [.. parameters]);
        // Few at any time, since grains record what has ended: asked for by their ends, and not of each stock.
        var overdue = (await copy.Connection.Query(
            $"""
            SELECT DISTINCT t.store FROM {copy.Of(StockTables.Reservations)} AS t WHERE t.expires_at <= @now AND t.sku = @sku AND t.pinned = 0{Wanted("t")}
            """,
            row => row.GetString(0), cancel, [.. parameters])).ToHashSet(StringComparer.Ordinal);
        bool IsPlain(string store, bool isFree) => isFree && !overdue.Contains(store);
        var computed = await StockReader.Read(copy, [.. levels.Where(row => !IsPlain(row.Store, row.IsFree)).Select(row => new StockKey(row.Store, sku))], now, cancel);
        return levels.ConvertAll(row =>
        {
            var (reserved, available) = !IsPlain(row.Store, row.IsFree) && new Availability(computed[new(row.Store, sku)].Stock, now) is var exact
                ? (exact.Reserved, exact.Available)
                : (Stored.Quantity(row.Reserved), Stored.Quantity(Math.Max(0, row.Free - row.Unpinned)));
            return new StoreAvailability(row.Store, Stored.Quantity(row.OnHand), reserved, available, Stored.Quantity(row.InTransitIn), row.Version);
        });
    }
}
