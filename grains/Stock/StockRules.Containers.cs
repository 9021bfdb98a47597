namespace BeautyGrains.Grains;

/// <summary>Sealed units become open containers, which stand apart from what is sealed and never go back.</summary>
public static partial class StockRules
{
    /// <summary>
    /// Takes one sealed unit of a lot that may be sold and opens it.
    /// Refusals: Validation, IdReused, Inactive, StoreNotLicensed, NotOpenable, ScanRequired, ClientRequired, UnknownLot, LotBlocked, InsufficientAvailable.
    /// </summary>
    public static Decision<StockEvent> OpenContainer(Stock stock, OpenContainer ask, StockFacts facts, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (OpeningForm(ask) is { } malformed) return malformed;
        var hash = WithScan(BodyHash.Of(ask.Lot, ask.Client, ask.Document, ask.Reason, ask.Kind), ask.Serial, ask.Code);
        if (stock.Containers.TryGetValue(ask.Id, out var open)) return open.BodyHash == hash ? Decision<StockEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
        if (Repeat(stock, CommandIds.Container(ask.Id), hash, recalled) is { } known) return known;
        // The goods issue has the container's id, under which something else may have left.
        if (stock.Recall(CommandIds.Movement(ask.Kind, ask.Id), recalled) is not null) return new Refusal(RefusalKind.IdReused);
        if (Form.Allowed(facts) is { } forbidden) return forbidden;
        if (facts.Sku.Opening is not { } rule) return new Refusal(RefusalKind.NotOpenable);
        var unit = ask.Serial is null ? null : stock.Units.GetValueOrDefault(ask.Serial);
        if (facts.Sku.Serialised && unit?.Lot != ask.Lot) return ask.Serial is null ? new Refusal(RefusalKind.SerialsRequired, Lot: ask.Lot) : new Refusal(RefusalKind.UnitNotHere, Lot: unit?.Lot, State: ask.Serial);
        if (facts.Sku.Serialised && ask.Serial is null) return new Refusal(RefusalKind.SerialsRequired);
        if (MustBeScanned(facts) && ask.Lot is null) return new Refusal(RefusalKind.ScanRequired, Field: "lot");
        if (facts.Sku.Implant && ask.Serial is null) return new Refusal(RefusalKind.ScanRequired, Field: "serial");
        if (facts.Sku.Implant && ask.Client is null) return new Refusal(RefusalKind.ClientRequired);

        if (SerialsRecalled(stock, ask.Lot, ask.Serial) is { } called) return called;
        if (ask.Lot is not null && NotSellable(stock, ask.Lot, now, now) is { } blocked) return blocked;
        if (WholeUnit(new(stock, now), facts.Sku.Picking, ask.Lot) is not { } lot) return Refusal.Insufficient(decimal.Floor(new Availability(stock, now).Available)) with { Lot = ask.Lot };
        var lines = Ledger.Out(stock, [new ScannedLot(lot.Name, 1, ask.Serial, ask.Code)]);
        return Decision<StockEvent>.Of(
        [
            Moved(stock, ask.Kind, ask.Id, lines, hash, ask.Document, ask.Reason) with { Tracked = facts.Sku.Serialised ? true : null },
            new ContainerOpened(
                ask.Id, lot.Name, lot.LotNo, ask.Kind, rule.Unit, rule.Content, rule.Sharing, ask.Client, UseByRules.Earlier(lot.ExpiresAt, rule.AfterOpening, now, facts.Store.TimeZone),
                rule.AfterReconstitution, lines[0].UnitCost, lot.Owner, ask.Document, ask.Serial, hash),
        ]);
    }

