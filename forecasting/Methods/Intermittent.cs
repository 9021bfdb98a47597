namespace BeautyGrains.Forecasting.Methods;

/// <summary>
/// Croston's method for intermittent demand: the size of demand and the interval between demands are smoothed apart, when there is demand
/// (Croston, "Forecasting and stock control for intermittent demands", Operational Research Quarterly 23, 1972). With <paramref name="isUnbiased"/> the
/// Syntetos-Boylan approximation, which takes the bias out by the factor 1 − α/2 ("The accuracy of intermittent demand estimates", International
/// Journal of Forecasting 21, 2005).
/// </summary>
/// <param name="alpha">Weight of the newest size and interval, above 0, at most 1.</param>
internal sealed class Croston(double alpha, bool isUnbiased) : LevelSmoother
{
    private double _size;
    private double _interval;
    private int _since;
    private int _demands;

    public override void Observe(double demand)
    {
        // A period without known demand is no part of an interval.
        if (!double.IsFinite(demand)) return;
        _since++;
        if (demand == 0) return;
        // Means at first, so that a small alpha does not hold on to how things began.
        var weight = Math.Max(alpha, 1.0 / ++_demands);
        _size += weight * (demand - _size);
        _interval += weight * (_since - _interval);
        _since = 0;
        Level = (isUnbiased ? 1 - alpha / 2 : 1) * _size / _interval;
    }
}

/// <summary>
/// The method of Teunter, Syntetos and Babai: the size of demand and its probability are smoothed apart, the probability in every period, so that an
/// item that nobody asks for any more dies away ("Intermittent demand: linking forecasting to inventory obsolescence", EJOR 214, 2011).
/// </summary>
/// <param name="alpha">For the size, above 0, at most 1.</param>
/// <param name="beta">For the probability, above 0, at most 1.</param>
internal sealed class TeunterSyntetosBabai(double alpha, double beta) : LevelSmoother
{
    private double _size;
    private double _probability;
    private int _demands;
    private int _known;

    public override void Observe(double demand)
    {
        if (!double.IsFinite(demand)) return;
        // Means at first, as with Croston.
        _probability += Math.Max(beta, 1.0 / ++_known) * ((demand > 0 ? 1 : 0) - _probability);
        if (demand > 0) _size += Math.Max(alpha, 1.0 / ++_demands) * (demand - _size);
        Level = _probability * _size;
    }
}
