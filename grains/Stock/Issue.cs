namespace BeautyGrains.Grains;

/// <summary>Which units leave for a reservation, or the rule that refused.</summary>
/// <param name="Lines">Lot, quantity above 0, serial.</param>
internal sealed record Issue(ImmutableArray<ScannedLot> Lines, Refusal? Refusal)
{
    /// <summary>
    /// The pinned lots in pin order; what is pinned to no lot comes by the picking rule.
    /// Refusals: LotBlocked for a pinned lot that may no longer be sold, InsufficientAvailable.
    /// </summary>
    public static Issue OfPins(Stock stock, Reservation reservation, decimal quantity, StockFacts facts, DateTimeOffset now)
    {
        var lines = new List<ScannedLot>();
        var left = quantity;
        foreach (var pin in reservation.Lots)
        {
            if (left <= 0) break;
            if (stock.Lots[pin.Lot].BlockedBy(now) is { } state) return No(new(RefusalKind.LotBlocked, Lot: pin.Lot, State: state));
            var take = Math.Min(left, pin.Quantity);
            lines.Add(new(pin.Lot, take, null));
            left -= take;
        }

        if (left > 0)
        {
            var pick = Fefo.Take(new(stock, now, reservation.Id, reservation.Lots), left, now.AddDays(reservation.MinShelfLifeDays), facts.Sku.Picking);
            if (pick.Total < left) return No(Refusal.Insufficient(quantity - left + pick.Total));
            foreach (var more in pick.Lots) Merge(lines, more);
        }

        return new([.. lines], null);
    }

    /// <summary>
    /// What was scanned. A lot that is not pinned swaps the pin if it may be sold and has units that nobody else holds or waits for.
    /// Refusals: UnknownLot, LotBlocked, InsufficientAvailable with the units of that lot.
    /// </summary>
    public static Issue OfScans(Stock stock, Reservation reservation, ImmutableArray<ScannedLot> scans, DateTimeOffset now)
    {
        var free = new Availability(stock, now, reservation.Id);
        var claims = free.Claims();
        var lastsBeyond = now.AddDays(reservation.MinShelfLifeDays);
        foreach (var scan in scans.GroupBy(scan => scan.Lot, StringComparer.Ordinal))
        {
            var quantity = scan.Sum(one => one.Quantity);
            if (!stock.Lots.TryGetValue(scan.Key, out var lot)) return No(new(RefusalKind.UnknownLot, Lot: scan.Key));
            if (lot.BlockedBy(now) is { } state) return No(new(RefusalKind.LotBlocked, Lot: lot.Name, State: state));
            var own = Math.Min(quantity, reservation.PinOn(lot.Name));
            Fefo.Use(lot, own, claims);
            var swapped = quantity - own;
            if (swapped <= 0) continue;
            if (!lot.LastsBeyond(lastsBeyond)) return No(new(RefusalKind.LotBlocked, Lot: lot.Name, State: "short-dated"));
            var most = Math.Max(0, Math.Min(free.FreeOn(lot) - own, Fefo.SlackOf(lot, claims)));
            if (swapped > most) return No(Refusal.Insufficient(own + most) with { Lot = lot.Name });
            Fefo.Use(lot, swapped, claims);
        }

        return new(scans, null);
    }

    private static void Merge(List<ScannedLot> lines, LotQuantity more)
    {
        var at = lines.FindIndex(line => line.Lot == more.Lot);
        if (at < 0) lines.Add(new(more.Lot, more.Quantity, null));
        else lines[at] = lines[at] with { Quantity = lines[at].Quantity + more.Quantity };
    }

    private static Issue No(Refusal refusal) => new([], refusal);
}
