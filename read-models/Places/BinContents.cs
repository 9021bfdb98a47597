using BeautyGrains.Contracts;

namespace BeautyGrains.ReadModels;

/// <summary>Which contents of bins.</summary>
/// <param name="Stores">Null for all.</param>
/// <param name="Bins">Null for all.</param>
public sealed record BinFilter(IReadOnlyCollection<string>? Stores = null, IReadOnlyCollection<string>? Bins = null, string? Sku = null, string? Lot = null);

/// <summary>What of a lot lies in a bin, in the base unit.</summary>
/// <param name="Version">Of the stock, when that last changed.</param>
public sealed record BinLine(string Store, string Bin, string Sku, string Lot, decimal Quantity, long Version);

/// <summary>What lies in which bin.</summary>
public interface IBinContents
{
    /// <summary>One page; bins in which nothing lies are not in it.</summary>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<BinLine>> Page(BinFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel);
}

/// <summary>How contents of bins may be ordered.</summary>
public static class BinOrders
{
    /// <summary>By store and bin.</summary>
    public static Keyset ByBin { get; } = new("bin", false, Column.Text("store"), Column.Text("bin"), Column.Text("sku"), Column.Text("lot"));

    /// <summary>By SKU and lot.</summary>
    public static Keyset BySku { get; } = new("sku", false, Column.Text("sku"), Column.Text("lot"), Column.Text("store"), Column.Text("bin"));
}

/// <summary>Answers from <see cref="PlaceModel"/>.</summary>
internal sealed class BinContents(ReadModelReader reader) : IBinContents
{
    public Task<ListPage<BinLine>> Page(BinFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(PlaceModel.Instance, async (copy, asOf) =>
        {
            var (rows, more) = await new PageQuery(PlaceModel.Contents, copy, order, after, limit)
                .InStores(filter.Stores).OneOf("bin", filter.Bins).Is("sku", filter.Sku).Is("lot", filter.Lot).If(true, "t.quantity <> 0")
                .Run(row => new BinLine(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), Stored.Quantity(row.GetInt64(4)), row.GetInt64(5)), cancel);
            return new ListPage<BinLine>(rows, more ? order.After([.. order.Columns.Select(column => ValueOf(column.Name, rows[^1]))]) : null, asOf);
        }, cancel);

    private static string ValueOf(string column, BinLine line) => column switch
    {
        "store" => line.Store,
        "bin" => line.Bin,
        "sku" => line.Sku,
        _ => line.Lot,
    };
}
