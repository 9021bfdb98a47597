namespace BeautyGrains.Grains;

public static partial class StockRules
{
    /// <summary>
    /// Issues what is reserved, or part of it; the rest is released.
    /// Refusals: Validation, UnknownReservation, InvalidState, StoreNotLicensed, UnitChanged, QuantityStep, ScanRequired, UnknownLot, UnknownBin, LotBlocked, InsufficientAvailable.
    /// </summary>
    public static Decision<StockEvent> Commit(Stock stock, CommitReservation ask, StockFacts facts, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (CommitForm(ask) is { } malformed) return malformed;
        if (!stock.Open.TryGetValue(ask.ReservationId, out var open)) return CommitAgain(stock, ask, recalled);
        if (open.IsOverdue(now)) return Refusal.NotIn("expired");
        if (facts.NotLicensed is { } forbidden) return forbidden;
        if (open.Unit != facts.Sku.Unit) return new Refusal(RefusalKind.UnitChanged);

        var scans = ask.Lots.IsDefault ? [] : ask.Lots;
        var quantity = Asked(ask) ?? open.Quantity;
        if (quantity > open.Quantity) return Refusal.Invalid("quantity", "must-be-at-most-reserved");
        if (Units.StepRule(quantity, Units.UseOf(ask.Use), facts, now) is { } step) return step;
        if ((ScanRule(facts, scans) ?? SerialsRecalled(stock, scans)) is { } unscanned) return unscanned;
        if (facts.Sku.Implant && ask.Client is null) return new Refusal(RefusalKind.ClientRequired);
        if (facts.Sku.Serialised && NotAllHere(stock, scans) is { } absent) return absent;

        foreach (var scan in scans)
            if (Places.Refuses(stock, scan.Lot, scan.Bin, -scan.Quantity) is { } elsewhere) return elsewhere;

        var issue = scans.IsEmpty
            ? Issue.OfPins(stock, open, quantity, facts, now)
            : Issue.OfScans(stock, open, scans, now);
        if (issue.Refusal is { } refused) return refused;
        return Decision<StockEvent>.Of([.. Issued(stock, open, issue.Lines, quantity, ask.Use, open.Id, ask.Document, reservation: open.Id, client: ask.Client, tracked: facts.Sku.Serialised)]);
    }

    /// <summary>The end of a reservation and the ledger entry of its goods.</summary>
    private static ImmutableArray<StockEvent> Issued(
        Stock stock, Reservation open, ImmutableArray<ScannedLot> units, decimal quantity, MovementKind kind, string id, string? document, string? reservation, string? party = null, string? client = null, bool tracked = false)
    {
        var lots = units.GroupBy(unit => unit.Lot, StringComparer.Ordinal).Select(lot => new LotQuantity(lot.Key, lot.Sum(unit => unit.Quantity)));
        var lines = Ledger.Out(stock, units);
        return
        [
            new ReservationCommitted(open.Id, open.Quantity, [.. lots], open.ExpiresAt, open.ForDate, open.BodyHash, open.MadeVersion, quantity),
            new StockMoved(kind, id, lines, Ledger.OnHandAfter(stock, lines), open.BodyHash, document, Reservation: reservation, Party: party, Client: client, Tracked: tracked ? true : null),
        ];
    }

    private static Refusal? CommitForm(CommitReservation ask)
    {
        var scans = ask.Lots.IsDefault ? [] : ask.Lots;
        if (Form.First(
            Form.Id(ask.ReservationId, "id"),
            ask.Quantity is { } some ? Form.Quantity(some) : null,
            Form.Use(ask.Use),
            Form.Optional(ask.Document, "document"),
            Form.Client(ask.Client),
            scans.Length > Limits.MaxLines ? Refusal.Invalid("lots", "must-be-at-most-1000") : null) is { } malformed) return malformed;
        for (var i = 0; i < scans.Length; i++)
        {
            if (Form.First(
                scans[i].Lot is null ? Refusal.Invalid($"lots[{i}].lot", "required") : Form.Lot(scans[i].Lot, $"lots[{i}].lot"),
                Form.Quantity(scans[i].Quantity, $"lots[{i}].quantity"),
                scans[i].Bin is null || Limits.IsId(scans[i].Bin) ? null : Refusal.Invalid($"lots[{i}].bin", "must-be-an-id"),
                Form.Scan(scans[i].Serial, scans[i].Code, $"lots[{i}].")) is { } bad) return bad;
        }

        return ask.Quantity is { } quantity && !scans.IsEmpty && scans.Sum(scan => scan.Quantity) != quantity
            ? Refusal.Invalid("lots", "must-sum-to-quantity")
            : null;
    }

    private static decimal? Asked(CommitReservation ask) =>
        ask.Quantity ?? (ask.Lots.IsDefaultOrEmpty ? null : ask.Lots.Sum(lot => lot.Quantity));

    /// <summary>The same quantity and lots again is a repeat; anything else meets a state that does not allow it.</summary>
    private static Decision<StockEvent> CommitAgain(Stock stock, CommitReservation ask, ImmutableArray<Remembered> recalled)
    {
        if (FindEnded(stock, ask.ReservationId, recalled) is not { } ended)
            return new Refusal(RefusalKind.UnknownReservation);
        return ended is ReservationCommitted committed
            && (Asked(ask) ?? committed.Quantity) == committed.Committed
            && (ask.Lots.IsDefaultOrEmpty || SameLots(ask.Lots, committed.Lots))
            ? Decision<StockEvent>.AlreadyDone
            : Ended(ended);
    }

    private static bool SameLots(ImmutableArray<ScannedLot> scans, ImmutableArray<LotQuantity> issued) =>
        scans.GroupBy(scan => scan.Lot, StringComparer.Ordinal).ToDictionary(lot => lot.Key, lot => lot.Sum(scan => scan.Quantity), StringComparer.Ordinal) is var asked
        && asked.Count == issued.Length
        && issued.All(lot => asked.TryGetValue(lot.Lot, out var quantity) && quantity == lot.Quantity);

    /// <summary>Drugs, devices of classes II and III and implants leave only with the lots that were scanned, implants with serials too.</summary>
    private static Refusal? ScanRule(StockFacts facts, ImmutableArray<ScannedLot> scans)
    {
        if (!MustBeScanned(facts)) return null;
        if (scans.IsEmpty) return new(RefusalKind.ScanRequired, Field: "lots");
        return facts.Sku.Implant && scans.Any(scan => scan.Serial is null) ? new(RefusalKind.ScanRequired, Field: "lots.serial") : null;
    }

    private static bool MustBeScanned(StockFacts facts) =>
        facts.Sku.Implant || facts.Sku.Serialised
        || facts.Sku.GoodsCategory is GoodsCategory.Drug or GoodsCategory.ControlledDrug or GoodsCategory.DeviceII or GoodsCategory.DeviceIII;
}
