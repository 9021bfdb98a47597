using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.People;
using BeautyGrains.Api.Stock;

namespace BeautyGrains.Api.Repacks;

/// <summary>Repacks: goods of a store become other goods by a recipe.</summary>
internal static class RepackCalls
{
    private const string Path = "/repacks/{id}";

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapPut(Path, Put).Operation("PutRepack").Describe("repacks", "Break up, put together or take apart goods of a store by a recipe").Takes<PutRepackBody>().Puts<RepackView>();
        v1.MapGet(Path, Get).Operation("GetRepack").Describe("repacks", "A repack with its lots and their parents").Gives<RepackView>();
        v1.MapPost(Path + "/undo", Undo).Operation("UndoRepack").Describe("repacks", "Take a repack back: what came out leaves, what went in is back in its lots").Takes<ReasonBody>().Gives<RepackView>();
    }

    /// <summary>Maps what belongs to one stock.</summary>
    public static void MapOnStock(IEndpointRouteBuilder stock) => stock.MapGet("/lots/{lot}/children", Children)
        .Operation("ListChildLots").Describe("repacks", "The lots that repacks have made of a lot, of all generations").Gives<ChildLotList>();

    /// <summary>As its caller may see it.</summary>
    private static RepackView SeenBy(RepackView repack, Identity identity) => identity.SeesCost ? repack : repack with { Cost = null, Inputs = Bare(repack.Inputs), Outputs = Bare(repack.Outputs) };

    private static EquatableList<RepackLineView> Bare(EquatableList<RepackLineView> lines) => [.. lines.Select(line => line with { Lots = [.. line.Lots.Select(lot => lot with { UnitCost = null })] })];

    private static async Task<IResult> Put(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.PutRepackBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(check, http.Caller());
        if (check.Failed) return Problems.Of(check);
        if (http.Forbids(ask.Store) is { } forbidden) return forbidden;
        var repack = grains.GetGrain<IRepackGrain>(id);
        if (await Forbidden(repack, http) is { } other) return other;
        return Reply.Put(http, (await repack.Put(ask)).Then(it => SeenBy(it, http.Identity())), Wire.Json.RepackView, it => it.Version);
    }

    private static async Task<IResult> Get(string id, HttpContext http, IGrainFactory grains)
    {
        var answer = await grains.GetGrain<IRepackGrain>(id).Get();
        if (answer.Value is { } found && http.Forbids(found.Store) is { } forbidden) return forbidden;
        return Reply.Get(answer.Then(it => SeenBy(it, http.Identity())), http, Wire.Json.RepackView, it => it.Version);
    }

    private static async Task<IResult> Undo(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ReasonBody);
        if (bad is not null) return bad;
        var check = new Check();
        var reason = check.Text("reason", body.Reason);
        if (check.Failed) return Problems.Of(check);
        var repack = grains.GetGrain<IRepackGrain>(id);
        if (await Forbidden(repack, http) is { } forbidden) return forbidden;
        return Reply.Post(http, (await repack.Undo(new(reason, http.Caller()))).Then(it => SeenBy(it, http.Identity())), Wire.Json.RepackView);
    }

    // Who is bound to stores learns nothing of the repacks of others.
    private static async Task<IResult?> Forbidden(IRepackGrain repack, HttpContext http) => (await repack.Get()).Value is { } known ? http.Forbids(known.Store) : null;

    private static async Task<IResult> Children(string store, string sku, string lot, HttpContext http, IGrainFactory grains)
    {
        if (await grains.StockOf(store, sku).Get() is not { } stock) return Problems.From(new(RefusalKind.UnknownSku, Sku: sku), http);
        if (stock.Lots.All(one => one.Lot != lot)) return Problems.From(new(RefusalKind.UnknownLot, Lot: lot), http);
        return Reply.Ok(new ChildLotList(await Grains.LotChildren.Of(grains, store, sku, lot)), Wire.Json.ChildLotList);
    }
}
