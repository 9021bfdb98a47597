using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using BeautyGrains.Contracts;

namespace BeautyGrains.ReadModels.Demand;

/// <summary>The tables of <see cref="DemandModel"/>. Quantities are thousandths of the base unit, instants UTC ticks.</summary>
public static class DemandTables
{
    /// <summary>One row per store: its time zone, which says what a day is.</summary>
    public static Table Stores { get; } = new("demand_stores", [Column.Text("store")], [Column.Text("time_zone")]);

    /// <summary>
    /// One row per store and SKU. "sellable_until" is the instant up to which something can be sold as things stand; where that has passed, it is when the
    /// stock ran out. "lots" has what that follows from.
    /// </summary>
    public static Table Stocks { get; } = new(
        "demand_stocks",
        [Column.Text("store"), Column.Text("sku")],
        [Column.Whole("since"), Column.Whole("sellable_until"), Column.Text("lots")])
    {
        Order = s_bySku,
        Often = ["sellable_until", "lots"],
    };

    /// <summary>One row per store, SKU and day of the store on which something was asked for, or taken back of it.</summary>
    public static Table Days { get; } = new(
        "demand_days",
        [Column.Text("store"), Column.Text("sku"), Column.Text("day")],
        [Column.Whole("sold"), Column.Whole("used")])
    {
        Order = [.. s_bySku, "day"],
        Often = ["sold", "used"],
    };

    /// <summary>One row per time that a stock had nothing to sell and then had something again. A time that lasts is in <see cref="Stocks"/>.</summary>
    public static Table Outs { get; } = new(
        "demand_outs",
        [Column.Text("store"), Column.Text("sku"), Column.Whole("since")],
        [Column.Whole("until")])
    {
        Order = [.. s_bySku, "since"],
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Table> All { get; } = [Stores, Stocks, Days, Outs];

    // What all stores sell of one SKU lies together, because new items are judged by it.
    private static string[] s_bySku => ["sku", "store"];

    /// <summary>A day as rows have it; texts sort as days do.</summary>
    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="Text(DateOnly)"/> wrote.</summary>
    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static (StockKey Key, DemandStock Stock) Stock(DbDataReader row) =>
        (new(row.GetString(0), row.GetString(1)), new(row.GetInt64(2), row.GetInt64(3), [.. JsonSerializer.Deserialize(row.GetString(4), DemandJson.Default.DemandLotArray)!]));

    internal static string Lots(DemandStock stock) => JsonSerializer.Serialize([.. stock.Lots], DemandJson.Default.DemandLotArray);
}

/// <summary>What is kept of a lot: enough to say until when something of it can be sold.</summary>
/// <param name="OnHand">In thousandths of the base unit.</param>
/// <param name="ExpiresAt">UTC ticks, or <see cref="Stored.Never"/>.</param>
internal sealed record DemandLot(string Lot, long OnHand, long ExpiresAt, bool Released);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DemandLot[]))]
internal sealed partial class DemandJson : JsonSerializerContext;
