using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>Which incidents.</summary>
/// <param name="Stores">Null for all.</param>
/// <param name="Owner">Id of a person or key; empty for those that nobody takes care of; null for all.</param>
/// <param name="RaisedBefore">Null for any age.</param>
public sealed record IncidentFilter(
    IReadOnlyCollection<string>? Stores = null, string? Sku = null, FactKind? Kind = null, string? Cause = null, bool? Open = null, string? Owner = null, DateTimeOffset? RaisedBefore = null);

/// <summary>An incident of a stock.</summary>
public sealed record IncidentLine(string Store, string Sku, IncidentView Incident);

/// <summary>Incidents over all stores.</summary>
public interface IIncidentList
{
    /// <summary>One page, oldest first.</summary>
    /// <param name="order"><see cref="IncidentOrders.Incidents"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<IncidentLine>> Page(IncidentFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel);
}

/// <summary>Which units without book stock.</summary>
/// <param name="Stores">Null for all.</param>
/// <param name="Open">With something left to be matched, or without; null for either.</param>
public sealed record UnmatchedFilter(IReadOnlyCollection<string>? Stores = null, string? Sku = null, FactKind? Kind = null, string? Client = null, string? Lot = null, bool? Open = null, DateTimeOffset? Before = null);

/// <summary>Units without book stock, with what they were matched with, oldest first.</summary>
public sealed record UnmatchedLine(string Store, string Sku, UnmatchedView Entry, IReadOnlyList<UnmatchedMatchView> Matches);

/// <summary>Units without book stock over all stores.</summary>
public interface IUnmatchedList
{
    /// <summary>One page, oldest first.</summary>
    /// <param name="order"><see cref="IncidentOrders.Unmatched"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<UnmatchedLine>> Page(UnmatchedFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel);
}

/// <summary>How incidents and units without book stock may be ordered.</summary>
public static class IncidentOrders
{
    /// <summary>Oldest first.</summary>
    public static Keyset Incidents { get; } = new("raisedAt", false, Column.Whole("raised_at"), Column.Text("store"), Column.Text("sku"), Column.Text("incident"));

    /// <summary>Oldest first.</summary>
    public static Keyset Unmatched { get; } = new("at", false, Column.Whole("at"), Column.Text("store"), Column.Text("sku"), Column.Text("entry"));
}

/// <summary>Answers from <see cref="IncidentModel"/>.</summary>
internal sealed class IncidentList(ReadModelReader reader) : IIncidentList
{
    public Task<ListPage<IncidentLine>> Page(IncidentFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(IncidentModel.Instance, async (copy, asOf) =>
        {
            var (rows, more) = await new PageQuery(IncidentModel.Incidents, copy, order, after, limit)
                .InStores(filter.Stores).Is("sku", filter.Sku).Is("fact", filter.Kind?.ToString()).Is("owner", filter.Owner)
                .If(filter.Open is not null, "t.open = @open", ("@open", Stored.Flag(filter.Open == true)))
                .If(filter.Cause is not null, "t.causes LIKE @cause", ("@cause", $"% {filter.Cause} %"))
                .If(filter.RaisedBefore is not null, "t.raised_at < @before", ("@before", Stored.Time(filter.RaisedBefore ?? default)))
                .Run(row => new IncidentLine(row.GetString(0), row.GetString(1), StockViews.Incident(StockKind.LoadIncident(row.GetString(9)))), cancel);
            return new ListPage<IncidentLine>(rows, more ? order.After(Stored.Time(rows[^1].Incident.RaisedAt), rows[^1].Store, rows[^1].Sku, rows[^1].Incident.Id) : null, asOf);
        }, cancel);
}

/// <summary>Answers from <see cref="IncidentModel"/>.</summary>
internal sealed class UnmatchedList(ReadModelReader reader) : IUnmatchedList
{
    public Task<ListPage<UnmatchedLine>> Page(UnmatchedFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(IncidentModel.Instance, async (copy, asOf) =>
        {
            var (rows, more) = await new PageQuery(IncidentModel.Unmatched, copy, order, after, limit)
                .InStores(filter.Stores).Is("sku", filter.Sku).Is("fact", filter.Kind?.ToString()).Is("client", filter.Client).Is("lot", filter.Lot)
                .If(filter.Open is not null, "t.open = @open", ("@open", Stored.Flag(filter.Open == true)))
                .If(filter.Before is not null, "t.at < @before", ("@before", Stored.Time(filter.Before ?? default)))
                .Run(row => (Store: row.GetString(0), Sku: row.GetString(1), Entry: StockViews.Unmatched(StockKind.LoadUnmatched(row.GetString(8)))), cancel);
            var lines = new List<UnmatchedLine>(rows.Count);
            foreach (var row in rows) lines.Add(new(row.Store, row.Sku, row.Entry, row.Entry.Left == row.Entry.Quantity ? [] : await Matches(copy, row.Store, row.Sku, row.Entry.Id, cancel)));
            return new ListPage<UnmatchedLine>(lines, more ? order.After(Stored.Time(lines[^1].Entry.At), lines[^1].Store, lines[^1].Sku, lines[^1].Entry.Id) : null, asOf);
        }, cancel);

    private static async Task<IReadOnlyList<UnmatchedMatchView>> Matches(CopyTables copy, string store, string sku, string entry, CancellationToken cancel) => await copy.Connection.Query(
        $"SELECT {IncidentModel.Matches.Select()} FROM {copy.Of(IncidentModel.Matches)} WHERE store = @store AND sku = @sku AND entry = @entry ORDER BY version",
        row => new UnmatchedMatchView(
            row.GetString(3), row.GetString(2), Stored.Quantity(row.GetInt64(4)), row.MaybeText(5), row.MaybeText(6), row.GetString(7), Stored.Quantity(row.GetInt64(8)), row.MaybeText(9), row.GetString(10),
            Stored.Time(row.GetInt64(11)), row.GetInt64(12)),
        cancel, ("@store", store), ("@sku", sku), ("@entry", entry));
}
