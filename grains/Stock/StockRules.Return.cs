namespace BeautyGrains.Grains;

public static partial class StockRules
{
    private const string ReturnedSuffix = "returned";

    /// <summary>
    /// Takes goods of a known lot back from a client. To stock only into a lot that may be sold. To quarantine: into the lot itself if it is blocked already,
    /// else into a quarantined lot "number~returned" beside it. Scrap: in and out again, the ledger shows both.
    /// Refusals: Validation, IdReused, UnknownLot, LotBlocked.
    /// </summary>
    public static Decision<StockEvent> Return(Stock stock, ReturnStock ask, StockFacts facts, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.First(
            Form.Id(ask.Id, "id"), Form.Quantity(ask.Quantity), Form.Lot(ask.Lot), Form.Known(ask.Disposition, "disposition"),
            Form.Optional(ask.Reason, "reason"), Form.Optional(ask.Document, "document"), Form.Client(ask.Client)) is { } malformed) return malformed;
        var hash = WithSerials(WithClient(BodyHash.Of(ask.Quantity, ask.Unit, ask.Lot, ask.Disposition, ask.Reason, ask.Document), ask.Client), ask.Serials);
        if (Repeat(stock, CommandIds.Movement(MovementKind.CustomerReturn, ask.Id), hash, recalled) is { } known) return known;
        var quantity = Units.ToBase(ask.Quantity, ask.Unit, facts, now);
        if (quantity.Refusal is { } badUnit) return badUnit;
        var serials = facts.Sku.Serialised ? ask.Serials ?? [] : [];
        if (SerialsForm(ask.Serials) is { } malformedSerials) return malformedSerials;
        if (facts.Sku.Serialised && serials.Count != quantity.Value) return new Refusal(RefusalKind.SerialsRequired, Lot: ask.Lot);
        if (NoneIsHere(stock, serials) is { } here) return here;
        if (TheLot(stock, ask.Lot, out var lot) is { } which)
        {
            // A client may bring recalled goods to a store that never had them.
            if (ask.Lot is null || !stock.IsRecalled(ask.Lot)) return which;
            lot = Unseen(ask.Lot, ask.Id);
        }

        if (ask.Disposition == ReturnDisposition.Stock && lot!.BlockedBy(now) is { } state) return Blocked(lot.Name, state);

        var draft = new Draft(stock, now);
        if (!stock.Lots.ContainsKey(lot!.Name)) draft.Add(Opened(lot));
        var into = ask.Disposition == ReturnDisposition.Quarantine ? SetApart(draft, lot!) : lot!;
        draft.Add(Moved(
            draft.Stock, MovementKind.CustomerReturn, ask.Id, Ledger.Lines(draft.Stock, UnitLines(into.Name, quantity.Value, serials)), hash, ask.Document, ask.Reason) with { Client = ask.Client, Tracked = facts.Sku.Serialised ? true : null });
        if (ask.Disposition == ReturnDisposition.Scrap)
        {
            draft.Add(Moved(
                draft.Stock, MovementKind.Scrap, CommandIds.ScrapOf(ask.Id), Ledger.Lines(draft.Stock, UnitLines(into.Name, -quantity.Value, serials)), hash, ask.Document, ask.Reason) with { Tracked = facts.Sku.Serialised ? true : null });
        }

        return draft.Done();
    }

    private static Lot Unseen(string lotNo, string id) => new(lotNo, lotNo, null, null, null, LotStatus.Recalled, 0, 0, null, null, null, null, id, null, 0, 0);

    /// <summary>The quarantined lot for what comes back of a lot; opened where there is none.</summary>
    private static Lot SetApart(Draft draft, Lot lot)
    {
        if (lot.Status != LotStatus.Released) return lot;
        var there = draft.Stock.Lots.Values.FirstOrDefault(one =>
            one.SplitFrom == lot.Name && one.Status == LotStatus.Quarantined && one.Name.Contains("~" + ReturnedSuffix, StringComparison.Ordinal));
        if (there is not null) return there;
        var name = LotNames.Fresh(draft.Stock, lot.LotNo, ReturnedSuffix);
        draft.Add(Opened(draft.Stock, lot with { Name = name, Status = LotStatus.Quarantined, SplitFrom = lot.Name, Bin = null }));
        return draft.Stock.Lots[name];
    }
}
