using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>Between a stock's state and its rows: one mapping, there and back.</summary>
internal static class StockRows
{
    private const string Out = "out";
    private const string In = "in";

    private static readonly string[] s_statuses = [.. Enum.GetValues<LotStatus>().Select(status => status.ToString().ToLowerInvariant())];

    /// <summary>A lot's status as its column has it.</summary>
    public static string StatusOf(LotStatus status) => s_statuses[(int)status];

    /// <summary>What <see cref="StatusOf(LotStatus)"/> wrote.</summary>
    public static LotStatus StatusOf(string status) => (LotStatus)Array.IndexOf(s_statuses, status);

    /// <summary>Writes what differs between two states of one stock.</summary>
    public static void Write(RowChanges changes, Versioned<Stock> before, Versioned<Stock> after)
    {
        var key = StockKey.Parse(after.State.Key);
        var (old, now) = (before.State, after.State);
        changes.Put(StockTables.Levels, Level(key, now, after.At));
        foreach (var lot in now.Lots.Values.Where(lot => lot.Version > before.Version)) changes.Put(StockTables.Lots, Lot(key, lot));
        foreach (var gone in old.Open.Keys.Where(id => !now.Open.ContainsKey(id))) changes.Remove(StockTables.Reservations, key.Store, key.Sku, gone);
        foreach (var one in now.Open.Values.Where(one => one.Version > before.Version)) changes.Put(StockTables.Reservations, Reservation(key, one));
        Write(changes, key, Out, old.TransitsOut, now.TransitsOut, before.Version);
        Write(changes, key, In, old.TransitsIn, now.TransitsIn, before.Version);
    }

    /// <summary>The state that a stock's rows tell, as far as folding and listing need it.</summary>
    public static Stock Read(StockKey key, LevelRow level, IEnumerable<Lot> lots, IEnumerable<Reservation> open, IEnumerable<(bool IsOut, Transit Transit)> transits)
    {
        var empty = Stock.Empty(key.ToString());
        var reservations = open.ToList();
        var underway = transits.ToList();
        return empty with
        {
            Version = level.Version,
            OnHand = level.OnHand,
            Lots = empty.Lots.AddRange(lots.Select(lot => KeyValuePair.Create(lot.Name, lot))),
            Open = empty.Open.AddRange(reservations.Select(one => KeyValuePair.Create(one.Id, one))),
            Due = [.. reservations.Where(one => !one.Pinned).Select(one => new Due(one.ExpiresAt, one.Id))],
            Waiting = empty.Waiting.Union(reservations.Where(one => one.Unpinned > 0).Select(one => one.Id)),
            Reserved = level.Reserved,
            Unpinned = level.Unpinned,
            Unmatched = level.Unmatched,
            TransitsOut = empty.TransitsOut.AddRange(underway.Where(one => one.IsOut).Select(one => KeyValuePair.Create(one.Transit.TransferId, one.Transit))),
            TransitsIn = empty.TransitsIn.AddRange(underway.Where(one => !one.IsOut).Select(one => KeyValuePair.Create(one.Transit.TransferId, one.Transit))),
        };
    }

    public static (StockKey Key, LevelRow Level) Level(DbDataReader row) => (Key(row), new(
        row.GetInt64(2), Stored.Time(row.GetInt64(3)), Stored.Quantity(row.GetInt64(4)), Stored.Quantity(row.GetInt64(5)), Stored.Quantity(row.GetInt64(6)),
        Stored.Quantity(row.GetInt64(7)), Stored.Quantity(row.GetInt64(8)), Stored.Quantity(row.GetInt64(9)), Stored.Quantity(row.GetInt64(10)),
        Stored.Quantity(row.GetInt64(11)), Stored.Quantity(row.GetInt64(12))));

    public static (StockKey Key, Lot Lot) Lot(DbDataReader row) => (Key(row), new(
        row.GetString(2), row.GetString(3), Expiry(row.MaybeText(5), row.MaybeText(6)), Stored.TimeOrNull(row.GetInt64(4)), Day(row.MaybeText(7)),
        StatusOf(row.GetString(8)), Stored.Quantity(row.GetInt64(9)), Stored.Quantity(row.GetInt64(10)), null, row.MaybeText(11), row.MaybeText(12),
        row.MaybeText(13), row.MaybeText(14), row.MaybeText(15), row.GetInt64(16), row.GetInt64(17)));

    public static (StockKey Key, Reservation One) Reservation(DbDataReader row) => (Key(row), new(
        row.GetString(2), Stored.Quantity(row.GetInt64(3)), Pins(row.GetString(4)), Stored.Time(row.GetInt64(5)), Day(row.MaybeText(6)), null,
        row.GetInt64(7) == 1, row.GetString(8), 0, "", row.GetInt64(9), row.GetInt64(10)));

