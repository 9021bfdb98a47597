using System.Collections.Immutable;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using NodaTime;

namespace BeautyGrains.ReadModels.Demand;

/// <summary>What counts as a day on which a SKU was out of stock. Habits of the trade, not rules: a host may set others.</summary>
/// <param name="OpensAt">Hours after midnight, of the store, at which people begin to ask.</param>
/// <param name="ClosesAt">Hours after midnight at which they cease to.</param>
/// <param name="MostHoursOut">A day with more of these hours without goods says nothing of what was asked for.</param>
public sealed record DemandHabits(int OpensAt = 9, int ClosesAt = 21, double MostHoursOut = 2);

/// <summary>A day of a SKU in a store.</summary>
/// <param name="Sold">Units, in the base unit; below 0 where more was taken back than is known of.</param>
/// <param name="Used">Units used in services.</param>
/// <param name="HoursOut">Hours without anything to sell while the store was open.</param>
/// <param name="Known">Whether it tells what was asked for; false for days out of stock.</param>
public sealed record DemandDay(DateOnly Day, decimal Sold, decimal Used, double HoursOut, bool Known)
{
    /// <summary>Units asked for, at least 0; null where that is not known.</summary>
    public decimal? Demand => Known ? Math.Max(0, Sold + Used) : null;
}

/// <summary>The days of a SKU in a store, oldest first, without gaps.</summary>
/// <param name="TimeZone">In which days are days.</param>
public sealed record DemandDays(string TimeZone, ImmutableArray<DemandDay> Days, AsOf AsOf);

/// <summary>Demand, day by day.</summary>
public interface IDemandHistory
{
    /// <summary>
    /// From the later of a day and the day on which the stock began, to the last whole day before <paramref name="now"/>; null where there never was such a stock.
    /// </summary>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<DemandDays?> Of(string store, string sku, DateOnly from, DateTimeOffset now, CancellationToken cancel);

    /// <summary>The same for many SKUs of a store at once; those without such a stock are left out.</summary>
    /// <param name="skus">A page of them: their days are in memory together.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<IReadOnlyDictionary<string, DemandDays>> Of(string store, IReadOnlyCollection<string> skus, DateOnly from, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Mean demand per day of the SKU in the other stores that have it, over the last <paramref name="days"/> days, or those since it came there; NaN where none has.</summary>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<double> ElsewherePerDay(string store, string sku, int days, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Mean demand per day of the SKU in every store that has or had it, over the last <paramref name="days"/> days, or those since it came there; 0 or more.</summary>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<IReadOnlyDictionary<string, decimal>> PerDay(string sku, int days, DateTimeOffset now, CancellationToken cancel);
}

/// <summary>Answers from <see cref="DemandModel"/>.</summary>
internal sealed class DemandHistory(ReadModelReader reader, DemandHabits habits) : IDemandHistory
{
    public async Task<DemandDays?> Of(string store, string sku, DateOnly from, DateTimeOffset now, CancellationToken cancel) =>
        (await Of(store, [sku], from, now, cancel)).GetValueOrDefault(sku);

    public Task<IReadOnlyDictionary<string, DemandDays>> Of(string store, IReadOnlyCollection<string> skus, DateOnly from, DateTimeOffset now, CancellationToken cancel) =>
        reader.Read(DemandModel.Instance, async (copy, asOf) =>
        {
            List<object?[]> keys = [.. skus.Select(sku => new object?[] { store, sku })];
            var found = new Dictionary<string, DemandDays>(StringComparer.Ordinal);
            var stocks = await copy.ByKey(DemandTables.Stocks, keys, DemandTables.Stock, cancel);
            if (stocks.Count == 0) return (IReadOnlyDictionary<string, DemandDays>)found;
            var zone = (await copy.ByKey(DemandTables.Stores, [[store]], row => row.GetString(1), cancel)).FirstOrDefault() ?? "UTC";
            var units = (await copy.ByKey(DemandTables.Days, keys, DemandUnits.Read, cancel)).ToLookup(row => row.Day.Stock.Sku, StringComparer.Ordinal);
            var outs = (await copy.ByKey(DemandTables.Outs, keys, row => (Sku: row.GetString(1), Since: row.GetInt64(2), Until: row.GetInt64(3)), cancel)).ToLookup(row => row.Sku, StringComparer.Ordinal);
            var end = ExpiryRules.DayAt(now, zone);
            foreach (var (key, stock) in stocks)
            {
                var began = ExpiryRules.DayAt(Stored.Time(stock.Since), zone);
                var first = from > began ? from : began;
                var start = Stored.Time(ExpiryRules.StartOfDay(first, zone));
                var asked = units[key.Sku].Where(row => row.Day.Day >= first && row.Day.Day < end).ToDictionary(row => row.Day.Day, row => row.Units);
                List<(long Since, long Until)> without = [.. outs[key.Sku].Where(row => row.Until > start).Select(row => (row.Since, row.Until)).OrderBy(row => row.Since)];
                if (stock.SellableUntil < Stored.Time(now)) without.Add((stock.SellableUntil, Stored.Time(now)));
                found.Add(key.Sku, new(zone, [.. Days(first, end, zone, asked, without)], asOf));
            }
            return found;
        }, cancel);

