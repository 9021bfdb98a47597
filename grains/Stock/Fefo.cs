namespace BeautyGrains.Grains;

/// <summary>What was found for a quantity.</summary>
/// <param name="Lots">In picking order.</param>
public sealed record Pick(ImmutableArray<LotQuantity> Lots, decimal Total);

/// <summary>Chooses lots: first expired first out, or first in first out.</summary>
public static class Fefo
{
    /// <summary>The order in which lots go: by FEFO the earliest expiry first and goods without expiry last, then by receipt, then by name.</summary>
    public static List<Lot> InOrder(IEnumerable<Lot> lots, PickingRule rule) => InOrder([.. lots], rule);

    private static List<Lot> InOrder(List<Lot> lots, PickingRule rule)
    {
        if (lots.Count > 1) lots.Sort(rule == PickingRule.Fifo ? CompareReceipts : CompareExpiries);
        return lots;
    }

    private static int CompareExpiries(Lot left, Lot right)
    {
        var byExpiry = (left.ExpiresAt ?? DateTimeOffset.MaxValue).CompareTo(right.ExpiresAt ?? DateTimeOffset.MaxValue);
        return byExpiry != 0 ? byExpiry : CompareReceipts(left, right);
    }

    private static int CompareReceipts(Lot left, Lot right)
    {
        var byReceipt = left.OpenedVersion.CompareTo(right.OpenedVersion);
        return byReceipt != 0 ? byReceipt : string.CompareOrdinal(left.Name, right.Name);
    }

    /// <summary>
    /// Takes free units of sellable lots in picking order, and never what a reservation without lots needs.
    /// Finds as much as there is, up to the quantity; the total of a short pick is what is available for that ask.
    /// </summary>
    /// <param name="lastsBeyond">Only lots still good after it.</param>
    /// <param name="only">A chosen lot, or null.</param>
    public static Pick Take(Availability free, decimal quantity, DateTimeOffset lastsBeyond, PickingRule rule, string? only = null)
    {
        var claims = free.Claims();
        return Take(free, quantity, InOrder(Suitable(free, lastsBeyond, only), rule), claims);
    }

    /// <summary>The same without regard to reservations that have no lots; for what can no longer be refused.</summary>
    public static Pick TakeRegardless(Availability free, decimal quantity, PickingRule rule) =>
        Take(free, quantity, InOrder(Suitable(free, free.Now, null), rule), []);

    private static List<Lot> Suitable(Availability free, DateTimeOffset lastsBeyond, string? only)
    {
        var suitable = new List<Lot>();
        foreach (var lot in free.Stock.Lots)
            if (lot.OnHand > 0 && (only is null || lot.Name == only) && free.Suits(lot, lastsBeyond)) suitable.Add(lot);
        return suitable;
    }

    private static Pick Take(Availability free, decimal quantity, List<Lot> lots, List<Claim> claims)
    {
        var picked = ImmutableArray.CreateBuilder<LotQuantity>();
        var left = quantity;
        foreach (var lot in lots)
        {
            if (left <= 0) break;
            var take = Math.Min(left, Math.Min(free.FreeOn(lot), SlackOf(lot, claims)));
            if (take <= 0) continue;
            picked.Add(new(lot.Name, take));
            left -= take;
            Use(lot, take, claims);
        }

        return new(picked.ToImmutable(), quantity - left);
    }

    /// <summary>How much of a lot may go before someone who waits would be left without.</summary>
    internal static decimal SlackOf(Lot lot, List<Claim> claims)
    {
        var slack = decimal.MaxValue;
        foreach (var claim in claims)
            if (lot.LastsBeyond(claim.LastsBeyond)) slack = Math.Min(slack, claim.Slack);
        return slack;
    }

    /// <summary>Takes units of a lot out of all claims that it could serve.</summary>
    internal static void Use(Lot lot, decimal quantity, List<Claim> claims)
    {
        for (var i = 0; i < claims.Count; i++)
            if (lot.LastsBeyond(claims[i].LastsBeyond)) claims[i] = claims[i] with { Slack = claims[i].Slack - quantity };
    }
}
