namespace BeautyGrains.Grains;

/// <summary>A stock's part in transfers. The process that drives them is a grain of its own.</summary>
public static partial class StockRules
{
    /// <summary>
    /// Process step at the source: what is reserved leaves and is in transit.
    /// Refusals: Validation, IdReused, UnknownReservation, InvalidState, LotBlocked, InsufficientAvailable.
    /// </summary>
    public static Decision<StockEvent> Ship(Stock stock, ShipTransferLine ask, StockFacts facts, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.First(Form.Id(ask.TransferId, "transferId"), Form.Id(ask.ReservationId, "reservationId"), Form.Id(ask.To, "to")) is { } malformed) return malformed;
        var hash = WithSerials(BodyHash.Of(ask.ReservationId, ask.To), ask.Serials);
        if (TransitAgain(stock.TransitsOut, ask.TransferId, hash) is { } again) return again;
        if (Repeat(stock, CommandIds.Ship(ask.TransferId), hash, recalled) is { } known) return known;
        if (FindOpen(stock, ask.ReservationId, now, recalled, out var open) is { } refused) return refused;
        if (ask.Serials is not null && !facts.Sku.Serialised) return new Refusal(RefusalKind.NotSerialised);
        var (picked, absent) = ask.Serials is null ? ([], null) : UnitsHere(stock, open!.Quantity, null, ask.Serials);
        if ((absent ?? SerialsRecalled(stock, picked)) is { } unscanned) return unscanned;
        var issue = ask.Serials is null ? Issue.OfPins(stock, open!, open!.Quantity, facts, now) : Issue.OfScans(stock, open!, picked, now);
        if (issue.Refusal is { } blocked) return blocked;

