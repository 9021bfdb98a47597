using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>Count sessions, without their SKUs: those the sessions themselves tell.</summary>
public sealed class CountModel : ReadModel
{
    private CountModel() { }

    /// <summary>The one there is.</summary>
    public static CountModel Instance { get; } = new();

    /// <summary>One row each. "open" tells that it is not over; "assigned" has the people with a blank before and behind each.</summary>
    internal static FoldedRows<CountHead, CountEvent> Sessions { get; } = new(CountHeadKind.Instance, new(
        "count_sessions",
        [Column.Text("id")],
        [.. FoldedRows<CountHead, CountEvent>.Columns, Column.Text("store"), Column.Text("status"), Column.Whole("open"), Column.Whole("opened_at"), Column.Text("assigned")],
        ["store", "id"], ["opened_at", "id"], ["at", "id"]));

    /// <inheritdoc />
    public override string Name => "counting";

    /// <inheritdoc />
    public override int Version => 1;

    /// <inheritdoc />
    public override IReadOnlyList<Table> Tables => [Sessions.Table];

    /// <inheritdoc />
    public override IProjection Project() => new Projection();

    private sealed class Projection : IProjection
    {
        public async ValueTask<RowChanges> Apply(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
        {
            var changes = new RowChanges();
            foreach (var one in await Sessions.Fold(batch, copy, cancel))
            {
                var it = one.After.State;
                changes.Put(Sessions.Table, [.. Sessions.Cells(one), it.Store, it.State!.Value.ToString(), Stored.Flag(it.IsUnderway), Stored.Time(it.OpenedAt), $" {string.Join(' ', it.Assigned)} "]);
            }
            return changes;
        }
    }
}

/// <summary>Which count sessions.</summary>
/// <param name="Stores">Null for all.</param>
/// <param name="Open">Not over, or over; null for either.</param>
/// <param name="Assigned">Id of a person; null for all.</param>
public sealed record CountFilter(IReadOnlyCollection<string>? Stores = null, CountState? State = null, bool? Open = null, string? Assigned = null);

/// <summary>Count sessions over all stores.</summary>
public interface ICountSessionList
{
    /// <summary>One page; which SKUs are counted again is told by the session itself.</summary>
    /// <param name="order">One of <see cref="CountOrders"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<CountSessionView>> Page(CountFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel);
}

/// <summary>How count sessions may be ordered.</summary>
public static class CountOrders
{
    /// <summary>By id.</summary>
    public static Keyset ById { get; } = new("id", false, Column.Text("id"));

    /// <summary>Oldest first.</summary>
    public static Keyset ByOpening { get; } = new("openedAt", false, Column.Whole("opened_at"), Column.Text("id"));
}

/// <summary>Answers from <see cref="CountModel"/>.</summary>
internal sealed class CountSessionList(ReadModelReader reader) : ICountSessionList
{
    public Task<ListPage<CountSessionView>> Page(CountFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(CountModel.Instance, async (copy, asOf) =>
        {
            var (rows, more) = await new PageQuery(CountModel.Sessions.Table, copy, order, after, limit).InStores(filter.Stores).Is("status", filter.State?.ToString())
                .If(filter.Open is not null, "t.open = @open", ("@open", Stored.Flag(filter.Open == true)))
                .If(filter.Assigned is not null, "t.assigned LIKE @person ESCAPE '!'", ("@person", $"% {filter.Assigned?.Replace("_", "!_", StringComparison.Ordinal)} %"))
                .Run(row => CountHeadViews.Of(row.GetString(0), CountModel.Sessions.Read(row.GetInt64(1), row.GetInt64(2), row.GetString(3))), cancel);
            return new ListPage<CountSessionView>(rows, more ? order.After([.. order.Columns.Select(column => column.Name == "id" ? (object)rows[^1].Id : Stored.Time(rows[^1].OpenedAt))]) : null, asOf);
        }, cancel);
}
