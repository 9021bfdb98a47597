using System.Globalization;

namespace BeautyGrains.Grains;

public static partial class StockRules
{
    /// <summary>
    /// Takes a lot in. Refusals: Validation, IdReused, Inactive, StoreNotLicensed, QuantityStep, LotExpiryDiffers, InvalidState.
    /// </summary>
    public static Decision<StockEvent> Receive(Stock stock, ReceiveStock ask, StockFacts facts, DateTimeOffset now, ImmutableArray<Remembered> recalled = default)
    {
        if (ReceiveForm(ask) is { } malformed) return malformed;
        var hash = BodyHash.Of(
            ask.Quantity, ask.Unit, ask.Lot, ask.ExpiresOn?.Printed, ask.ExpiresOn?.Date, ask.ExpiresOn?.Precision, ask.ExpiresOn?.Kind, ask.MadeOn, ask.UnitCost?.Amount, ask.UnitCost?.Currency, ask.Supplier, ask.Gtin, ask.Bin, ask.Document,
            ask.Status, ask.ExpiryConfirmation);
        // What has no owner of its own is told apart as it was before there were any.
        if (ask.Owner is { } owner) hash = BodyHash.Of(hash, owner.Kind, owner.Id);
        hash = WithSerials(WithScan(hash, ask.Serial, ask.Code), ask.Serials);
        if (Repeat(stock, CommandIds.Movement(MovementKind.Receipt, ask.Id), hash, recalled) is { } known) return known;
        if (Form.Active(facts) is { } inactive) return inactive;
        // A receipt of an order was looked at as a whole, on its day; what it took in then must not get stuck on the way.
        if (ask.By.Process is null && facts.NotLicensed is { } forbidden) return forbidden;
        var quantity = Units.ToBase(ask.Quantity, ask.Unit, facts, now);
        if (quantity.Refusal is { } badUnit) return badUnit;
        if (Units.StepRule(quantity.Value, QuantityUse.Purchase, facts, now) is { } step) return step;

        var serials = facts.Sku.Serialised ? SerialsOf(ask.Serial, ask.Serials) : [];
        if (serials.Count > 0 && serials.Count != quantity.Value) return new Refusal(RefusalKind.SerialsRequired, Lot: ask.Lot);
        if (NoneIsHere(stock, serials) is { } here) return here;
        var expiry = ask.ExpiresOn ?? Computed(ask.MadeOn, facts);
        if (DateRule(ask.MadeOn, expiry, facts, now) is { } badDate) return badDate;
        if (Arrive(stock, Goods(ask, expiry, facts), ask.ExpiryConfirmation is not null, ask.Apart) is var (lot, refused) && refused is not null) return refused;
        return stock.Lots.ContainsKey(lot!.Name)
            ? Received(stock, lot)
            : Decision<StockEvent>.Of([Opened(stock, lot), Received(stock, lot)]);

        StockMoved Received(Stock before, Lot into)
        {
            var all = Ledger.In(into, quantity.Value, ask.UnitCost) with { Serial = ask.Serial, Code = ask.Code };
            var lines = serials.Count > 0 ? UnitsIn(all, into.OnHand, serials) : [all];
            return new(MovementKind.Receipt, ask.Id, lines, Ledger.OnHandAfter(before, lines), hash, ask.Document, Party: ask.Supplier, Reason: ask.ExpiryConfirmation, Tracked: facts.Sku.Serialised ? true : null);
        }
    }

    private static Refusal? ReceiveForm(ReceiveStock ask) => Form.First(
        Form.Id(ask.Id, "id"),
        Form.Quantity(ask.Quantity),
        ask.Lot is null ? Refusal.Invalid("lot", "required") : Form.Lot(ask.Lot),
        ask.ExpiresOn is { } expiry && ExpiryRules.RuleOf(expiry) is { } rule ? Refusal.Invalid("expiresOn", rule) : null,
        ask.MadeOn is { Year: < ExpiryText.FirstYear or > ExpiryText.LastYear } ? Refusal.Invalid("madeOn", "must-be-between-1900-and-2200") : null,
        Form.Cost(ask.UnitCost),
        OwnerForm(ask),
        Form.Scan(ask.Serial, ask.Code),
        SerialsForm(ask.Serials),
        Form.Optional(ask.Supplier, "supplier"),
        Form.Optional(ask.Gtin, "gtin"),
        Form.Optional(ask.Bin, "bin"),
        Form.Optional(ask.Document, "document"),
        ask.ExpiryConfirmation is null ? null : Form.Needed(ask.ExpiryConfirmation, "expiryConfirmation"),
        ask.Status is LotStatus.Released or LotStatus.Quarantined ? null : Refusal.Invalid("status", "must-be-released-or-quarantined"));

