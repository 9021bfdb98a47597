namespace BeautyGrains.Grains;

/// <summary>What callers see of a stock.</summary>
public static partial class StockViews
{
    /// <summary>The position at a moment.</summary>
    public static StockView Position(Stock stock, StockFacts facts, DateTimeOffset now)
    {
        var free = new Availability(stock, now);
        var key = StockKey.Parse(stock.Key);
        decimal InStatus(LotStatus status) => stock.Lots.Values.Where(lot => lot.Status == status).Sum(lot => lot.OnHand);
        return new(
            key.Store, key.Sku, facts.Sku.Unit, stock.OnHand, free.Reserved, free.Available,
            InStatus(LotStatus.Quarantined), InStatus(LotStatus.Held), InStatus(LotStatus.Recalled),
            stock.Lots.Values.Where(lot => lot.IsExpired(now)).Sum(lot => lot.OnHand),
            stock.TransitsIn.Values.Sum(transit => transit.Quantity), stock.TransitsOut.Values.Sum(transit => transit.Quantity),
            stock.Unmatched, [.. Fefo.InOrder(stock.Lots.Values, facts.Sku.Picking).Select(lot => Lot(free, lot))],
            NextChange(stock, now), stock.Version);
    }

    /// <summary>A lot at a moment.</summary>
    public static LotView Lot(Availability free, Lot lot) => new(
        lot.Name, lot.LotNo, lot.Expiry, lot.ExpiresAt, lot.MadeOn, lot.OnHand, free.PinnedOn(lot), lot.Status, lot.IsExpired(free.Now),
        lot.UnitCost, lot.Supplier, lot.Gtin, lot.Bin, lot.Receipt, lot.Version, lot.Owner, lot.CameAt, lot.Bins, lot.Parents, lot.Repacks);

    /// <summary>What there is of goods with these numbers on the pack, and of the units with these serials.</summary>
    public static RecalledStock Recalled(Stock stock, IReadOnlyCollection<string> lotNos, SerialRange? serials, DateTimeOffset now)
    {
        var (free, key) = (new Availability(stock, now), StockKey.Parse(stock.Key));
        EquatableList<RecalledUnit> units = serials is null ? [] : [.. stock.Units.Values.Where(unit => serials.Holds(unit.Serial)).Select(unit => new RecalledUnit(unit.Lot, unit.Serial))];
        return new(
            key.Store, key.Sku,
            [.. stock.Lots.Values.Where(lot => lotNos.Contains(lot.LotNo)).Select(lot => new RecalledLot(lot.Name, lot.LotNo, lot.OnHand, free.PinnedOn(lot), lot.Status, lot.Bin, lot.Owner, lot.Repacks))],
            [
                .. from transit in stock.TransitsOut.Values
                   from lot in transit.Lots
                   let sent = lotNos.Contains(lot.LotNo) ? lot.Quantity : serials is null ? 0 : lot.Serials?.Count(serials.Holds) ?? 0
                   where sent > 0
                   select new RecalledTransit(transit.TransferId, transit.Other, lot.LotNo, sent),
            ],
            stock.Version,
            stock.Containers.Any(open => lotNos.Contains(open.LotNo))
                ? [.. stock.Containers.Where(open => lotNos.Contains(open.LotNo)).Select(open => new RecalledContainer(open.Id, open.Lot, open.Kind, open.Remainder, open.Unit))] : null,
            units.Count == 0 ? null : units);
    }

    /// <summary>An open reservation; one whose time has passed shows as expired.</summary>
    public static ReservationView Open(Reservation one, DateTimeOffset now) => new(
        one.Id, one.IsOverdue(now) ? ReservationState.Expired : ReservationState.Open, one.Quantity, 0, one.Lots, one.ExpiresAt, one.ForDate, one.Version);

    /// <summary>A reservation by its id, open or remembered; null when unknown.</summary>
    public static ReservationView? Reservation(Stock stock, string id, DateTimeOffset now, ImmutableArray<Remembered> recalled = default) =>
        stock.Open.TryGetValue(id, out var open) ? Open(open, now)
        : stock.Recall(CommandIds.Reservation(id), recalled) is { Happened: ReservationEnded ended, Info: var info } ? Ended(ended, info)
        : null;

    /// <summary>The version that made a reservation, open or remembered; 0 when unknown.</summary>
    public static long MadeVersion(Stock stock, string id, ImmutableArray<Remembered> recalled = default) =>
        stock.Open.TryGetValue(id, out var open) ? open.MadeVersion
        : stock.Recall(CommandIds.Reservation(id), recalled) is { Happened: ReservationEnded ended } ? ended.MadeVersion
        : 0;

    /// <summary>A reservation as its first answer told it.</summary>
    public static ReservationView FirstAnswer(StockReserved made, EventInfo info) =>
        new(made.Id, ReservationState.Open, made.Quantity, 0, made.Lots, made.ExpiresAt, made.ForDate, info.Version);

    private static ReservationView Ended(ReservationEnded one, EventInfo info)
    {
        var (state, committed) = one switch
        {
            ReservationCommitted issued => (ReservationState.Committed, issued.Committed),
            ReservationReleased => (ReservationState.Released, 0m),
            _ => (ReservationState.Expired, 0m),
        };
        return new(one.Id, state, one.Quantity, committed, one.Lots, one.ExpiresAt, one.ForDate, info.Version);
    }

