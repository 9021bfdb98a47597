namespace BeautyGrains.Grains;

/// <summary>How events change a stock. Never decides, never reads a clock.</summary>
public static class StockEvolve
{
    /// <summary>The stock after an event.</summary>
    public static Stock Apply(Stock stock, StockEvent happened, EventInfo info)
    {
        var after = Evolve(stock, happened, info) with { Version = info.Version };
        // A reservation that is open is found among the open ones.
        return happened is not StockReserved && CommandIds.Of(happened) is { } command
            ? after with { Memory = after.Memory.Remember(command.Id, new(happened, info)) }
            : after;
    }

    /// <summary>The stock after an event, for those who answer no commands: what was done is not remembered.</summary>
    public static Stock ApplyForgetting(Stock stock, StockEvent happened, EventInfo info) => Evolve(stock, happened, info) with { Version = info.Version };

    private static Stock Evolve(Stock stock, StockEvent happened, EventInfo info) => happened switch
    {
        LotOpened opened => Open(stock, opened, info),
        StockMoved moved => Move(stock, moved, info),
        MovementReversed => stock,
        StockReserved reserved => Replace(stock, null, Reserve(reserved, info), info),
        ReservationCommitted or ReservationReleased or ReservationExpired => Replace(stock, stock.Open[((ReservationEnded)happened).Id], null, info),
        ReservationExtended extended => Update(stock, extended.Id, info, old => old with { ExpiresAt = extended.ExpiresAt, MadeFor = null }),
        ReservationKept kept => Update(stock, kept.Id, info, old => old with { MadeFor = null }),
        ReservationBarred => stock,
        ReservationRepinned repinned => Update(stock, repinned.Id, info, old => old with { Lots = repinned.Lots }),
        ReservationPinned pinned => Update(stock, pinned.Id, info, old => old with { Pinned = true, PinAttempt = pinned.Attempt ?? old.PinAttempt }),
        ReservationUnpinned unpinned => Update(stock, unpinned.Id, info, old => old with { Pinned = false, PinAttempt = unpinned.Attempt ?? old.PinAttempt }),
        LotStatusSet set => stock with { Lots = stock.Lots.SetItem(set.Lot, stock.Lots[set.Lot] with { Status = set.Status, Version = info.Version }) },
        FactRecorded => stock,
        UnmatchedChanged unmatched => stock with { Unmatched = stock.Unmatched + unmatched.By },
        IncidentRaised raised => stock with { Incidents = stock.Incidents.SetItem(raised.Id, Raise(raised, info)) },
        IncidentClosed closed => Close(stock, closed, info),
        OutboundTransitOpened out_ => stock with
        {
            TransitsOut = stock.TransitsOut.SetItem(out_.TransferId, new(out_.TransferId, out_.To, out_.Lots, out_.Quantity, out_.BodyHash, info.Version)),
        },
        OutboundTransitClosed closed => stock with { TransitsOut = stock.TransitsOut.Remove(closed.TransferId) },
        InboundTransitOpened in_ => stock with
        {
            TransitsIn = stock.TransitsIn.SetItem(in_.TransferId, new(in_.TransferId, in_.From, [], in_.Quantity, in_.BodyHash, info.Version)),
        },
        InboundTransitClosed closed => stock with { TransitsIn = stock.TransitsIn.Remove(closed.TransferId) },
        _ => throw new InvalidOperationException($"No transition for {happened.GetType().Name}."),
    };

    private static Stock Open(Stock stock, LotOpened opened, EventInfo info) => stock with
    {
        Lots = stock.Lots.Add(opened.Lot, new(
            opened.Lot, opened.LotNo, opened.Expiry, opened.ExpiresAt, opened.MadeOn, opened.Status, 0, 0, opened.UnitCost,
            opened.Supplier, opened.Gtin, opened.Bin, opened.Receipt, opened.SplitFrom, info.Version, info.Version)),
    };

    private static Stock Move(Stock stock, StockMoved moved, EventInfo info)
    {
        var lots = stock.Lots;
        var onHand = stock.OnHand;
        foreach (var line in moved.Lines)
        {
            var lot = lots[line.Lot];
            lots = lots.SetItem(line.Lot, lot with { OnHand = lot.OnHand + line.Quantity, UnitCost = line.LotCostAfter ?? lot.UnitCost, Version = info.Version });
            onHand += line.Quantity;
        }

        return stock with { Lots = lots, OnHand = onHand };
    }

    private static Reservation Reserve(StockReserved reserved, EventInfo info) => new(
        reserved.Id, reserved.Quantity, reserved.Lots, reserved.ExpiresAt, reserved.ForDate, reserved.GoodUntil, reserved.Pinned,
        reserved.Unit, reserved.MinShelfLifeDays, reserved.BodyHash, info.Version, info.Version, reserved.MadeFor, MadeIn: reserved.Attempt ?? 0);

    private static Stock Update(Stock stock, string id, EventInfo info, Func<Reservation, Reservation> change)
    {
        var old = stock.Open[id];
        return Replace(stock, old, change(old) with { Version = info.Version }, info);
    }

    /// <summary>The one place where reservations come, change and go, with everything that is folded from them.</summary>
    private static Stock Replace(Stock stock, Reservation? old, Reservation? now, EventInfo info)
    {
        var lots = stock.Lots;
        var (due, waiting, open) = (stock.Due, stock.Waiting, stock.Open);
        var (reserved, unpinned) = (stock.Reserved, stock.Unpinned);
        if (old is not null)
        {
            foreach (var pin in old.Lots) lots = Pin(lots, pin.Lot, -pin.Quantity, info);
            due = due.Remove(new(old.ExpiresAt, old.Id));
            waiting = waiting.Remove(old.Id);
            reserved -= old.Quantity;
            unpinned -= old.Unpinned;
        }

        if (now is not null)
        {
            foreach (var pin in now.Lots) lots = Pin(lots, pin.Lot, pin.Quantity, info);
            if (!now.Pinned) due = due.Add(new(now.ExpiresAt, now.Id));
            if (now.Unpinned > 0) waiting = waiting.Add(now.Id);
            reserved += now.Quantity;
            unpinned += now.Unpinned;
            open = open.SetItem(now.Id, now);
        }
        else
        {
            open = open.Remove(old!.Id);
        }

        return stock with { Lots = lots, Due = due, Waiting = waiting, Reserved = reserved, Unpinned = unpinned, Open = open };
    }

    private static ImmutableSortedDictionary<string, Lot> Pin(ImmutableSortedDictionary<string, Lot> lots, string name, decimal by, EventInfo info)
    {
        var lot = lots[name];
        return lots.SetItem(name, lot with { Pinned = lot.Pinned + by, Version = info.Version });
    }

    private static Incident Raise(IncidentRaised raised, EventInfo info) => new(
        raised.Id, raised.Fact, raised.Causes, raised.Quantity, raised.Lot, raised.Client, raised.Serial,
        info.At, info.Actor, null, null, null, info.Version);

    private static Stock Close(Stock stock, IncidentClosed closed, EventInfo info)
    {
        var list = stock.ClosedIncidents.Add(ClosedIncident(closed, info));
        return stock with
        {
            Incidents = stock.Incidents.Remove(closed.Id),
            ClosedIncidents = list.Count > Stock.ClosedIncidentsKept ? list.RemoveAt(0) : list,
        };
    }

    /// <summary>The incident that an event closed.</summary>
    internal static Incident ClosedIncident(IncidentClosed closed, EventInfo info) =>
        closed.Incident with { Resolution = closed.Resolution, ClosedAt = info.At, ClosedBy = info.Actor, Version = info.Version };
}
