namespace BeautyGrains.Forecasting.Methods;

/// <summary>Chooses among methods by how each would have done on the past, and its parameters by how they fit.</summary>
internal static class Choice
{
    /// <summary>
    /// At each origin a method forecasts with the parameters that had the least squared one-step error until then. The method whose forecasts had the least mean squared error over
    /// all origins' horizons wins; the first of the methods, which is the naive one, unless another was better.
    /// </summary>
    /// <param name="methods">The first is what the choice falls back on.</param>
    /// <param name="demand">All that is known.</param>
    /// <param name="origins">How many periods were known each time, ascending; the last is all. With one alone the choice goes by the one-step error.</param>
    /// <param name="horizon">Periods to look ahead; every origin but the last has as many after it.</param>
    /// <returns>The method and its parameters at the last origin.</returns>
    public static (Method Method, Func<Smoother> Made) Of(ImmutableArray<Method> methods, ReadOnlySpan<double> demand, ReadOnlySpan<int> origins, int horizon)
    {
        var (best, least) = ((methods[0], methods[0].Tries[0]), double.PositiveInfinity);
        var ahead = new double[horizon];
        foreach (var method in methods)
        {
            var tries = new Tries(origins.Length);
            foreach (var made in method.Tries) tries.Add(made, demand, origins, ahead);
            var error = tries.Error();
            if (error < least) (best, least) = ((method, tries.Made), error);
        }

        return best;
    }

    // Of one method: per origin the best fit so far and how its forecast did.
    private sealed class Tries(int origins)
    {
        private readonly double[] _fit = [.. Enumerable.Repeat(double.PositiveInfinity, origins)];
        private readonly double[] _squares = new double[origins];

        public Func<Smoother> Made { get; private set; } = null!;

        public double Error() => origins == 1 || _squares.All(double.IsNaN) ? _fit[^1] : _squares.Where(double.IsFinite).Sum();

        public void Add(Func<Smoother> made, ReadOnlySpan<double> demand, ReadOnlySpan<int> at, double[] ahead)
        {
            var smoother = made();
            var (sum, count, origin) = (0.0, 0, 0);
            for (var observed = 0; observed <= demand.Length; observed++)
            {
                if (observed == at[origin])
                {
                    var fit = count == 0 ? double.MaxValue : sum / count;
                    if (fit < _fit[origin])
                    {
                        _fit[origin] = fit;
                        if (origin == at.Length - 1) Made = made;
                        _squares[origin] = origin == at.Length - 1 ? double.NaN : MeanSquare(smoother, demand.Slice(observed, ahead.Length), ahead);
                    }

                    if (++origin == at.Length) return;
                }

                var units = demand[observed];
                // The first periods teach; errors on them would say how a method begins, not how it goes on.
                if (observed >= Math.Max(1, at[0] / 4) && units - smoother.Ahead(1) is var error && double.IsFinite(error)) (sum, count) = (sum + error * error, count + 1);
                smoother.Observe(units);
            }
        }

        // NaN where nothing of the horizon is known.
        private static double MeanSquare(Smoother smoother, ReadOnlySpan<double> future, double[] ahead)
        {
            smoother.Tell(ahead);
            var (sum, count) = (0.0, 0);
            for (var period = 0; period < ahead.Length; period++)
            {
                var error = future[period] - ahead[period];
                if (!double.IsFinite(error)) continue;
                sum += error * error;
                count++;
            }

            return sum / count;
        }
    }
}