        var units = facts.Sku.Serialised && ask.Serials is null ? UnitsToShip(stock, issue.Lines) : issue.Lines;
        var byLot = units.GroupBy(unit => unit.Lot, StringComparer.Ordinal).Select(lot => (Lot: lot.Key, Quantity: lot.Sum(unit => unit.Quantity)));
        ImmutableArray<TravellingLot> lots = [.. byLot.Select(unit => Travelling(stock.Lots[unit.Lot], unit.Quantity) with
        {
            Serials = facts.Sku.Serialised ? [.. units.Where(one => one.Lot == unit.Lot && one.Serial is not null).Select(one => one.Serial!)] : null,
        })];
        return Decision<StockEvent>.Of(
        [
            .. Issued(stock, open!, units, open!.Quantity, MovementKind.TransferOut, ask.TransferId, ask.TransferId, open.Id, ask.To, tracked: facts.Sku.Serialised),
            new OutboundTransitOpened(ask.TransferId, ask.To, lots, open.Quantity, hash),
        ]);
    }

    /// <summary>Process step at the destination: goods are on their way. Refusals: Validation, IdReused.</summary>
    public static Decision<StockEvent> Expect(Stock stock, ExpectTransferLine ask, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.First(Form.Id(ask.TransferId, "transferId"), Form.Id(ask.From, "from"), Form.Quantity(ask.Quantity)) is { } malformed) return malformed;
        var hash = BodyHash.Of(ask.From, ask.Quantity);
        if (TransitAgain(stock.TransitsIn, ask.TransferId, hash) is { } again) return again;
        if (Repeat(stock, CommandIds.Expect(ask.TransferId), hash, recalled) is { } known) return known;
        return new InboundTransitOpened(ask.TransferId, ask.From, ask.Quantity, hash);
    }

    /// <summary>
    /// Process step at the destination: what was accepted goes into stock. Physical, so never refused for what the lots are.
    /// Refusals: Validation, IdReused, UnknownTransfer.
    /// </summary>
    public static Decision<StockEvent> ReceiveTransfer(
        Stock stock, ReceiveTransferLine ask, StockFacts facts, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (ArrivalForm(ask) is { } malformed) return malformed;
        var hash = ArrivalHash(ask);
        if (Repeat(stock, CommandIds.Movement(MovementKind.TransferIn, ask.TransferId), hash, recalled) is { } known) return known;
        if (!stock.TransitsIn.TryGetValue(ask.TransferId, out var transit)) return new Refusal(RefusalKind.UnknownTransfer);

        var draft = new Draft(stock, now);
        var lots = new Dictionary<string, Lot>(StringComparer.Ordinal);
        var lines = ImmutableArray.CreateBuilder<MovedLot>();
        foreach (var arrived in ask.Lots.Where(arrived => arrived.Accepted > 0))
        {
            var into = ArrivalLot(draft, ask, arrived.Lot, facts);
            var lot = lots.GetValueOrDefault(into, draft.Stock.Lots[into]);
            var line = Ledger.In(lot, arrived.Accepted, arrived.Lot.UnitCost);
            lots[into] = lot with { OnHand = line.BalanceAfter, UnitCost = line.LotCostAfter ?? lot.UnitCost };
            // Where less arrived than was sent, nobody knows which of them, and what the book has already is not there twice: what is here is coded again.
            if (facts.Sku.Serialised && arrived.Lot.Serials is { Count: > 0 } serials && arrived.Accepted == serials.Count && !serials.Any(stock.Units.ContainsKey)) lines.AddRange(UnitsIn(line, lot.OnHand, serials));
            else lines.Add(line);
        }

        draft.Add(Moved(draft.Stock, MovementKind.TransferIn, ask.TransferId, lines.ToImmutable(), hash, ask.TransferId, party: ask.From) with { Tracked = facts.Sku.Serialised ? true : null });
        foreach (var arrived in ask.Lots.Where(one => facts.Sku.Serialised && one.Accepted > 0 && one.Lot.Serials is { Count: > 0 } sent && one.Accepted != sent.Count))
            draft.Add(new UnitsLost(arrived.Lot.LotNo, [.. arrived.Lot.Serials!]));
        draft.Add(new InboundTransitClosed(ask.TransferId, transit.Quantity));
        return draft.Done();
    }

    /// <summary>Process step at the source: the transit is over. Refusals: Validation, UnknownTransfer.</summary>
    public static Decision<StockEvent> CloseTransfer(Stock stock, CloseTransferLine ask, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.Id(ask.TransferId, "transferId") is { } malformed) return malformed;
        if (stock.TransitsOut.TryGetValue(ask.TransferId, out var transit)) return new OutboundTransitClosed(transit.TransferId, transit.Lots, transit.Quantity);
        return stock.Recall(CommandIds.Close(ask.TransferId), recalled) is null ? new Refusal(RefusalKind.UnknownTransfer) : Decision<StockEvent>.AlreadyDone;
    }

    private static Decision<StockEvent>? TransitAgain(NamedSet<Transit> transits, string id, string hash) =>
        !transits.TryGetValue(id, out var transit) ? (Decision<StockEvent>?)null
        : transit.BodyHash == hash ? Decision<StockEvent>.AlreadyDone
        : new Refusal(RefusalKind.IdReused);

    private static TravellingLot Travelling(Lot lot, decimal quantity) => new(
        lot.Name, lot.LotNo, quantity, lot.Expiry, lot.ExpiresAt, lot.MadeOn, lot.UnitCost, lot.Supplier, lot.Gtin, lot.Owner, lot.Parents);

    private static Refusal? ArrivalForm(ReceiveTransferLine ask)
    {
        if (Form.First(
            Form.Id(ask.TransferId, "transferId"), Form.Id(ask.From, "from"),
            ask.Lots.IsDefault || ask.Lots.Length > Limits.MaxLines ? Refusal.Invalid("lots", "must-be-at-most-1000") : null) is { } malformed) return malformed;
        for (var i = 0; i < ask.Lots.Length; i++)
        {
            if (Form.First(Form.Amount(ask.Lots[i].Accepted, $"lots[{i}].accepted"), Form.Lot(ask.Lots[i].Lot.LotNo, $"lots[{i}].lot")) is { } bad) return bad;
        }

        return null;
    }

    private static string ArrivalHash(ReceiveTransferLine ask) => BodyHash.Of(
        [ask.From, ask.Quarantine, .. ask.Lots.SelectMany(arrived => new object?[] { arrived.Lot.Lot, arrived.Lot.LotNo, arrived.Lot.Quantity, arrived.Accepted })]);

    /// <summary>
    /// The lot of that number and expiry, or a new one; goods to be checked never go into a lot that may be sold, but into one set apart from it.
    /// </summary>
    private static string ArrivalLot(Draft draft, ReceiveTransferLine ask, TravellingLot goods, StockFacts facts)
    {
        var arriving = new Lot(
            goods.LotNo, goods.LotNo, goods.Expiry, goods.Expiry is { } expiry ? ExpiryRules.ExpiredFrom(expiry, facts.Store.TimeZone) : goods.ExpiresAt, goods.MadeOn,
            ask.Quarantine ? LotStatus.Quarantined : LotStatus.Released, 0, 0, goods.UnitCost, goods.Supplier, goods.Gtin, null, ask.TransferId, null, 0, 0, goods.Owner, Parents: goods.Parents);
        var same = draft.Stock.Lots.Values.Where(lot => lot.LotNo == goods.LotNo).OrderBy(lot => lot.OpenedVersion).ToList();
        var known = same.Find(lot => lot.SplitFrom is null && BadDay(lot) == BadDay(arriving) && lot.Owner == arriving.Owner);
        if (known is not null && !(ask.Quarantine && known.Status == LotStatus.Released)) return known.Name;
        if (same.Find(lot => lot.SplitFrom is not null && lot.Receipt == ask.TransferId && BadDay(lot) == BadDay(arriving) && lot.Owner == arriving.Owner) is { } apart) return apart.Name;

        var opened = known is not null
            ? arriving with { Name = LotNames.Fresh(draft.Stock, goods.LotNo, "in"), SplitFrom = known.Name }
            : arriving with { Name = SecondName(draft.Stock, arriving, same.Exists(lot => BadDay(lot) != BadDay(arriving))) };
        draft.Add(Opened(draft.Stock, opened));
        return opened.Name;
    }
}