    /// <summary>A movement as the ledger has it.</summary>
    public static MovementView Movement(StockMoved moved, EventInfo info) => new(
        moved.Id, moved.Kind, moved.Lines.Sum(line => line.Quantity), Lines(moved.Lines), moved.OnHandAfter, moved.Document, moved.Reason,
        info.Actor, info.At, moved.OccurredAt, moved.Reverses, info.Version, moved.Client);

    /// <summary>A movement by the first of some command ids that is remembered; null when none is.</summary>
    public static MovementView? Movement(Stock stock, ImmutableArray<string> commands, ImmutableArray<Remembered> recalled = default)
    {
        foreach (var command in commands)
            if (stock.Recall(command, recalled) is { Happened: StockMoved moved, Info: var info }) return Movement(moved, info);
        return null;
    }

    /// <summary>Goods that were moved within the store; null when unknown.</summary>
    public static PlacementView? Placement(Stock stock, string id, ImmutableArray<Remembered> recalled = default) =>
        stock.Recall(CommandIds.Place(id), recalled) is { Happened: LotPlaced placed, Info: var info }
            ? new(id, placed.Lot, placed.Quantity, placed.From, placed.To, info.Actor, info.At, info.Version)
            : null;

    /// <summary>A recorded fact with its incident; null when unknown.</summary>
    public static FactView? Fact(Stock stock, string id, ImmutableArray<Remembered> recalled = default)
    {
        if (stock.Recall(CommandIds.Fact(id), recalled) is not { Happened: FactRecorded fact, Info: var info }) return null;
        var incident = Incident(stock, id, recalled)
            ?? new(id, fact.Kind, fact.Causes, fact.Quantity, fact.Lot, fact.Client, fact.Serial, false, info.At, info.Actor, null, null, null, info.Version);
        return new(id, fact.Kind, fact.Quantity, fact.Booked, fact.Unmatched, Lines(fact.Lines), incident, fact.OccurredAt, info.At, info.Version);
    }

    /// <summary>An incident by its id; null when unknown.</summary>
    public static IncidentView? Incident(Stock stock, string id, ImmutableArray<Remembered> recalled = default)
    {
        if (stock.Incidents.TryGetValue(id, out var open)) return Incident(open);
        if (stock.ClosedIncidents.FindLast(one => one.Id == id) is { } closed) return Incident(closed);
        return stock.Recall(CommandIds.Incident(id), recalled) is { Happened: IncidentClosed end, Info: var info }
            ? Incident(StockEvolve.ClosedIncident(end, info))
            : null;
    }

    /// <summary>Open incidents and the newest closed ones, oldest first.</summary>
    public static ImmutableArray<IncidentView> Incidents(Stock stock) =>
        [.. stock.Incidents.Values.Concat(stock.ClosedIncidents).OrderBy(one => one.RaisedAt).ThenBy(one => one.Id, StringComparer.Ordinal).Select(Incident)];

    /// <summary>How many reservations are open and unexpired.</summary>
    public static int OpenReservations(Stock stock, DateTimeOffset now) =>
        stock.Open.Count - stock.Due.EndedBy(now).Count;

    /// <summary>What a transfer has put in transit, from here or to here, whether it is still on its way or not; null when unknown.</summary>
    public static TransferShipment? Shipment(Stock stock, string transfer, bool outbound, ImmutableArray<Remembered> recalled = default)
    {
        if ((outbound ? stock.TransitsOut : stock.TransitsIn).TryGetValue(transfer, out var transit))
            return new(transfer, transit.Lots, transit.Quantity, transit.Version);
        return stock.Recall(outbound ? CommandIds.Ship(transfer) : CommandIds.Expect(transfer), recalled) switch
        {
            { Happened: OutboundTransitOpened shipped, Info: var info } => new(transfer, shipped.Lots, shipped.Quantity, info.Version),
            { Happened: InboundTransitOpened expected, Info: var info } => new(transfer, [], expected.Quantity, info.Version),
            _ => null,
        };
    }

    /// <summary>The end of a transit at its source; null when it has not ended.</summary>
    public static TransferShipment? Closing(Stock stock, string transfer, ImmutableArray<Remembered> recalled = default) =>
        stock.Recall(CommandIds.Close(transfer), recalled) is { Happened: OutboundTransitClosed closed, Info: var info }
            ? new(transfer, closed.Lots, closed.Quantity, info.Version)
            : null;

    /// <summary>An incident as callers see it.</summary>
    public static IncidentView Incident(Incident one) => new(
        one.Id, one.Fact, one.Causes, one.Quantity, one.Lot, one.Client, one.Serial, one.ClosedAt is null, one.RaisedAt, one.RaisedBy,
        one.Resolution, one.ClosedAt, one.ClosedBy, one.Version, one.Owner, one.Comments, one.Reservations, one.ReopenedFor);

    private static ImmutableArray<MovementLine> Lines(ImmutableArray<MovedLot> lines) =>
        [.. lines.Select(line => new MovementLine(line.Lot, line.Quantity, line.UnitCost, line.BalanceAfter, line.Serial, line.CostAdded, line.CostVariance, line.Code))];

    private static DateTimeOffset? NextChange(Stock stock, DateTimeOffset now)
    {
        var ends = stock.Lots.Values.Where(lot => lot.OnHand != 0 && lot.ExpiresAt > now).Select(lot => lot.ExpiresAt!.Value).ToList();
        if (stock.Due.NextAfter(now) is { } due) ends.Add(due);
        return ends.Count == 0 ? null : ends.Min();
    }
}
