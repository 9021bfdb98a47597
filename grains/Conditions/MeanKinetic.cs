namespace BeautyGrains.Grains;

/// <summary>
/// Mean kinetic temperature: the one steady temperature at which goods would have decayed as much as they did at the changing ones. USP general chapter
/// 1079.2 (before 2021 in chapter 1079) after Haynes (1971): T = (ΔH/R) / −ln(Σ wᵢ·exp(−ΔH/(R·Tᵢ)) / Σ wᵢ), temperatures in kelvin, here weighted by how long
/// each was read for, which with equal intervals is the chapter's plain mean.
/// </summary>
public static class MeanKinetic
{
    private const double GasConstant = 0.0083144; // kJ per mole and kelvin.
    private const double Zero = 273.15;

    /// <summary>In °C with 2 decimals; null without readings.</summary>
    /// <param name="temperatures">In °C, each with a weight above 0.</param>
    /// <param name="kilojoulesPerMole">Activation energy, above 0.</param>
    public static decimal? Of(IEnumerable<(decimal Celsius, double Weight)> temperatures, decimal kilojoulesPerMole)
    {
        var ratio = (double)kilojoulesPerMole / GasConstant;
        var (all, hottest) = (temperatures.ToList(), double.NegativeInfinity);
        if (all.Count == 0) return null;
        foreach (var (celsius, _) in all) hottest = Math.Max(hottest, (double)celsius + Zero);
        var (sum, weights) = (0.0, 0.0);
        // Of the hottest a power of 1, so that nothing runs out of the range of numbers.
        foreach (var (celsius, weight) in all)
        {
            sum += weight * Math.Exp(ratio * ((1 / hottest) - (1 / ((double)celsius + Zero))));
            weights += weight;
        }
        var mean = ratio / ((ratio / hottest) - Math.Log(sum / weights));
        return decimal.Round((decimal)(mean - Zero), 2, MidpointRounding.AwayFromZero);
    }
}
