using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Api.Stock;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Containers;

/// <summary>Containers over stores and SKUs, first to be used up first; and what happened to one of them.</summary>
internal static class ListContainers
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/containers", Handle)
        .Operation("ListContainers").Describe("containers", "Containers over stores and SKUs, earliest use-by first").Gives<ContainerPage>();

    public static void MapMoves(IEndpointRouteBuilder stock) => stock.MapGet("/containers/{id}/movements", Moves)
        .Operation("ListContainerMoves").Describe("containers", "What happened to the content of one container, oldest first").Gives<ContainerMovePage>();

    private static async Task<IResult> Handle(
        string? store, string? sku, string? lot, string? client, string? open, string? useByBefore, string? sort, string? cursor, string? limit,
        HttpContext http, IContainerList list, Freshness freshness, TimeProvider clock)
    {
        var check = new Check();
        var filter = new ContainerFilter(
            Filters.StoresOf(http, check.OptionalId("store", store)), check.OptionalId("sku", sku), check.OptionalLot("lot", lot), check.OptionalId("client", client),
            check.Flag("open", open), check.Moment("useByBefore", useByBefore));
        var call = ListCall.Of(http, check, sort, cursor, limit, ("useBy", ContainerOrders.ByUseBy), ("openedAt", ContainerOrders.ByOpening));
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await freshness.Wait(ContainerModel.Instance, http.RequestAborted);
        var page = await list.Page(filter, call.Order, call.After, call.Limit, clock.GetUtcNow(), http.RequestAborted);
        return Reply.Ok(new ContainerPage([.. page.Items.Select(it => it.SeenBy(http.Identity()))], call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.ContainerPage);
    }

    private static async Task<IResult> Moves(
        string store, string sku, string id, string? cursor, string? limit, HttpContext http, IGrainFactory grains, IContainerList list, Freshness freshness)
    {
        var check = new Check();
        var call = ListCall.Of(http, check, null, cursor, limit, ("version", ContainerOrders.OfMoves));
        if (check.Failed) return Problems.Of(check);
        if (await grains.StockOf(store, sku).Get() is null) return await GetStock.Unknown(store, sku, http, grains);
        await freshness.Wait(ContainerModel.Instance, http.RequestAborted);
        var page = await list.Moves(new(store, sku), id, call.After, call.Limit, http.RequestAborted);
        return Reply.Ok(new ContainerMovePage([.. page.Items.Select(it => it.SeenBy(http.Identity()))], call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.ContainerMovePage);
    }
}
