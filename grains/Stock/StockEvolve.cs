namespace BeautyGrains.Grains;

/// <summary>How events change a stock. Never decides, never reads a clock.</summary>
public static partial class StockEvolve
{
    /// <summary>The stock after an event.</summary>
    public static Stock Apply(Stock stock, StockEvent happened, EventInfo info)
    {
        var after = Evolve(stock, happened, info) with { Version = info.Version };
        // A reservation or container that is open is found among the open ones.
        return happened is not (StockReserved or ContainerOpened) && CommandIds.Of(happened) is { } command
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
        LotPlaced placed => Place(stock, placed, info),
        LotStatusSet set => stock with { Lots = stock.Lots.With(stock.Lots[set.Lot] with { Status = set.Status, Version = info.Version }) },
        LotsRecalled recalled => stock with { Recalls = stock.Recalls.With(new(recalled.Recall, recalled.LotNos, recalled.Serials)) },
        LotsRecallLifted lifted => stock with { Recalls = stock.Recalls.Without(lifted.Recall) },
        FactRecorded fact => Tell(stock, fact),
        UnmatchedChanged unmatched => Miss(stock, unmatched, info),
        IncidentRaised raised => Tell(stock, raised) with { Incidents = stock.Incidents.With(Raise(raised, info)) },
        IncidentAssigned or IncidentCommented => Note(stock, happened, info),
        IncidentReopened reopened => Reopen(stock, reopened, info),
        UnmatchedMatched => stock,
        IncidentClosed closed => Close(stock, closed, info),
        OutboundTransitOpened out_ => stock with
        {
            TransitsOut = stock.TransitsOut.With(new(out_.TransferId, out_.To, out_.Lots, out_.Quantity, out_.BodyHash, info.Version)),
        },
        OutboundTransitClosed closed => stock with { TransitsOut = stock.TransitsOut.Without(closed.TransferId) },
        InboundTransitOpened in_ => stock with
        {
            TransitsIn = stock.TransitsIn.With(new(in_.TransferId, in_.From, [], in_.Quantity, in_.BodyHash, info.Version)),
        },
        InboundTransitClosed closed => stock with { TransitsIn = stock.TransitsIn.Without(closed.TransferId) },
        UnitsCoded coded => stock with { Units = UnitFold.Code(stock.Units, coded, info), Astray = stock.Astray.Except(coded.Serials) },
        UnitsLost lost => stock with { Units = UnitFold.Lose(stock.Units, lost), Astray = stock.Astray.Union(lost.Serials) },
        ContainerEvent one => stock with { Containers = ContainerFold.Apply(stock.Containers, one, info) },
        _ => throw new InvalidOperationException($"No transition for {happened.GetType().Name}."),
    };

    private static Stock Open(Stock stock, LotOpened opened, EventInfo info) => stock with
    {
        Lots = stock.Lots.With(new Lot(
            opened.Lot, opened.LotNo, opened.Expiry, opened.ExpiresAt, opened.MadeOn, opened.Status, 0, 0, opened.UnitCost,
            opened.Supplier, opened.Gtin, opened.Bin, opened.Receipt, opened.SplitFrom, info.Version, info.Version, opened.Owner, info.At, Parents: opened.Parents).Slim()),
    };

    private static Stock Move(Stock stock, StockMoved moved, EventInfo info)
    {
        var lots = stock.Lots;
        var onHand = stock.OnHand;
        foreach (var line in moved.Lines)
        {
            var lot = lots[line.Lot];
            var after = lot with { OnHand = lot.OnHand + line.Quantity, UnitCost = Shared.Of(line.LotCostAfter) ?? lot.UnitCost, Version = info.Version };
            if (line.Bins is not null) after = after with { Bins = Places.After(lot.Bins, line.Bins) };
            // Only what went into a repack: what leaves again where one is undone has no children.
            if (moved.Kind == MovementKind.RepackOut && moved.Document == RepackRules.DocumentOf(moved.Id)) after = after with { Repacks = [.. after.Repacks ?? [], moved.Id] };
            lots = lots.With(after);
            onHand += line.Quantity;
        }

        var balanced = stock with { Lots = lots, OnHand = onHand, LateVersion = moved.OccurredAt is null && moved.Reverses is null ? stock.LateVersion : info.Version };
        return moved.Tracked == true ? balanced with { Units = UnitFold.Move(stock.Units, moved.Lines, info) } : balanced;
    }

