using System.Globalization;
using BeautyGrains.Contracts;

namespace BeautyGrains.Simulation;

/// <summary>Masters, policies, first stocks, budgets.</summary>
internal sealed partial class YearRun
{
    private const string Licence = "business-licence";

    // Of what a month is expected to cost; in good months that is not enough, and somebody has to let orders pass.
    private const decimal BudgetRoom = 1.25m;
    private const int OpeningDays = 28;
    private const int WarehouseDays = 45;

    private async Task Open()
    {
        var house = By("p-ops");
        foreach (var store in _chain.Stores) Must(await _house.Grains.GetGrain<IStoreGrain>(store.Id).Put(new(store.Record, null, house)), store.Id);
        foreach (var sku in _chain.Skus.Concat(_chain.Consigned)) Must(await _house.Grains.GetGrain<ISkuGrain>(sku.Id).Put(new(sku.Record, null, house)), sku.Id);
        foreach (var supplier in _chain.Suppliers) await PutSupplier(supplier, supplier.PaperEnds is { } end ? DateOnly.FromDateTime(At(end, 12).UtcDateTime) : null);
        await OpenClinic();
        await PutAlertPolicies(house);
        await PutBudgets(Today);
        await PutBudgets(Today.AddMonths(1));
        for (var sku = 0; sku < _chain.Skus.Count; sku++)
            if (_chain.Skus[sku].Launch == 0) await Launch(sku);
    }

    private async Task PutSupplier(YearSupplier supplier, DateOnly? paperEnds)
    {
        var prices = _chain.Skus.Where(sku => sku.Supplier == supplier.Id).Select(sku => new SupplierPrice(sku.Id, sku.Cost, sku.Pack, sku.Pack)).ToArray();
        Must(await _house.Grains.GetGrain<ISupplierGrain>(supplier.Id).Put(new(
            new(
                $"Supplier {supplier.Id}", YearChain.Currency, supplier.LeadDays, LeadTimeDeviationDays: supplier.Deviation, OrderDays: supplier.OrderDays,
                Qualifications: [new(Licence, $"L-{supplier.Id}", ValidThrough: paperEnds)], Prices: [.. prices]),
            null, By("p-buyer"))), supplier.Id);
    }

    private async Task PutAlertPolicies(Caller by)
    {
        var policies = _house.Grains.GetGrain<IAlertPoliciesGrain>(IAlertPoliciesGrain.TheKey);
        var from = Today;
        Must(await policies.Put(new(new("low-1", AlertKind.Low, null, _chain.Skus[0].Id, LowAt, null, true, from, null), by)), "low-1");
        Must(await policies.Put(new(new("over-1", AlertKind.OverStock, null, _chain.Skus[1].Id, OverAt, null, true, from, null), by)), "over-1");
    }

    /// <summary>Stores begin to sell a product: a first allotment, and a policy.</summary>
    private async Task Launch(int sku)
    {
        var product = _chain.Skus[sku];
        for (var store = 0; store < _chain.Stores.Count; store++)
        {
            var place = _chain.Stores[store];
            if (place.IsWarehouse && !product.IsCentral) continue;
            var units = place.IsWarehouse ? ChainMean(product) * WarehouseDays : YearChain.MeanOf(place, product) * OpeningDays;
            var lot = $"open.{place.Id}.{product.Id}";
            await TakeIn(store, sku, (decimal)Math.Ceiling(units), lot);
            if (!place.IsWarehouse) await PutPolicy(store, sku);
        }
    }

    private async Task TakeIn(int store, int sku, decimal units, string lot)
    {
        var product = _chain.Skus[sku];
        Must(await StockOf(store, sku).Receive(new(
            lot, units, null, lot, ExpiryOf(product, 0), null, new(product.Cost, YearChain.Currency), null, null, null, null, LotStatus.Released, null, By("p-ops"))), lot);
        _papers.TakeIn(Account.Opening, _chain.Stores[store].Id, product.Id, lot, units, product.Cost);
    }

    private async Task PutPolicy(int store, int sku)
    {
        var (place, product) = (_chain.Stores[store], _chain.Skus[sku]);
        var supplier = _chain.SupplierOf(product);
        var policy = new ReplenishmentPolicy(ReplenishmentMethod.ReorderPoint, supplier.Id, _chain.Options.ServiceLevel);
        if (_planning == YearPlanning.MinMax)
        {
            // The rule of thumb: some days beyond lead and review time at least, four weeks more at most, by the year's mean sales, which nobody knows better.
            var mean = YearChain.MeanOf(place, product);
            var least = Math.Ceiling((decimal)(mean * (supplier.LeadDays + supplier.Review + _chain.Options.SafetyDays)));
            policy = policy with { Method = ReplenishmentMethod.MinMax, Minimum = least, Maximum = least + Math.Max(1, Math.Ceiling((decimal)(mean * 28))) };
        }
        Must(await _house.Grains.GetGrain<IReplenishmentGrain>(StockKey.Of(place.Id, product.Id)).PutPolicy(new(policy, null, By("p-ops"))), $"{place.Id}/{product.Id}");
    }

    private async Task PutBudgets(DateOnly month)
    {
        foreach (var store in _chain.Stores)
            foreach (var category in _chain.Skus.GroupBy(sku => sku.Record.Category!, StringComparer.Ordinal))
            {
                var perDay = category.Where(sku => !store.IsWarehouse || sku.IsCentral)
                    .Sum(sku => (decimal)(store.IsWarehouse ? ChainMean(sku) : YearChain.MeanOf(store, sku)) * sku.Cost);
                if (perDay == 0) continue;
                var key = BudgetKey.Of(store.Id, category.Key, month).ToString();
                var amount = Math.Round(perDay * 30.4m * BudgetRoom * (store.IsWarehouse ? 2 : 1));
                Must(await _house.Grains.GetGrain<IBudgetGrain>(key).Put(new(new(amount, YearChain.Currency), 80, BudgetPolicy.Escalate, null, By("p-finance"))), key);
                _budgets.Add(key);
            }
    }

    private double ChainMean(YearSku sku) => _chain.Stores.Sum(store => YearChain.MeanOf(store, sku));

    // The last good day of goods that arrive today.
    private Expiry? ExpiryOf(YearSku product, int shift)
    {
        if (product.ShelfDays is not { } days) return null;
        var end = Today.AddDays(days + (days * shift / 100));
        return new(end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), end, DatePrecision.Day, ExpiryKind.ValidThrough);
    }
}
