using System.Globalization;
using BeautyGrains.Contracts;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Simulation;

/// <summary>What there is to be alerted to, found out from what there is and not from what was told.</summary>
internal sealed partial class YearRun
{
    // What holds where no policy says otherwise; see docs/api/alerts.md.
    // The first stage counts whole days that are left.
    private const int NearExpiryDays = 91;
    private const int QualificationDays = 60;
    private const int NeedDays = 8;
    private const int UnsentDays = 2;
    private const decimal VariancePercent = 5;
    private const int VarianceDays = 30;

    private int _alerts;

    /// <summary>Every open alert is true, with its numbers, and none is missing.</summary>
    private async Task CheckAlerts()
    {
        var truth = await Truth();
        var open = new SortedDictionary<string, AlertView>(StringComparer.Ordinal);
        _alerts = 0;
        ListCursor? after = null;
        do
        {
            var page = await _house.Get<IAlertList>().Page(new(), AlertOrders.ByRaised, after, PageQuery.MostRows, s_never);
            foreach (var alert in page.Items)
            {
                _alerts += alert.Occurrence;
                if (alert.State is not (AlertState.None or AlertState.Resolved)) open[alert.Cause.Key] = alert;
            }
            after = page.Next;
        }
        while (after is not null);
        foreach (var (key, alert) in open)
        {
            if (!truth.TryGetValue(key, out var facts)) throw new Violation("The facts of every open alert are true.", $"{key}: {string.Join(", ", alert.Facts.Values)}");
            foreach (var (name, value) in facts)
                if (alert.Facts.Values.FirstOrDefault(fact => fact.Name == name)?.Value != value)
                    throw new Violation("The facts of every open alert are true.", $"{key}: {name} is {value}, and it says {string.Join(", ", alert.Facts.Values)}");
        }
        foreach (var key in truth.Keys)
            if (!open.ContainsKey(key)) throw new Violation("No alert is missing.", await About(key, truth[key]));
    }

    // What those say who should have told.
    private async Task<string> About(string key, (string Name, string Value)[] facts)
    {
        var cause = AlertCause.Parse(key);
        var alert = await _house.Grains.GetGrain<IAlertGrain>(key).Get();
        var stock = cause.Scope.Count > 1 ? await StockOf(cause.Scope[0], cause.Scope[1]).Get() : null;
        return $"{key} {string.Join(", ", facts)}: the alert is {alert.Value?.State.ToString() ?? "not there"}, seen {alert.Value?.ChangedAt:O}; the stock {stock}, lots {string.Join(", ", stock?.Lots ?? [])}.";
    }

    private async Task<SortedDictionary<string, (string Name, string Value)[]>> Truth()
    {
        var truth = new SortedDictionary<string, (string Name, string Value)[]>(StringComparer.Ordinal);
        for (var store = 0; store < _chain.Stores.Count; store++)
            for (var sku = 0; sku < _chain.Skus.Count + _chain.Consigned.Count; sku++)
                if (await StockOf(_chain.Stores[store].Id, (sku < _chain.Skus.Count ? _chain.Skus[sku] : _chain.Consigned[sku - _chain.Skus.Count]).Id).Get() is { Version: > 0 } view)
                    OfStock(view, (await _house.Grains.GetGrain<IReplenishmentGrain>(StockKey.Of(view.Store, view.Sku)).Get()).Value, sku, truth);
        await OfClinic(truth);
        foreach (var order in _orders.Values) OfOrder((await OrderOf(order.Id).Get()).Value!, truth);
        foreach (var supplier in _chain.Suppliers)
        {
            var paper = (await _house.Grains.GetGrain<ISupplierGrain>(supplier.Id).Get())!.Record.Qualifications![0];
            if (paper.ValidThrough < UtcDay.AddDays(QualificationDays)) truth[AlertCause.Of(AlertKind.Qualification, supplier.Id, paper.Kind, paper.Number).Key] = [("validThrough", Text(paper.ValidThrough.Value))];
        }
        foreach (var key in _budgets.Select(BudgetKey.Parse).Where(key => key.Month >= new DateOnly(Today.Year, Today.Month, 1)))
            if (await _house.Grains.GetGrain<IBudgetGrain>(key.ToString()).Get() is { Level: not BudgetLevel.Within } budget)
                truth[AlertCause.Of(AlertKind.Budget, key.Store, key.Category, key.MonthText).Key] = [("warnAt", Text(budget.WarnAtPercent))];
        foreach (var ((store, sku, lot), (expected, found, at)) in _counted)
            if (at >= _house.Now.AddDays(-VarianceDays) && Differs(expected, found))
                truth[AlertCause.Of(AlertKind.Variance, "count", _chain.Stores[store].Id, _chain.Skus[sku].Id, lot).Key] = [("expected", Text(expected)), ("found", Text(found))];
        return truth;
    }

