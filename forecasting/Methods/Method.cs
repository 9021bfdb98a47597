namespace BeautyGrains.Forecasting.Methods;

/// <summary>A method of forecasting and the parameters that are tried with it.</summary>
internal sealed record Method(string Name, ImmutableArray<Func<Smoother>> Tries)
{
    /// <summary>The first one is what a choice falls back on.</summary>
    /// <param name="series">What is to be forecast; decides what is worth trying.</param>
    /// <param name="season">Periods of a season, 1 for none.</param>
    public static ImmutableArray<Method> For(DemandSeries series, int season)
    {
        var methods = new List<Method> { Naive, MovingAverage(season) };
        var hasSeason = season > 1 && series.Demand.Length >= 2 * season + 1;
        if (hasSeason) methods.Add(SeasonalNaive(season));
        methods.Add(Smoothing);
        if (hasSeason) methods.Add(Seasonal(season));
        if (series.IsIntermittent) methods.AddRange(Croston, SyntetosBoylan, TeunterSyntetosBabai);
        else methods.Add(DampedTrend);
        return [.. methods];
    }

    public static readonly Method Naive = new("naive", [() => new Naive()]);

    private static readonly double[] s_weights = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8];

    private static readonly Method Smoothing = new("exponential smoothing", [.. s_weights.Select(alpha => Level(alpha))]);

    private static readonly Method DampedTrend = new("damped trend", [.. Grid([0.1, 0.2, 0.4, 0.7], [0.05, 0.15], (alpha, beta) => () => new ExponentialSmoothing(alpha, beta, 0.9, 0, 1))]);

    private static readonly Method Croston = new("Croston", [.. s_weights[1..5].Select(alpha => (Func<Smoother>)(() => new Croston(alpha, isUnbiased: false)))]);

    private static readonly Method SyntetosBoylan = new("SBA", [.. s_weights[1..5].Select(alpha => (Func<Smoother>)(() => new Croston(alpha, isUnbiased: true)))]);

    private static readonly Method TeunterSyntetosBabai = new("TSB", [.. Grid([0.05, 0.1, 0.2], [0.01, 0.03, 0.1, 0.2], (alpha, beta) => () => new TeunterSyntetosBabai(alpha, beta))]);

    public static Method SeasonalNaive(int season) => new("seasonal naive", [() => new SeasonalNaive(season)]);

    /// <summary>Over four seasons of a few periods, else over eight periods.</summary>
    public static Method MovingAverage(int season) => new("moving average", [() => new MovingAverage(season is > 1 and <= 12 ? 4 * season : 8)]);

    /// <summary>For what has no past to choose by.</summary>
    public static Method NewItem(double usual) => new("new item", [() => new NewItem(usual, weight: 4)]);

    private static Method Seasonal(int season) =>
        new("seasonal smoothing", [.. Grid([0.02, 0.05, 0.1, 0.3], [0.02, 0.1, 0.3], (alpha, gamma) => () => new ExponentialSmoothing(alpha, 0, 1, gamma, season))]);

    private static Func<Smoother> Level(double alpha) => () => new ExponentialSmoothing(alpha, 0, 1, 0, 1);

    private static IEnumerable<Func<Smoother>> Grid(double[] firsts, double[] seconds, Func<double, double, Func<Smoother>> make) =>
        from first in firsts from second in seconds select make(first, second);
}
