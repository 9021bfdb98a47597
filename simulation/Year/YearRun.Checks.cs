using System.Globalization;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Simulation;

/// <summary>What must hold, at every month end and at the end.</summary>
internal sealed partial class YearRun
{
    // Money is compared to the cent; average costs of lots have more decimals than anybody pays.
    private const decimal HalfACent = 0.5m;

    /// <summary>The ledger adds up to what there is, and papers, ledger and stock to the same value.</summary>
    private async Task CheckBooks()
    {
        var (value, lists) = (0m, await OnHandOfLists());
        var ledger = _books.Lots();
        for (var store = 0; store < _chain.Stores.Count; store++)
            for (var sku = 0; sku < _chain.Skus.Count; sku++)
            {
                var key = StockKey.Of(_chain.Stores[store].Id, _chain.Skus[sku].Id);
                if (await StockOf(store, sku).Get() is not { } view) continue;
                foreach (var lot in view.Lots)
                {
                    value += lot.OnHand * (lot.UnitCost?.Amount ?? 0);
                    if (_books.Units(key, lot.Lot) != lot.OnHand)
                        throw new Violation("The ledger adds up to what is on hand.", $"{key} lot {lot.Lot}: ledger {_books.Units(key, lot.Lot)}, on hand {lot.OnHand}.");
                }
                var (lots, units) = (view.Lots.Sum(lot => lot.OnHand), ledger[key].Sum(lot => lot.Units));
                if (lots != view.OnHand || units != view.OnHand || lists.GetValueOrDefault(key) != view.OnHand)
                    throw new Violation("The ledger adds up to what is on hand.", $"{key}: on hand {view.OnHand}, lots {lots}, ledger {units}, list {lists.GetValueOrDefault(key)}.");
            }
        value += await CheckClinic();
        foreach (var (account, papers) in _papers.Values)
            Same($"Papers and ledger come to the same: {account}.", papers, _books.Values[account]);
        Same("What came in, less what went out and was lost, is what the stock is worth.", _papers.Values.Values.Sum(), value);
        Same("Goods on their way are those that were shipped and have not arrived.", _papers.Margin - _papers.Values[Account.Transfers] - _papers.LostInTransit, _papers.InTransit);
    }

    private async Task<Dictionary<string, decimal>> OnHandOfLists()
    {
        var all = new Dictionary<string, decimal>(StringComparer.Ordinal);
        ListCursor? after = null;
        do
        {
            var page = await _house.Get<IStockList>().Page(new(), StockOrders.ByStore, after, PageQuery.MostRows, _house.Now, s_never);
            foreach (var line in page.Items) all[StockKey.Of(line.Store, line.Sku)] = line.OnHand;
            after = page.Next;
        }
        while (after is not null);
        return all;
    }

    private static void Same(string what, decimal one, decimal other)
    {
        if (Math.Abs(one - other) >= HalfACent) throw new Violation(what, $"{one} and {other} minor units.");
    }

    private void CheckAll()
    {
        MonthEnd();
        _house.Do(CheckNeeds);
        _house.Do(CheckReturns);
        _house.Do(CheckWaiting);
        _house.Do(CheckBudgets);
        _house.Do(CheckEnds);
        _house.Do(Verify);
    }

