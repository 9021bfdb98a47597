namespace BeautyGrains.Forecasting;

/// <summary>What items usually sell per period when they are new, for <see cref="Forecaster.Forecast"/>.</summary>
public sealed class UsualDemand
{
    private readonly double _sum;
    private readonly int _items;

    private UsualDemand(double sum, int items) => (_sum, _items) = (sum, items);

    /// <summary>Learns from the first periods of items alike, such as those of a category.</summary>
    public static UsualDemand Of(IEnumerable<DemandSeries> series)
    {
        var (sum, items) = (0.0, 0);
        foreach (var one in series)
        {
            var start = StartOf(one);
            if (!double.IsFinite(start)) continue;
            sum += start;
            items++;
        }

        return new(sum, items);
    }

    /// <summary>Units per period, of the others than this item, which must be one of those learnt from; NaN when there are none.</summary>
    public double Without(DemandSeries series) =>
        StartOf(series) is var start && double.IsFinite(start) ? (_sum - start) / (_items - 1) : _sum / _items;

    private static double StartOf(DemandSeries series) =>
        series.Demand.Take(Forecaster.NewBelow).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
}
