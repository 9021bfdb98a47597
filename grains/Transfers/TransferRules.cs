namespace BeautyGrains.Grains;

/// <summary>What a transfer needs to know of the catalogue before it is opened.</summary>
/// <param name="AtSource">By SKU.</param>
/// <param name="To">Why the destination is none, or null.</param>
internal sealed record TransferFacts(IReadOnlyDictionary<string, Answer<StockFacts>> AtSource, Refusal? To);

/// <summary>What may become of a transfer. Rules are asked only while the transfer waits for nobody.</summary>
internal static class TransferRules
{
    /// <summary>The first rule of form that a request breaks, or null.</summary>
    public static Refusal? FormOf(string id, PutTransfer ask)
    {
        if (!Limits.IsId(id)) return Refusal.Invalid("id", "must-be-an-id");
        if (!Limits.IsId(ask.From)) return Refusal.Invalid("from", "must-be-an-id");
        if (!Limits.IsId(ask.To)) return Refusal.Invalid("to", "must-be-an-id");
        if (ask.From == ask.To) return Refusal.Invalid("to", "must-differ-from-from");
        return AskedLines.FormOf(ask.Lines);
    }

    /// <summary>Guards in this order: a repeat or another request, both stores, units; a SKU that is unknown refuses its line, and so the transfer.</summary>
    public static Decision<TransferEvent> Put(Transfer transfer, PutTransfer ask, TransferFacts? facts, DateTimeOffset now)
    {
        var hash = AskedLines.HashOf(ask.Lines, ask.From, ask.To);
        if (transfer.Phase != TransferPhase.None) return transfer.BodyHash == hash ? Decision<TransferEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
        if (facts!.AtSource.Values.FirstOrDefault(known => known.Refusal?.Kind == RefusalKind.UnknownStore) is { } unknown) return unknown.Refusal!;
        if (facts.To is { } to) return to;
        var lines = AskedLines.Sum(ask.Lines, facts.AtSource, now, out var invalid);
        return invalid is null ? new TransferOpened(ask.From, ask.To, lines, hash) : invalid;
    }

    /// <summary>The first rule of form that the units picked break, or null.</summary>
    public static Refusal? UnitsForm(ShipTransfer ask)
    {
        if (ask.Units is not { } units) return null;
        if (units.Count > Limits.MaxLines) return Refusal.Invalid("units", "must-be-at-most-1000");
        if (units.DistinctBy(one => one.Sku, StringComparer.Ordinal).Count() != units.Count) return Refusal.Invalid("units", "must-be-unique");
        return units.Select(one => StockRules.SerialsForm(one.Serials)).FirstOrDefault(bad => bad is not null);
    }

    /// <summary>Ship: from Ready only, and to a store that may deal in all of it. Units are picked for lines that there are.</summary>
    public static Decision<TransferEvent> Ship(Transfer transfer, ShipTransfer ask, ShippingFacts facts) => transfer.Phase switch
    {
        TransferPhase.Ready when ask.Units?.Any(one => transfer.Items.All(item => item.Ask.Sku != one.Sku)) == true => Refusal.Invalid("units", "must-be-of-lines"),
        TransferPhase.Ready when !facts.Forbidden.IsEmpty => new Refusal(RefusalKind.LinesRefused, Lines: facts.Forbidden),
        TransferPhase.Ready => new TransferShipAsked(facts.Terms, ask.Units is { Count: > 0 } ? ask.Units : null),
        TransferPhase.Shipped or TransferPhase.Received when ask.Units is { Count: > 0 } && ask.Units != transfer.Units => NotIn(transfer),
        TransferPhase.Shipped or TransferPhase.Received => Decision<TransferEvent>.AlreadyDone,
        _ => NotIn(transfer),
    };

    /// <summary>Cancel: from Ready only.</summary>
    public static Decision<TransferEvent> Cancel(Transfer transfer) => transfer.Phase switch
    {
        TransferPhase.Ready => new TransferCancelAsked(),
        TransferPhase.Cancelled => Decision<TransferEvent>.AlreadyDone,
        _ => NotIn(transfer),
    };

    /// <summary>Records what the stocks answered to a step.</summary>
    public static Decision<TransferEvent> Record(Transfer transfer, TransferPhase phase, TransferEvent outcome)
    {
        if (transfer.Phase != phase) return Decision<TransferEvent>.AlreadyDone;
        if (outcome is not TransferLinesChecked check) return outcome;
        var isLast = check.Lines.All(line => line.Refusal is null)
            && !transfer.Of(TransferLineStatus.Held).Any(item => check.Lines.All(line => line.Sku != item.Ask.Sku));
        return isLast ? Decision<TransferEvent>.Of(outcome, new TransferShipDecided()) : outcome;
    }

