using System.Globalization;
using System.Text.Json;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels.Planning;
using Orleans;

namespace BeautyGrains.ReadModels;

/// <summary>Budgets of this month and those to come of which much or too much is taken.</summary>
internal sealed class BudgetAlertSource(IBudgetList budgets, IGrainFactory grains) : IAlertSource
{
    private static readonly BudgetLevel[] s_levels = [BudgetLevel.Warned, BudgetLevel.Exceeded];

    public IReadOnlyList<AlertKind> Kinds { get; } = [AlertKind.Budget];

    public async IAsyncEnumerable<SeenSign> Find(AlertSweepContext sweep, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var days = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
        // No place is more than 12 hours behind UTC; which month it is is asked of the store.
        var earliest = DateOnly.FromDateTime(sweep.Now.UtcDateTime.AddHours(-12));
        foreach (var level in s_levels)
            for (ListCursor? after = null; ;)
            {
                var page = await budgets.Page(new(From: earliest, Level: level), BudgetOrders.ByMonth, after, PageQuery.MostRows, cancel);
                foreach (var line in page.Items)
                {
                    if (!days.TryGetValue(line.Store, out var today)) days[line.Store] = today = await DayOf(line.Store, sweep.Now);
                    if (!BudgetKey.TryMonth(line.Month, out var month) || month < new DateOnly(today.Year, today.Month, 1)) continue;
                    if (sweep.Policies.Of(AlertKind.Budget, line.Store, null, today) is not { } limit) continue;
                    yield return new(AlertCause.Of(AlertKind.Budget, line.Store, line.Category, line.Month), new(Facts(level == BudgetLevel.Exceeded ? AlertSeverity.Critical : limit.Severity, line), 0, sweep.Now));
                }
                if (page.Next is null) break;
                after = page.Next;
            }
    }

    private async Task<DateOnly> DayOf(string store, DateTimeOffset now) =>
        await grains.GetGrain<IStoreGrain>(store).Get() is { } view ? StockSigns.DayOf(now, view.Record) : DateOnly.FromDateTime(now.UtcDateTime);

    // Percents alone: amounts are not everybody's.
    private static AlertFacts Facts(AlertSeverity severity, BudgetLine it) => new(severity, it.Store, null, new(
    [
        new("category", it.Category), new("month", it.Month), new("percent", it.TakenPercent is { } percent ? Math.Floor(percent).ToString(CultureInfo.InvariantCulture) : "100"),
        new("warnAt", it.WarnAtPercent.ToString(CultureInfo.InvariantCulture)),
    ]));
}

/// <summary>Needs that nobody has ordered: of replenishments, and rests of requisitions.</summary>
internal sealed class NeedAlertSource(IReplenishmentList replenishments, IRequisitionList requisitions) : IAlertSource
{
    public IReadOnlyList<AlertKind> Kinds { get; } = [AlertKind.NeedUnhandled];

    public async IAsyncEnumerable<SeenSign> Find(AlertSweepContext sweep, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        for (ListCursor? after = null; ;)
        {
            var page = await replenishments.Page(new(Needed: true), ReplenishmentOrders.ByStore, after, PageQuery.MostRows, cancel);
            foreach (var it in page.Items)
                if (it.Need is { } need && Sign(sweep, it.Store, it.Sku, need.Quantity, need.OpenedAt, null) is { } sign) yield return sign;
            if (page.Next is null) break;
            after = page.Next;
        }
        for (ListCursor? after = null; ;)
        {
            var page = await requisitions.Needs(new(), NeedOrders.BySku, after, PageQuery.MostRows, cancel);
            foreach (var it in page.Items)
            {
                // Where there is a plan it counts the rest, and its own need or order tells how far it is.
                var stock = new StockKey(it.Store, it.Sku);
                if (Sign(sweep, it.Store, it.Sku, it.Quantity, it.Since, it.Requisition) is { } sign && (await replenishments.ReorderPoints(stock, stock, cancel)).Count == 0) yield return sign;
            }
            if (page.Next is null) break;
            after = page.Next;
        }
    }

    private static SeenSign? Sign(AlertSweepContext sweep, string store, string sku, decimal quantity, DateTimeOffset since, string? requisition)
    {
        if (sweep.Policies.Of(AlertKind.NeedUnhandled, store, sku, DateOnly.FromDateTime(sweep.Now.UtcDateTime)) is not { } limit || since.AddDays((double)limit.Threshold!.Value) > sweep.Now) return null;
        AlertFact[] facts = [new("quantity", StockSigns.Text(quantity)), new("since", StockSigns.Text(since)), .. requisition is null ? Array.Empty<AlertFact>() : [new("requisition", requisition)]];
        return new(requisition is null ? AlertCause.Of(AlertKind.NeedUnhandled, store, sku) : AlertCause.Of(AlertKind.NeedUnhandled, store, sku, requisition), new(new(limit.Severity, store, sku, [.. facts]), 0, sweep.Now));
    }
}

/// <summary>Orders that wait to be submitted, approved or sent.</summary>
internal sealed class UnsentOrderAlertSource(ReadModelReader reader) : IAlertSource
{
    private static readonly PurchaseOrderState[] s_waiting = [PurchaseOrderState.Draft, PurchaseOrderState.Submitted, PurchaseOrderState.Approved, PurchaseOrderState.Rejected];

