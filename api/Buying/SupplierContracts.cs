using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Buying;

/// <summary>A contract as callers write it; a PUT replaces the whole record.</summary>
/// <param name="Supplier">Never changes.</param>
/// <param name="ValidThrough">The last day in force.</param>
/// <param name="Currency">CNY unless told.</param>
/// <param name="Prices">The highest prices agreed, each SKU once; at most 5,000.</param>
/// <param name="LeadTimeDays">The longest time from order to receipt.</param>
/// <param name="MostValue">The highest net value of one order, in minor units.</param>
internal sealed record ContractBody(
    [property: Needed] string? Supplier,
    [property: Needed] string? ValidFrom,
    [property: Needed] string? ValidThrough,
    string? Currency,
    IReadOnlyList<ContractPriceBody?>? Prices,
    int? LeadTimeDays,
    Num MostValue,
    string? Title,
    string? Terms,
    string? QualityStandard,
    string? InspectionMethod,
    string? ReturnRights,
    string? Document,
    bool? Active)
{
    public ContractRecord ToRecord(Check check)
    {
        if (ValidFrom is null) check.Add("validFrom", "required");
        if (ValidThrough is null) check.Add("validThrough", "required");
        var record = new ContractRecord(
            Supplier!, check.Day("validFrom", ValidFrom) ?? DateOnly.MinValue, check.Day("validThrough", ValidThrough) ?? DateOnly.MaxValue, Currency ?? "CNY",
            Prices is null ? null : [.. check.OptionalList("prices", Prices, ContractRecordRules.MaxPrices).Select((price, i) => price.ToPrice($"prices[{i}]", check))],
            LeadTimeDays, check.Optional("mostValue", MostValue, 0, SkuRecordRules.MaxPrice, 0), Title, Terms, QualityStandard, InspectionMethod, ReturnRights, Document, Active ?? true);
        foreach (var (field, rule) in ContractRecordRules.Check(record))
            if (!check.Names(field)) check.Add(field, rule);
        return record;
    }
}

/// <summary>A price of a contract.</summary>
/// <param name="UnitPrice">Net, per base unit, in minor units; at most 4 decimals.</param>
/// <param name="MinimumQuantity">Below it the price is not promised.</param>
internal sealed record ContractPriceBody([property: Needed] string? Sku, [property: Needed] Num UnitPrice, Num MinimumQuantity)
{
    public ContractPrice ToPrice(string field, Check check)
    {
        if (!UnitPrice.Given) check.Add($"{field}.unitPrice", "required");
        return new(Sku!, check.Optional($"{field}.unitPrice", UnitPrice, 0, SkuRecordRules.MaxPrice, 4) ?? 0, check.OptionalQuantity($"{field}.minimumQuantity", MinimumQuantity));
    }
}

/// <summary>A contract as the house answers it.</summary>
/// <param name="Prices">Absent in lists, and where the key does not see cost prices.</param>
internal sealed record ContractJson(
    string Id,
    string Supplier,
    DateOnly ValidFrom,
    DateOnly ValidThrough,
    string Currency,
    IReadOnlyList<ContractPrice>? Prices,
    int? LeadTimeDays,
    decimal? MostValue,
    string? Title,
    string? Terms,
    string? QualityStandard,
    string? InspectionMethod,
    string? ReturnRights,
    string? Document,
    bool Active,
    DateTimeOffset ChangedAt,
    long Version)
{
    public static ContractJson Of(ContractView view, Identity seer)
    {
        var it = view.Record;
        return new(
            view.Id, it.Supplier, it.ValidFrom, it.ValidThrough, it.Currency, seer.SeesCost ? it.Prices : null, it.LeadTimeDays, it.MostValue, it.Title, it.Terms, it.QualityStandard, it.InspectionMethod,
            it.ReturnRights, it.Document, it.Active, view.ChangedAt, view.Version);
    }
}

/// <summary>Creates or replaces a contract's record.</summary>
internal static class PutContract
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPut("/contracts/{id}", Handle)
        .Operation("PutContract").Describe("buying", "Create or replace a contract; If-Match guards against a lost update").Takes<ContractBody>().Puts<ContractJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains)
    {
        var (version, wrong) = Reply.IfMatch(http);
        if (wrong is not null) return wrong;
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ContractBody);
        if (bad is not null) return bad;
        var check = new Check();
        var record = body.ToRecord(check);
        if (check.Failed) return Problems.Of(check);
        var answer = await grains.GetGrain<IContractGrain>(id).Put(new(record, version, http.Caller()));
        return Reply.Put(http, answer.Then(view => ContractJson.Of(view, http.Identity())), Wire.Json.ContractJson, view => view.Version, created: answer is { IsNew: true, Value.Version: 1 });
    }
}

/// <summary>A contract's record.</summary>
internal static class GetContract
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/contracts/{id}", Handle)
        .Operation("GetContract").Describe("buying", "A contract").Gives<ContractJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains) =>
        await grains.GetGrain<IContractGrain>(id).Get() is { } view
            ? Reply.Get(ContractJson.Of(view, http.Identity()), Wire.Json.ContractJson, view.Version)
            : Problems.From(new(RefusalKind.UnknownContract), http);
}

/// <summary>A page of contracts, without their prices.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record ContractPage(IReadOnlyList<ContractJson> Items, string? Cursor, AsOfJson AsOf);

/// <summary>Contracts.</summary>
internal static class ListContracts
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/contracts", Handle)
        .Operation("ListContracts").Describe("buying", "Contracts, without their prices").Gives<ContractPage>();

    private static async Task<IResult> Handle(
        string? supplier, string? inForceOn, string? endsBefore, string? sort, string? cursor, string? limit, HttpContext http, IContractList list, Freshness freshness)
    {
        var check = new Check();
        var filter = new ContractFilter(check.OptionalId("supplier", supplier), check.Day("inForceOn", inForceOn), check.Day("endsBefore", endsBefore));
        var call = ListCall.Of(http, check, sort, cursor, limit, ("id", ContractOrders.ById), ("validThrough", ContractOrders.ByEnd));
        if (check.Failed) return Problems.Of(check);
        await freshness.Wait(BuyingModel.Instance, http.RequestAborted);
        var page = await list.Page(filter, call.Order, call.After, call.Limit, http.RequestAborted);
        return Reply.Ok(new ContractPage([.. page.Items.Select(view => ContractJson.Of(view, http.Identity()) with { Prices = null })], call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.ContractPage);
    }
}
