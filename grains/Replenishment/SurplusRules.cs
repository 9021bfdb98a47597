namespace BeautyGrains.Grains;

/// <summary>What of a lot in a sister store nobody has reserved.</summary>
/// <param name="Free">In the base unit.</param>
/// <param name="ExpiresAt">The first instant at which it is expired; null for goods without expiry.</param>
public sealed record SisterLot(string Store, string Lot, decimal Free, DateTimeOffset? ExpiresAt);

/// <summary>What sister stores can give, and to whom.</summary>
public static class SurplusRules
{
    /// <summary>
    /// What a store has beyond what it keeps, soonest expiry first: what would spoil there is sold elsewhere, and what it keeps is what lasts.
    /// </summary>
    /// <param name="lots">Of one store: released and not expired.</param>
    /// <param name="available">Of the stock; less than the lots' free units where bookings hold some without naming a lot.</param>
    /// <param name="keeps">Units.</param>
    public static ImmutableArray<SisterLot> Surplus(IEnumerable<SisterLot> lots, decimal available, decimal keeps)
    {
        var rest = Math.Floor(available - keeps);
        var surplus = ImmutableArray.CreateBuilder<SisterLot>();
        foreach (var lot in lots.OrderBy(lot => lot.ExpiresAt ?? DateTimeOffset.MaxValue).ThenBy(lot => lot.Lot, StringComparer.Ordinal))
        {
            var given = Math.Min(rest, Math.Floor(lot.Free));
            if (given <= 0) continue;
            surplus.Add(lot with { Free = given });
            rest -= given;
        }
        return surplus.ToImmutable();
    }

    /// <summary>
    /// Takes from the surplus of sister stores what a store needs, soonest expiry first. Goods that would arrive with less than a day left in which they may be
    /// sold stay where they are; of others no more is taken than is expected to be sold in time.
    /// </summary>
    /// <param name="surplus">Of all sister stores that may give to this one; what is taken is gone from it afterwards.</param>
    /// <param name="missing">Units.</param>
    /// <param name="perDay">Expected demand; 0 where nothing is known of it, which then limits nothing.</param>
    /// <param name="arrives">When the goods would be there.</param>
    /// <param name="minShelfLifeDays">Life that must be left for a sale.</param>
    public static EquatableList<SisterOffer> Take(List<SisterLot> surplus, Func<SisterLot, bool> may, decimal missing, decimal perDay, DateTimeOffset arrives, int minShelfLifeDays)
    {
        var (offers, taken) = (ImmutableArray.CreateBuilder<SisterOffer>(), 0m);
        foreach (var lot in surplus.Where(may).OrderBy(lot => lot.ExpiresAt ?? DateTimeOffset.MaxValue)
            .ThenBy(lot => lot.Store, StringComparer.Ordinal).ThenBy(lot => lot.Lot, StringComparer.Ordinal).ToList())
        {
            var most = Math.Min(Math.Ceiling(missing) - taken, Sellable(lot, perDay, arrives, minShelfLifeDays) - taken);
            var quantity = Math.Floor(Math.Min(lot.Free, most));
            if (quantity <= 0) continue;
            offers.Add(new(lot.Store, lot.Lot, quantity, lot.ExpiresAt));
            taken += quantity;
            var place = surplus.IndexOf(lot);
            if (lot.Free > quantity) surplus[place] = lot with { Free = lot.Free - quantity };
            else surplus.RemoveAt(place);
        }
        return [.. offers];
    }

    // Units that the store sells from their arrival until the lot may be sold no more.
    private static decimal Sellable(SisterLot lot, decimal perDay, DateTimeOffset arrives, int minShelfLifeDays)
    {
        if (lot.ExpiresAt is not { } end) return decimal.MaxValue;
        var days = (decimal)(end - arrives).TotalDays - minShelfLifeDays;
        return days < 1 ? 0 : perDay == 0 ? decimal.MaxValue : Math.Floor(perDay * days);
    }
}
