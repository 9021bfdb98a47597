using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>What suppliers did in a period, from orders and receipts.</summary>
public interface IScorecards
{
    /// <summary>The records of some suppliers, in the order asked for; one where nothing happened has nulls.</summary>
    /// <param name="suppliers">At most 500.</param>
    /// <param name="from">Lines expected and goods received from this day</param>
    /// <param name="through">through this one, both included.</param>
    /// <param name="sku">Of one SKU; null for all.</param>
    /// <param name="today">Lines that are expected later count once they have come.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<(IReadOnlyList<SupplierPerformance> Records, AsOf AsOf)> Of(IReadOnlyCollection<string> suppliers, DateOnly from, DateOnly through, string? sku, DateOnly today, CancellationToken cancel);
}

internal sealed class Scorecards(ReadModelReader reader) : IScorecards
{
    private const string Due = """
        SELECT q.supplier, COUNT(*), SUM(CASE WHEN q.by_day >= q.least THEN 1 ELSE 0 END), SUM(q.filled) FROM (
          SELECT l.supplier AS supplier, l.least AS least,
            CAST(CASE WHEN l.received > l.quantity THEN l.quantity ELSE l.received END AS DOUBLE PRECISION) / l.quantity AS filled,
            COALESCE((SELECT CAST(SUM(d.taken) AS BIGINT) FROM {1} AS d WHERE d.source = l.id AND d.line = l.line AND d.received_on <= l.expected_on), 0) AS by_day
          FROM {0} AS l
          WHERE l.expected_on >= @from AND l.expected_on <= @through AND l.status IN ('Sent', 'PartlyReceived', 'Received', 'Closed') AND (l.expected_on <= @today OR l.received >= l.least) AND {2}{3}) AS q
        GROUP BY q.supplier
        """;

    private const string Came = """
        SELECT d.supplier, d.sku, COUNT(*), SUM(CAST(d.counted AS DOUBLE PRECISION) * d.unit_cost), SUM(CAST(d.rejected AS DOUBLE PRECISION) * d.unit_cost),
          SUM(CAST(d.taken AS DOUBLE PRECISION) * d.unit_cost), SUM(CAST(d.taken AS DOUBLE PRECISION))
        FROM {0} AS d WHERE d.received_on >= @from AND d.received_on <= @through{1} GROUP BY d.supplier, d.sku
        """;

    private sealed record Goods(string Supplier, string Sku, long Lots, double Counted, double Rejected, double Paid, double Taken);

    public Task<(IReadOnlyList<SupplierPerformance> Records, AsOf AsOf)> Of(IReadOnlyCollection<string> suppliers, DateOnly from, DateOnly through, string? sku, DateOnly today, CancellationToken cancel) =>
        reader.Read(BuyingModel.Instance, async (copy, asOf) =>
        {
            var (ofSku, parameters) = (sku is null ? "" : "{0}.sku = @sku", new List<(string, object)> { ("@from", (long)from.DayNumber), ("@through", (long)through.DayNumber) });
            if (sku is not null) parameters.Add(("@sku", sku));
            string And(string alias) => ofSku.Length == 0 ? "" : " AND " + string.Format(System.Globalization.CultureInfo.InvariantCulture, ofSku, alias);
            var deliveries = copy.Of(BuyingModel.Deliveries);
            var due = (await copy.Connection.Query(
                Due.Replace("{0}", copy.Of(BuyingModel.Lines), StringComparison.Ordinal).Replace("{1}", deliveries, StringComparison.Ordinal)
                    .Replace("{2}", copy.Dialect.IsOneOf("l.supplier", "@suppliers"), StringComparison.Ordinal).Replace("{3}", And("l"), StringComparison.Ordinal),
                row => (Supplier: row.GetString(0), Lines: row.GetInt64(1), OnTime: row.GetInt64(2), Filled: row.GetDouble(3)), cancel, [.. parameters, ("@today", (long)today.DayNumber), ("@suppliers", RowsJson.Of(suppliers))]))
                .ToDictionary(row => row.Supplier, StringComparer.Ordinal);
            // What goods cost on average takes all suppliers.
            var came = await copy.Connection.Query(
                Came.Replace("{0}", deliveries, StringComparison.Ordinal).Replace("{1}", And("d"), StringComparison.Ordinal),
                row => new Goods(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetDouble(3), row.GetDouble(4), row.GetDouble(5), row.GetDouble(6)), cancel, [.. parameters]);
            var average = came.GroupBy(one => one.Sku, StringComparer.Ordinal)
                .ToDictionary(one => one.Key, one => one.Sum(it => it.Taken) is > 0 and var taken ? one.Sum(it => it.Paid) / taken : 0, StringComparer.Ordinal);
            var bySupplier = came.ToLookup(one => one.Supplier, StringComparer.Ordinal);
            IReadOnlyList<SupplierPerformance> records = [.. suppliers.Select(supplier =>
            {
                var isDue = due.TryGetValue(supplier, out var lines);
                var goods = bySupplier[supplier].OrderBy(one => one.Sku, StringComparer.Ordinal).ToList();
                return new SupplierPerformance(
                    supplier, (int)lines.Lines, isDue ? Share(lines.OnTime, lines.Lines) : null, isDue ? Share(lines.Filled, lines.Lines) : null, (int)goods.Sum(one => one.Lots),
                    Share(goods.Sum(one => one.Rejected), goods.Sum(one => one.Counted)), Share(100 * goods.Sum(one => one.Paid), goods.Sum(one => one.Taken * average[one.Sku]), 2));
            })];
            return (records, asOf);
        }, cancel);

    private static decimal? Share(double part, double whole, int decimals = 4) => whole > 0 ? decimal.Round((decimal)(part / whole), decimals, MidpointRounding.AwayFromZero) : null;
}