    /// <summary>May what is reserved be shipped? Every unit needs a lot that is released and not expired.</summary>
    public static Refusal? CheckLots(ReservationView held, StockView stock)
    {
        foreach (var pin in held.Lots)
        {
            var lot = stock.Lots.First(lot => lot.Lot == pin.Lot);
            if (lot.Status != LotStatus.Released) return new(RefusalKind.LotBlocked, Lot: pin.Lot, State: lot.Status.ToString().ToLowerInvariant());
            if (lot.Expired) return new(RefusalKind.LotBlocked, Lot: pin.Lot, State: "expired");
        }
        var pinned = held.Lots.Sum(pin => pin.Quantity);
        return pinned < held.Quantity ? Refusal.Insufficient(pinned) : null;
    }

    /// <summary>May the units that somebody picked be shipped? All of them are here, in lots that are released and not expired, and as many as the line has.</summary>
    public static Refusal? CheckUnits(ReservationView held, StockView stock, ImmutableArray<LotUnits> here, EquatableList<string> picked)
    {
        if (picked.Count != held.Quantity) return new(RefusalKind.SerialsRequired);
        foreach (var serial in picked)
        {
            if (here.FirstOrDefault(lot => lot.Serials.Contains(serial)) is not { } found) return new(RefusalKind.UnitNotHere, State: serial);
            var lot = stock.Lots.First(lot => lot.Lot == found.Lot);
            if (lot.Status != LotStatus.Released) return new(RefusalKind.LotBlocked, Lot: lot.Lot, State: lot.Status.ToString().ToLowerInvariant());
            if (lot.Expired) return new(RefusalKind.LotBlocked, Lot: lot.Lot, State: "expired");
        }

        return null;
    }

    /// <summary>The refusal of a transfer whose lines were refused.</summary>
    public static Refusal LinesRefused(Transfer transfer, Func<TransferItem, StoredRefusal?> refusalOf) => new(
        RefusalKind.LinesRefused,
        Lines: [.. from item in transfer.Items
                   let refusal = refusalOf(item)
                   where refusal is not null
                   select new LineRefusal(item.Ask.Sku, refusal.ToRefusal())]);

    /// <summary>UnknownTransfer, or the state that does not allow this.</summary>
    public static Refusal NotIn(Transfer transfer) => transfer.Phase == TransferPhase.None
        ? new(RefusalKind.UnknownTransfer)
        : Refusal.NotIn(StateOf(transfer.Phase).ToString().ToLowerInvariant());

    /// <summary>The transfer as callers see it.</summary>
    public static TransferView ViewOf(string id, Versioned<Transfer> transfer) => new(
        id,
        transfer.State.From,
        transfer.State.To,
        StateOf(transfer.State.Phase),
        [.. transfer.State.Items.Select(item => new TransferLineView(item.Ask.Sku, item.Ask.Quantity, LotsOf(item), item.Refusal?.ToRefusal()))],
        transfer.Version,
        transfer.State.Phase is TransferPhase.Shipped or TransferPhase.Receiving or TransferPhase.Received ? transfer.State.Terms?.Between : null);

    private static ImmutableArray<TransferLotView> LotsOf(TransferItem item) =>
    [
        .. item.Pins.Select(pin => new TransferLotView(pin.Lot, 0, null, null, null, pin.Quantity)),
        .. from lot in item.Lots
           let arrival = item.Arrivals.FirstOrDefault(arrival => arrival.Lot == lot.Lot)
           select new TransferLotView(lot.Lot, lot.Quantity, arrival?.Received, arrival?.Broken, arrival?.Lost, null, item.PriceOf(lot.Lot)),
    ];

    private static TransferState StateOf(TransferPhase phase) => phase switch
    {
        TransferPhase.Preparing or TransferPhase.Undoing => TransferState.Preparing,
        TransferPhase.Ready => TransferState.Ready,
        TransferPhase.Refused => TransferState.Refused,
        TransferPhase.Checking or TransferPhase.Shipping => TransferState.Shipping,
        TransferPhase.Shipped => TransferState.Shipped,
        TransferPhase.Receiving => TransferState.Receiving,
        TransferPhase.Received => TransferState.Received,
        TransferPhase.Cancelling => TransferState.Cancelling,
        TransferPhase.Cancelled => TransferState.Cancelled,
        _ => throw new InvalidOperationException($"A transfer in {phase} has no state to show."),
    };
}
