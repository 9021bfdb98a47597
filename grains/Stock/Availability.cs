namespace BeautyGrains.Grains;

/// <summary>
/// What of a stock is free at a moment. Overdue reservations do not count, whether an event has ended them or not.
/// </summary>
/// <param name="without">A reservation that is left out, as if it were released; null for none.</param>
/// <param name="keeping">Pins that the reservation left out holds nevertheless.</param>
/// <param name="except">Lots that are not to be had, or null.</param>
public sealed class Availability(
    Stock stock, DateTimeOffset now, string? without = null, ImmutableArray<LotQuantity> keeping = default, IReadOnlyCollection<string>? except = null)
{
    // What time alone has ended is left out by the trees that know when; this one besides, unless it is among those.
    private readonly Reservation? _without = without is not null && stock.Open.TryGetValue(without, out var left) && !left.IsOverdue(now) ? left : null;

    /// <summary>The moment.</summary>
    public DateTimeOffset Now => now;

    /// <summary>The stock.</summary>
    public Stock Stock => stock;

    /// <summary>Σ open unexpired reservations.</summary>
    public decimal Reserved => stock.Reserved - stock.Due.EndedBy(now).Sum - (_without?.Quantity ?? 0);

    /// <summary>Their part that is pinned to no lot.</summary>
    public decimal Unpinned => stock.Unpinned - (stock.Waiting.IsEmpty ? 0 : stock.Waiting.Values.Sum(waiting => waiting.EndedBy(now).Sum)) - (_without?.Unpinned ?? 0);

    /// <summary>
    /// max(0, Σ over sellable lots of (on hand − unexpired pins on the lot) − what is reserved and pinned to no lot).
    /// A reservation on a lot that died is thus not subtracted twice.
    /// </summary>
    public decimal Available => Math.Max(0, Supply(now) - Unpinned);

    /// <summary>Unexpired pins on a lot.</summary>
    public decimal PinnedOn(Lot lot)
    {
        var pinned = lot.Pinned;
        if (lot.Ends is { } ends) pinned -= ends.EndedBy(now).Sum;
        if (_without is not null) pinned -= _without.PinOn(lot.Name);
        if (keeping.IsDefaultOrEmpty) return pinned;
        foreach (var pin in keeping)
            if (pin.Lot == lot.Name) pinned += pin.Quantity;
        return pinned;
    }

    /// <summary>Units of a lot that nobody has pinned, whatever its status.</summary>
    public decimal FreeOn(Lot lot) => Math.Max(0, lot.OnHand - PinnedOn(lot));

    /// <summary>True if the lot may be sold and will still be good after the instant.</summary>
    public bool Suits(Lot lot, DateTimeOffset lastsBeyond) => except?.Contains(lot.Name) != true && lot.BlockedBy(now) is null && lot.LastsBeyond(lastsBeyond);

    /// <summary>Free units of the sellable lots that will still be good after the instant.</summary>
    public decimal Supply(DateTimeOffset lastsBeyond) =>
        stock.Lots.Values.Where(lot => Suits(lot, lastsBeyond)).Sum(FreeOn);

    /// <summary>
    /// What must stay free for reservations that are pinned to no lot: for each of the instants beyond which one of them needs its lots to last,
    /// the free units that last so long, less all that needs them. The sets of suitable lots are nested, so that these bounds are enough (Hall 1935).
    /// Ascending by instant; empty where nobody waits.
    /// </summary>
    internal List<Claim> Claims()
    {
        if (stock.Waiting.IsEmpty) return [];
        var waiting = new List<(DateTimeOffset Beyond, decimal Unpinned)>(stock.Waiting.Count + 1);
        foreach (var (wait, ends) in stock.Waiting)
        {
            var ended = ends.EndedBy(now);
            var without = _without is { Unpinned: > 0 } left && left.Wait == wait ? left : null;
            if (ends.Count - ended.Count - (without is null ? 0 : 1) == 0) continue;
            waiting.Add((wait.MustLastBeyond(now), ends.Sum - ended.Sum - (without?.Unpinned ?? 0)));
        }

        waiting.Add((now, 0));
        return [.. waiting.Select(one => one.Beyond).Distinct().Order()
            .Select(beyond => new Claim(beyond, Supply(beyond) - waiting.Where(one => one.Beyond >= beyond).Sum(one => one.Unpinned)))];
    }

    /// <summary>The most that one more booking may hold whose lots must last beyond an instant.</summary>
    public decimal ForBooking(DateTimeOffset lastsBeyond)
    {
        var claims = Claims();
        var later = claims.Find(claim => claim.LastsBeyond >= lastsBeyond);
        // Nobody waits for exactly that instant: what lasts so long, less all who need it for longer.
        var own = Supply(lastsBeyond) - (later is null ? 0 : Supply(later.LastsBeyond) - later.Slack);
        return Math.Max(0, claims.Where(claim => claim.LastsBeyond <= lastsBeyond).Select(claim => claim.Slack).Append(own).Min());
    }
}

/// <summary>What is free beyond all that waits for it.</summary>
/// <param name="LastsBeyond">Counts lots that are still good after it.</param>
/// <param name="Slack">Below 0 where a fact has taken what was promised.</param>
internal sealed record Claim(DateTimeOffset LastsBeyond, decimal Slack);
