using System.Text;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>Which containers.</summary>
/// <param name="Stores">Codes; null for all.</param>
/// <param name="Sku">A code; null for all.</param>
/// <param name="Lot">By its name within the stock; null for any.</param>
/// <param name="Client">Whom they are bound to; null for anybody or nobody.</param>
/// <param name="Open">Null for either.</param>
/// <param name="UseByBefore">To be used before this instant; null for any.</param>
public sealed record ContainerFilter(
    IReadOnlyCollection<string>? Stores = null, string? Sku = null, string? Lot = null, string? Client = null, bool? Open = null, DateTimeOffset? UseByBefore = null);

/// <summary>Containers over stores and SKUs.</summary>
public interface IContainerList
{
    /// <summary>One page.</summary>
    /// <param name="order">One of <see cref="ContainerOrders"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <param name="now">The moment for which use-by counts.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<ContainerView>> Page(ContainerFilter filter, Keyset order, ListCursor? after, int limit, DateTimeOffset now, CancellationToken cancel);

    /// <summary>What happened to the content of one container, oldest first.</summary>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<ContainerMoveView>> Moves(StockKey stock, string container, ListCursor? after, int limit, CancellationToken cancel);
}

/// <summary>How containers may be ordered.</summary>
public static class ContainerOrders
{
    private static readonly Column[] s_key = [Column.Text("store"), Column.Text("sku"), Column.Text("id")];

    /// <summary>Earliest use-by first; those without one last.</summary>
    public static Keyset ByUseBy { get; } = new("useBy", false, [Column.Whole("use_by"), .. s_key]);

    /// <summary>Longest open first.</summary>
    public static Keyset ByOpening { get; } = new("openedAt", false, [Column.Whole("opened_at"), .. s_key]);

    /// <summary>What happened to one, oldest first.</summary>
    public static Keyset OfMoves { get; } = new("version", false, [Column.Whole("version")]);
}

/// <summary>Answers from <see cref="ContainerModel"/>.</summary>
internal sealed class ContainerList(ReadModelReader reader) : IContainerList
{
    public Task<ListPage<ContainerView>> Page(ContainerFilter filter, Keyset order, ListCursor? after, int limit, DateTimeOffset now, CancellationToken cancel) =>
        reader.Read(ContainerModel.Instance, async (copy, asOf) =>
        {
            var (rows, more) = await new PageQuery(ContainerModel.Containers, copy, order, after, limit)
                .InStores(filter.Stores).Is("sku", filter.Sku).Is("lot", filter.Lot).Is("client", filter.Client)
                .If(filter.Open is not null, "t.open = @open", ("@open", Stored.Flag(filter.Open == true)))
                .If(filter.UseByBefore is not null, "t.use_by < @before", ("@before", Stored.TimeOrNever(filter.UseByBefore)))
                .Run(ContainerRow.Read, cancel);
            var views = rows.ConvertAll(one => View(one.Key, one.Row, now));
            return new ListPage<ContainerView>(views, more ? order.After([.. order.Columns.Select(column => ValueOf(column.Name, views[^1]))]) : null, asOf);
        }, cancel);

    public Task<ListPage<ContainerMoveView>> Moves(StockKey stock, string container, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(ContainerModel.Instance, async (copy, asOf) =>
        {
            var order = ContainerOrders.OfMoves;
            var (rows, more) = await new PageQuery(ContainerModel.Moves, copy, order, after, limit).Is("store", stock.Store).Is("sku", stock.Sku).Is("container", container)
                .Run(row => ContainerViews.Move(
                    (ContainerMoved)StockKind.Instance.Events.Read(row.GetString(6), Encoding.UTF8.GetBytes(row.GetString(7))), new(row.GetInt64(3), Stored.Time(row.GetInt64(4)), row.GetString(5))), cancel);
            return new ListPage<ContainerMoveView>(rows, more ? order.After(rows[^1].Version) : null, asOf);
        }, cancel);

    private static ContainerView View((string Store, string Sku, string Id) key, ContainerRow row, DateTimeOffset now) => ContainerViews.Of(
        new(key.Store, key.Sku), row.Container, row.ClosedAt is null ? row.Container.BlockedBy(row.Status, now) : "closed",
        row.ClosedAt is { } end ? new(row.Version, end, row.ClosedBy) : null);

    private static object ValueOf(string column, ContainerView it) => column switch
    {
        "store" => it.Store,
        "sku" => it.Sku,
        "use_by" => Stored.TimeOrNever(it.UseBy),
        "opened_at" => Stored.Time(it.OpenedAt),
        _ => it.Id,
    };
}
