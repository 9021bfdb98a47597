using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Scans;

namespace BeautyGrains.Api.Receipts;

/// <summary>Goods of one purchase order that have arrived in one store.</summary>
/// <param name="Lots">1 to 1,000.</param>
/// <param name="Inspector">Who looked at the goods.</param>
internal sealed record PutReceiptBody(
    [property: Needed] string? Order, [property: Needed] string? Store, [property: Needed] IReadOnlyList<InspectedLotBody?>? Lots, [property: Needed] string? Inspector, string? Note)
{
    /// <summary>Was anything scanned?</summary>
    public bool HasCodes => Lots is not null && Lots.Any(lot => lot?.Code is not null);

    /// <summary>With what the codes say of the goods of their order's lines.</summary>
    public async ValueTask<PutReceiptBody> Scanned(PurchaseOrderView order, Check check, IGrainFactory grains, TimeProvider clock)
    {
        if (Lots!.Count > Limits.MaxLines) return this;
        var lots = new List<InspectedLotBody?>(Lots.Count);
        for (var i = 0; i < Lots.Count; i++)
        {
            var scanned = Lots[i] is { Code: not null, Line: not null } ? Lots[i] : null;
            var line = scanned is null ? null : order.Lines.FirstOrDefault(one => one.Line == scanned.Line);
            if (scanned is not null && line is null) check.Add($"lots[{i}].line", "unknown-line");
            lots.Add(line is null ? Lots[i] : await scanned!.Scanned(new(Store ?? "", line.Sku, check, grains, clock), $"lots[{i}]."));
        }
        return this with { Lots = lots };
    }

    public PutReceipt ToCommand(Check check, Caller by) => new(
        check.Id("order", Order), check.Id("store", Store), [.. check.List("lots", Lots, Limits.MaxLines).Select((lot, i) => lot.ToLot($"lots[{i}]", check))],
        check.Text("inspector", Inspector, SkuRecordRules.MaxName), check.OptionalText("note", Note), by);
}

/// <summary>What was found of one lot, in the base unit.</summary>
/// <param name="Line">Of the order.</param>
/// <param name="Lot">The number on the pack.</param>
/// <param name="ExpiresOn">As printed: a day "2027-05-31" or a month "2027-05".</param>
/// <param name="ExpiryKind">valid-through (default) or fails-on.</param>
/// <param name="Serial">Of the unit, where it has one.</param>
/// <param name="Code">What was scanned: gives whatever of lot, expiry, made-on, GTIN and serial is not named beside it.</param>
/// <param name="Counted">The sum of what is accepted, rejected and quarantined.</param>
/// <param name="AppearanceOk">True unless told.</param>
/// <param name="SpecificationOk">True unless told.</param>
/// <param name="Sampled">Units that were looked at; 0 unless told.</param>
/// <param name="Celsius">On arrival; needed for cold, labelled and frozen goods.</param>
/// <param name="Certificates">Numbers of the papers that came with it.</param>
/// <param name="Documents">Ids of kept documents among them.</param>
internal sealed record InspectedLotBody(
    [property: Needed] int? Line,
    string? Lot,
    string? ExpiresOn,
    string? ExpiryKind,
    string? MadeOn,
    [property: Needed] Num Counted,
    Num Accepted,
    Num Rejected,
    Num Quarantined,
    string? RejectReason,
    bool? AppearanceOk,
    bool? SpecificationOk,
    Num Sampled,
    Num Celsius,
    IReadOnlyList<string?>? Certificates,
    string? Bin,
    string? Gtin,
    string? Serial,
    string? Code,
    IReadOnlyList<string?>? Documents)
{
    public async ValueTask<InspectedLotBody> Scanned(GoodsScan scan, string of)
    {
        if (await scan.Read(Code!, $"{of}code") is not { } goods) return this;
        scan.Agree($"{of}lot", Lot, goods.Lot);
        scan.Agree($"{of}gtin", Gtin?.PadLeft(14, '0'), goods.Code.Gtin);
        scan.Agree($"{of}expiresOn", ExpiresOn, ExpiryKind, goods.Expiry);
        return this with
        {
            Lot = Lot ?? goods.Lot, ExpiresOn = ExpiresOn ?? goods.Expiry?.Printed, ExpiryKind = ExpiresOn is null ? goods.ExpiryWord : ExpiryKind,
            MadeOn = MadeOn ?? goods.MadeOn, Gtin = Gtin ?? goods.Code.Gtin, Serial = Serial ?? goods.Code.Serial,
        };
    }

    public InspectedLot ToLot(string field, Check check)
    {
        if (Line is null) check.Add($"{field}.line", "required");
        if (Gtin is not null && !SkuRecordRules.IsGtin(Gtin)) check.Add($"{field}.gtin", "must-be-a-gtin");
        var papers = check.OptionalList($"{field}.certificates", Certificates, 64);
        if (papers.Any(paper => paper.Length is 0 or > 200)) check.Add($"{field}.certificates", "must-be-1-to-200-characters");
        var documents = check.OptionalList($"{field}.documents", Documents, 20);
        for (var i = 0; i < documents.Count; i++) check.Id($"{field}.documents[{i}]", documents[i]);
        return new(
            Line ?? 0, Lot is null && Code is not null && check.Failed ? "" : check.Id($"{field}.lot", Lot), Expiry(field, check), check.Day($"{field}.madeOn", MadeOn), check.Quantity($"{field}.counted", Counted),
            Zero($"{field}.accepted", Accepted, check), Zero($"{field}.rejected", Rejected, check), Zero($"{field}.quarantined", Quarantined, check),
            check.OptionalText($"{field}.rejectReason", RejectReason), AppearanceOk ?? true, SpecificationOk ?? true, Zero($"{field}.sampled", Sampled, check),
            check.Optional($"{field}.celsius", Celsius, -273, 200, 2), Certificates is null ? null : [.. papers], check.OptionalText($"{field}.bin", Bin, 64), Gtin,
            check.OptionalText($"{field}.serial", Serial, Limits.MaxSerial), Code,
            documents.Count == 0 ? null : [.. documents]);
    }

    private static decimal Zero(string field, Num given, Check check) => given.Given ? check.QuantityOrZero(field, given) : 0;

    private Expiry? Expiry(string field, Check check)
    {
        var kind = check.Word($"{field}.expiryKind", ExpiryKind, Contracts.ExpiryKind.ValidThrough);
        if (ExpiresOn is null) return null;
        if (ExpiryText.TryParse(ExpiresOn, kind, out var expiry)) return expiry;
        check.Add($"{field}.expiresOn", "must-be-a-day-or-month");
        return null;
    }
}