    /// <summary>
    /// Notes once that the content was reconstituted, which may shorten its use.
    /// Refusals: Validation, UnknownContainer, InvalidState, StoreNotLicensed, LotBlocked, ContainerRefused.
    /// </summary>
    public static Decision<StockEvent> ReconstituteContainer(Stock stock, ReconstituteContainer ask, StockFacts facts, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (Form.First(
            Form.Id(ask.Container, "id"), ask.DiluentSku is null || Limits.IsId(ask.DiluentSku) ? null : Refusal.Invalid("diluentSku", "must-be-an-id"),
            Form.Lot(ask.DiluentLot, "diluentLot"), ask.DiluentQuantity is { } amount ? Form.Quantity(amount, "diluentQuantity") : null) is { } malformed) return malformed;
        if (FindContainer(stock, ask.Container, recalled, out var open) is { } unknown) return unknown;
        if (open!.ReconstitutedAt is not null)
        {
            return (open.DiluentSku, open.DiluentLot, open.DiluentQuantity) == (ask.DiluentSku, ask.DiluentLot, ask.DiluentQuantity)
                ? Decision<StockEvent>.AlreadyDone : Refusal.NotIn("reconstituted");
        }

        if (facts.NotLicensed is { } forbidden) return forbidden;
        if (open.AfterReconstitution is not { } period) return new Refusal(RefusalKind.ContainerRefused, State: "not-for-reconstitution");
        if (NotUsable(stock, open with { AfterReconstitution = null }, now) is { } blocked) return blocked;
        return new ContainerReconstituted(
            open.Id, ask.DiluentSku, ask.DiluentLot, ask.DiluentQuantity, UseByRules.Earlier(open.UseBy, period, now, facts.Store.TimeZone),
            BodyHash.Of(ask.DiluentSku, ask.DiluentLot, ask.DiluentQuantity));
    }

    /// <summary>The open containers that may be used now, for that client where one is named, else for anybody; earliest use-by first.</summary>
    public static IEnumerable<Container> Offered(Stock stock, string? client, DateTimeOffset now) => InOrder(stock).Where(one =>
        one.Kind != MovementKind.Tester && one.BlockedBy(stock.Lots[one.Lot].Status, now) is null && one.IsFor(client));

    /// <summary>Earliest use-by first, then the one opened first.</summary>
    public static IEnumerable<Container> InOrder(Stock stock) =>
        stock.Containers.Values.OrderBy(one => one.UseBy ?? DateTimeOffset.MaxValue).ThenBy(one => one.OpenedAt).ThenBy(one => one.Id, StringComparer.Ordinal);

    private static Refusal? OpeningForm(OpenContainer ask) => Form.First(
        Limits.IsId(ask.Id) ? null : Refusal.Invalid("id", "must-be-an-id"),
        Form.Lot(ask.Lot),
        Form.Client(ask.Client),
        Form.Optional(ask.Document, "document"),
        Form.Optional(ask.Reason, "reason"),
        Form.Scan(ask.Serial, ask.Code),
        ask.Kind is MovementKind.Opening or MovementKind.Tester ? null : Refusal.Invalid("kind", "must-be-opening-or-tester"),
        ask.Lot is null && (ask.Serial ?? ask.Code) is not null ? Refusal.Invalid("lot", "required-with-a-scan") : null);

    // A container is one unit of one lot: halves of two lots fill none.
    private static Lot? WholeUnit(Availability free, PickingRule rule, string? only) => Fefo.InOrder(free.Stock.Lots.Values, rule)
        .FirstOrDefault(lot => (only is null || lot.Name == only) && Fefo.Take(free, 1, free.Now, rule, lot.Name).Total == 1);

    private static Refusal? FindContainer(Stock stock, string id, ImmutableArray<Remembered> recalled, out Container? open) =>
        stock.Containers.TryGetValue(id, out open) ? null
        : stock.Recall(CommandIds.Container(id), recalled)?.Happened is ContainerClosed ? Refusal.NotIn("closed")
        : new(RefusalKind.UnknownContainer);

    private static Refusal? NotUsable(Stock stock, Container open, DateTimeOffset now) => open.BlockedBy(stock.Lots[open.Lot].Status, now) switch
    {
        null => null,
        "past-use-by" or "not-reconstituted" => new(RefusalKind.ContainerRefused, Lot: open.Lot, State: open.BlockedBy(stock.Lots[open.Lot].Status, now)),
        var state => Blocked(open.Lot, state),
    };
}
