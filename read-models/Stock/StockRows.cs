using System.Buffers;
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

    private static readonly SearchValues<char> s_plain = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._~");

    /// <summary>A lot's status as its column has it.</summary>
    public static string StatusOf(LotStatus status) => s_statuses[(int)status];

    /// <summary>What <see cref="StatusOf(LotStatus)"/> wrote.</summary>
    public static LotStatus StatusOf(string status) => (LotStatus)Array.IndexOf(s_statuses, status);

    /// <summary>The state that a stock's rows tell, as far as looking at it needs it.</summary>
    public static Stock Read(StockKey key, LevelRow level, IEnumerable<Lot> lots, IEnumerable<Reservation> open)
    {
        return Read(key, level).Holding(lots, open);
    }

    /// <summary>The same without lots and reservations.</summary>
    public static Stock Read(StockKey key, LevelRow level) => Stock.Empty(key.ToString()) with
    {
        Version = level.Version,
        OnHand = level.OnHand,
        Reserved = level.Reserved,
        Unpinned = level.Unpinned,
        Unmatched = level.Unmatched,
    };

    public static (StockKey Key, LevelRow Level) Level(DbDataReader row) => (Key(row), new(
        row.GetInt64(2), Stored.Time(row.GetInt64(3)), Stored.Quantity(row.GetInt64(4)), Stored.Quantity(row.GetInt64(5)), Stored.Quantity(row.GetInt64(6)),
        Stored.Quantity(row.GetInt64(7)), Stored.Quantity(row.GetInt64(8)), Stored.Quantity(row.GetInt64(9)), Stored.Quantity(row.GetInt64(10)),
        Stored.Quantity(row.GetInt64(11)), Stored.Quantity(row.GetInt64(12)),
        new(Stored.Quantity(row.GetInt64(14)), Stored.Time(row.GetInt64(15)), Stored.Time(row.GetInt64(16)))));

    public static (StockKey Key, Lot Lot) Lot(DbDataReader row) => (Key(row), new(
        row.GetString(2), row.GetString(3), Expiry(row.MaybeText(5), row.MaybeText(6)), Stored.TimeOrNull(row.GetInt64(4)), Day(row.MaybeText(7)),
        StatusOf(row.GetString(8)), Stored.Quantity(row.GetInt64(9)), Stored.Quantity(row.GetInt64(10)), null, row.MaybeText(11), row.MaybeText(12),
        row.MaybeText(13), row.MaybeText(14), row.MaybeText(15), row.GetInt64(16), row.GetInt64(17), row.MaybeText(18) is { } owner ? LotOwner.Parse(owner) : null));

    public static (StockKey Key, Reservation One) Reservation(DbDataReader row) => (Key(row), new(
        row.GetString(3), Stored.Quantity(row.GetInt64(4)), Pins(row.GetString(5)), Stored.Time(row.GetInt64(2)), Day(row.MaybeText(6)), null,
        row.GetInt64(7) == 1, row.GetString(8), 0, "", row.GetInt64(9), row.GetInt64(10)));

    public static (StockKey Key, bool IsOut, Transit Transit) Transit(DbDataReader row) => (Key(row),
        row.GetString(2) == Out, new(row.GetString(3), row.GetString(4), [], Stored.Quantity(row.GetInt64(5)), "", row.GetInt64(6)));

    /// <summary>How a transit's direction is written.</summary>
    public static string Direction(bool isOut) => isOut ? Out : In;

    private static StockKey Key(DbDataReader row) => new(row.GetString(0), row.GetString(1));

    /// <summary>Sets a stock's row of levels.</summary>
    public static void PutLevel(RowChanges changes, StockKey key, LevelRow level) => changes.Put(
        StockTables.Levels, key.Store, key.Sku, level.Version, Stored.Time(level.At), Stored.Quantity(level.OnHand), Stored.Quantity(level.Reserved), Stored.Quantity(level.Unpinned),
        Stored.Quantity(level.Unmatched), Stored.Quantity(level.Quarantined), Stored.Quantity(level.Held), Stored.Quantity(level.Recalled),
        Stored.Quantity(level.InTransitIn), Stored.Quantity(level.InTransitOut), HourOf(level.At),
        Stored.Quantity(level.Free.Quantity), Stored.Time(level.Free.From), Stored.Time(level.Free.Until));

    /// <summary>Changes a stock's row of levels where only what changes often differs.</summary>
    public static void ChangeLevel(RowChanges changes, StockKey key, LevelRow level) => changes.Change(
        StockTables.Levels, key.Store, key.Sku, level.Version, Stored.Time(level.At), Stored.Quantity(level.Reserved), Stored.Quantity(level.Unpinned),
        Stored.Quantity(level.Free.Quantity), Stored.Time(level.Free.From), Stored.Time(level.Free.Until));

    /// <summary>Sets a lot's row.</summary>
    public static void PutLot(RowChanges changes, StockKey key, Lot lot) => changes.Put(
        StockTables.Lots, key.Store, key.Sku, lot.Name, lot.LotNo, Stored.TimeOrNever(lot.ExpiresAt), lot.Expiry?.Printed, Text(lot.Expiry), Text(lot.MadeOn),
        StatusOf(lot.Status), Stored.Quantity(lot.OnHand), Stored.Quantity(lot.Pinned), lot.Supplier, lot.Gtin, lot.Bin, lot.Receipt, lot.SplitFrom, lot.OpenedVersion, lot.Version, lot.Owner?.ToString());

    /// <summary>Changes the row of a lot that is there; what it is stays as it was opened.</summary>
    public static void ChangeLot(RowChanges changes, StockKey key, Lot lot) => changes.Change(
        StockTables.Lots, key.Store, key.Sku, lot.Name, StatusOf(lot.Status), Stored.Quantity(lot.OnHand), Stored.Quantity(lot.Pinned), lot.Version);

    /// <summary>Sets a reservation's row.</summary>
    public static void PutReservation(RowChanges changes, StockKey key, Reservation one) => changes.Put(
        StockTables.Reservations, key.Store, key.Sku, Stored.Time(one.ExpiresAt), one.Id, Stored.Quantity(one.Quantity), Pins(one), Text(one.ForDate),
        Stored.Flag(one.Pinned), one.Unit, one.MadeVersion, one.Version);

    /// <summary>Changes the row of a reservation that is there, made by the same event and ending at the same time.</summary>
    public static void ChangeReservation(RowChanges changes, StockKey key, Reservation one) => changes.Change(
        StockTables.Reservations, key.Store, key.Sku, Stored.Time(one.ExpiresAt), one.Id, Pins(one), Stored.Flag(one.Pinned), one.Version);

    /// <summary>Removes a reservation's row.</summary>
    public static void RemoveReservation(RowChanges changes, StockKey key, Reservation one) =>
        changes.Remove(StockTables.Reservations, key.Store, key.Sku, Stored.Time(one.ExpiresAt), one.Id);

    /// <summary>Sets the row of goods on their way.</summary>
    public static void PutTransit(RowChanges changes, StockKey key, bool isOut, Transit one) => changes.Put(
        StockTables.Transits, key.Store, key.Sku, Direction(isOut), one.TransferId, one.Other, Stored.Quantity(one.Quantity), one.Version);

    /// <summary>Which hour since 0001-01-01 an instant is in.</summary>
    public static long HourOf(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerHour;

    private static string Pins(Reservation one) =>
        // Most reservations have one pin, on a lot whose name is as JSON has it.
        one.Lots is [var only] && !only.Lot.AsSpan().ContainsAnyExcept(s_plain)
            ? string.Create(CultureInfo.InvariantCulture, $"[{{\"lot\":\"{only.Lot}\",\"quantity\":{only.Quantity}}}]")
            : JsonSerializer.Serialize([.. one.Lots.Select(pin => new Pin(pin.Lot, pin.Quantity))], StockRowsJson.Default.PinArray);

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
    decimal InTransitIn, decimal InTransitOut, FreeSpan Free);

/// <summary>A pin of a reservation on a lot.</summary>
internal sealed record Pin(string Lot, decimal Quantity);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Pin[]))]
internal sealed partial class StockRowsJson : JsonSerializerContext;
