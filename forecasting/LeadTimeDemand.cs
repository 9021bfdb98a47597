using BeautyGrains.Forecasting.Methods;
using MathNet.Numerics.Distributions;

namespace BeautyGrains.Forecasting;

/// <summary>
/// The demand of the next periods together, with how far off such forecasts have been: the quantile for a service level is what must be there to last so
/// long, and what it is above the mean is the safety stock.
/// </summary>
public sealed class LeadTimeDemand
{
    // Fewer errors than these say nothing of a tail.
    private const int FewErrors = 20;
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
    /// compare such estimates); from a gamma distribution with their variance where there are few (Burgin, "The gamma distribution and
    /// inventory control", Operational Research Quarterly 26, 1975), or a normal one where that gives more: a gamma distribution whose mean is small beside its
    /// deviation is nearly all at zero, and would keep nothing of what is asked for seldom. Where periods are not known, those with most demand are missing among the errors, for they are
    /// what ran out: then it is at least that of a gamma distribution which varies as a Poisson count does.
    /// </summary>
    /// <param name="probability">Above 0, below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public double Quantile(double probability)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(probability, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(probability, 1);
        if (_errors.Length < FewErrors) return Math.Max(OfGamma(_variance, probability), Mean + (Normal.InvCDF(0, 1, probability) * Math.Sqrt(_variance)));
        return Math.Max(_hasGaps ? OfGamma(Mean, probability) : 0, Mean + Empirical(probability));
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
        // Demand by the piece varies at least as a Poisson count does.
        return new(periods, mean, sorted, Math.Max(steps == 0 ? 0 : periods * squares / steps, mean), demand.Contains(double.NaN));
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
