using BeautyGrains.Api.Access;
using BeautyGrains.Api.Controls;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Scans;
using BeautyGrains.Api.Stock;

namespace BeautyGrains.Api.Containers;

/// <summary>Open containers of one SKU in one store: opened, reconstituted, used, counted, scrapped.</summary>
internal static class ContainerCalls
{
    private const string Path = "/containers/{id}";

    public static void Map(IEndpointRouteBuilder stock)
    {
        stock.MapPut(Path, Open).Operation("OpenContainer").Describe("containers", "Open one sealed unit").MayTake<OpenContainerBody>().Puts<ContainerView>();
        stock.MapGet(Path, Get).Operation("GetContainer").Describe("containers", "A container, open or ended").Gives<ContainerView>();
        stock.MapGet("/containers", Offer).Operation("OfferContainers").Describe("containers", "What may be used now, for a client or for anybody; earliest use-by first").Gives<ContainerItems>();
        stock.MapPost(Path + "/reconstitute", Reconstitute).Operation("ReconstituteContainer").Describe("containers", "Note that the content was reconstituted").MayTake<ReconstituteContainerBody>().Gives<ContainerView>();
        stock.MapPut(Path + "/uses/{use}", Use).Operation("UseContainer").Describe("containers", "Use some of what is left").Takes<UseContainerBody>().Puts<ContainerMoveView>();
        stock.MapPut(Path + "/scraps/{scrap}", Scrap).Operation("ScrapContainer").Describe("containers", "Scrap some or all of what is left").Takes<ScrapContainerBody>().Puts<ContainerMoveView>();
        stock.MapPut(Path + "/counts/{count}", Count).Operation("CountContainer")
            .Describe("containers", "Count of what is left; posts the variance, a large one with a second person").Takes<CountContainerBody>().Puts<ContainerMoveView>();
        stock.MapPut(Path + "/facts/{fact}", Tell).Operation("RecordContainerFact")
            .Describe("containers", "Record what was spilt or used already; raises an incident").Takes<RecordContainerFactBody>().Puts<ContainerMoveView>();
        stock.MapPost("/containers/scrap-expired", ScrapExpired).Operation("ScrapExpiredContainers").Describe("containers", "Scrap what is left in containers past their use-by").Gives<ContainerMoveItems>();
        ListContainers.MapMoves(stock);
        ContainerLabels.Map(stock);
    }

    private static async Task<IResult> Open(string store, string sku, string id, HttpContext http, IGrainFactory grains, TimeProvider clock)
    {
        var (body, bad) = await JsonBody.ReadOr(http, Wire.Json.OpenContainerBody, OpenContainerBody.Plain);
        if (bad is not null) return bad;
        var check = new Check();
        var scan = body.Code is null ? null : new GoodsScan(store, sku, check, grains, clock);
        if (scan is not null) body = await body.Scanned(scan);
        var ask = body.ToCommand(id, check, http.Caller());
        if (check.Failed) return Problems.Of(check);
        if (scan?.Refused is { } refused) return Problems.From(refused, http);
        return Reply.Put(http, (await grains.StockOf(store, sku).OpenContainer(ask)).Then(it => it.SeenBy(http.Identity())), Wire.Json.ContainerView, it => it.Version);
    }

    private static async Task<IResult> Get(string store, string sku, string id, HttpContext http, IGrainFactory grains) =>
        // Its use-by passes without a change of it.
        Reply.Get((await grains.StockOf(store, sku).GetContainer(id)).Then(it => it.SeenBy(http.Identity())), http, Wire.Json.ContainerView, it => it.Version, timeMatters: true);

    private static async Task<IResult> Offer(string store, string sku, string? client, HttpContext http, IGrainFactory grains)
    {
        var check = new Check();
        check.OptionalClient(client);
        if (check.Failed) return Problems.Of(check);
        var stock = grains.StockOf(store, sku);
        if (await stock.Get() is null) return await GetStock.Unknown(store, sku, http, grains);
        return Reply.Ok(new ContainerItems([.. (await stock.OfferContainers(client)).Select(it => it.SeenBy(http.Identity()))]), Wire.Json.ContainerItems);
    }

    private static async Task<IResult> Reconstitute(string store, string sku, string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.ReadOr(http, Wire.Json.ReconstituteContainerBody, ReconstituteContainerBody.Plain);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(id, check, http.Caller());
        return check.Failed ? Problems.Of(check)
            : Reply.Post(http, (await grains.StockOf(store, sku).ReconstituteContainer(ask)).Then(it => it.SeenBy(http.Identity())), Wire.Json.ContainerView);
    }

    private static async Task<IResult> Use(string store, string sku, string id, string use, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.UseContainerBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(id, use, check, http.Caller());
        return check.Failed ? Problems.Of(check) : Answer(http, await grains.StockOf(store, sku).UseContainer(ask));
    }

    private static async Task<IResult> Scrap(string store, string sku, string id, string scrap, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ScrapContainerBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(id, scrap, check, http.Caller());
        return check.Failed ? Problems.Of(check) : Answer(http, await grains.StockOf(store, sku).ScrapContainer(ask));
    }

    private static async Task<IResult> Count(string store, string sku, string id, string count, HttpContext http, IGrainFactory grains, KeyTable keys, TimeProvider clock)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.CountContainerBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(id, count, check, http.Caller());
        if (check.Failed) return Problems.Of(check);
        var today = await grains.GetGrain<IStoreGrain>(store).Get() is { } known ? Grains.ExpiryRules.DayAt(clock.GetUtcNow(), known.Record.TimeZone) : default;
        var (second, unknown) = await http.SecondPerson(keys, grains, today);
        return unknown ?? Answer(http, await grains.StockOf(store, sku).CountContainer(ask with { Second = second }));
    }

    private static async Task<IResult> Tell(string store, string sku, string id, string fact, HttpContext http, IGrainFactory grains, TimeProvider clock)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.RecordContainerFactBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(id, fact, check, clock.GetUtcNow(), http.Caller());
        return check.Failed ? Problems.Of(check) : Answer(http, await grains.StockOf(store, sku).RecordContainerFact(ask));
    }

    private static async Task<IResult> ScrapExpired(string store, string sku, HttpContext http, IGrainFactory grains)
    {
        if (await JsonBody.None(http) is { } bad) return bad;
        var stock = grains.StockOf(store, sku);
        if (await stock.Get() is null) return await GetStock.Unknown(store, sku, http, grains);
        var scrapped = await stock.ScrapExpiredContainers(http.Caller());
        return Reply.Ok(new ContainerMoveItems([.. scrapped.Select(it => it.SeenBy(http.Identity()))]), Wire.Json.ContainerMoveItems);
    }

    private static IResult Answer(HttpContext http, Answer<ContainerMoveView> answer) =>
        Reply.Put(http, answer.Then(it => it.SeenBy(http.Identity())), Wire.Json.ContainerMoveView, it => it.Version);
}
