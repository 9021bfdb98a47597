using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using MathNet.Numerics.Distributions;

namespace BeautyGrains.Simulation;

/// <summary>Why sales are lost, judged by what nobody in the chain knows: how much is asked for on average.</summary>
internal sealed partial class YearRun
{
    private const int NewDays = 56;
    private const double TooLittle = 0.8;

    private readonly Dictionary<(int Store, int Sku, LossCause Cause, string Method), decimal> _losses = [];
    private Dictionary<(string Store, string Sku), DateOnly> _overdue = [];
    private int _overdueDay = -1;

    /// <summary>Notes why units that were asked for could not be served.</summary>
    private async Task Explain(int store, int sku, decimal lost)
    {
        var view = (await StockOf(store, sku).Get())!;
        var replenishment = (await _house.Grains.GetGrain<IReplenishmentGrain>(StockKey.Of(view.Store, view.Sku)).Get()).Value;
        var plan = replenishment?.Plan;
        if (_overdueDay != _day) (_overdueDay, _overdue) = (_day, await Overdue());
        foreach (var (cause, units) in new[]
        {
            (LossCause.Unseen, Math.Min(Math.Max(0, view.Available), _gone[store, sku])),
            (LossCause.Held, view.Quarantined + view.Expired),
            (_overdue.ContainsKey((view.Store, view.Sku)) ? LossCause.Late : replenishment?.Need is { } need && need.OpenedAt.AddDays(plan!.ReviewDays + 1) < _house.Now ? LossCause.NotOrdered : OfPlan(store, sku, plan), decimal.MaxValue),
        })
        {
            var part = Math.Min(lost, units);
            if (part <= 0) continue;
            var key = (store, sku, cause, plan?.Forecast ?? "");
            _losses[key] = _losses.GetValueOrDefault(key) + part;
            lost -= part;
        }
    }

    // What should have come before today and has not, by the day on which it should have.
    private async Task<Dictionary<(string Store, string Sku), DateOnly>> Overdue()
    {
        var late = new Dictionary<(string Store, string Sku), DateOnly>();
        foreach (var order in _orders.Values.Where(order => order is { IsOver: false, IsSent: true }))
            foreach (var line in (await OrderOf(order.Id).Get()).Value!.Lines)
                if (line.Open > 0 && line.ExpectedOn < Today) late[(line.Store, line.Sku)] = line.ExpectedOn;
        return late;
    }

    private LossCause OfPlan(int store, int sku, ReplenishmentPlan? plan)
    {
        var product = _chain.Skus[sku];
        if (product.Launch > 0 && _day < product.Launch + NewDays) return LossCause.New;
        if (plan is null) return LossCause.ExpectedTooLittle;
        var days = plan.LeadTimeDays + plan.ReviewDays;
        var (mean, variance) = _demand.Over(store, sku, Math.Max(0, _day - days), days);
        if ((double)plan.Demand < TooLittle * mean) return LossCause.ExpectedTooLittle;
        var late = (double)plan.LeadTimeDeviationDays * mean / days;
        var spread = variance + (late * late);
        return (double)plan.ReorderPoint < Math.Floor(Gamma.InvCDF(mean * mean / spread, mean / spread, (double)plan.ServiceLevel)) ? LossCause.KeptTooLittle : LossCause.Chance;
    }

    private List<YearLoss> Losses()
    {
        var classes = Enumerable.Range(0, _chain.Stores.Count).Select(store => _house.Do(_house.Grains.GetGrain<IStockClassesGrain>(_chain.Stores[store].Id).Get)).ToList();
        return [.. _losses.GroupBy(one => (Class: classes[one.Key.Store].Of(_chain.Skus[one.Key.Sku].Id)?.Abc, one.Key.Cause, one.Key.Method))
            .OrderBy(group => group.Key.Class).ThenBy(group => group.Key.Cause).ThenBy(group => group.Key.Method, StringComparer.Ordinal)
            .Select(group => new YearLoss(group.Key.Class, group.Key.Cause, group.Key.Method, group.Sum(one => one.Value), group.Sum(one => one.Value * _chain.Skus[one.Key.Sku].Record.Price!.Amount)))];
    }
}
