using System.Data.Common;
using System.Globalization;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>Which lines.</summary>
/// <param name="Owner">Null for all.</param>
/// <param name="From">Recorded from this moment on; null for any.</param>
/// <param name="Until">Recorded before this moment; null for any.</param>
public sealed record SettlementLineFilter(LotOwner? Owner = null, string? Store = null, string? Sku = null, DateTimeOffset? From = null, DateTimeOffset? Until = null);

/// <summary>What one lot of a movement makes owed.</summary>
/// <param name="Kind">Sale, ServiceConsumption, Fact, CustomerReturn or Reversal.</param>
/// <param name="Movement">Such as "sale/S-1".</param>
/// <param name="Quantity">Sold, in the base unit; below 0 for what came back.</param>
/// <param name="UnitCost">Owed per base unit.</param>
/// <param name="Amount">In whole minor units; below 0 for what came back.</param>
/// <param name="Version">Of the stock's stream.</param>
public sealed record SettlementLine(
    LotOwner Owner, string Store, string Sku, DateTimeOffset At, MovementKind Kind, string Movement, string Lot, decimal Quantity, Money? UnitCost, Money? Amount, long Version, int Line);

/// <summary>What is owed to owners, and what of it is settled.</summary>
public interface ISettlementList
{
    /// <summary>One page of lines.</summary>
    /// <param name="order">One of <see cref="SettlementOrders.Lines"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<SettlementLine>> Lines(SettlementLineFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel);

    /// <summary>How many lines of an owner were recorded in a period, and their sums by currency.</summary>
    /// <param name="from">Inclusive; null from the beginning.</param>
    /// <param name="until">Exclusive.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<(int Lines, EquatableList<Money> Totals)> Sum(LotOwner owner, DateTimeOffset? from, DateTimeOffset until, CancellationToken cancel);

    /// <summary>One page of settlements.</summary>
    /// <param name="owner">Null for all.</param>
    /// <param name="state">Null for any.</param>
    /// <param name="order">One of <see cref="SettlementOrders.Settlements"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<SettlementView>> Settlements(LotOwner? owner, SettlementState? state, Keyset order, ListCursor? after, int limit, CancellationToken cancel);
}

/// <summary>How lines and settlements may be ordered.</summary>
public static class SettlementOrders
{
    /// <summary>Lines as they were recorded.</summary>
    public static Keyset Lines { get; } = new("at", false, Column.Whole("at"), Column.Text("store"), Column.Text("sku"), Column.Whole("version"), Column.Whole("line"));

    /// <summary>Settlements by the end of their period.</summary>
    public static Keyset Settlements { get; } = new("until", false, Column.Whole("until"), Column.Text("owner"), Column.Text("id"));
}

/// <summary>Answers from <see cref="OwnerModel"/>.</summary>
internal sealed class SettlementList(ReadModelReader reader) : ISettlementList
{
    public Task<ListPage<SettlementLine>> Lines(SettlementLineFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(OwnerModel.Instance, async (copy, asOf) =>
        {
            var (rows, more) = await new PageQuery(OwnerModel.Lines, copy, order, after, limit)
                .Is("owner", filter.Owner?.ToString()).Is("store", filter.Store).Is("sku", filter.Sku)
                .If(filter.From is not null, "t.at >= @from", ("@from", Stored.TimeOrNever(filter.From))).If(filter.Until is not null, "t.at < @until", ("@until", Stored.TimeOrNever(filter.Until)))
                .Run(Line, cancel);
            return new ListPage<SettlementLine>(rows, more ? order.After(Stored.Time(rows[^1].At), rows[^1].Store, rows[^1].Sku, rows[^1].Version, (long)rows[^1].Line) : null, asOf);
        }, cancel);

    public Task<(int Lines, EquatableList<Money> Totals)> Sum(LotOwner owner, DateTimeOffset? from, DateTimeOffset until, CancellationToken cancel) =>
        reader.Read(OwnerModel.Instance, async (copy, _) =>
        {
            var rows = await copy.Connection.Query(
                $"SELECT currency, COUNT(*), CAST(SUM(amount) AS bigint) FROM {copy.Of(OwnerModel.Lines)} WHERE owner = @owner AND at >= @from AND at < @until GROUP BY currency ORDER BY currency",
                row => (Lines: row.GetInt64(1), Total: new Money(row.GetInt64(2), row.GetString(0))), cancel,
                ("@owner", owner.ToString()), ("@from", from is { } begin ? Stored.Time(begin) : 0L), ("@until", Stored.Time(until)));
            return ((int)rows.Sum(row => row.Lines), new EquatableList<Money>([.. rows.Select(row => row.Total)]));
        }, cancel);

    public Task<ListPage<SettlementView>> Settlements(LotOwner? owner, SettlementState? state, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(OwnerModel.Instance, async (copy, asOf) =>
        {
            var (rows, more) = await new PageQuery(OwnerModel.Settlements, copy, order, after, limit).Is("owner", owner?.ToString()).Is("state", state?.ToString()).Run(Settlement, cancel);
            return new ListPage<SettlementView>(rows, more ? order.After(Stored.Time(rows[^1].Until), rows[^1].Owner.ToString(), rows[^1].Id) : null, asOf);
        }, cancel);

    private static SettlementLine Line(DbDataReader row)
    {
        var currency = row.GetString(11);
        return new(
            LotOwner.Parse(row.GetString(4)), row.GetString(0), row.GetString(1), Stored.Time(row.GetInt64(5)), Enum.Parse<MovementKind>(row.GetString(6)), row.GetString(7), row.GetString(8),
            Stored.Quantity(row.GetInt64(9)), new(decimal.Parse(row.GetString(10), CultureInfo.InvariantCulture), currency), new(row.GetInt64(12), currency), row.GetInt64(2), row.GetInt32(3));
    }

    private static SettlementView Settlement(DbDataReader row) => new(
        LotOwner.Parse(row.GetString(0)), row.GetString(1), Enum.Parse<SettlementState>(row.GetString(2)), row.GetInt64(4) == 0 ? null : Stored.Time(row.GetInt64(4)), Stored.Time(row.GetInt64(3)),
        row.GetInt32(5), [.. RowsJson.Texts(row.GetString(6)).Select(MoneyOf)], row.MaybeText(7), Stored.Time(row.GetInt64(8)), row.GetInt64(9));

    private static Money MoneyOf(string text)
    {
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        return new(decimal.Parse(text[..blank], CultureInfo.InvariantCulture), text[(blank + 1)..]);
    }
}
