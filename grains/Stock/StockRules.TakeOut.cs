namespace BeautyGrains.Grains;

/// <summary>Goods that leave without being sold, and corrections of the book.</summary>
public static partial class StockRules
{
    /// <summary>Takes unusable goods out. Refusals: Validation, IdReused, UnknownLot, UnknownBin, InsufficientAvailable.</summary>
    public static Decision<StockEvent> Scrap(Stock stock, ScrapStock ask, StockFacts facts, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.First(Form.Id(ask.Id, "id"), Form.Quantity(ask.Quantity), Form.Lot(ask.Lot), Form.Needed(ask.Reason, "reason"), SerialsForm(ask.Serials), Places.Form(ask.Lot, ask.Bin)) is { } malformed) return malformed;
        var hash = WithBin(WithSerials(BodyHash.Of(ask.Quantity, ask.Unit, ask.Lot, ask.Reason), ask.Serials), ask.Bin);
        if (Repeat(stock, CommandIds.Movement(MovementKind.Scrap, ask.Id), hash, recalled) is { } known) return known;
        var quantity = Units.ToBase(ask.Quantity, ask.Unit, facts, now);
        return quantity.Refusal is { } badUnit ? badUnit : TakeOut(stock, MovementKind.Scrap, ask.Id, quantity.Value, ask.Lot, hash, facts, now, reason: ask.Reason, serials: ask.Serials, bin: ask.Bin);
    }

    /// <summary>Sends goods of a lot back to the supplier. Refusals: Validation, IdReused, UnknownLot, InsufficientAvailable.</summary>
    public static Decision<StockEvent> ReturnToSupplier(Stock stock, ReturnToSupplier ask, StockFacts facts, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.First(
            SerialsForm(ask.Serials),
            Form.Id(ask.Id, "id"), Form.Quantity(ask.Quantity), ask.Lot is null ? Refusal.Invalid("lot", "required") : Form.Lot(ask.Lot),
            Form.Optional(ask.Supplier, "supplier"), Form.Optional(ask.Reason, "reason"), Form.Optional(ask.Document, "document")) is { } malformed) return malformed;
        var hash = WithSerials(BodyHash.Of(ask.Quantity, ask.Unit, ask.Lot, ask.Supplier, ask.Reason, ask.Document), ask.Serials);
        if (Repeat(stock, CommandIds.Movement(MovementKind.SupplierReturn, ask.Id), hash, recalled) is { } known) return known;
        var quantity = Units.ToBase(ask.Quantity, ask.Unit, facts, now);
        if (quantity.Refusal is { } badUnit) return badUnit;
        return TakeOut(stock, MovementKind.SupplierReturn, ask.Id, quantity.Value, ask.Lot, hash, facts, now, ask.Document, ask.Reason, ask.Supplier, ask.Serials);
    }

    /// <summary>Corrects the book. Refusals: Validation, IdReused, UnknownLot, UnknownBin, InsufficientAvailable.</summary>
    public static Decision<StockEvent> Adjust(Stock stock, AdjustStock ask, StockFacts facts, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.First(Form.Id(ask.Id, "id"), Form.Signed(ask.Quantity), Form.Lot(ask.Lot), Form.Needed(ask.Reason, "reason"), SerialsForm(ask.Serials), Places.Form(ask.Lot, ask.Bin)) is { } malformed) return malformed;
        var hash = WithBin(WithSerials(BodyHash.Of(ask.Quantity, ask.Unit, ask.Lot, ask.Reason), ask.Serials), ask.Bin);
        if (Repeat(stock, CommandIds.Movement(MovementKind.Adjustment, ask.Id), hash, recalled) is { } known) return known;
        var quantity = Units.ToBase(ask.Quantity, ask.Unit, facts, now);
        if (quantity.Refusal is { } badUnit) return badUnit;
        if (quantity.Value < 0) return TakeOut(stock, MovementKind.Adjustment, ask.Id, -quantity.Value, ask.Lot, hash, facts, now, reason: ask.Reason, serials: ask.Serials, bin: ask.Bin);
        if (TheLot(stock, ask.Lot, out var lot) is { } which) return which;
        if (Places.Refuses(stock, ask.Lot, ask.Bin, quantity.Value) is { } elsewhere) return elsewhere;
        return Moved(stock, MovementKind.Adjustment, ask.Id, Ledger.Lines(stock, [new(lot!.Name, quantity.Value, null, Bin: ask.Bin)]), hash, reason: ask.Reason);
    }

    /// <summary>Posts what a count found; also when it found what the book says. Refusals: Validation, IdReused, UnknownLot, the second person's.</summary>
    public static Decision<StockEvent> Count(Stock stock, CountLot ask, StockFacts facts, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.First(
            Form.Id(ask.Id, "id"), ask.Lot is null ? Refusal.Invalid("lot", "required") : Form.Lot(ask.Lot),
            Form.Amount(ask.Counted, "counted"), Form.Optional(ask.Reason, "reason")) is { } malformed) return malformed;
        var hash = BodyHash.Of(ask.Lot, ask.Counted, ask.Reason);
        if (Repeat(stock, CommandIds.Movement(MovementKind.Count, ask.Id), hash, recalled) is { } known) return known;
        if (!stock.Lots.TryGetValue(ask.Lot!, out var lot)) return UnknownLot(ask.Lot!);
        if (ask.Second is { } second && ask.Counted != lot.OnHand && Refused(second, stock, lot, ask, facts.Sku) is { } refused) return refused;
        var draft = new Draft(stock, now);
        Pinning.MakeRoom(draft, lot.Name, ask.Counted, facts.Sku.Picking, [lot.Name]);
        draft.Add(Moved(draft.Stock, MovementKind.Count, ask.Id, Ledger.Lines(draft.Stock, [new(lot.Name, ask.Counted - lot.OnHand, null)]), hash, reason: ask.Reason) with { ApprovedBy = ask.Second?.Approver?.Actor });
        return draft.Done();
    }

    // By what the goods have cost, else by what they are sold for; what is found of an empty lot is all of it.
    private static Refusal? Refused(SecondPerson second, Stock stock, Lot lot, CountLot ask, SkuRecord sku)
    {
        var off = Math.Abs(ask.Counted - lot.OnHand);
        var value = (lot.UnitCost ?? sku.Price) is { } each ? new Money(Math.Round(off * each.Amount, MidpointRounding.AwayFromZero), each.Currency) : null;
        return second.Refuses(ApprovalKind.Variance, lot.OnHand == 0 ? 1 : off / lot.OnHand, value, value, [StockKey.Parse(stock.Key).Store], ask.By.Actor);
    }

    /// <summary>
    /// Of a sellable lot only units that nobody has pinned. Of a blocked or expired one up to all: reservations there could not be served anyway and lose their pins.
    /// Without a lot, unpinned units in picking order, whatever the lots' status.
    /// </summary>
    private static Decision<StockEvent> TakeOut(
        Stock stock, MovementKind kind, string id, decimal quantity, string? lot, string hash, StockFacts facts, DateTimeOffset now,
        string? document = null, string? reason = null, string? party = null, EquatableList<string>? serials = null, string? bin = null)
    {
        if (Places.Refuses(stock, lot, bin, -quantity) is { } elsewhere) return elsewhere;
        var draft = new Draft(stock, now);
        if (facts.Sku.Serialised && serials is { Count: > 0 }) return TakeUnitsOut(draft, new StockMoved(kind, id, [], 0, hash, document, reason, Party: party, Tracked: true), quantity, lot, serials, facts, bin);
        ImmutableArray<LotQuantity> units;
        if (lot is null)
        {
            units = Unpinned(new(stock, now), quantity, facts.Sku.Picking);
            if (units.Sum(unit => unit.Quantity) is var found && found < quantity) return Refusal.Insufficient(found);
        }
        else
        {
            if (RoomIn(draft, lot, quantity, facts.Sku.Picking) is { } refused) return refused;
            units = [new(lot, quantity)];
        }

        draft.Add(Moved(draft.Stock, kind, id, Ledger.Out(draft.Stock, units.Select(unit => new ScannedLot(unit.Lot, unit.Quantity, null, Bin: bin))), hash, document, reason, party));
        return draft.Done();
    }

    private static Refusal? RoomIn(Draft draft, string name, decimal quantity, PickingRule rule)
    {
        if (!draft.Stock.Lots.TryGetValue(name, out var lot)) return UnknownLot(name);
        var blocked = lot.BlockedBy(draft.Now) is not null;
        var most = blocked ? lot.OnHand : new Availability(draft.Stock, draft.Now).FreeOn(lot);
        if (quantity > most) return Refusal.Insufficient(most) with { Lot = name };
        if (blocked) Pinning.MakeRoom(draft, name, lot.OnHand - quantity, rule, [name]);
        return null;
    }

    private static ImmutableArray<LotQuantity> Unpinned(Availability free, decimal quantity, PickingRule rule)
    {
        var units = ImmutableArray.CreateBuilder<LotQuantity>();
        foreach (var lot in Fefo.InOrder(free.Stock.Lots.Values, rule))
        {
            var take = Math.Min(quantity, free.FreeOn(lot));
            if (take <= 0) continue;
            units.Add(new(lot.Name, take));
            quantity -= take;
        }

        return units.ToImmutable();
    }

    /// <summary>The lot named, or the only one there is.</summary>
    private static Refusal? TheLot(Stock stock, string? name, out Lot? lot)
    {
        lot = null;
        if (name is not null) return stock.Lots.TryGetValue(name, out lot) ? null : UnknownLot(name);
        if (stock.Lots.Count != 1) return Refusal.Invalid("lot", "required");
        lot = stock.Lots.Values.First();
        return null;
    }
}
