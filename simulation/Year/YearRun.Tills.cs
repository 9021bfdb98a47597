using System.Globalization;
using BeautyGrains.Contracts;

namespace BeautyGrains.Simulation;

/// <summary>What happens on the shop floor: sales, treatments, returns, thefts, counts, what has expired.</summary>
internal sealed partial class YearRun
{
    private const int TheftsPerStoreDay = 12;
    private const int CountErrors = 4;
    private const int CountGroups = 8;

    private readonly List<(int Store, int Sku, string Lot, string Id)> _returns = [];
    private readonly List<(int Store, int Sku, string Lot, string Count, decimal Right, decimal Surplus)> _miscounts = [];
    private readonly List<(int Day, string Store, string Sku, string Lot)> _quarantined = [];
    private readonly Dictionary<(int Store, int Sku, string Lot), (decimal Expected, decimal Found, DateTimeOffset At)> _counted = [];
    private int _counts;
    private decimal _wasted;
    private decimal _wastedUnits;

    /// <summary>Serves the clients of one time of the day.</summary>
    private async Task Serve(int slot)
    {
        for (var store = 0; store < _chain.Stores.Count; store++)
            for (var sku = 0; sku < _chain.Skus.Count; sku++)
                if (_demand.Of(store, sku, _day)[slot] is > 0 and var asked) await Serve(store, sku, slot, asked);
    }

    private async Task Serve(int store, int sku, int slot, decimal asked)
    {
        // What somebody has taken away unseen is in the book, and not on the shelf.
        var there = _gone[store, sku] > 0 ? Math.Min(asked, Math.Max(0, (await StockOf(store, sku).Get())!.Available - _gone[store, sku])) : asked;
        var id = string.Create(CultureInfo.InvariantCulture, $"s.{_day}.{slot}");
        var served = there == 0 ? 0 : (_day + store + sku) % 10 == 0 ? await Book(store, sku, id, there) : await Sell(store, sku, id, there);
        if (Counts)
        {
            _services[store, sku].Ask(asked, served, _day);
            if (served < asked) await Explain(store, sku, asked - served);
        }
        if (served < asked) await Queue(store, sku, slot, asked - served);
        if (served > 0 && _random.Percent(1) && _lastLot is { } lot && !_chain.Skus[sku].IsCentral) _returns.Add((store, sku, lot, $"b.{id}"));
    }

    private string? _lastLot;

    // Sells what there is; tells how much.
    private async Task<decimal> Sell(int store, int sku, string id, decimal units)
    {
        var use = _chain.Skus[sku].Use;
        var by = By($"till-{_chain.Stores[store].Id}");
        var answer = await StockOf(store, sku).Sell(new(id, units, null, null, use, null, by));
        if (answer.Refusal is { Kind: RefusalKind.InsufficientAvailable, Available: var left })
        {
            units = Math.Floor(left ?? 0);
            if (units <= 0) return 0;
            answer = await StockOf(store, sku).Sell(new($"{id}.r", units, null, null, use, null, by));
        }
        foreach (var line in Must(answer, id).Lines) Issued(store, sku, line.Lot, -line.Quantity);
        return units;
    }

    // A client has it put aside and pays later.
    private async Task<decimal> Book(int store, int sku, string id, decimal units)
    {
        var by = By($"till-{_chain.Stores[store].Id}");
        var stock = StockOf(store, sku);
        var held = await stock.Reserve(new(id, units, null, TimeSpan.FromMinutes(30), null, null, null, null, null, false, by));
        if (held.Refusal is { Kind: RefusalKind.InsufficientAvailable, Available: var left })
        {
            units = Math.Floor(left ?? 0);
            if (units <= 0) return 0;
            id += ".r";
            held = await stock.Reserve(new(id, units, null, TimeSpan.FromMinutes(30), null, null, null, null, null, false, by));
        }
        Must(held, id);
        var paid = Must(await stock.Commit(new(id, null, [], _chain.Skus[sku].Use, null, by)), id);
        foreach (var lot in paid.Lots) Issued(store, sku, lot.Lot, lot.Quantity);
        return units;
    }

    private void Note(Account account, int store, int sku, string lot, decimal units) => _papers.Note(account, _chain.Stores[store].Id, _chain.Skus[sku].Id, lot, units);

    private void Issued(int store, int sku, string lot, decimal units)
    {
        Note(Account.Issues, store, sku, lot, -units);
        _lastLot = lot;
    }

