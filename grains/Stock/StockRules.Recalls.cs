namespace BeautyGrains.Grains;

/// <summary>Recalls in one stock. What is recalled is known by the number on the pack, so that it does not matter when, how and under which name goods come.</summary>
public static partial class StockRules
{
    /// <summary>The most lot numbers of one recall.</summary>
    public const int MostRecalledLots = 200;

    /// <summary>Process step: blocks what is here of a recall's numbers, and what will come. Refusals: Validation.</summary>
    public static Decision<StockEvent> RecallLots(Stock stock, RecallLots ask)
    {
        if (RecallForm(ask) is { } malformed) return malformed;
        // A recall that has found goods made of its own names more than it did.
        var known = stock.Recalls.TryGetValue(ask.Recall, out var before) ? before : null;
        if (known is not null && ask.LotNos.All(known.HoldsLot)) return Decision<StockEvent>.AlreadyDone;
        var mark = new LotsRecalled(ask.Recall, known is null ? [.. ask.LotNos] : [.. known.LotNos.Union(ask.LotNos, StringComparer.Ordinal).Order(StringComparer.Ordinal)], known?.Serials ?? ask.Serials);
        return Decision<StockEvent>.Of(
        [
            mark,
            .. stock.Lots.Values.Where(lot => lot.Status != LotStatus.Recalled && mark.LotNos.Contains(lot.LotNo, StringComparer.Ordinal))
                .Select(lot => new LotStatusSet(lot.Name, LotStatus.Recalled, ask.Reason)),
        ]);
    }

    /// <summary>Process step: a recall counts no longer. Lots keep their status: quality looks at each before anything is sold. Refusals: Validation.</summary>
    public static Decision<StockEvent> LiftLots(Stock stock, LiftLots ask)
    {
        if (Form.Id(ask.Recall, "recall") is { } malformed) return malformed;
        return stock.Recalls.ContainsKey(ask.Recall) ? new LotsRecallLifted(ask.Recall) : Decision<StockEvent>.AlreadyDone;
    }

    /// <summary>What is wrong with a step, or null.</summary>
    internal static Refusal? RecallForm(RecallLots ask) => Form.First(
        Form.Id(ask.Recall, "recall"),
        ask.LotNos.Count > MostRecalledLots ? Refusal.Invalid("lots", "must-be-at-most-200") : null,
        ask.LotNos.Any(lot => !Limits.IsId(lot)) ? Refusal.Invalid("lots", "must-be-ids") : null,
        ask.Serials is null && ask.LotNos.Count == 0 ? Refusal.Invalid("lots", "required-without-serials") : null,
        ask.Serials is { } range ? SerialForm(range) : null,
        Form.Needed(ask.Reason, "reason"));

    private static Refusal? SerialForm(SerialRange range) =>
        range.From is not { Length: > 0 and <= Limits.MaxSerial } ? Refusal.Invalid("serials.from", $"must-be-1-to-{Limits.MaxSerial}-characters")
        : range.Through is not { Length: > 0 and <= Limits.MaxSerial } ? Refusal.Invalid("serials.through", $"must-be-1-to-{Limits.MaxSerial}-characters")
        : range.Through.Length != range.From.Length ? Refusal.Invalid("serials.through", "must-be-as-long-as-from")
        : string.CompareOrdinal(range.From, range.Through) > 0 ? Refusal.Invalid("serials.through", "must-not-be-before-from")
        : null;

    /// <summary>Whether goods with that number on the pack are recalled here.</summary>
    internal static bool IsRecalled(this Stock stock, string lotNo)
    {
        if (stock.Recalls.IsEmpty) return false;
        foreach (var recall in stock.Recalls)
            if (recall.HoldsLot(lotNo)) return true;
        return false;
    }

    /// <summary>Goods that come in: as recalled where their number is.</summary>
    private static LotOpened Opened(Stock stock, Lot lot) => Opened(stock.IsRecalled(lot.LotNo) ? lot with { Status = LotStatus.Recalled } : lot);

    /// <summary>
    /// Why units may not leave on request, by their serials: while a range of serials is recalled nobody knows of a unit that was not scanned whether it is
    /// of that range. Null where nothing stands against it, which costs nothing where nothing is recalled. Refusals: ScanRequired, LotBlocked.
    /// </summary>
    internal static Refusal? SerialsRecalled(Stock stock, string? lot, string? serial)
    {
        if (stock.Recalls.IsEmpty) return null;
        foreach (var recall in stock.Recalls)
        {
            if (recall.Serials is not { } range) continue;
            if (serial is null) return new(RefusalKind.ScanRequired, Field: "serial", Lot: lot);
            if (range.Holds(serial)) return Blocked(lot!, "recalled");
        }

        return null;
    }

    /// <summary>The same for units that were scanned for a commit; none scanned stands for one without a serial.</summary>
    internal static Refusal? SerialsRecalled(Stock stock, ImmutableArray<ScannedLot> units)
    {
        if (stock.Recalls.IsEmpty) return null;
        if (units.IsDefaultOrEmpty) return SerialsRecalled(stock, null, null);
        foreach (var unit in units)
            if (SerialsRecalled(stock, unit.Lot, unit.Serial) is { } refused) return refused;
        return null;
    }

    /// <summary>Whether a physical fact is about recalled goods.</summary>
    private static bool ConcernsRecall(Stock stock, string? lot, string? serial, IEnumerable<LotQuantity> taken)
    {
        if (stock.Recalls.IsEmpty) return false;
        // What had no book stock is known by the number alone.
        if (lot is not null && stock.IsRecalled(stock.Lots.TryGetValue(lot, out var known) ? known.LotNo : lot)) return true;
        if (serial is not null && stock.Recalls.Any(recall => recall.Serials is { } range && range.Holds(serial))) return true;
        return taken.Any(unit => stock.IsRecalled(stock.Lots[unit.Lot].LotNo));
    }
}