    private static Stock Place(Stock stock, LotPlaced placed, EventInfo info)
    {
        var lot = stock.Lots[placed.Lot];
        return stock with { Lots = stock.Lots.With(lot with { Bins = Places.After(lot.Bins, placed.Changes), Version = info.Version }) };
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
            foreach (var pin in old.Lots) lots = Unpin(lots, pin, old, info);
            if (!old.Pinned) due = due.Without(old.End);
            if (old.Unpinned is var was and not 0)
            {
                unpinned -= was;
                waiting = Without(waiting, old);
            }

            reserved -= old.Quantity;
        }

        if (now is not null)
        {
            foreach (var pin in now.Lots) lots = Pin(lots, pin, now, info);
            if (!now.Pinned) due = due.With(now.End, now.Quantity);
            if (now.Unpinned is var waits and not 0)
            {
                unpinned += waits;
                waiting = waiting.SetItem(now.Wait, waiting.GetValueOrDefault(now.Wait, DueSet.None).With(now.End, waits));
            }

            reserved += now.Quantity;
            open = open.With(now);
        }
        else
        {
            open = open.Without(old!.Id);
        }

        return stock with { Lots = lots, Due = due, Waiting = waiting, Reserved = reserved, Unpinned = unpinned, Open = open };
    }

    private static ImmutableSortedDictionary<Wait, DueSet> Without(ImmutableSortedDictionary<Wait, DueSet> waiting, Reservation one)
    {
        // Who folds a part of a stock alone may not know that it waits.
        if (!waiting.TryGetValue(one.Wait, out var all)) return waiting;
        var left = all.Without(one.End);
        return left.IsEmpty ? waiting.Remove(one.Wait) : waiting.SetItem(one.Wait, left);
    }

    private static NamedSet<Lot> Pin(NamedSet<Lot> lots, LotQuantity pin, Reservation by, EventInfo info)
    {
        var lot = lots[pin.Lot];
        var ends = by.Pinned ? lot.Ends : (lot.Ends ?? DueSet.None).With(by.End, pin.Quantity);
        return lots.With(lot with { Pinned = lot.Pinned + pin.Quantity, Ends = ends, Version = info.Version });
    }

    private static NamedSet<Lot> Unpin(NamedSet<Lot> lots, LotQuantity pin, Reservation by, EventInfo info)
    {
        var lot = lots[pin.Lot];
        var ends = lot.Ends;
        if (!by.Pinned && ends is not null) ends = ends.Without(by.End) is { IsEmpty: false } left ? left : null;
        return lots.With(lot with { Pinned = lot.Pinned - pin.Quantity, Ends = ends, Version = info.Version });
    }

    /// <summary>The incident that an event raised.</summary>
    public static Incident Raise(IncidentRaised raised, EventInfo info) => new(
        raised.Id, raised.Fact, raised.Causes, raised.Quantity, raised.Lot, raised.Client, raised.Serial,
        info.At, info.Actor, null, null, null, info.Version, Reservations: raised.Reservations);

    private static Stock Close(Stock stock, IncidentClosed closed, EventInfo info)
    {
        var list = stock.ClosedIncidents.Add(ClosedIncident(closed, info));
        return stock with
        {
            Incidents = stock.Incidents.Without(closed.Id),
            ClosedIncidents = list.Count > Stock.ClosedIncidentsKept ? list.RemoveAt(0) : list,
        };
    }

    /// <summary>The incident that an event closed.</summary>
    public static Incident ClosedIncident(IncidentClosed closed, EventInfo info) =>
        closed.Incident with { Resolution = closed.Resolution, ClosedAt = info.At, ClosedBy = info.Actor, Version = info.Version };
}
