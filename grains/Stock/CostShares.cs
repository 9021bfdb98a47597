namespace BeautyGrains.Grains;

/// <summary>How an amount of money is shared out: to the whole minor unit, and nothing gets lost.</summary>
public static class CostShares
{
    /// <summary>
    /// Everybody gets the share of the amount that they have of all weights, rounded towards 0 to a whole minor unit; the units that are left go one by
    /// one to those who lost most by rounding, earlier ones first. (Largest remainders, after A. Hamilton's apportionment.)
    /// </summary>
    /// <param name="amount">Whole minor units, signed.</param>
    /// <param name="weights">0 or more; one at least is above 0.</param>
    /// <returns>Whole minor units in the order of the weights; together they are the amount.</returns>
    public static ImmutableArray<decimal> Of(decimal amount, IReadOnlyList<decimal> weights)
    {
        var total = weights.Sum();
        if (total <= 0) throw new ArgumentException("Something must weigh more than nothing.", nameof(weights));
        var whole = Math.Abs(amount);
        // The share first: amount times weight could be beyond what a decimal holds.
        var fair = weights.Select(weight => whole * (weight / total)).ToArray();
        var given = Array.ConvertAll(fair, decimal.Floor);
        var left = (int)(whole - given.Sum());
        foreach (var place in Enumerable.Range(0, given.Length).OrderByDescending(i => fair[i] - given[i]).ThenBy(i => i).Where(i => weights[i] > 0).Take(left)) given[place]++;
        return [.. given.Select(share => amount < 0 ? -share : share)];
    }
}
