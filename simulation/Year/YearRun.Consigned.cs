using System.Globalization;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Simulation;

/// <summary>Goods that suppliers leave with the chain: they fill them up every second week, and are paid for what was sold, month by month.</summary>
internal sealed partial class YearRun
{
    private const int FillEvery = 14;
    private const int FillDays = 30;
    private const int DraftsGivenUp = 20;

    // What the slips of the tills say of each owner's goods.
    private readonly SortedDictionary<string, (decimal Units, decimal Amount)> _owed = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Stock, string Lot), (decimal Units, decimal Cost)> _left = [];
    private readonly List<(int Store, int At, string Lot, string Id)> _broughtBack = [];
    private int _settlements;

    private static LotOwner OwnerOf(YearSku product) => new(OwnerKind.Consignor, product.Supplier);

    private IStockGrain ConsignedOf(int store, int at) => _house.Grains.GetGrain<IStockGrain>(StockKey.Of(_chain.Stores[store].Id, _chain.Consigned[at].Id));

    /// <summary>Suppliers fill their shelves, at a price that changes from time to time.</summary>
    private async Task FillConsigned()
    {
        if (_day % FillEvery != 0) return;
        for (var store = 0; store < _chain.Stores.Count - 1; store++)
            for (var at = 0; at < _chain.Consigned.Count; at++)
            {
                var (place, product) = (_chain.Stores[store], _chain.Consigned[at]);
                var units = Math.Ceiling((decimal)(YearChain.MeanOf(place, product) * FillDays)) - ((await ConsignedOf(store, at).Get())?.OnHand ?? 0);
                if (units <= 0) continue;
                var (lot, cost) = ($"k.{_day}.{place.Id}.{product.Id}", product.Cost + _random.Between(-250, 250));
                Must(await ConsignedOf(store, at).Receive(new(
                    lot, units, null, lot, ExpiryOf(product, 0), null, new(cost, YearChain.Currency), product.Supplier, null, null, null, LotStatus.Released, null, By("p-warehouse"), Owner: OwnerOf(product))), lot);
                _left[(StockKey.Of(place.Id, product.Id), lot)] = (units, cost);
            }
    }

    private async Task ServeConsigned(int slot)
    {
        for (var store = 0; store < _chain.Stores.Count - 1; store++)
            for (var at = 0; at < _chain.Consigned.Count; at++)
            {
                if (_demand.OfConsigned(store, at, _day)[slot] is not (> 0 and var asked)) continue;
                var units = Math.Min(asked, (await ConsignedOf(store, at).Get())?.Available ?? 0);
                if (units <= 0) continue;
                var id = string.Create(CultureInfo.InvariantCulture, $"s.{_day}.{slot}");
                foreach (var line in Must(await ConsignedOf(store, at).Sell(new(id, units, null, null, MovementKind.Sale, null, By($"till-{_chain.Stores[store].Id}"))), id).Lines)
                {
                    Owe(store, at, line.Lot, -line.Quantity);
                    if (_random.Percent(2)) _broughtBack.Add((store, at, line.Lot, $"b.{id}.{line.Lot}"));
                }
            }
    }

    private async Task TakeConsignedBack()
    {
        foreach (var (store, at, lot, id) in _broughtBack)
        {
            Must(await ConsignedOf(store, at).Return(new(id, 1, null, lot, ReturnDisposition.Stock, null, null, By($"till-{_chain.Stores[store].Id}"))), id);
            Owe(store, at, lot, -1);
        }
        _broughtBack.Clear();
    }

    private void Owe(int store, int at, string lot, decimal sold)
    {
        var place = (StockKey.Of(_chain.Stores[store].Id, _chain.Consigned[at].Id), lot);
        var (left, cost) = _left[place];
        _left[place] = (left - sold, cost);
        var owner = OwnerOf(_chain.Consigned[at]).ToString();
        var (units, amount) = _owed.GetValueOrDefault(owner);
        _owed[owner] = (units + sold, amount + decimal.Round(sold * cost, 0, MidpointRounding.ToEven));
    }

    /// <summary>Each owner's month is put together, agreed on and paid; some are given up at first and made again.</summary>
    private async Task Settle()
    {
        foreach (var owner in _owed.Keys.Select(LotOwner.Parse))
        {
            var account = _house.Grains.GetGrain<IOwnerAccountGrain>(owner.ToString());
            var (from, until) = (await account.SettledUntil(), _house.Now);
            var (lines, totals) = await _house.Get<ISettlementList>().Sum(owner, from, until, s_never);
            if (lines == 0) continue;
            var id = string.Create(CultureInfo.InvariantCulture, $"m.{_day}");
            Must(await account.Draft(new(id, from, until, lines, totals, By("p-finance"))), id);
            if (_random.Percent(DraftsGivenUp))
            {
                Must(await account.Cancel(new(id, "A line is missing", By("p-finance"))), id);
                id += ".2";
                Must(await account.Draft(new(id, from, until, lines, totals, By("p-finance"))), id);
            }
            Must(await account.Agree(new(id, "By letter", By("p-finance"))), id);
            Must(await account.Pay(new(id, "By bank", By("p-finance"))), id);
            _settlements++;
        }
    }

    /// <summary>What is owed to owners is what was sold of theirs, settled or not; and what is left of theirs is there, and theirs.</summary>
    private async Task CheckConsigned()
    {
        var list = _house.Get<ISettlementList>();
        foreach (var (key, (units, amount)) in _owed)
        {
            var (owner, lines, settled, open) = (LotOwner.Parse(key), new List<SettlementLine>(), 0m, 0m);
            for (ListCursor? after = null; ;)
            {
                var page = await list.Lines(new(owner), SettlementOrders.Lines, after, PageQuery.MostRows, s_never);
                lines.AddRange(page.Items);
                if ((after = page.Next) is null) break;
            }
            if (lines.Sum(line => line.Quantity) != units || lines.Sum(line => line.Amount!.Amount) != amount)
                throw new Violation("What is owed to an owner is what was sold of theirs.", $"{key}: {lines.Sum(line => line.Quantity)} units for {lines.Sum(line => line.Amount!.Amount)}; tills sold {units} for {amount}.");
            foreach (var one in (await list.Settlements(owner, SettlementState.Paid, SettlementOrders.Settlements, null, PageQuery.MostRows, s_never)).Items) settled += one.Totals.Sum(total => total.Amount);
            open = (await list.Sum(owner, await _house.Grains.GetGrain<IOwnerAccountGrain>(key).SettledUntil(), _house.Now.AddDays(1), s_never)).Totals.Sum(total => total.Amount);
            if (settled + open != amount) throw new Violation("Each line is settled once.", $"{key}: {settled} settled and {open} open of {amount}.");
        }
        for (var store = 0; store < _chain.Stores.Count - 1; store++)
            for (var at = 0; at < _chain.Consigned.Count; at++)
                if (await ConsignedOf(store, at).Get() is { } view)
                    foreach (var lot in view.Lots)
                        if (_left.GetValueOrDefault((StockKey.Of(view.Store, view.Sku), lot.Lot)).Units != lot.OnHand || lot.Owner != OwnerOf(_chain.Consigned[at]))
                            throw new Violation("Goods of others are there, and stay theirs.", $"{view.Store}/{view.Sku} {lot}");
    }
}
