using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Owners;

/// <summary>Settlements with owners of goods that are not the chain's own.</summary>
internal static class Settlements
{
    private const string Path = "/owners/{kind}/{owner}/settlements/{id}";

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapPut(Path, Draft).Operation("DraftSettlement").Describe("owners", "Settle everything with an owner that is not settled yet, up to a moment").Takes<DraftSettlementBody>().Puts<SettlementJson>();
        v1.MapGet(Path, Get).Operation("GetSettlement").Describe("owners", "A settlement").Gives<SettlementJson>();
        v1.MapPost(Path + "/agree", Agree).Operation("AgreeSettlement").Describe("owners", "The owner agrees").Takes<SettlementNoteBody>().Gives<SettlementJson>();
        v1.MapPost(Path + "/pay", Pay).Operation("PaySettlement").Describe("owners", "It was paid").Takes<SettlementNoteBody>().Gives<SettlementJson>();
        v1.MapPost(Path + "/cancel", Cancel).Operation("CancelSettlement").Describe("owners", "Give the newest one up; its lines are unsettled again").Takes<SettlementNoteBody>().Gives<SettlementJson>();
    }

    private static async Task<IResult> Draft(string kind, string owner, string id, HttpContext http, IGrainFactory grains, ISettlementList list, Freshness freshness, TimeProvider clock)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.DraftSettlementBody);
        if (bad is not null) return bad;
        var check = new Check();
        if (body.Until is null) check.Add("until", "required");
        var until = check.Moment("until", body.Until) ?? default;
        if (until > clock.GetUtcNow()) check.Add("until", "must-not-be-future");
        if (check.Failed) return Problems.Of(check);
        var whose = OwnerOf(kind, owner, check);
        if (check.Failed) return Problems.Of(check);
        // What was recorded before that moment is in the list once the list holds what is there now.
        await freshness.Wait(OwnerModel.Instance, http.RequestAborted);
        var account = Of(grains, whose);
        var from = await account.SettledUntil();
        var (lines, totals) = await list.Sum(whose, from, until, http.RequestAborted);
        var answer = await account.Draft(new(id, from, until, lines, totals, http.Caller()));
        return Reply.Put(http, answer.Then(it => SettlementJson.Of(it, http.Identity())), Wire.Json.SettlementJson, it => it.Version);
    }

    private static async Task<IResult> Get(string kind, string owner, string id, HttpContext http, IGrainFactory grains)
    {
        var check = new Check();
        var whose = OwnerOf(kind, owner, check);
        if (check.Failed) return Problems.Of(check);
        return Reply.Get((await Of(grains, whose).Get(id)).Then(it => SettlementJson.Of(it, http.Identity())), http, Wire.Json.SettlementJson, it => it.Version);
    }

    private static Task<IResult> Agree(string kind, string owner, string id, HttpContext http, IGrainFactory grains) => Move(kind, owner, id, http, grains, static (account, ask) => account.Agree(ask));

    private static Task<IResult> Pay(string kind, string owner, string id, HttpContext http, IGrainFactory grains) => Move(kind, owner, id, http, grains, static (account, ask) => account.Pay(ask));

    private static Task<IResult> Cancel(string kind, string owner, string id, HttpContext http, IGrainFactory grains) => Move(kind, owner, id, http, grains, static (account, ask) => account.Cancel(ask));

    private static async Task<IResult> Move(
        string kind, string owner, string id, HttpContext http, IGrainFactory grains, Func<IOwnerAccountGrain, MoveSettlement, Task<Answer<SettlementView>>> move)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.SettlementNoteBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = new MoveSettlement(id, check.Text("note", body.Note), http.Caller());
        if (check.Failed) return Problems.Of(check);
        var whose = OwnerOf(kind, owner, check);
        if (check.Failed) return Problems.Of(check);
        return Reply.Post(http, (await move(Of(grains, whose), ask)).Then(it => SettlementJson.Of(it, http.Identity())), Wire.Json.SettlementJson);
    }

    private static LotOwner OwnerOf(string kind, string owner, Check check) => new(check.Word<OwnerKind>("kind", kind), owner);

    private static IOwnerAccountGrain Of(IGrainFactory grains, LotOwner owner) => grains.GetGrain<IOwnerAccountGrain>(owner.ToString());
}
