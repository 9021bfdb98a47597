using BeautyGrains.Forecasting.Methods;
using MathNet.Numerics.Distributions;

namespace BeautyGrains.Forecasting;

/// <summary>
/// The demand of the next periods together, with how far off such forecasts have been: the quantile for a service level is what must be there to last so
/// long, and what it is above the mean is the safety stock.
/// </summary>
public sealed class LeadTimeDemand
{
    // Errors over fewer times as many periods say nothing of how long errors last.
    private const int FewTimes = 3;
    // A gamma distribution below this is all at zero.
    private const double LeastShape = 1e-6;

    private readonly double[] _errors;
    private readonly double _variance;
    private readonly bool _hasGaps;

    private LeadTimeDemand(int periods, double mean, double[] errors, double variance, bool hasGaps)
    {
        Periods = periods;
        Mean = mean;
        _errors = errors;
        _variance = variance;
        _hasGaps = hasGaps;
    }

    /// <summary>How many periods, 1 or more.</summary>
    public int Periods { get; }

    /// <summary>Units expected, at least 0.</summary>
    public double Mean { get; }

    /// <summary>
    /// The demand that is not exceeded with that probability, at least 0. From the errors that the same forecast made over the same number of periods in the
    /// past, as they were (Trapero, Cardós and Kourentzes, "Empirical safety stock estimation based on kernel and GARCH models", Omega 84, 2019,
    /// compare such estimates), as far as there are enough: of periods that overlap only those count that lie apart, and where fewer than one of them is
    /// expected beyond the quantile they say too little of it, and it is at least that of a gamma distribution with their variance (Burgin, "The gamma
    /// distribution and inventory control", Operational Research Quarterly 26, 1975), or of a normal one where that gives more: a gamma distribution whose mean is
    /// small beside its deviation is nearly all at zero, and would keep nothing of what is asked for seldom. Where periods are not known, those with most demand are
    /// missing among the errors: then it is at least that of a gamma distribution which varies as a Poisson count does.
    /// </summary>
    /// <param name="probability">Above 0, below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public double Quantile(double probability)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(probability, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(probability, 1);
        var seen = _errors.Length == 0 ? 0 : Math.Max(0, Mean + Empirical(probability));
        if ((1 - probability) * _errors.Length >= Periods) return _hasGaps ? Math.Max(seen, OfGamma(Mean, probability)) : seen;
        return Math.Max(seen, Math.Max(OfGamma(_variance, probability), Mean + (Normal.InvCDF(0, 1, probability) * Math.Sqrt(_variance))));
    }

    private double OfGamma(double variance, double probability) =>
        Mean * Mean / variance is var shape && shape >= LeastShape ? Gamma.InvCDF(shape, Mean / variance, probability) : 0;

    internal static LeadTimeDemand After(Func<Smoother> made, ReadOnlySpan<double> demand, int periods)
    {
        var smoother = made();
        var errors = new List<double>();
        var (squares, steps) = (0.0, 0);
        var told = demand.LastIndexOfAnyExcept(double.NaN) + 1;
        for (var observed = 0; observed < demand.Length; observed++)
        {
            if (observed > told / 4 || observed == 1)
            {
                if (demand[observed] - smoother.Ahead(1) is var step && double.IsFinite(step)) (squares, steps) = (squares + step * step, steps + 1);
                if (Sum(demand, observed, periods) - smoother.Over(periods) is var error && double.IsFinite(error)) errors.Add(error);
            }

            smoother.Observe(demand[observed]);
        }

        var mean = smoother.Over(periods);
        var sorted = errors.ToArray();
        Array.Sort(sorted);
        return new(periods, mean, sorted, Variance(periods, mean, steps == 0 ? 0 : squares / steps, steps, sorted), demand.Contains(double.NaN));
    }

    // Of the periods together: as many times that of one, or as it was over as many in the past, which is more where errors last, since whoever expects too little of one
    // period expects too little of the next ones (Prak, Teunter and Syntetos, "On the calculation of safety stocks when demand is forecasted", EJOR 256, 2017); and
    // besides as uncertain as the mean is that is known of so few (Prak and Teunter, "A general method for addressing forecasting uncertainty in inventory models",
    // International Journal of Forecasting 35, 2019). Demand by the piece varies at least as a Poisson count does.
    private static double Variance(int periods, double mean, double ofOne, int known, double[] errors)
    {
        var lasting = errors.Length >= FewTimes * periods ? errors.Sum(error => error * error) / errors.Length : 0;
        return Math.Max(Math.Max(periods * ofOne, mean) * (1 + ((double)periods / Math.Max(known, 1))), lasting);
    }

    private static double Sum(ReadOnlySpan<double> demand, int from, int periods)
    {
        if (from + periods > demand.Length) return double.NaN;
        var sum = 0.0;
        foreach (var units in demand.Slice(from, periods)) sum += units;
        return sum;
    }

    // Linear between neighbours, each error the middle of its share: definition 5 of Hyndman and Fan, "Sample quantiles in statistical packages", 1996.
    private double Empirical(double probability)
    {
        var place = probability * _errors.Length - 0.5;
        if (place <= 0) return _errors[0];
        if (place >= _errors.Length - 1) return _errors[^1];
        var below = (int)place;
        return _errors[below] + (place - below) * (_errors[below + 1] - _errors[below]);
    }
}
