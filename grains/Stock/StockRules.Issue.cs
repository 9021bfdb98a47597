namespace BeautyGrains.Grains;

public static partial class StockRules
{
    /// <summary>
    /// Process step: goods leave by the rules of a sale, but are not sold. An attempt that was refused is over, and that is written down: a request of it that
    /// is late finds nothing to take any more.
    /// Refusals: Validation, IdReused, InvalidState, Inactive, StoreNotLicensed, QuantityStep, ScanRequired, UnknownLot, UnknownBin, LotBlocked, InsufficientAvailable.
    /// </summary>
    public static Decision<StockEvent> IssueOut(Stock stock, IssueStock ask, StockFacts facts, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (IssueForm(ask) is { } malformed) return malformed;
        var command = CommandIds.Movement(ask.Kind, ask.Id);
        var hash = BodyHash.Of(ask.Quantity, ask.Unit, ask.Lot, ask.Bin, ask.Reason, ask.Document, ask.Client, ask.Serial, ask.Code);
        if (Repeat(stock, command, hash, recalled) is { } known) return known;
        if (ask is { Attempt: > 0, By.Process: { } process } && LastOver(stock, command, process, recalled) >= ask.Attempt) return Refusal.NotIn("over");
        var decision = Issued(stock, ask, facts, hash, now);
        return decision.Refusal is { } refusal && ask is { Attempt: > 0, By.Process: { } refused }
            ? new([new ReservationBarred(command, refused, ask.Attempt)], refusal, false)
            : decision;
    }

    private static Decision<StockEvent> Issued(Stock stock, IssueStock ask, StockFacts facts, string hash, DateTimeOffset now)
    {
        if (Form.Allowed(facts) is { } forbidden) return forbidden;
        var quantity = Units.ToBase(ask.Quantity, ask.Unit, facts, now);
        if (quantity.Refusal is { } badUnit) return badUnit;
        if (Units.StepRule(quantity.Value, StepOf(ask.Kind), facts, now) is { } step) return step;
        // What is put into another pack is scanned when it is issued out of that.
        if (ask.Kind != MovementKind.RepackOut && MustBeScanned(facts) && (ask.Lot is null || (facts.Sku.Implant && ask.Serial is null)))
            return new Refusal(RefusalKind.ScanRequired, Field: ask.Lot is null ? "lot" : "serial");
        if (facts.Sku.Implant && ask.Client is null && ask.Kind is MovementKind.Gift or MovementKind.Sample) return new Refusal(RefusalKind.ClientRequired);
        if (SerialsRecalled(stock, ask.Lot, ask.Serial) is { } called) return called;
        var lastsBeyond = ask.Kind == MovementKind.RepackOut ? now : now.AddDays(facts.Sku.MinShelfLifeDays);
        if (ask.Lot is not null && NotSellable(stock, ask.Lot, lastsBeyond, now) is { } blocked) return blocked;
        if (Places.Refuses(stock, ask.Lot, ask.Bin, -quantity.Value) is { } elsewhere) return elsewhere;
        var pick = Fefo.Take(new(stock, now), quantity.Value, lastsBeyond, facts.Sku.Picking, ask.Lot);
        if (pick.Total < quantity.Value) return Refusal.Insufficient(pick.Total);
        var units = pick.Lots.Select(lot => new ScannedLot(lot.Lot, lot.Quantity, ask.Serial, ask.Code, ask.Bin));
        return Moved(stock, ask.Kind, ask.Id, Ledger.Out(stock, units), hash, ask.Document, ask.Reason) with { Client = ask.Client };
    }

    private static QuantityUse StepOf(MovementKind kind) => kind switch
    {
        MovementKind.RepackOut => QuantityUse.Any,
        MovementKind.InternalUse or MovementKind.Training or MovementKind.Tester => QuantityUse.Service,
        _ => QuantityUse.Sale,
    };

    private static Refusal? IssueForm(IssueStock ask) => Form.First(
        Form.Id(ask.Id, "id"),
        IssueKinds.Has(ask.Kind) || ask.Kind == MovementKind.RepackOut ? null : Refusal.Invalid("kind", "must-be-an-issue"),
        Form.Quantity(ask.Quantity),
        Form.Lot(ask.Lot),
        Form.Optional(ask.Reason, "reason"),
        Form.Optional(ask.Document, "document"),
        Form.Client(ask.Client),
        Form.Scan(ask.Serial, ask.Code),
        ask.Lot is null && (ask.Serial ?? ask.Code) is not null ? Refusal.Invalid("lot", "required-with-a-scan") : null);
}