    private static bool Differs(decimal expected, decimal found) => expected != found && Math.Abs(found - expected) * 100 > VariancePercent * expected;

    private DateOnly UtcDay => DateOnly.FromDateTime(_house.Now.UtcDateTime);

    private void OfStock(StockView view, ReplenishmentView? replenishment, int sku, SortedDictionary<string, (string Name, string Value)[]> truth)
    {
        void Add(AlertKind kind, params (string Name, string Value)[] facts) => truth[AlertCause.Of(kind, view.Store, view.Sku).Key] = facts;

        // A policy of the SKU's own before the plan.
        var low = sku == 0 ? LowAt : replenishment?.Plan?.ReorderPoint ?? -1;
        if (view.Available <= 0) Add(AlertKind.Out, ("onHand", Text(view.OnHand)));
        else if (view.Available <= low) Add(AlertKind.Low, ("available", Text(view.Available)), ("threshold", Text(low)));
        if (sku == 1 && view.OnHand > OverAt) Add(AlertKind.OverStock, ("onHand", Text(view.OnHand)));
        if (view.Unmatched != 0) Add(AlertKind.Unmatched, ("unmatched", Text(view.Unmatched)));
        if (replenishment?.Need is { } need && need.OpenedAt.AddDays(NeedDays) <= _house.Now) Add(AlertKind.NeedUnhandled, ("quantity", Text(need.Quantity)));
        foreach (var lot in view.Lots.Where(lot => lot.OnHand > 0 && lot.ExpiresAt is not null))
        {
            var kind = lot.ExpiresAt <= _house.Now ? AlertKind.Expired : AlertKind.NearExpiry;
            if (kind == AlertKind.NearExpiry && lot.ExpiresAt >= _house.Now.AddDays(NearExpiryDays)) continue;
            truth[AlertCause.Of(kind, view.Store, view.Sku, lot.Lot).Key] = [("onHand", Text(lot.OnHand))];
        }
    }

    private void OfOrder(PurchaseOrderView order, SortedDictionary<string, (string Name, string Value)[]> truth)
    {
        if (order.State is PurchaseOrderState.Sent or PurchaseOrderState.PartlyReceived)
            foreach (var late in order.Lines.Where(line => line.Open > 0 && line.ExpectedOn < UtcDay).GroupBy(line => line.Store, StringComparer.Ordinal))
                truth[AlertCause.Of(AlertKind.OrderOverdue, late.Key, order.Id).Key] = [("lines", Text(late.Count())), ("expectedOn", Text(late.Min(line => line.ExpectedOn)))];
        var isWaiting = order.State is PurchaseOrderState.Draft or PurchaseOrderState.Submitted or PurchaseOrderState.Approved or PurchaseOrderState.Rejected;
        if (isWaiting && order.History[^1].At.AddDays(UnsentDays) <= _house.Now) truth[AlertCause.Of(AlertKind.OrderUnhandled, order.Id).Key] = [("supplier", order.Supplier)];
        foreach (var line in order.Lines.Where(line => line.Open == 0 && Differs(line.Quantity, line.Received)))
            if (_received.Any(one => one.Order == order.Id && one.Store == line.Store && one.Sku == line.Sku && one.Day >= UtcDay.AddDays(-VarianceDays)))
                truth[AlertCause.Of(AlertKind.Variance, "order", line.Store, order.Id, Text(line.Line)).Key] = [("expected", Text(line.Quantity)), ("found", Text(line.Received))];
    }

    private static string Text(decimal quantity) => quantity.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
