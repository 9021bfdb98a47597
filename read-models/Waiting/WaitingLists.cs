using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>Which of those who wait or waited.</summary>
/// <param name="Stores">Null for all.</param>
/// <param name="Open">Whose wait is not over, or is; null for either.</param>
public sealed record WaitingFilter(
    IReadOnlyCollection<string>? Stores = null, string? Sku = null, string? Client = null, WaitingState? State = null, bool? Open = null);

/// <summary>Those who wait or waited, over stores and SKUs.</summary>
public interface IWaitingLists
{
    /// <summary>One page. Places in a queue are told by the list itself, not here.</summary>
    /// <param name="order">One of <see cref="WaitingOrders"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<WaitingView>> Page(WaitingFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel);
}

/// <summary>How those who wait may be ordered.</summary>
public static class WaitingOrders
{
    private static readonly Column s_store = Column.Text("store");
    private static readonly Column s_sku = Column.Text("sku");
    private static readonly Column s_id = Column.Text("id");

    /// <summary>By store, SKU and coming.</summary>
    public static Keyset ByQueue { get; } = new("queue", false, s_store, s_sku, Column.Whole("number"), s_id);

    /// <summary>Longest unchanged first.</summary>
    public static Keyset ByChange { get; } = new("changedAt", false, Column.Whole("at"), s_store, s_sku, s_id);
}

/// <summary>Answers from <see cref="WaitingModel"/>.</summary>
internal sealed class WaitingLists(ReadModelReader reader) : IWaitingLists
{
    public Task<ListPage<WaitingView>> Page(WaitingFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(WaitingModel.Instance, async (copy, asOf) =>
        {
            var (rows, more) = await new PageQuery(WaitingModel.Entries, copy, order, after, limit)
                .InStores(filter.Stores).Is("sku", filter.Sku).Is("client", filter.Client).Is("state", filter.State?.ToString())
                .If(filter.Open is not null, "t.open = @open", ("@open", Stored.Flag(filter.Open == true)))
                .Run(row => WaitingRules.ViewOf(StockKey.Of(row.GetString(0), row.GetString(1)), null, WaitingListKind.LoadEntry(row.GetString(8))), cancel);
            return new ListPage<WaitingView>(rows, more ? order.After([.. order.Columns.Select(column => ValueOf(column.Name, rows[^1]))]) : null, asOf);
        }, cancel);

    private static object ValueOf(string column, WaitingView it) => column switch
    {
        "store" => it.Store,
        "sku" => it.Sku,
        "number" => it.Number,
        "at" => Stored.Time(it.ChangedAt),
        _ => it.Id,
    };
}
