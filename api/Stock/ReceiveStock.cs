using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Owners;
using BeautyGrains.Api.Scans;

namespace BeautyGrains.Api.Stock;

/// <summary>A goods receipt of one lot.</summary>
/// <param name="Quantity">Above 0, at most 3 decimals.</param>
/// <param name="Unit">The base unit when absent, or a pack.</param>
/// <param name="Lot">The number on the pack; needed where the code has none.</param>
/// <param name="ExpiresOn">As printed: a day "2027-05-31" or a month "2027-05".</param>
/// <param name="ExpiryKind">valid-through (default) or fails-on.</param>
/// <param name="MadeOn">A day.</param>
/// <param name="UnitCost">Per base unit.</param>
/// <param name="Owner">Whose goods they are; the chain's own when absent. With it unitCost is needed: what is owed per base unit once it is sold.</param>
/// <param name="Status">released (default) or quarantined.</param>
/// <param name="Serial">Of the unit, where it has one.</param>
/// <param name="Code">What was scanned: gives whatever of lot, expiry, made-on, GTIN and serial is not named beside it.</param>
/// <param name="ExpiryConfirmation">Quality's reason to accept a second expiry of a known lot number; for that role and administrators.</param>
internal sealed record ReceiveStockBody(
    [property: Needed] Num Quantity,
    string? Unit,
    string? Lot,
    string? ExpiresOn,
    string? ExpiryKind,
    string? MadeOn,
    MoneyBody? UnitCost,
    string? Supplier,
    string? Gtin,
    string? Bin,
    string? Document,
    string? Status,
    string? ExpiryConfirmation,
    OwnerBody? Owner,
    string? Serial,
    string? Code,
    IReadOnlyList<string?>? Serials = null)
{
    /// <summary>With what the code says.</summary>
    public async ValueTask<ReceiveStockBody> Scanned(GoodsScan scan)
    {
        if (await scan.Read(Code!, "code") is not { } goods) return this;
        scan.UnitIsTold(goods, Unit);
        scan.Agree("lot", Lot, goods.Lot);
        scan.Agree("gtin", Gtin?.PadLeft(14, '0'), goods.Code.Gtin);
        scan.Agree("expiresOn", ExpiresOn, ExpiryKind, goods.Expiry);
        return this with
        {
            Lot = Lot ?? goods.Lot, ExpiresOn = ExpiresOn ?? goods.Expiry?.Printed, ExpiryKind = ExpiresOn is null ? goods.ExpiryWord : ExpiryKind,
            MadeOn = MadeOn ?? goods.MadeOn, Gtin = Gtin ?? goods.Code.Gtin, Serial = Serial ?? goods.Code.Serial,
        };
    }

    public Contracts.ReceiveStock ToCommand(string id, Check check, Caller by)
    {
        var expiry = ReadExpiry(check);
        var madeOn = check.Day("madeOn", MadeOn);
        if (expiry is not null && madeOn is { } made && LastDay(expiry) < made) check.Add("expiresOn", "must-not-be-before-made-on");
        var status = check.Word("status", Status, LotStatus.Released);
        if (status is LotStatus.Held or LotStatus.Recalled) check.Add("status", "must-be-one-of:released,quarantined");
        if (Gtin is not null && !SkuRecordRules.IsGtin(Gtin)) check.Add("gtin", "must-be-a-gtin");
        var (quantity, serial) = (check.Quantity("quantity", Quantity), check.OptionalText("serial", Serial, Limits.MaxSerial));
        return new(
            id, quantity, check.Unit(Unit), Lot is null && check.Failed ? "" : check.Id("lot", Lot), expiry, madeOn, check.Money("unitCost", UnitCost, 6),
            check.OptionalText("supplier", Supplier, 200), Gtin, check.OptionalText("bin", Bin, 64), check.OptionalText("document", Document, 200),
            status, check.OptionalText("expiryConfirmation", ExpiryConfirmation), by, Owner: ReadOwner(check), Serial: serial, Code: Code, Serials: check.Serials(Serials));
    }

    private LotOwner? ReadOwner(Check check)
    {
        if (Owner is null) return null;
        if (UnitCost is null) check.Add("unitCost", "required-with-owner");
        return Owner.ToOwner("owner", check);
    }

    private Expiry? ReadExpiry(Check check)
    {
        var kind = check.Word("expiryKind", ExpiryKind, Contracts.ExpiryKind.ValidThrough);
        if (ExpiresOn is null) return null;
        if (ExpiryText.TryParse(ExpiresOn, kind, out var expiry)) return expiry;
        check.Add("expiresOn", "must-be-a-day-or-month");
        return null;
    }

    private static DateOnly LastDay(Expiry expiry) =>
        expiry.Precision == DatePrecision.Month && expiry.Kind == Contracts.ExpiryKind.ValidThrough ? expiry.Date.AddMonths(1).AddDays(-1)
        : expiry.Kind == Contracts.ExpiryKind.FailsOn ? expiry.Date.AddDays(-1)
        : expiry.Date;
}

/// <summary>Takes a lot in.</summary>
internal static class ReceiveStock
{
    public static void Map(IEndpointRouteBuilder stock)
    {
        stock.MapPut("/receipts/{id}", Handle)
            .Operation("ReceiveStock").Describe("stock", "Goods receipt of one lot").Takes<ReceiveStockBody>().Puts<MovementView>();
        Movement.MapGet(stock, "receipts", "GetReceipt", "A receipt", MovementKind.Receipt);
    }

    private static async Task<IResult> Handle(string store, string sku, string id, HttpContext http, IGrainFactory grains, TimeProvider clock)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ReceiveStockBody);
        if (bad is not null) return bad;
        if (body.ExpiryConfirmation is not null && !http.Identity().IsOneOf(Who.Quality)) return Problems.Of(ProblemType.Forbidden);
        var check = new Check();
        if (body.Code is not null) body = await body.Scanned(new(store, sku, check, grains, clock));
        var ask = body.ToCommand(id, check, http.Caller());
        return check.Failed ? Problems.Of(check) : Movement.Reply(http, await grains.StockOf(store, sku).Receive(ask));
    }
}