    public IReadOnlyList<AlertKind> Kinds { get; } = [AlertKind.OrderUnhandled];

    public async IAsyncEnumerable<SeenSign> Find(AlertSweepContext sweep, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var orders = await reader.Read(BuyingModel.Instance, (copy, _) => copy.Connection.Query(
            $"""
            SELECT o.id, o.supplier, o.status, o.at, COUNT(DISTINCT l.store), MIN(l.store) FROM {copy.Of(BuyingModel.Orders.Table)} AS o
            LEFT JOIN {copy.Of(BuyingModel.Lines)} AS l ON l.id = o.id
            WHERE {copy.Dialect.IsOneOf("o.status", "@waiting")} GROUP BY o.id, o.supplier, o.status, o.at ORDER BY o.id
            """,
            row => (Order: row.GetString(0), Supplier: row.GetString(1), State: row.GetString(2), Since: Stored.Time(row.GetInt64(3)), Store: row.GetInt64(4) == 1 ? row.GetString(5) : null),
            cancel, ("@waiting", RowsJson.Of([.. s_waiting.Select(state => state.ToString())]))), cancel);
        foreach (var (order, supplier, state, since, store) in orders)
        {
            if (sweep.Policies.Of(AlertKind.OrderUnhandled, store, null, DateOnly.FromDateTime(sweep.Now.UtcDateTime)) is not { } limit || since.AddDays((double)limit.Threshold!.Value) > sweep.Now) continue;
            yield return new(AlertCause.Of(AlertKind.OrderUnhandled, order), new(new(limit.Severity, store, null, new(
                [new("order", order), new("supplier", supplier), new("stage", JsonNamingPolicy.KebabCaseLower.ConvertName(state)), new("since", StockSigns.Text(since))])), 0, sweep.Now));
        }
    }
}

/// <summary>
/// Products that are sold for less than the cheapest active supplier takes for them: its price in force, net, in the same currency. Whatever tax and freight
/// add makes it worse. Samples and gifts are meant to be.
/// </summary>
internal sealed class MarginAlertSource(ISupplierList suppliers, ReadModelReader reader) : IAlertSource
{
    public IReadOnlyList<AlertKind> Kinds { get; } = [AlertKind.NegativeMargin];

    public async IAsyncEnumerable<SeenSign> Find(AlertSweepContext sweep, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(sweep.Now.UtcDateTime);
        var costs = await Cheapest(today, cancel);
        if (costs.Count == 0) yield break;
        // The price is kept as ten-thousandths of the minor unit.
        var products = await reader.Read(ProductModel.Instance, (copy, _) => copy.Connection.Query(
            $"SELECT sku, price, currency, tags FROM {copy.Of(ProductModel.Products)} WHERE active = 1 AND price IS NOT NULL AND {copy.Dialect.IsOneOf("sku", "@skus")} ORDER BY sku",
            row => (Sku: row.GetString(0), Price: row.GetInt64(1) / 10_000m, Currency: row.GetString(2), Tags: RowsJson.Texts(row.GetString(3))), cancel,
            ("@skus", RowsJson.Of([.. costs.Keys.Select(key => key.Sku).Distinct(StringComparer.Ordinal)]))), cancel);
        var free = ClassHabits.UsualFreeTags;
        foreach (var it in products)
        {
            if (!costs.TryGetValue((it.Sku, it.Currency), out var cost) || it.Price >= cost.UnitPrice || it.Tags.Any(tag => free.Contains(tag, StringComparer.OrdinalIgnoreCase))) continue;
            if (sweep.Policies.Of(AlertKind.NegativeMargin, null, it.Sku, today) is not { } limit) continue;
            yield return new(AlertCause.Of(AlertKind.NegativeMargin, it.Sku), new(new(limit.Severity, null, it.Sku, new(
                [new("price", it.Price.ToString("0.####", CultureInfo.InvariantCulture)), new("currency", it.Currency), new("supplier", cost.Supplier)])), 0, sweep.Now));
        }
    }

    private async Task<Dictionary<(string Sku, string Currency), (decimal UnitPrice, string Supplier)>> Cheapest(DateOnly day, CancellationToken cancel)
    {
        var cheapest = new Dictionary<(string, string), (decimal UnitPrice, string Supplier)>();
        for (ListCursor? after = null; ;)
        {
            var page = await suppliers.Page(true, null, SupplierOrders.ById, after, PageQuery.MostRows, cancel);
            foreach (var supplier in page.Items)
                foreach (var sku in (supplier.Record.Prices ?? []).Select(price => price.Sku).Distinct(StringComparer.Ordinal))
                    if (supplier.PriceOf(sku, day) is { } price && !(cheapest.TryGetValue((sku, supplier.Record.Currency), out var known) && known.UnitPrice <= price.UnitPrice))
                        cheapest[(sku, supplier.Record.Currency)] = (price.UnitPrice, supplier.Id);
            if (page.Next is null) return cheapest;
            after = page.Next;
        }
    }
}
