using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.SupplierReturns;

/// <summary>Goods of one store that go back to their supplier.</summary>
/// <param name="Cause">defective, slow or recalled.</param>
/// <param name="Wish">credit (default) or exchange.</param>
/// <param name="Lines">1 to 200.</param>
internal sealed record PutSupplierReturnBody(
    [property: Needed] string? Supplier, [property: Needed] string? Store, [property: Needed] string? Cause, string? Wish, [property: Needed] IReadOnlyList<SentBackLineBody?>? Lines, string? Note)
{
    public PutSupplierReturn ToCommand(Check check, Caller by) => new(
        check.Id("supplier", Supplier), check.Id("store", Store), check.Word<SupplierReturnCause>("cause", Cause), check.Word("wish", Wish, SupplierReturnWish.Credit),
        [.. check.List("lines", Lines, 200).Select((line, i) => line.ToLine($"lines[{i}]", check))], check.OptionalText("note", Note), by);
}

/// <summary>Goods of a lot in stock, or what a receipt rejected.</summary>
/// <param name="Quantity">In the base unit.</param>
/// <param name="Receipt">That rejected them, with the place of the lot in it, from 0.</param>
internal sealed record SentBackLineBody([property: Needed] string? Sku, [property: Needed] Num Quantity, string? Lot, string? Receipt, int? Place)
{
    public SentBackLine ToLine(string field, Check check) => new(
        check.Id($"{field}.sku", Sku), check.Quantity($"{field}.quantity", Quantity), check.OptionalLot($"{field}.lot", Lot), check.OptionalId($"{field}.receipt", Receipt),
        check.Whole($"{field}.place", Place, 0, Limits.MaxLines));
}

/// <summary>A credit note, in whole minor units.</summary>
/// <param name="Currency">Absent for the house's.</param>
internal sealed record CreditSupplierReturnBody([property: Needed] string? Number, [property: Needed] string? IssuedOn, [property: Needed] Num Net, [property: Needed] Num Tax, string? Currency)
{
    public CreditSupplierReturn ToCommand(Check check, Caller by)
    {
        if (IssuedOn is null) check.Add("issuedOn", "required");
        if (Currency is not null && !SkuRecordRules.IsCurrency(Currency)) check.Add("currency", "must-be-iso-4217");
        return new(check.Text("number", Number, Limits.MaxIdLength), check.Day("issuedOn", IssuedOn) ?? default, Amount("net", Net, check), Amount("tax", Tax, check), Currency, by);
    }

    private static decimal Amount(string field, Num given, Check check)
    {
        var amount = check.Optional(field, given, 0, PersonRecordRules.MaxAmount, 0);
        if (amount is null) check.Add(field, "required");
        return amount ?? 0;
    }
}

/// <summary>The receipt that brought other goods.</summary>
internal sealed record ExchangeSupplierReturnBody([property: Needed] string? Receipt);

/// <summary>The supplier gives nothing.</summary>
/// <param name="GoodsBack">They are here again; false: they are lost.</param>
internal sealed record DeclineSupplierReturnBody([property: Needed] bool? GoodsBack, [property: Needed] string? Reason);

/// <summary>A supplier return.</summary>
/// <param name="State">sending, sent, refused, credited, exchanged, taking-back or declined.</param>
/// <param name="Worth">What the goods that left cost; for those who see cost prices.</param>
/// <param name="Credit">For those who see cost prices.</param>
internal sealed record SupplierReturnJson(
    string Id, string Supplier, string Store, SupplierReturnState State, SupplierReturnCause Cause, SupplierReturnWish Wish, IReadOnlyList<SentBackLineJson> Lines, Money? Worth,
    SupplierCredit? Credit, string? Receipt, string? Reason, bool? GoodsBack, string? Note, string Actor, DateTimeOffset At, long Version)
{
    public static SupplierReturnJson Of(SupplierReturnView it, HttpContext http)
    {
        var sees = http.Identity().SeesCost;
        return new(
            it.Id, it.Supplier, it.Store, it.State, it.Cause, it.Wish, [.. it.Lines.Select(line => SentBackLineJson.Of(line, it.Store, Languages.Of(http), sees))], sees ? it.Worth : null,
            sees ? it.Credit : null, it.Receipt, it.Reason, it.GoodsBack, it.Note, it.Actor, it.At, it.Version);
    }
}

/// <summary>One line.</summary>
/// <param name="Sent">What left.</param>
/// <param name="Back">What came back.</param>
/// <param name="Problem">Why the stock did not let it go or take it back; absent when it did.</param>
internal sealed record SentBackLineJson(
    int Line, string Sku, decimal Quantity, string? Lot, string? Receipt, int? Place, decimal Sent, Money? UnitCost, decimal Back, Problem? Problem)
{
    public static SentBackLineJson Of(SentBackLineView it, string store, Language language, bool seesCost) => new(
        it.Place + 1, it.Line.Sku, it.Line.Quantity, it.Line.Lot, it.Line.Receipt, it.Line.Place, it.Sent, seesCost ? it.UnitCost : null, it.Back,
        it.Refusal is null ? null : Problems.Describe(it.Refusal, language, new(store, it.Line.Sku, null)));
}

/// <summary>A page of supplier returns.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record SupplierReturnPage(IReadOnlyList<SupplierReturnJson> Items, string? Cursor, AsOfJson AsOf);

/// <summary>What is owed to a supplier, by currency.</summary>
internal sealed record SupplierAccountJson(string Supplier, IReadOnlyList<SupplierBalance> Balances, AsOfJson AsOf);
