namespace BeautyGrains.Forecasting.Methods;

/// <summary>The next periods will be as the last one was. What every other method must beat.</summary>
internal sealed class Naive : LevelSmoother
{
    public override void Observe(double demand)
    {
        if (double.IsFinite(demand)) Level = demand;
    }
}

/// <summary>The next periods will be as those one season ago; of the first season, as the last one.</summary>
internal sealed class SeasonalNaive(int season) : Smoother
{
    private readonly double[] _last = new double[season];
    private long _observed;
    private double _newest;

    public override void Observe(double demand)
    {
        // Where demand is not known, that of a season before stays.
        if (double.IsFinite(demand)) _newest = _last[_observed % season] = demand;
        else if (_observed < season) _last[_observed] = _newest;
        _observed++;
    }

    public override double Ahead(int ahead) => _observed < season ? _newest : _last[(_observed + ahead - 1) % season];
}

/// <summary>The mean of the last periods with known demand.</summary>
internal sealed class MovingAverage(int length) : LevelSmoother
{
    private readonly double[] _window = new double[length];
    private long _known;

    public override void Observe(double demand)
    {
        if (!double.IsFinite(demand)) return;
        _window[_known++ % length] = demand;
        var count = (int)Math.Min(_known, length);
        var sum = 0.0;
        for (var place = 0; place < count; place++) sum += _window[place];
        Level = sum / count;
    }
}

/// <summary>
/// For items of which little is known yet: the mean so far, drawn towards what such items usually sell. That is the posterior mean of a Poisson
/// rate with a gamma prior (Gelman et al., "Bayesian Data Analysis", 3rd ed., section 2.6).
/// </summary>
/// <param name="usual">Mean demand per period of such items when they were new; NaN when there are none, then the mean so far stands alone.</param>
/// <param name="weight">How many periods of its own an item needs to count as much as the others' experience.</param>
internal sealed class NewItem(double usual, double weight) : LevelSmoother
{
    private double _sum;
    private int _known;

    public override void Observe(double demand)
    {
        if (!double.IsFinite(demand)) return;
        _sum += demand;
        _known++;
        Level = double.IsFinite(usual) ? (usual * weight + _sum) / (weight + _known) : _sum / _known;
    }
}