    public Task<double> ElsewherePerDay(string store, string sku, int days, DateTimeOffset now, CancellationToken cancel) => reader.Read(DemandModel.Instance, async (copy, _) =>
    {
        // Zones are hours apart at most, which among so many days is nothing.
        var from = DemandTables.Text(DateOnly.FromDateTime(now.UtcDateTime).AddDays(-days));
        var since = await copy.Connection.Query(
            $"SELECT since FROM {copy.Of(DemandTables.Stocks)} WHERE sku = @sku AND store <> @store", row => Stored.Time(row.GetInt64(0)), cancel, ("@sku", sku), ("@store", store));
        var units = await copy.Connection.Query(
            $"SELECT CAST(COALESCE(SUM(sold + used), 0) AS BIGINT) FROM {copy.Of(DemandTables.Days)} WHERE sku = @sku AND store <> @store AND day >= @from", row => row.GetInt64(0), cancel,
            ("@sku", sku), ("@store", store), ("@from", from));
        // A SKU that is new everywhere has sold for as long as it has been there.
        return since.Count == 0 ? double.NaN : Math.Max(0, (double)Stored.Quantity(units[0])) / since.Sum(begun => Math.Clamp((now - begun).TotalDays, 1, days));
    }, cancel);

    public Task<IReadOnlyDictionary<string, decimal>> PerDay(string sku, int days, DateTimeOffset now, CancellationToken cancel) => reader.Read(DemandModel.Instance, async (copy, _) =>
    {
        var from = DemandTables.Text(DateOnly.FromDateTime(now.UtcDateTime).AddDays(-days));
        var units = (await copy.Connection.Query(
            $"SELECT store, CAST(SUM(sold + used) AS BIGINT) FROM {copy.Of(DemandTables.Days)} WHERE sku = @sku AND day >= @from GROUP BY store", row => (Store: row.GetString(0), Units: Stored.Quantity(row.GetInt64(1))), cancel,
            ("@sku", sku), ("@from", from))).ToDictionary(row => row.Store, row => row.Units, StringComparer.Ordinal);
        var stocks = await copy.Connection.Query(
            $"SELECT store, since FROM {copy.Of(DemandTables.Stocks)} WHERE sku = @sku ORDER BY store", row => (Store: row.GetString(0), Since: Stored.Time(row.GetInt64(1))), cancel, ("@sku", sku));
        return (IReadOnlyDictionary<string, decimal>)stocks.ToDictionary(
            stock => stock.Store, stock => Math.Max(0, units.GetValueOrDefault(stock.Store)) / (decimal)Math.Clamp((now - stock.Since).TotalDays, 1, days), StringComparer.Ordinal);
    }, cancel);

    private IEnumerable<DemandDay> Days(DateOnly first, DateOnly end, string zone, Dictionary<DateOnly, DemandUnits> units, List<(long Since, long Until)> outs)
    {
        var next = 0;
        for (var day = first; day < end; day = day.AddDays(1))
        {
            var (opens, closes) = (At(day, habits.OpensAt, zone), At(day, habits.ClosesAt, zone));
            while (next < outs.Count && outs[next].Until <= opens) next++;
            var ticks = 0L;
            for (var one = next; one < outs.Count && outs[one].Since < closes; one++)
                ticks += Math.Max(0, Math.Min(outs[one].Until, closes) - Math.Max(outs[one].Since, opens));
            var hours = (double)ticks / TimeSpan.TicksPerHour;
            var asked = units.GetValueOrDefault(day, DemandUnits.None);
            yield return new(day, asked.Sold, asked.Used, hours, hours <= habits.MostHoursOut);
        }
    }

    private static long At(DateOnly day, int hour, string zone) => hour >= 24
        ? Stored.Time(ExpiryRules.StartOfDay(day.AddDays(1), zone))
        : LocalDate.FromDateOnly(day).At(new LocalTime(hour, 0)).InZoneLeniently(DateTimeZoneProviders.Tzdb[zone]).ToInstant().ToUnixTimeTicks() + NodaConstants.UnixEpoch.ToDateTimeUtc().Ticks;
}
