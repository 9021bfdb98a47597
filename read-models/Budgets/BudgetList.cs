using BeautyGrains.Contracts;

namespace BeautyGrains.ReadModels;

/// <summary>Which budgets.</summary>
/// <param name="Stores">Codes; null for all.</param>
/// <param name="Category">A category; null for all.</param>
/// <param name="From">From this month on; null for all.</param>
/// <param name="To">Up to this month; null for all.</param>
/// <param name="Level">Only those that are taken so far; null for all.</param>
public sealed record BudgetFilter(IReadOnlyCollection<string>? Stores = null, string? Category = null, DateOnly? From = null, DateOnly? To = null, BudgetLevel? Level = null);

/// <summary>A budget in a list. Amounts are minor units.</summary>
/// <param name="Amount">Null where nobody has set one.</param>
/// <param name="TakenPercent">Of the amount; null without one or where it is 0.</param>
public sealed record BudgetLine(
    string Store,
    string Category,
    string Month,
    decimal? Amount,
    string Currency,
    decimal Committed,
    decimal Spent,
    decimal? Left,
    decimal? TakenPercent,
    int WarnAtPercent,
    BudgetPolicy Policy,
    BudgetLevel Level,
    DateTimeOffset ChangedAt,
    long Version);

/// <summary>Budgets over all stores, categories and months.</summary>
public interface IBudgetList
{
    /// <summary>One page.</summary>
    /// <param name="order">One of <see cref="BudgetOrders"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<BudgetLine>> Page(BudgetFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel);
}

/// <summary>How budgets may be ordered.</summary>
public static class BudgetOrders
{
    private static readonly Column[] s_key = [Column.Text("store"), Column.Text("category"), Column.Text("month")];

    /// <summary>By store, category and month.</summary>
    public static Keyset ByStore { get; } = new("store", false, s_key);

    /// <summary>First month first.</summary>
    public static Keyset ByMonth { get; } = new("month", false, [Column.Text("month"), Column.Text("store"), Column.Text("category")]);

    /// <summary>By how much of the amount is taken, least first.</summary>
    public static Keyset ByTaken { get; } = new("taken", false, [Column.Whole("taken"), .. s_key]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Keyset> All { get; } = [ByStore, ByMonth, ByTaken];
}

/// <summary>Answers from <see cref="BudgetModel"/>.</summary>
internal sealed class BudgetList(ReadModelReader reader) : IBudgetList
{
    public Task<ListPage<BudgetLine>> Page(BudgetFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(BudgetModel.Instance, async (copy, asOf) =>
        {
            var (rows, more) = await new PageQuery(BudgetModel.Budgets, copy, order, after, limit)
                .InStores(filter.Stores).Is("category", filter.Category)
                .If(filter.From is not null, "t.month >= @from", ("@from", MonthOf(filter.From)))
                .If(filter.To is not null, "t.month <= @to", ("@to", MonthOf(filter.To)))
                .If(filter.Level is not null, "t.level = @level", ("@level", (long)filter.Level.GetValueOrDefault()))
                .Run(row => (Row: BudgetRow.Read(row), Taken: row.GetInt64(12)), cancel);
            var next = more ? order.After([.. order.Columns.Select(column => ValueOf(column.Name, rows[^1].Row, rows[^1].Taken))]) : null;
            return new ListPage<BudgetLine>(rows.ConvertAll(row => Line(row.Row)), next, asOf);
        }, cancel);

    private static string MonthOf(DateOnly? day) => day is { } given ? new BudgetKey("", "", given).MonthText : "";

    private static BudgetLine Line(BudgetRow it)
    {
        var taken = it.Committed + it.Spent;
        return new(
            it.Key.Store, it.Key.Category, it.Key.MonthText, it.Amount, it.Currency, it.Committed, it.Spent, it.Amount - taken,
            it.Amount is > 0 ? Math.Round(taken * 100m / it.Amount.Value, 1, MidpointRounding.AwayFromZero) : null, it.WarnAt, it.Policy, it.Level, it.At, it.Version);
    }

    private static object ValueOf(string column, BudgetRow row, long taken) => column switch
    {
        "store" => row.Key.Store,
        "category" => row.Key.Category,
        "month" => row.Key.MonthText,
        _ => taken,
    };
}
