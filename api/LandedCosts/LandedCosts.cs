using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.LandedCosts;

/// <summary>Charges that brought the goods of a receipt in.</summary>
/// <param name="Basis">value, quantity or weight.</param>
/// <param name="Charges">1 to 20.</param>
/// <param name="Currency">Absent for the house's.</param>
/// <param name="OccurredOn">The day whose exchange rate counts; absent for today.</param>
/// <param name="Supplier">Who is paid.</param>
/// <param name="Document">Such as the carrier's invoice.</param>
internal sealed record PutLandedCostBody(
    [property: Needed] string? Receipt, [property: Needed] string? Basis, [property: Needed] IReadOnlyList<LandedChargeBody?>? Charges, string? Currency, string? OccurredOn, string? Supplier,
    string? Document, string? Note)
{
    public PutLandedCost ToCommand(Check check, Caller by)
    {
        if (Currency is not null && !SkuRecordRules.IsCurrency(Currency)) check.Add("currency", "must-be-iso-4217");
        return new(
            check.Id("receipt", Receipt), check.Word<CostBasis>("basis", Basis), [.. check.List("charges", Charges, 20).Select((charge, i) => charge.ToCharge($"charges[{i}]", check))], Currency,
            check.Day("occurredOn", OccurredOn), check.OptionalId("supplier", Supplier), check.OptionalText("document", Document, 200), check.OptionalText("note", Note), by);
    }
}

/// <summary>One charge.</summary>
/// <param name="Kind">freight, handling, insurance or duty.</param>
/// <param name="Amount">Whole minor units, not 0; below 0 takes a cost back.</param>
internal sealed record LandedChargeBody([property: Needed] string? Kind, [property: Needed] Num Amount)
{
    public LandedCharge ToCharge(string field, Check check)
    {
        var amount = check.Optional($"{field}.amount", Amount, -PersonRecordRules.MaxAmount, PersonRecordRules.MaxAmount, 0);
        if (amount is null) check.Add($"{field}.amount", "required");
        if (amount == 0) check.Add($"{field}.amount", "must-not-be-zero");
        return new(check.Word<LandedCostKind>($"{field}.kind", Kind), amount ?? 0);
    }
}

/// <summary>A landed cost.</summary>
/// <param name="State">posting or posted.</param>
internal sealed record LandedCostJson(
    string Id, string Receipt, string Order, string Store, LandedCostState State, CostBasis Basis, IReadOnlyList<LandedCharge> Charges, string Currency, DateOnly OccurredOn, decimal Rate,
    Money Total, Money Added, Money Variance, IReadOnlyList<LandedLineJson> Lines, string? Supplier, string? Document, string? Note, string Actor, DateTimeOffset At, long Version)
{
    public static LandedCostJson Of(LandedCostView it, HttpContext http) => new(
        it.Id, it.Receipt, it.Order, it.Store, it.State, it.Basis, it.Charges, it.Currency, it.OccurredOn, it.Rate, it.Total, it.Added, it.Variance,
        [.. it.Lines.Select(line => LandedLineJson.Of(line, it.Store, Languages.Of(http)))], it.Supplier, it.Document, it.Note, it.Actor, it.At, it.Version);
}

/// <summary>One line's share, in whole minor units of the house's currency.</summary>
/// <param name="Weighs">What the share follows: minor units, base units or grams.</param>
/// <param name="Problem">Why the stock did not take it, so that all of it is a variance; absent when it did.</param>
internal sealed record LandedLineJson(int Place, int Line, string Sku, string Lot, decimal Quantity, decimal Weighs, decimal Amount, decimal Added, decimal Variance, Problem? Problem)
{
    public static LandedLineJson Of(LandedLineView it, string store, Language language) => new(
        it.Place, it.Line, it.Sku, it.Lot, it.Quantity, it.Weighs, it.Amount, it.Added, it.Variance,
        it.Refusal is null ? null : Problems.Describe(it.Refusal, language, new(store, it.Sku, null)));
}

/// <summary>A page of landed costs.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record LandedCostPage(IReadOnlyList<LandedCostJson> Items, string? Cursor, AsOfJson AsOf);

/// <summary>Landed costs of receipts. Whoever is bound to stores needs the receipt's.</summary>
internal static class LandedCosts
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapPut("/landed-costs/{id}", Put).Operation("PutLandedCost").Describe("landed-costs", "Share charges out over a receipt's lines and add them to the goods' cost")
            .Takes<PutLandedCostBody>().Puts<LandedCostJson>();
        v1.MapGet("/landed-costs/{id}", Get).Operation("GetLandedCost").Describe("landed-costs", "A landed cost").Gives<LandedCostJson>();
        v1.MapGet("/landed-costs", List).Operation("ListLandedCosts").Describe("landed-costs", "Landed costs by id").Gives<LandedCostPage>();
    }

    private static async Task<IResult> Put(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.PutLandedCostBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(check, http.Caller());
        if (check.Failed) return Problems.Of(check);
        if (http.Identity().Stores is not null)
        {
            var receipt = await grains.GetGrain<IReceiptGrain>(ask.Receipt).Get();
            if (receipt.Refusal is { } unknown) return Problems.From(unknown, http);
            if (http.Forbids(receipt.Value!.Store) is { } forbidden) return forbidden;
        }
        return Reply.Put(http, (await grains.GetGrain<ILandedCostGrain>(id).Put(ask)).Then(it => LandedCostJson.Of(it, http)), Wire.Json.LandedCostJson, it => it.Version);
    }

    private static async Task<IResult> Get(string id, HttpContext http, IGrainFactory grains)
    {
        var answer = await grains.GetGrain<ILandedCostGrain>(id).Get();
        if (answer.Value is { } found && !http.Identity().Covers(found.Store)) return Problems.Of(ProblemType.Forbidden);
        return Reply.Get(answer.Then(it => LandedCostJson.Of(it, http)), http, Wire.Json.LandedCostJson, it => it.Version);
    }

    private static async Task<IResult> List(
        string? store, string? receipt, string? order, string? supplier, string? sort, string? cursor, string? limit, HttpContext http, ILandedCostList list, Freshness freshness)
    {
        var check = new Check();
        var filter = new LandedCostFilter(
            Filters.StoresOf(http, check.OptionalId("store", store)), check.OptionalId("receipt", receipt), check.OptionalId("order", order), check.OptionalId("supplier", supplier));
        var call = ListCall.Of(http, check, sort, cursor, limit, ("id", LandedCostOrders.ById));
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await freshness.Wait(BuyingModel.Instance, http.RequestAborted);
        var page = await list.Page(filter, call.Order, call.After, call.Limit, http.RequestAborted);
        return Reply.Ok(new LandedCostPage([.. page.Items.Select(it => LandedCostJson.Of(it, http))], call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.LandedCostPage);
    }
}
