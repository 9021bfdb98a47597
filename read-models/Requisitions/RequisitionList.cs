using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>Which requisitions.</summary>
/// <param name="Covered">Stores of which one must give or ask; null for all.</param>
/// <param name="From">That gives; null for all.</param>
/// <param name="To">That asks; null for all.</param>
/// <param name="Short">Of which something is missing, or nothing; null for either.</param>
/// <param name="NeededBefore">Needed before this day; null for all.</param>
/// <param name="Ids">Only these; null for all.</param>
public sealed record RequisitionFilter(
    IReadOnlyCollection<string>? Covered = null, string? From = null, string? To = null, RequisitionState? State = null, bool? Short = null, DateOnly? NeededBefore = null,
    IReadOnlyCollection<string>? Ids = null);

/// <summary>A requisition in a list.</summary>
/// <param name="Lines">How many SKUs.</param>
/// <param name="Short">Something is missing that nobody has ordered.</param>
public sealed record RequisitionListLine(
    string Id, string From, string To, RequisitionState State, int Lines, bool Short, DateOnly? NeededBy, IReadOnlyList<Money> Value, string? ApprovedBy, string? Transfer, DateTimeOffset ChangedAt, long Version);

/// <summary>Which needs.</summary>
/// <param name="Covered">Stores of which one must lack or ask; null for all.</param>
/// <param name="Store">Where it is missing; null for all.</param>
public sealed record NeedFilter(IReadOnlyCollection<string>? Covered = null, string? Store = null, string? Sku = null, string? Requisition = null);

/// <summary>What is missing of a SKU and nobody has ordered.</summary>
/// <param name="Store">Where it is missing.</param>
/// <param name="For">The store that asked for it.</param>
/// <param name="Quantity">In the base unit.</param>
public sealed record NeedLine(string Requisition, string Sku, string Store, string For, decimal Quantity, DateOnly? NeededBy, DateTimeOffset Since);

/// <summary>Requisitions over all stores.</summary>
public interface IRequisitionList
{
    /// <summary>One page.</summary>
    /// <param name="order">One of <see cref="RequisitionOrders"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<RequisitionListLine>> Page(RequisitionFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel);

    /// <summary>One page of needs.</summary>
    /// <param name="order">One of <see cref="NeedOrders"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<NeedLine>> Needs(NeedFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel);
}

/// <summary>How requisitions may be ordered.</summary>
public static class RequisitionOrders
{
    /// <summary>Longest unchanged first.</summary>
    public static Keyset ByChange { get; } = new("changed", false, Column.Whole("at"), Column.Text("id"));

    /// <summary>First needed first; those without a day last.</summary>
    public static Keyset ByDay { get; } = new("needed", false, Column.Text("needed_by"), Column.Text("id"));

    /// <summary>By id.</summary>
    public static Keyset ById { get; } = new("id", false, Column.Text("id"));
}

/// <summary>How needs may be ordered.</summary>
public static class NeedOrders
{
    /// <summary>First needed first; those without a day last.</summary>
    public static Keyset ByDay { get; } = new("needed", false, Column.Text("needed_by"), Column.Text("id"), Column.Text("sku"));

    /// <summary>By SKU and where it is missing.</summary>
    public static Keyset BySku { get; } = new("sku", false, Column.Text("sku"), Column.Text("store"), Column.Text("id"));
}

/// <summary>Answers from <see cref="RequisitionModel"/>.</summary>
internal sealed class RequisitionList(ReadModelReader reader) : IRequisitionList
{
    public Task<ListPage<RequisitionListLine>> Page(RequisitionFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(RequisitionModel.Instance, async (copy, asOf) =>
        {
            var (rows, more) = await Of(filter.Covered, "from_store", new PageQuery(RequisitionModel.Requisitions, copy, order, after, limit), copy)
                .OneOf("id", filter.Ids).Is("from_store", filter.From).Is("store", filter.To).Is("state", filter.State?.ToString())
                .If(filter.Short is not null, "t.short = @short", ("@short", Stored.Flag(filter.Short == true)))
                .If(filter.NeededBefore is not null, "t.needed_by < @before", ("@before", RequisitionRows.DayOf(filter.NeededBefore)))
                .Run(RequisitionRows.Read, cancel);
            var lines = rows.ConvertAll(row => Line(row.Id, row.State));
            return new ListPage<RequisitionListLine>(lines, more ? order.After([.. order.Columns.Select(column => ValueOf(column.Name, lines[^1]))]) : null, asOf);
        }, cancel);

    public Task<ListPage<NeedLine>> Needs(NeedFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(RequisitionModel.Instance, async (copy, asOf) =>
        {
            var (rows, more) = await Of(filter.Covered, "for_store", new PageQuery(RequisitionModel.Needs, copy, order, after, limit), copy)
                .Is("store", filter.Store).Is("sku", filter.Sku).Is("id", filter.Requisition)
                .Run(row => new NeedLine(
                    row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), Stored.Quantity(row.GetInt64(4)), RequisitionRows.DayOf(row.GetString(5)), Stored.Time(row.GetInt64(6))), cancel);
            return new ListPage<NeedLine>(rows, more ? order.After([.. order.Columns.Select(column => ValueOf(column.Name, rows[^1]))]) : null, asOf);
        }, cancel);

    private static PageQuery Of(IReadOnlyCollection<string>? covered, string other, PageQuery query, CopyTables copy) =>
        query.If(covered is not null, $"({copy.Dialect.IsOneOf("t.store", "@covered")} OR {copy.Dialect.IsOneOf($"t.{other}", "@covered")})", ("@covered", RowsJson.Of(covered ?? [])));

    private static RequisitionListLine Line(string id, Versioned<Requisition> it) => new(
        id, it.State.From, it.State.To, it.State.State!.Value, it.State.Lines.Length, RequisitionRows.Missing(it.State).Count > 0, it.State.NeededBy, it.State.Value, it.State.ApprovedBy,
        it.State.Transfer, it.At, it.Version);

    private static object ValueOf(string column, RequisitionListLine line) => column switch
    {
        "at" => Stored.Time(line.ChangedAt),
        "needed_by" => RequisitionRows.DayOf(line.NeededBy),
        _ => line.Id,
    };

    private static string ValueOf(string column, NeedLine line) => column switch
    {
        "needed_by" => RequisitionRows.DayOf(line.NeededBy),
        "sku" => line.Sku,
        "store" => line.Store,
        _ => line.Requisition,
    };
}