    public static (StockKey Key, (bool IsOut, Transit Transit) One) Transit(DbDataReader row) => (Key(row), (
        row.GetString(2) == Out, new(row.GetString(3), row.GetString(4), [], Stored.Quantity(row.GetInt64(5)), "", row.GetInt64(6))));

    private static StockKey Key(DbDataReader row) => new(row.GetString(0), row.GetString(1));

    private static object?[] Level(StockKey key, Stock stock, DateTimeOffset at)
    {
        long InStatus(LotStatus status) => Stored.Quantity(stock.Lots.Values.Where(lot => lot.Status == status).Sum(lot => lot.OnHand));
        return
        [
            key.Store, key.Sku, stock.Version, Stored.Time(at), Stored.Quantity(stock.OnHand), Stored.Quantity(stock.Reserved), Stored.Quantity(stock.Unpinned),
            Stored.Quantity(stock.Unmatched), InStatus(LotStatus.Quarantined), InStatus(LotStatus.Held), InStatus(LotStatus.Recalled),
            Stored.Quantity(stock.TransitsIn.Values.Sum(one => one.Quantity)), Stored.Quantity(stock.TransitsOut.Values.Sum(one => one.Quantity)),
        ];
    }

    private static object?[] Lot(StockKey key, Lot lot) =>
    [
        key.Store, key.Sku, lot.Name, lot.LotNo, Stored.TimeOrNever(lot.ExpiresAt), lot.Expiry?.Printed, Text(lot.Expiry), Text(lot.MadeOn), StatusOf(lot.Status),
        Stored.Quantity(lot.OnHand), Stored.Quantity(lot.Pinned), lot.Supplier, lot.Gtin, lot.Bin, lot.Receipt, lot.SplitFrom, lot.OpenedVersion, lot.Version,
    ];

    private static object?[] Reservation(StockKey key, Reservation one) =>
    [
        key.Store, key.Sku, one.Id, Stored.Quantity(one.Quantity), Pins(one),
        Stored.Time(one.ExpiresAt), Text(one.ForDate), Stored.Flag(one.Pinned), one.Unit, one.MadeVersion, one.Version,
    ];

    private static void Write(
        RowChanges changes, StockKey key, string direction, ImmutableSortedDictionary<string, Transit> old, ImmutableSortedDictionary<string, Transit> now, long before)
    {
        if (ReferenceEquals(old, now)) return;
        foreach (var gone in old.Keys.Where(id => !now.ContainsKey(id))) changes.Remove(StockTables.Transits, key.Store, key.Sku, direction, gone);
        foreach (var one in now.Values.Where(one => one.Version > before))
            changes.Put(StockTables.Transits, key.Store, key.Sku, direction, one.TransferId, one.Other, Stored.Quantity(one.Quantity), one.Version);
    }

    private static string Pins(Reservation one) =>
        JsonSerializer.Serialize([.. one.Lots.Select(pin => new Pin(pin.Lot, pin.Quantity))], StockRowsJson.Default.PinArray);

    private static ImmutableArray<LotQuantity> Pins(string json) =>
        [.. JsonSerializer.Deserialize(json, StockRowsJson.Default.PinArray)!.Select(pin => new LotQuantity(pin.Lot, pin.Quantity))];

    // Its meaning, such as "ValidThrough-Day 2027-05-31"; the printed form stands beside it.
    private static string? Text(Expiry? expiry) => expiry is null ? null
        : string.Create(CultureInfo.InvariantCulture, $"{expiry.Kind}-{expiry.Precision} {expiry.Date:yyyy-MM-dd}");

    private static Expiry? Expiry(string? printed, string? text)
    {
        if (printed is null || text is null) return null;
        var parts = text.Split(['-', ' '], 3);
        return new(printed, Day(parts[2])!.Value, Enum.Parse<DatePrecision>(parts[1]), Enum.Parse<ExpiryKind>(parts[0]));
    }

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A row of <see cref="StockTables.Levels"/>.</summary>
internal sealed record LevelRow(
    long Version, DateTimeOffset At, decimal OnHand, decimal Reserved, decimal Unpinned, decimal Unmatched, decimal Quarantined, decimal Held, decimal Recalled,
    decimal InTransitIn, decimal InTransitOut);

/// <summary>A pin of a reservation on a lot.</summary>
internal sealed record Pin(string Lot, decimal Quantity);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Pin[]))]
internal sealed partial class StockRowsJson : JsonSerializerContext;
