namespace BeautyGrains.Grains;

/// <summary>What one requisition asks of a SKU that may be short.</summary>
/// <param name="Asked">Above 0, in the base unit.</param>
/// <param name="ApprovedAt">Who was approved earlier comes first where shares are equal.</param>
public sealed record ShareAsk(string Requisition, decimal Asked, DateTimeOffset ApprovedAt);

/// <summary>How a warehouse shares what is short.</summary>
public static class AllocationRules
{
    private const decimal Thousandth = 0.001m;

    /// <summary>
    /// Everybody gets what they ask for where there is enough. Where there is not, everybody gets the share of what there is that they have of what is
    /// asked, rounded down to whole steps; the steps that are left go one by one to those who lost most by rounding, earlier approval first, then by id.
    /// (Largest remainders, after A. Hamilton's apportionment.) Nobody gets more than they ask, and all shares together are at most what there is.
    /// </summary>
    /// <param name="available">0 or more.</param>
    /// <param name="step">In which goods are given; null for thousandths.</param>
    /// <returns>Shares by requisition, for all of them.</returns>
    public static IReadOnlyDictionary<string, decimal> Share(decimal available, decimal? step, IReadOnlyList<ShareAsk> asks)
    {
        var unit = step is > 0 ? step.Value : Thousandth;
        var total = asks.Sum(ask => ask.Asked);
        if (total <= available) return asks.ToDictionary(ask => ask.Requisition, ask => ask.Asked, StringComparer.Ordinal);
        var shares = asks.Select(ask => (Ask: ask, Fair: available * ask.Asked / total)).Select(it => (it.Ask, it.Fair, Given: decimal.Floor(it.Fair / unit) * unit)).ToList();
        var left = available - shares.Sum(it => it.Given);
        var given = shares.ToDictionary(it => it.Ask.Requisition, it => it.Given, StringComparer.Ordinal);
        foreach (var (ask, _, share) in shares.OrderByDescending(it => it.Fair - it.Given).ThenBy(it => it.Ask.ApprovedAt).ThenBy(it => it.Ask.Requisition, StringComparer.Ordinal))
        {
            if (left < unit) break;
            if (share + unit > ask.Asked) continue;
            given[ask.Requisition] += unit;
            left -= unit;
        }
        return given;
    }
}
