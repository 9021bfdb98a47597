using BeautyGrains.Api.Access;
using BeautyGrains.Api.CustomFields;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Buying;

/// <summary>Creates or replaces a supplier's record.</summary>
internal static class PutSupplier
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPut("/suppliers/{id}", Handle)
        .Operation("PutSupplier").Describe("buying", "Create or replace a supplier; If-Match guards against a lost update").Takes<SupplierBody>().Puts<SupplierJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains)
    {
        var (version, wrong) = Reply.IfMatch(http);
        if (wrong is not null) return wrong;
        var (body, bad) = await JsonBody.Read(http, Wire.Json.SupplierBody);
        if (bad is not null) return bad;
        var check = new Check();
        var record = body.ToRecord(check);
        if (check.Failed) return Problems.Of(check);
        var answer = await grains.GetGrain<ISupplierGrain>(id).Put(new(record, version, http.Caller()));
        return Reply.Put(http, answer.Then(view => SupplierJson.Of(view, http.Identity())), Wire.Json.SupplierJson, view => view.Version, created: answer is { IsNew: true, Value.Version: 1 });
    }
}

/// <summary>A supplier's record.</summary>
internal static class GetSupplier
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/suppliers/{id}", Handle)
        .Operation("GetSupplier").Describe("buying", "A supplier with its price list").Gives<SupplierJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains) =>
        await grains.GetGrain<ISupplierGrain>(id).Get() is { } view
            ? Reply.Get(SupplierJson.Of(view, http.Identity()), Wire.Json.SupplierJson, view.Version)
            : Problems.From(new(RefusalKind.UnknownSupplier), http);
}

/// <summary>A page of suppliers, without their prices.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record SupplierPage(IReadOnlyList<SupplierJson> Items, string? Cursor, AsOfJson AsOf);

/// <summary>Suppliers.</summary>
internal static class ListSuppliers
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/suppliers", Handle)
        .Operation("ListSuppliers").Describe("buying", "Suppliers, without their prices").Gives<SupplierPage>();

    private static async Task<IResult> Handle(string? active, string? field, string? sort, string? cursor, string? limit, HttpContext http, ISupplierList list, Freshness freshness)
    {
        var check = new Check();
        var isActive = check.Flag("active", active);
        var ids = await CustomFilter.Ids(http, check, FieldTarget.Supplier, field);
        var call = ListCall.Of(http, check, sort, cursor, limit, ("id", SupplierOrders.ById), ("name", SupplierOrders.ByName));
        if (check.Failed) return Problems.Of(check);
        await freshness.Wait(BuyingModel.Instance, http.RequestAborted);
        var page = await list.Page(isActive, ids, call.Order, call.After, call.Limit, http.RequestAborted);
        return Reply.Ok(new SupplierPage([.. page.Items.Select(view => SupplierJson.Of(view, http.Identity()) with { Prices = null })], call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.SupplierPage);
    }
}