/// <summary>A receipt.</summary>
/// <param name="State">opening, stocking, settling, received, refusing or refused.</param>
internal sealed record ReceiptJson(
    string Id, string Order, string Supplier, string Store, ReceiptState State, IReadOnlyList<ReceiptLotJson> Lots, string Inspector, string? Note, string Actor, DateTimeOffset At, long Version)
{
    public static ReceiptJson Of(ReceiptView it, HttpContext http) => new(
        it.Id, it.Order, it.Supplier, it.Store, it.State, [.. it.Lots.Select(lot => ReceiptLotJson.Of(lot, it.Store, Languages.Of(http), http.Identity().SeesCost))], it.Inspector, it.Note, it.Actor, it.At, it.Version);
}

/// <summary>One lot of a receipt.</summary>
/// <param name="TakenIn">Accepted and quarantined goods that are in stock.</param>
/// <param name="Problem">Why the stock did not take it in; absent when it did.</param>
/// <param name="UnitCost">Per base unit, in the house's currency by the rate of the day; for those who see cost prices.</param>
/// <param name="StockLots">The lots of the stock that took it in.</param>
internal sealed record ReceiptLotJson(
    int Line,
    string Sku,
    string Lot,
    string? ExpiresOn,
    DateOnly? MadeOn,
    decimal Counted,
    decimal Accepted,
    decimal Rejected,
    decimal Quarantined,
    string? RejectReason,
    bool AppearanceOk,
    bool SpecificationOk,
    decimal Sampled,
    decimal? Celsius,
    IReadOnlyList<string>? Certificates,
    IReadOnlyList<NamedDocument>? Documents,
    decimal TakenIn,
    Problem? Problem,
    Money? UnitCost,
    IReadOnlyList<LotQuantity> StockLots)
{
    public static ReceiptLotJson Of(ReceiptLotView it, string store, Language language, bool seesCost) => new(
        it.Found.Line, it.Record.Sku, it.Found.Lot, it.Found.ExpiresOn?.Printed, it.Found.MadeOn, it.Found.Counted, it.Found.Accepted, it.Found.Rejected, it.Found.Quarantined,
        it.Found.RejectReason, it.Found.AppearanceOk, it.Found.SpecificationOk, it.Found.Sampled, it.Found.Celsius, it.Found.Certificates, it.Record.Documents, it.TakenIn,
        it.Refusal is null ? null : Problems.Describe(it.Refusal, language, new(store, it.Record.Sku, null)), seesCost ? it.UnitCost : null,
        it.StockLots.IsDefault ? [] : it.StockLots);
}
