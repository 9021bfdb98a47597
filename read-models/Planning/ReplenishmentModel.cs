using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels.Planning;

/// <summary>Every SKU that a store replenishes, with its open need.</summary>
public sealed class ReplenishmentModel : ReadModel
{
    private ReplenishmentModel() { }

    /// <summary>The one there is.</summary>
    public static ReplenishmentModel Instance { get; } = new();

    /// <summary>One row per store and SKU; "id" is "store/sku", "buy" and "reorder_point" thousandths of the base unit, the latter null without an active plan.</summary>
    internal static FoldedRows<ReplenishmentState, ReplenishmentEvent> Rows { get; } = new(ReplenishmentKind.Instance, new(
        "replenishments",
        [Column.Text("id")],
        [.. FoldedRows<ReplenishmentState, ReplenishmentEvent>.Columns, Column.Text("store"), Column.Text("sku"), Column.Text("supplier"), Column.Whole("needed"), Column.Whole("buy"), Column.MaybeWhole("reorder_point")],
        ["store", "sku"], ["sku", "store"], ["supplier", "store", "sku"], ["needed", "store", "sku"]));

    /// <inheritdoc />
    public override string Name => "replenishment";

    /// <inheritdoc />
    public override int Version => 2;

    /// <inheritdoc />
    public override IReadOnlyList<Table> Tables => [Rows.Table];

    /// <inheritdoc />
    public override IProjection Project() => new Projection();

    private sealed class Projection : IProjection
    {
        public async ValueTask<RowChanges> Apply(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
        {
            var changes = new RowChanges();
            foreach (var one in await Rows.Fold(batch, copy, cancel))
            {
                var (key, state) = (StockKey.Parse(one.Key), one.After.State);
                changes.Put(Rows.Table, [.. Rows.Cells(one), key.Store, key.Sku, state.Policy!.Supplier, Stored.Flag(state.Need is not null), Stored.Quantity(state.Need?.Buy ?? 0),
                    state.ReorderPoint is { } point ? Stored.Quantity(point) : (long?)null]);
            }
            return changes;
        }
    }
}

/// <summary>Which replenishments.</summary>
/// <param name="Stores">Codes; null for all.</param>
/// <param name="Needed">With an open need, or without; null for either.</param>
public sealed record ReplenishmentFilter(IReadOnlyCollection<string>? Stores = null, string? Sku = null, string? Supplier = null, bool? Needed = null);

/// <summary>Replenishments over stores and SKUs.</summary>
public interface IReplenishmentList
{
    /// <summary>One page.</summary>
    /// <param name="order">One of <see cref="ReplenishmentOrders"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<ReplenishmentView>> Page(ReplenishmentFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel);

    /// <summary>Reorder points of active plans, by store and SKU in ordinal order from one stock through another, both inclusive.</summary>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<IReadOnlyDictionary<StockKey, decimal>> ReorderPoints(StockKey from, StockKey through, CancellationToken cancel);
}

/// <summary>How replenishments may be ordered.</summary>
public static class ReplenishmentOrders
{
    private static readonly Column s_store = Column.Text("store");
    private static readonly Column s_sku = Column.Text("sku");

    /// <summary>By store, then SKU.</summary>
    public static Keyset ByStore { get; } = new("store", false, s_store, s_sku);

    /// <summary>By SKU, then store.</summary>
    public static Keyset BySku { get; } = new("sku", false, s_sku, s_store);

    /// <summary>By supplier, store and SKU.</summary>
    public static Keyset BySupplier { get; } = new("supplier", false, Column.Text("supplier"), s_store, s_sku);
}

/// <summary>Answers from <see cref="ReplenishmentModel"/>.</summary>
internal sealed class ReplenishmentList(ReadModelReader reader) : IReplenishmentList
{
    public Task<ListPage<ReplenishmentView>> Page(ReplenishmentFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(ReplenishmentModel.Instance, async (copy, asOf) =>
        {
            var rows = ReplenishmentModel.Rows;
            var (found, more) = await new PageQuery(rows.Table, copy, order, after, limit)
                .InStores(filter.Stores).Is("sku", filter.Sku).Is("supplier", filter.Supplier)
                .If(filter.Needed is not null, "t.needed = @needed", ("@needed", Stored.Flag(filter.Needed == true)))
                .Run(row => ReplenishmentRules.ViewOf(row.GetString(0), rows.Read(row.GetInt64(1), row.GetInt64(2), row.GetString(3)))!, cancel);
            return new ListPage<ReplenishmentView>(found, more ? order.After([.. order.Columns.Select(column => ValueOf(column.Name, found[^1]))]) : null, asOf);
        }, cancel);

    public Task<IReadOnlyDictionary<StockKey, decimal>> ReorderPoints(StockKey from, StockKey through, CancellationToken cancel) =>
        reader.Read(ReplenishmentModel.Instance, async (copy, _) => (IReadOnlyDictionary<StockKey, decimal>)(await copy.Connection.Query(
            $"SELECT store, sku, reorder_point FROM {copy.Of(ReplenishmentModel.Rows.Table)} WHERE (store, sku) >= (@store, @sku) AND (store, sku) <= (@lastStore, @lastSku) AND reorder_point IS NOT NULL",
            row => (Key: new StockKey(row.GetString(0), row.GetString(1)), Point: Stored.Quantity(row.GetInt64(2))), cancel,
            ("@store", from.Store), ("@sku", from.Sku), ("@lastStore", through.Store), ("@lastSku", through.Sku))).ToDictionary(row => row.Key, row => row.Point), cancel);

    private static string ValueOf(string column, ReplenishmentView it) => column switch
    {
        "store" => it.Store,
        "sku" => it.Sku,
        _ => it.Policy.Supplier,
    };
}