    /// <summary>After the shops have closed: thefts that nobody has seen, counts.</summary>
    private async Task Evening()
    {
        await PostFreight();
        for (var store = 0; store < _chain.Stores.Count - 1; store++)
        {
            if (!_random.Percent(TheftsPerStoreDay)) continue;
            var sku = _random.Between(0, _chain.Skus.Count - 1);
            if (await StockOf(store, sku).Get() is { } view && view.Available > _gone[store, sku]) _gone[store, sku]++;
        }
        if (WeekDayOf(_day) != WeekDay.Wednesday) return;
        for (var store = 0; store < _chain.Stores.Count; store++)
            for (var sku = _day / 7 % CountGroups; sku < _chain.Skus.Count; sku += CountGroups) await Count(store, sku);
    }

    // What is missing is missing of the lots that go first.
    private async Task Count(int store, int sku)
    {
        if (await StockOf(store, sku).Get() is not { } view) return;
        foreach (var lot in view.Lots.Where(lot => lot.OnHand > 0 && !lot.Expired && lot.Status == LotStatus.Released))
        {
            var missing = Math.Min(_gone[store, sku], lot.OnHand);
            _gone[store, sku] -= missing;
            var right = lot.OnHand - missing;
            var error = _random.Percent(CountErrors) ? _random.Percent(50) ? 1 : -1 : 0;
            var counted = Math.Max(0, right + error);
            if (counted == lot.OnHand && missing == 0) continue;
            var id = string.Create(CultureInfo.InvariantCulture, $"c.{_day}.{lot.Lot}");
            await Post(store, sku, id, lot.Lot, counted);
            if (counted != right) _miscounts.Add((store, sku, lot.Lot, id, right, counted - right));
        }
    }

    private async Task Post(int store, int sku, string id, string lot, decimal counted)
    {
        _counts++;
        _counted[(store, sku, lot)] = (await StockOf(store, sku).Get() is { } view ? view.Lots.First(one => one.Lot == lot).OnHand : 0, counted, _house.Now);
        foreach (var line in Must(await StockOf(store, sku).Count(new(id, lot, counted, "Count", By("p-counter"))), id).Lines)
            Note(Account.Counts, store, sku, line.Lot, line.Quantity);
    }

    /// <summary>Before the shops open: what was counted wrong is counted again, what clients brought back goes on the shelf, what has expired goes.</summary>
    private async Task TidyUp()
    {
        foreach (var (store, sku, lot, count, right, _) in _miscounts)
        {
            foreach (var line in Must(await StockOf(store, sku).Reverse(new($"x.{count}", MovementKind.Count, count, "Counted wrong", By("p-counter"))), count).Lines)
                Note(Account.Counts, store, sku, line.Lot, line.Quantity);
            await Post(store, sku, $"{count}.r", lot, right);
        }
        _miscounts.Clear();
        foreach (var (store, sku, lot, id) in _returns)
        {
            Must(await StockOf(store, sku).Return(new(id, 1, null, lot, ReturnDisposition.Stock, null, null, By($"till-{_chain.Stores[store].Id}"))), id);
            Note(Account.Issues, store, sku, lot, 1);
        }
        _returns.Clear();
        await TakeConsignedBack();
        foreach (var (_, store, sku, lot) in _quarantined.Where(one => one.Day <= _day))
            if (_random.Percent(FailsInspection)) await FailInspection(store, sku, lot);
            else Must(await StockOf(store, sku).SetLotStatus(new(lot, LotStatus.Released, "Checked", By("p-quality"), "person:p-chief")), lot);
        _quarantined.RemoveAll(one => one.Day <= _day);
        if (WeekDayOf(_day) == WeekDay.Monday) await ScrapExpired();
        for (var sku = 0; sku < _chain.Skus.Count; sku++)
            if (_chain.Skus[sku].Launch == _day) await Launch(sku);
    }

    private async Task ScrapExpired()
    {
        for (var store = 0; store < _chain.Stores.Count; store++)
            for (var sku = 0; sku < _chain.Skus.Count; sku++)
            {
                if (_chain.Skus[sku].ShelfDays is null || await StockOf(store, sku).Get() is not { Expired: > 0 } view) continue;
                foreach (var lot in view.Lots.Where(lot => lot.Expired && lot.OnHand > 0))
                {
                    var id = string.Create(CultureInfo.InvariantCulture, $"e.{_day}.{lot.Lot}");
                    Must(await StockOf(store, sku).Scrap(new(id, lot.OnHand, null, lot.Lot, "Expired", By("p-quality"))), id);
                    Note(Account.Scrap, store, sku, lot.Lot, -lot.OnHand);
                    if (!Counts) continue;
                    _wasted += lot.OnHand * _papers.CostOf(view.Store, view.Sku, lot.Lot);
                    _wastedUnits += lot.OnHand;
                }
            }
    }
}
