namespace BeautyGrains.Grains;

/// <summary>Moves the pins of open reservations.</summary>
internal static class Pinning
{
    /// <summary>Pins that cover a whole reservation: those that may still be sold, and others for the rest; or InsufficientAvailable.</summary>
    public static (ImmutableArray<LotQuantity> Lots, Refusal? Refusal) Whole(Stock stock, Reservation reservation, PickingRule rule, DateTimeOffset now)
    {
        var kept = reservation.Lots.Where(pin => stock.Lots[pin.Lot].BlockedBy(now) is null).ToImmutableArray();
        var missing = reservation.Quantity - kept.Sum(pin => pin.Quantity);
        if (missing == 0) return (kept, null);
        var pick = Fefo.Take(new(stock, now, reservation.Id, kept), missing, reservation.MustLastBeyond(now), rule);
        return pick.Total < missing
            ? ([], Refusal.Insufficient(reservation.Quantity - missing + pick.Total))
            : (Join(kept, pick.Lots), null);
    }

    /// <summary>
    /// Makes room in a lot that is about to lose units: reservations lose pins on it, the newest first and those that are being committed last.
    /// What they lose is pinned to other lots as far as nobody else holds it, or stays theirs without a lot. Returns how much was lost in all.
    /// </summary>
    /// <param name="left">What the lot will have.</param>
    /// <param name="leaving">All lots that the same movement takes from: no place for pins to go to.</param>
    public static decimal MakeRoom(Draft draft, string lot, decimal left, PickingRule rule, IReadOnlyCollection<string> leaving)
    {
        var free = new Availability(draft.Stock, draft.Now);
        var excess = free.PinnedOn(draft.Stock.Lots[lot]) - left;
        if (excess <= 0) return 0;
        // Nobody gains a pin on the lot meanwhile, and who loses one loses all that it has there but for the last: the order stands from the beginning.
        var losers = draft.Stock.Open.Values
            .Where(one => !one.IsOverdue(draft.Now) && one.PinOn(lot) > 0)
            .OrderBy(one => one.Pinned).ThenByDescending(one => one.MadeVersion);
        var lost = 0m;
        foreach (var loser in losers)
        {
            var gives = Math.Min(excess - lost, loser.PinOn(lot));
            draft.Add(new ReservationRepinned(loser.Id, Elsewhere(draft, loser, lot, gives, rule, leaving)));
            lost += gives;
            if (lost == excess) break;
        }

        return lost;
    }

    private static ImmutableArray<LotQuantity> Elsewhere(Draft draft, Reservation loser, string lot, decimal gives, PickingRule rule, IReadOnlyCollection<string> leaving)
    {
        ImmutableArray<LotQuantity> kept = [.. loser.Lots
            .Select(pin => pin.Lot == lot ? pin with { Quantity = pin.Quantity - gives } : pin)
            .Where(pin => pin.Quantity > 0)];
        var free = new Availability(draft.Stock, draft.Now, loser.Id, kept, except: leaving);
        return Join(kept, Fefo.Take(free, gives, loser.MustLastBeyond(draft.Now), rule).Lots);
    }

    /// <summary>Pins and more pins, one per lot.</summary>
    public static ImmutableArray<LotQuantity> Join(ImmutableArray<LotQuantity> pins, ImmutableArray<LotQuantity> more)
    {
        foreach (var one in more)
        {
            var at = -1;
            for (var i = 0; i < pins.Length; i++)
                if (pins[i].Lot == one.Lot) at = i;
            pins = at < 0 ? pins.Add(one) : pins.SetItem(at, pins[at] with { Quantity = pins[at].Quantity + one.Quantity });
        }

        return pins;
    }
}
