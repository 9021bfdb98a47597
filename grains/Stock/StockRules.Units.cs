namespace BeautyGrains.Grains;

/// <summary>
/// Serialised units: one item, one code. A lot has as many units on hand as it has serials, and perhaps some without one, which may not be sold; whatever names serials
/// names exactly as many as units, and all of them must be here to leave, and none of them to come.
/// </summary>
public static partial class StockRules
{
    /// <summary>The most serials that one request names.</summary>
    public const int MaxSerials = 1_000;

    /// <summary>Gives serials to units that are here without. Refusals: Validation, IdReused, NotSerialised, StoreNotLicensed, UnknownLot, UnitElsewhere, InsufficientAvailable with the units without a serial.</summary>
    public static Decision<StockEvent> CodeUnits(Stock stock, CodeUnits ask, StockFacts facts, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.First(
            Form.Id(ask.Id, "id"), ask.Lot is null ? Refusal.Invalid("lot", "required") : Form.Lot(ask.Lot),
            ask.Serials is not { Count: > 0 } ? Refusal.Invalid("serials", "must-not-be-empty") : SerialsForm(ask.Serials)) is { } malformed) return malformed;
        var hash = WithSerials(BodyHash.Of(ask.Lot), ask.Serials);
        if (Repeat(stock, CommandIds.Coding(ask.Id), hash, recalled) is { } known) return known;
        if (!facts.Sku.Serialised) return new Refusal(RefusalKind.NotSerialised);
        if (facts.NotLicensed is { } forbidden) return forbidden;
        if (!stock.Lots.TryGetValue(ask.Lot!, out var lot)) return UnknownLot(ask.Lot!);
        if (NoneIsHere(stock, ask.Serials) is { } here) return here;
        var uncoded = Uncoded(stock, lot);
        return ask.Serials.Count > uncoded ? Refusal.Insufficient(uncoded) with { Lot = lot.Name } : new UnitsCoded(ask.Id, lot.Name, [.. ask.Serials], hash);
    }

    /// <summary>
    /// A decision about a SKU whose units have serials, which must leave no lot with fewer units than serials. One that would is refused with SerialsRequired; where nothing
    /// can be refused any more (of facts, and behind a process's point of no return), nobody knows the lot's serials from then on.
    /// </summary>
    /// <param name="isStep">A process asks.</param>
    public static Decision<StockEvent> KeepUnits(Stock stock, Decision<StockEvent> decided, DateTimeOffset now, bool isStep)
    {
        if (decided.Events.IsDefaultOrEmpty || stock.Units.IsEmpty) return decided;
        var draft = new Draft(stock, now);
        foreach (var happened in decided.Events) draft.Add(happened);
        var lacking = draft.Stock.Units.GroupBy(unit => unit.Lot, StringComparer.Ordinal).Where(lot => lot.Count() > draft.Stock.Lots[lot.Key].OnHand).ToList();
        if (lacking.Count == 0) return decided;
        return decided.Events.Any(happened => happened is FactRecorded || (isStep && happened is ReservationCommitted))
            ? decided with { Events = [.. decided.Events, .. lacking.Select(lot => new UnitsLost(lot.Key, [.. lot.Select(unit => unit.Serial)]))] }
            : new Refusal(RefusalKind.SerialsRequired, Lot: lacking[0].Key);
    }

    /// <summary>What a request names: a list, or the one serial beside it.</summary>
    private static EquatableList<string> SerialsOf(string? one, EquatableList<string>? many) => many ?? (one is null ? [] : [one]);

    /// <summary>Requests that name none are told apart as they were before any could be named.</summary>
    private static string WithSerials(string hash, EquatableList<string>? serials) => serials is null ? hash : BodyHash.Of([hash, .. serials]);

    internal static Refusal? SerialsForm(EquatableList<string>? serials)
    {
        if (serials is null) return null;
        if (serials.Count > MaxSerials) return Refusal.Invalid("serials", "must-be-at-most-1000");
        if (serials.Any(serial => serial is not { Length: > 0 and <= Limits.MaxSerial })) return Refusal.Invalid("serials", $"must-be-1-to-{Limits.MaxSerial}-characters");
        return serials.Distinct(StringComparer.Ordinal).Count() == serials.Count ? null : Refusal.Invalid("serials", "must-be-unique");
    }

    private static decimal Uncoded(Stock stock, Lot lot) => lot.OnHand - stock.Units.Values.Count(unit => unit.Lot == lot.Name);

    private static Refusal? NoneIsHere(Stock stock, IEnumerable<string> serials)
    {
        foreach (var serial in serials)
            if (stock.Units.ContainsKey(serial)) return new(RefusalKind.UnitElsewhere, Store: StockKey.Parse(stock.Key).Store, State: serial);
        return null;
    }

    /// <summary>The units named, each with its lot; all must be here, in the lot where one is named, and as many as asked for.</summary>
    private static (ImmutableArray<ScannedLot> Units, Refusal? Refusal) UnitsHere(Stock stock, decimal quantity, string? lot, EquatableList<string> serials, string? code = null, string? bin = null)
    {
        if (serials.Count != quantity) return ([], new(RefusalKind.SerialsRequired, Lot: lot));
        var units = ImmutableArray.CreateBuilder<ScannedLot>(serials.Count);
        foreach (var serial in serials)
        {
            if (!stock.Units.TryGetValue(serial, out var unit) || (lot is not null && unit.Lot != lot)) return ([], new(RefusalKind.UnitNotHere, Lot: unit?.Lot, State: serial));
            units.Add(new(unit.Lot, 1, serial, code, bin));
        }

        return (units.MoveToImmutable(), null);
    }

    /// <summary>Each scan is one unit that is here, in the lot that it says.</summary>
    private static Refusal? NotAllHere(Stock stock, ImmutableArray<ScannedLot> scans)
    {
        foreach (var scan in scans)
        {
            if (scan.Serial is null || scan.Quantity != 1) return new(RefusalKind.SerialsRequired, Lot: scan.Lot);
            if (!stock.Units.TryGetValue(scan.Serial, out var unit) || unit.Lot != scan.Lot) return new(RefusalKind.UnitNotHere, Lot: unit?.Lot, State: scan.Serial);
        }

        return scans.Select(scan => scan.Serial).Distinct(StringComparer.Ordinal).Count() == scans.Length ? null : Refusal.Invalid("lots.serial", "must-be-unique");
    }

    private static Decision<StockEvent> SellUnits(Stock stock, SellStock ask, decimal quantity, string hash, StockFacts facts, DateTimeOffset now)
    {
        var (units, absent) = UnitsHere(stock, quantity, ask.Lot, SerialsOf(ask.Serial, ask.Serials), ask.Code, ask.Bin);
        if ((absent ?? SerialsRecalled(stock, units)) is { } unsold) return unsold;
        // As of a reservation that has pinned nothing: what others hold or wait for is not sold.
        var nothingHeld = new Reservation("", quantity, [], DateTimeOffset.MaxValue, null, null, false, facts.Sku.Unit, facts.Sku.MinShelfLifeDays, "", 0, 0);
        var issue = Issue.OfScans(stock, nothingHeld, units, now);
        if (issue.Refusal is { } refused) return refused;
        return Moved(stock, ask.Use, ask.Id, Ledger.Out(stock, units), hash, document: ask.Document) with { Client = ask.Client, Tracked = true };
    }

    /// <summary>Named units leave without being sold, under the rules of their lots.</summary>
    /// <param name="leaving">Without its lines.</param>
    private static Decision<StockEvent> TakeUnitsOut(Draft draft, StockMoved leaving, decimal quantity, string? lot, EquatableList<string> serials, StockFacts facts, string? bin = null)
    {
        var (units, absent) = UnitsHere(draft.Stock, quantity, lot, serials, bin: bin);
        if (absent is not null) return absent;
        foreach (var one in units.GroupBy(unit => unit.Lot, StringComparer.Ordinal))
            if (RoomIn(draft, one.Key, one.Count(), facts.Sku.Picking) is { } refused) return refused;
        var lines = Ledger.Out(draft.Stock, units);
        draft.Add(leaving with { Lines = lines, OnHandAfter = Ledger.OnHandAfter(draft.Stock, lines) });
        return draft.Done();
    }

    /// <summary>What goes out again must be here, and what comes in again not.</summary>
    private static Refusal? NotReversibleUnits(Stock stock, StockMoved moved)
    {
        foreach (var line in moved.Lines)
        {
            if (line.Serial is not { } serial) continue;
            var here = stock.Units.GetValueOrDefault(serial);
            if (line.Quantity > 0 && here?.Lot != line.Lot) return new(RefusalKind.UnitNotHere, Lot: here?.Lot, State: serial);
            if (line.Quantity < 0 && here is not null) return new(RefusalKind.UnitElsewhere, Store: StockKey.Parse(stock.Key).Store, State: serial);
        }

        return null;
    }

    /// <summary>A quantity of a lot, or its units where they are named.</summary>
    private static IEnumerable<ScannedLot> UnitLines(string lot, decimal quantity, EquatableList<string> serials) =>
        serials.Count == 0 ? [new(lot, quantity, null)] : serials.Select(serial => new ScannedLot(lot, quantity > 0 ? 1 : -1, serial));

    /// <summary>Units that come in at a cost of their own, one line each: the last one tells the lot's average.</summary>
    private static ImmutableArray<MovedLot> UnitsIn(MovedLot all, decimal onHand, EquatableList<string> serials) =>
        [.. serials.Select((serial, i) => all with { Quantity = 1, Serial = serial, BalanceAfter = onHand + i + 1, LotCostAfter = i == serials.Count - 1 ? all.LotCostAfter : null })];

    /// <summary>The units that go with a shipment: of each lot the ones longest here, then what has no serial.</summary>
    private static ImmutableArray<ScannedLot> UnitsToShip(Stock stock, ImmutableArray<ScannedLot> lots)
    {
        var units = ImmutableArray.CreateBuilder<ScannedLot>();
        foreach (var lot in lots)
        {
            var left = lot.Quantity;
            foreach (var unit in stock.Units.Values.Where(unit => unit.Lot == lot.Lot).OrderBy(unit => unit.Since).ThenBy(unit => unit.Serial, StringComparer.Ordinal))
            {
                if (left < 1) break;
                units.Add(new(lot.Lot, 1, unit.Serial));
                left--;
            }

            if (left > 0) units.Add(lot with { Quantity = left });
        }

        return units.ToImmutable();
    }
}
