using BeautyGrains.Api.Access;
using BeautyGrains.Api.CustomFields;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Requisitions;

/// <summary>Requisitions over all stores.</summary>
internal static class ListRequisitions
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/requisitions", Handle)
        .Operation("ListRequisitions").Describe("requisitions", "Requisitions over all stores").Gives<RequisitionPage>();

    private static async Task<IResult> Handle(
        string? from, string? to, string? state, string? missing, string? neededBefore, string? field, string? sort, string? cursor, string? limit, HttpContext http, IRequisitionList list, Freshness freshness)
    {
        var check = new Check();
        var filter = new RequisitionFilter(
            Filters.StoresOf(http, null), check.OptionalId("from", from), check.OptionalId("to", to), check.OptionalWord<RequisitionState>("state", state), check.Flag("missing", missing),
            check.Day("neededBefore", neededBefore), await CustomFilter.Ids(http, check, FieldTarget.Requisition, field));
        var call = ListCall.Of(http, check, sort, cursor, limit, ("changedAt", RequisitionOrders.ByChange), ("neededBy", RequisitionOrders.ByDay), ("id", RequisitionOrders.ById));
        if (check.Failed) return Problems.Of(check);
        await freshness.Wait(RequisitionModel.Instance, http.RequestAborted);
        var page = await list.Page(filter, call.Order, call.After, call.Limit, http.RequestAborted);
        return Reply.Ok(new RequisitionPage(page.Items, call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.RequisitionPage);
    }
}

/// <summary>What is missing at warehouses and nobody has ordered.</summary>
internal static class ListNeeds
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/requisition-needs", Handle)
        .Operation("ListNeeds").Describe("requisitions", "What is missing at warehouses and nobody has ordered").Gives<NeedPage>();

    private static async Task<IResult> Handle(
        string? store, string? sku, string? requisition, string? sort, string? cursor, string? limit, HttpContext http, IRequisitionList list, Freshness freshness)
    {
        var check = new Check();
        var filter = new NeedFilter(Filters.StoresOf(http, null), check.OptionalId("store", store), check.OptionalId("sku", sku), check.OptionalId("requisition", requisition));
        var call = ListCall.Of(http, check, sort, cursor, limit, ("neededBy", NeedOrders.ByDay), ("sku", NeedOrders.BySku));
        if (check.Failed) return Problems.Of(check);
        await freshness.Wait(RequisitionModel.Instance, http.RequestAborted);
        var page = await list.Needs(filter, call.Order, call.After, call.Limit, http.RequestAborted);
        return Reply.Ok(new NeedPage(page.Items, call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.NeedPage);
    }
}