    /// <summary>Each need was put into one order at most; one that was cancelled does not count.</summary>
    private async Task CheckNeeds()
    {
        var ordered = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var order in _orders.Values.Where(order => !order.WasCancelled))
            foreach (var line in (await OrderOf(order.Id).Get()).Value!.Lines)
                foreach (var need in line.Needs)
                    if (!ordered.TryAdd(need, order.Id)) throw new Violation("One need is ordered once.", $"{need} is in {ordered[need]} and {order.Id}.");
        foreach (var key in _house.Get<StreamDirectory>().All(PurchaseOrderKind.Instance.Category, s_never).ToBlockingEnumerable())
            if (!_orders.ContainsKey(key)) throw new Violation("No order is made that nobody was told of.", key);
    }

    /// <summary>Nothing passes a budget without somebody who let it pass, and what was spent is what came in.</summary>
    private async Task CheckBudgets()
    {
        var spent = 0m;
        foreach (var key in _house.Get<StreamDirectory>().All(BudgetKind.Instance.Category, s_never).ToBlockingEnumerable())
        {
            if (await _house.Grains.GetGrain<IBudgetGrain>(key).Get() is not { } budget) continue;
            spent += budget.Spent;
            if (budget is { Amount: { } amount } && budget.Committed + budget.Spent > amount && !_escalated.Contains(budget.Store))
                throw new Violation("No budget is passed without approval.", $"{key}: {budget.Committed} committed and {budget.Spent} spent of {amount}.");
        }
        Same("What budgets have spent is what was received.", spent, _papers.Values[Account.Receipts]);
    }

    // Whoever has work of his own must have ended it.
    private async Task CheckEnds()
    {
        foreach (var category in new[] { TransferKind.Instance.Category, ReceiptKind.Instance.Category, SupplierReturnKind.Instance.Category, InvoiceKind.Instance.Category, SupplyPlanKind.Instance.Category, BasketKind.Instance.Category })
            await foreach (var stream in _house.Journal.OpenStreams(category, s_never))
                if (!_underway.Any(one => one.Transfer == stream.Key) && !_sentBack.ContainsKey(stream.Key)) throw new Violation("Nothing is left half done.", stream.ToString());
    }

    /// <summary>The product's own check of the journal and of all read models.</summary>
    private async Task Verify()
    {
        var check = new ReadModelCheck(_house.Journal, _house.Store, ReadModelsRegistration.Models);
        await foreach (var finding in new Verifier(_house.Journal, _house.Get<StreamDirectory>(), _house.Clock, check).Run(s_never))
            throw new Violation("The product's own verification finds nothing.", finding.ToString());
    }

    private YearResult Result(Violation? violation) => new(
        _planning, _trace.Hash, _house.Entries, violation is null ? Classes() : [], Sum(service => service.Asked), Sum(service => service.Asked - service.Served), LostSales(),
        _wasted, _wastedUnits, _stockLooks == 0 ? 0 : Math.Round(_stockSum / _stockLooks), _orders.Values.Count(order => !order.WasCancelled),
        _orderLines, _receipts, _transfers, _requisitions, _counts, _escalations, _alerts, _monthEnds, new(_waiters, _waitedUnits, _waitedSales, _invoices, _differing, _returnsMade, _credited.Values.Sum(), _owed.Values.Sum(one => one.Units), _owed.Values.Sum(one => one.Amount), _settlements),
        new(_treatments, _facts, _breaches, _thrownAway, _openings, _stale, _recalls, _recalledClients),
        _papers.Values[Account.Opening] + _papers.Values[Account.Receipts], _papers.Values[Account.Landed], -_papers.Values[Account.Issues],
        -_papers.Values[Account.Scrap] - _papers.Values[Account.Returns] - _papers.Values[Account.Counts] + _papers.LostInTransit + _papers.InTransit - _papers.Margin, _books.Value, violation is null ? Losses() : [],
        violation);

    private int _orderLines;

    private decimal Sum(Func<Service, decimal> of) => _services.Cast<Service>().Sum(of);

    private decimal LostSales()
    {
        var lost = 0m;
        for (var store = 0; store < _chain.Stores.Count; store++)
            for (var sku = 0; sku < _chain.Skus.Count; sku++)
                lost += (_services[store, sku].Asked - _services[store, sku].Served) * _chain.Skus[sku].Record.Price!.Amount;
        return lost;
    }

    // By the classes that the product has calculated last; new items are as far as they have any.
    private List<ClassService> Classes()
    {
        var found = new List<(AbcClass Class, Service Service)>();
        for (var store = 0; store < _chain.Stores.Count - 1; store++)
        {
            var grain = _house.Grains.GetGrain<IStockClassesGrain>(_chain.Stores[store].Id);
            var classes = _house.Do(grain.Get);
            for (var sku = 0; sku < _chain.Skus.Count; sku++)
                if (classes.Of(_chain.Skus[sku].Id) is { } known) found.Add((known.Abc, _services[store, sku]));
        }
        return [.. found.GroupBy(one => one.Class, one => one.Service).OrderBy(group => group.Key).Select(group => new ClassService(
            group.Key, ControlRules.Defaults.Of(group.Key, XyzClass.Z, default)!.ServiceLevel, group.Count(), group.Sum(one => one.Cycles), Share(group.Sum(one => one.Cycles - one.Broken), group.Sum(one => one.Cycles)),
            Share(group.Sum(one => one.Served), group.Sum(one => one.Asked)), group.Sum(one => one.DaysOut)))];
    }

    private static decimal Share(decimal part, decimal whole) => whole == 0 ? 1 : part / whole;
}
