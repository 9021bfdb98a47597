namespace BeautyGrains.Grains;

public static partial class StockRules
{
    /// <summary>
    /// Goods issue without a reservation.
    /// Refusals: Validation, IdReused, Inactive, StoreNotLicensed, QuantityStep, ScanRequired, UnknownLot, UnknownBin, LotBlocked, InsufficientAvailable.
    /// </summary>
    public static Decision<StockEvent> Sell(Stock stock, SellStock ask, StockFacts facts, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.First(Form.Id(ask.Id, "id"), Form.Quantity(ask.Quantity), Form.Lot(ask.Lot), Form.Use(ask.Use), Form.Optional(ask.Document, "document"), Form.Scan(ask.Serial, ask.Code), Form.Client(ask.Client), SerialsForm(ask.Serials), Places.Form(ask.Lot, ask.Bin),
            ask.Lot is null && (ask.Serial ?? ask.Code) is not null ? Refusal.Invalid("lot", "required-with-a-scan") : null) is { } malformed)
            return malformed;
        var hash = WithBin(WithSerials(WithClient(WithScan(BodyHash.Of(ask.Quantity, ask.Unit, ask.Lot, ask.Use, ask.Document), ask.Serial, ask.Code), ask.Client), ask.Serials), ask.Bin);
        if (Repeat(stock, CommandIds.Movement(ask.Use, ask.Id), hash, recalled) is { } known) return known;
        if (Form.Allowed(facts) is { } forbidden) return forbidden;
        var quantity = Units.ToBase(ask.Quantity, ask.Unit, facts, now);
        if (quantity.Refusal is { } badUnit) return badUnit;
        if (Units.StepRule(quantity.Value, Units.UseOf(ask.Use), facts, now) is { } step) return step;
        if (MustBeScanned(facts) && !facts.Sku.Serialised && (ask.Lot is null || (facts.Sku.Implant && ask.Serial is null))) return new Refusal(RefusalKind.ScanRequired, Field: ask.Lot is null ? "lot" : "serial");

        if (facts.Sku.Implant && ask.Client is null) return new Refusal(RefusalKind.ClientRequired);
        if (Places.Refuses(stock, ask.Lot, ask.Bin, -quantity.Value) is { } elsewhere) return elsewhere;
        if (facts.Sku.Serialised) return SellUnits(stock, ask, quantity.Value, hash, facts, now);
        if (SerialsRecalled(stock, ask.Lot, ask.Serial) is { } called) return called;
        var lastsBeyond = now.AddDays(facts.Sku.MinShelfLifeDays);
        if (ask.Lot is not null && NotSellable(stock, ask.Lot, lastsBeyond, now) is { } blocked) return blocked;
        var pick = Fefo.Take(new(stock, now), quantity.Value, lastsBeyond, facts.Sku.Picking, ask.Lot);
        if (pick.Total < quantity.Value) return Refusal.Insufficient(pick.Total);
        var units = pick.Lots.Select(lot => new ScannedLot(lot.Lot, lot.Quantity, ask.Serial, ask.Code, ask.Bin));
        return Moved(stock, ask.Use, ask.Id, Ledger.Out(stock, units), hash, document: ask.Document) with { Client = ask.Client };
    }

    // What was not scanned is told apart as it was before anything could be.
    private static string WithScan(string hash, string? serial, string? code) => (serial ?? code) is null ? hash : BodyHash.Of(hash, serial, code);

    // The same holds for clients.
    private static string WithClient(string hash, string? client) => client is null ? hash : BodyHash.Of(hash, client);

    // And for bins.
    private static string WithBin(string hash, string? bin) => bin is null ? hash : BodyHash.Of(hash, bin);

    private static StockMoved Moved(
        Stock stock, MovementKind kind, string id, ImmutableArray<MovedLot> lines, string hash,
        string? document = null, string? reason = null, string? party = null, string? reverses = null, DateTimeOffset? occurredAt = null) =>
        new(kind, id, lines, Ledger.OnHandAfter(stock, lines), hash, document, reason, occurredAt, reverses, null, party);
}
