namespace BeautyGrains.Forecasting.Methods;

/// <summary>
/// Exponential smoothing with an additive season and a damped additive trend, each of which may be absent: ETS(A,N,N), (A,Ad,N), (A,N,A), (A,Ad,A) in their
/// component form (Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 3rd ed., chapter 8). Demand is never negative, so neither is what is expected.
/// </summary>
/// <param name="alpha">Weight of the newest period for the level, above 0, at most 1.</param>
/// <param name="beta">For the trend, 0 to 1; 0 for none.</param>
/// <param name="phi">What remains of the trend from period to period, 0 to 1.</param>
/// <param name="gamma">For the season, 0 to 1.</param>
/// <param name="season">Periods of a season; 1 for none.</param>
internal sealed class ExponentialSmoothing(double alpha, double beta, double phi, double gamma, int season) : Smoother
{
    private readonly double[] _season = new double[season];
    private double _level;
    private double _trend;
    private double _firstSum;
    private int _known;
    private long _observed;

    public override void Observe(double demand)
    {
        var place = (int)(_observed % season);
        if (_observed < season) Begin(demand, place);
        else Go(demand, place);
        _observed++;
    }

    public override double Ahead(int ahead)
    {
        var expected = _level;
        if (_trend != 0)
        {
            // The trend's sum φ + φ² + … + φ^ahead.
            var share = phi == 1 ? ahead : phi * (1 - Math.Pow(phi, ahead)) / (1 - phi);
            expected += share * _trend;
        }

        if (season > 1 && _observed >= season) expected += _season[(_observed + ahead - 1) % season];
        return Math.Max(0, expected);
    }

    // The first season gives the level as its mean and the season as the differences from it.
    private void Begin(double demand, int place)
    {
        _season[place] = demand;
        if (double.IsFinite(demand))
        {
            _firstSum += demand;
            _level = _firstSum / ++_known;
        }

        if (_observed != season - 1) return;
        for (var at = 0; at < season; at++) _season[at] = season > 1 && double.IsFinite(_season[at]) ? _season[at] - _level : 0;
    }

    private void Go(double demand, int place)
    {
        var expected = _level + phi * _trend;
        if (!double.IsFinite(demand))
        {
            _level = expected;
            _trend *= phi;
            return;
        }

        // As long as little is known, the level is the mean of it: else a small alpha would hold on to how things began.
        var weight = Math.Max(alpha, 1.0 / ++_known);
        var level = weight * (demand - _season[place]) + (1 - weight) * expected;
        _trend = beta == 0 ? 0 : beta * (level - _level) + (1 - beta) * phi * _trend;
        if (season > 1) _season[place] = gamma * (demand - expected) + (1 - gamma) * _season[place];
        _level = level;
    }
}
