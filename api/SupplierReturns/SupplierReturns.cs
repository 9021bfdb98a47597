using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.SupplierReturns;

/// <summary>Goods that go back to suppliers, and what is owed. Whoever is bound to stores needs the one that sends.</summary>
internal static class SupplierReturns
{
    private const string Path = "/supplier-returns/{id}";

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapPut(Path, Put).Operation("OpenSupplierReturn").Describe("supplier-returns", "Send goods back to their supplier").Takes<PutSupplierReturnBody>().Puts<SupplierReturnJson>();
        v1.MapGet(Path, Get).Operation("GetSupplierReturnCase").Describe("supplier-returns", "A supplier return").Gives<SupplierReturnJson>();
        v1.MapPost(Path + "/credit", Credit).Operation("CreditSupplierReturn").Describe("supplier-returns", "Note the supplier's credit note").Takes<CreditSupplierReturnBody>().Gives<SupplierReturnJson>();
        v1.MapPost(Path + "/exchange", Exchange).Operation("ExchangeSupplierReturn").Describe("supplier-returns", "Note that other goods came").Takes<ExchangeSupplierReturnBody>().Gives<SupplierReturnJson>();
        v1.MapPost(Path + "/decline", Decline).Operation("DeclineSupplierReturn").Describe("supplier-returns", "Note that the supplier gives nothing").Takes<DeclineSupplierReturnBody>().Gives<SupplierReturnJson>();
        v1.MapGet("/supplier-returns", List).Operation("ListSupplierReturns").Describe("supplier-returns", "Supplier returns by id").Gives<SupplierReturnPage>();
        v1.MapGet("/suppliers/{supplier}/account", Account).Operation("GetSupplierAccount").Describe("supplier-returns", "What is owed to a supplier").Gives<SupplierAccountJson>();
    }

    private static async Task<IResult> Put(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.PutSupplierReturnBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(check, http.Caller());
        if (check.Failed) return Problems.Of(check);
        return http.Forbids(ask.Store)
            ?? Reply.Put(http, (await grains.GetGrain<ISupplierReturnGrain>(id).Put(ask)).Then(it => SupplierReturnJson.Of(it, http)), Wire.Json.SupplierReturnJson, it => it.Version);
    }

    private static async Task<IResult> Get(string id, HttpContext http, IGrainFactory grains)
    {
        var answer = await grains.GetGrain<ISupplierReturnGrain>(id).Get();
        if (answer.Value is { } found && !http.Identity().Covers(found.Store)) return Problems.Of(ProblemType.Forbidden);
        return Reply.Get(answer.Then(it => SupplierReturnJson.Of(it, http)), http, Wire.Json.SupplierReturnJson, it => it.Version);
    }

    private static async Task<IResult> Credit(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.CreditSupplierReturnBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(check, http.Caller());
        return check.Failed ? Problems.Of(check) : await Act(id, http, grains, one => one.Credit(ask));
    }

    private static async Task<IResult> Exchange(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ExchangeSupplierReturnBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = new ExchangeSupplierReturn(check.Id("receipt", body.Receipt), http.Caller());
        return check.Failed ? Problems.Of(check) : await Act(id, http, grains, one => one.Exchange(ask));
    }

    private static async Task<IResult> Decline(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.DeclineSupplierReturnBody);
        if (bad is not null) return bad;
        var check = new Check();
        if (body.GoodsBack is null) check.Add("goodsBack", "required");
        var ask = new DeclineSupplierReturn(body.GoodsBack ?? false, check.Text("reason", body.Reason), http.Caller());
        return check.Failed ? Problems.Of(check) : await Act(id, http, grains, one => one.Decline(ask));
    }

    private static async Task<IResult> List(
        string? store, string? supplier, string? state, string? sort, string? cursor, string? limit, HttpContext http, ISupplierReturnList list, Freshness freshness)
    {
        var check = new Check();
        var filter = new SupplierReturnFilter(
            Filters.StoresOf(http, check.OptionalId("store", store)), check.OptionalId("supplier", supplier), check.OptionalWord<SupplierReturnState>("state", state));
        var call = ListCall.Of(http, check, sort, cursor, limit, ("id", SupplierReturnOrders.ById));
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await freshness.Wait(BuyingModel.Instance, http.RequestAborted);
        var page = await list.Page(filter, call.Order, call.After, call.Limit, http.RequestAborted);
        return Reply.Ok(new SupplierReturnPage([.. page.Items.Select(it => SupplierReturnJson.Of(it, http))], call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.SupplierReturnPage);
    }

    private static async Task<IResult> Account(string supplier, HttpContext http, IGrainFactory grains, ISupplierReturnList list, Freshness freshness)
    {
        if (await grains.GetGrain<ISupplierGrain>(supplier).Get() is null) return Problems.From(new(RefusalKind.UnknownSupplier), http);
        await freshness.Wait(BuyingModel.Instance, http.RequestAborted);
        var (balances, asOf) = await list.Account(supplier, http.RequestAborted);
        return Reply.Ok(new SupplierAccountJson(supplier, balances, AsOfJson.Of(asOf)), Wire.Json.SupplierAccountJson);
    }

    private static async Task<IResult> Act(string id, HttpContext http, IGrainFactory grains, Func<ISupplierReturnGrain, Task<Answer<SupplierReturnView>>> act)
    {
        var one = grains.GetGrain<ISupplierReturnGrain>(id);
        if (http.Identity().Stores is not null)
        {
            var known = await one.Get();
            if (known.Refusal is { } unknown) return Problems.From(unknown, http);
            if (http.Forbids(known.Value!.Store) is { } forbidden) return forbidden;
        }
        return Reply.Post(http, (await act(one)).Then(it => SupplierReturnJson.Of(it, http)), Wire.Json.SupplierReturnJson);
    }
}