    private static Refusal? OwnerForm(ReceiveStock ask) => ask.Owner is not { } owner ? null : Form.First(
        Form.Known(owner.Kind, "owner.kind"),
        Limits.IsId(owner.Id) ? null : Refusal.Invalid("owner.id", "must-be-an-id"),
        ask.UnitCost is null ? Refusal.Invalid("unitCost", "required-with-owner") : null);

    private static Expiry? Computed(DateOnly? madeOn, StockFacts facts) =>
        madeOn is { } made && facts.Sku.ShelfLifeMonths is { } months ? ExpiryRules.FromMadeOn(made, months) : null;

    private static Refusal? DateRule(DateOnly? madeOn, Expiry? expiry, StockFacts facts, DateTimeOffset now)
    {
        if (madeOn > ExpiryRules.DayAt(now, facts.Store.TimeZone)) return Refusal.Invalid("madeOn", "must-not-be-future");
        if (expiry is null) return null;
        if (ExpiryRules.FirstBadDay(expiry) <= madeOn) return Refusal.Invalid("expiresOn", "must-not-be-before-made-on");
        return ExpiryRules.ExpiredFrom(expiry, facts.Store.TimeZone) <= now ? Refusal.Invalid("expiresOn", "must-not-be-expired") : null;
    }

    private static Lot Goods(ReceiveStock ask, Expiry? expiry, StockFacts facts) => new(
        ask.Lot, ask.Lot, expiry, expiry is null ? null : ExpiryRules.ExpiredFrom(expiry, facts.Store.TimeZone), ask.MadeOn, ask.Status, 0, 0,
        ask.UnitCost, ask.Supplier, ask.Gtin, ask.Bin, ask.Id, null, 0, 0, ask.Owner);

    /// <summary>
    /// The lot that arriving goods go into: the known one of that number, expiry and owner, or a new one.
    /// A second expiry of a known number needs quality's word and gets a name of its own.
    /// </summary>
    private static (Lot? Lot, Refusal? Refusal) Arrive(Stock stock, Lot goods, bool expiryConfirmed, bool apart)
    {
        var same = stock.Lots.Values.Where(lot => lot.LotNo == goods.LotNo && lot.SplitFrom is null).OrderBy(lot => lot.OpenedVersion).ToList();
        if (same.Find(lot => BadDay(lot) == BadDay(goods) && lot.Owner == goods.Owner) is { } known)
        {
            if (goods.Status == LotStatus.Quarantined && known.Status == LotStatus.Released)
                return apart ? (goods with { Name = LotNames.Fresh(stock, goods.LotNo, "in"), SplitFrom = known.Name }, null) : (null, Refusal.NotIn("released"));
            if (known.UnitCost is { } was && goods.UnitCost is { } cost && was.Currency != cost.Currency)
                return (null, Refusal.Invalid("unitCost.currency", "must-be-the-lots-currency"));
            return (known, null);
        }

        var other = same.Find(lot => BadDay(lot) != BadDay(goods));
        if (other is not null && !expiryConfirmed) return (null, new(RefusalKind.LotExpiryDiffers, Lot: other.Name));
        return (goods with { Name = SecondName(stock, goods, other is not null) }, null);
    }

    private static string SecondName(Stock stock, Lot goods, bool numberIsTaken) => LotNames.Fresh(
        stock, goods.LotNo, !numberIsTaken ? null : goods.Expiry?.Date.ToString("yyyyMMdd", CultureInfo.InvariantCulture) ?? "noexpiry");

    private static DateOnly? BadDay(Lot lot) => lot.Expiry is { } expiry ? ExpiryRules.FirstBadDay(expiry) : null;

    private static LotOpened Opened(Lot lot) => new(
        lot.Name, lot.LotNo, lot.Expiry, lot.ExpiresAt, lot.MadeOn, lot.Status, lot.UnitCost, lot.Supplier, lot.Gtin, lot.Bin, lot.Receipt, lot.SplitFrom, lot.Owner, lot.Parents);
}
