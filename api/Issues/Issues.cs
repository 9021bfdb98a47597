using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Scans;

namespace BeautyGrains.Api.Issues;

/// <summary>Goods that leave without being sold: gift, sample, tester, internal use, training, staff purchase.</summary>
internal static class IssueCalls
{
    /// <summary>Maps what belongs to one stock.</summary>
    public static void MapOnStock(IEndpointRouteBuilder stock)
    {
        stock.MapPut("/issues/{id}", Put)
            .Operation("PutIssue").Describe("issues", "Issue goods without a sale, within the month's quota").Takes<PutIssueBody>().Puts<IssueView>();
        stock.MapGet("/issues/{id}", Get).Operation("GetIssue").Describe("issues", "An issue without sale").Gives<IssueView>();
        stock.MapPost("/issues/{id}/reverse", Reverse)
            .Operation("ReverseIssue").Describe("issues", "Take an issue back: the goods into their lots, its share into the quota").Takes<ReverseIssueBody>().Gives<IssueView>();
    }

    /// <summary>The grain of an issue.</summary>
    public static IIssueGrain IssueOf(this IGrainFactory grains, string store, string sku, string id) => grains.GetGrain<IIssueGrain>($"{store}/{sku}/{id}");

    /// <summary>As its caller may see it.</summary>
    public static IssueView SeenBy(this IssueView issue, Identity identity) =>
        identity.SeesCost ? issue : issue with { Cost = null, Lines = [.. issue.Lines.Select(line => line with { UnitCost = null })] };

    private static async Task<IResult> Put(string store, string sku, string id, HttpContext http, IGrainFactory grains, TimeProvider clock)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.PutIssueBody);
        if (bad is not null) return bad;
        var check = new Check();
        var scan = body.Code is null ? null : new GoodsScan(store, sku, check, grains, clock);
        if (scan is not null) body = await Scanned(body, scan);
        var ask = body.ToCommand(check, http.Caller());
        if (check.Failed) return Problems.Of(check);
        if (scan?.Refused is { } refused) return Problems.From(refused, http);
        if (ask is { Kind: MovementKind.StaffPurchase, Person: { } person } && (await grains.GetGrain<IAccessGrain>("access").GetKeys()).People.All(one => one.Id != person)) return Problems.From(new(RefusalKind.UnknownPerson), http);
        return Reply.Put(http, (await grains.IssueOf(store, sku, id).Put(ask)).Then(it => it.SeenBy(http.Identity())), Wire.Json.IssueView, it => it.Version);
    }

    // One without a lot only shows that it is the right product.
    private static async ValueTask<PutIssueBody> Scanned(PutIssueBody body, GoodsScan scan)
    {
        if (await scan.Read(body.Code!, "code") is not { } goods) return body;
        scan.UnitIsTold(goods, body.Unit);
        return goods.Lot is null && body.Lot is null ? body with { Code = null } : body with { Lot = await scan.LotIn(goods, body.Lot), Serial = body.Serial ?? goods.Code.Serial };
    }

    private static async Task<IResult> Get(string store, string sku, string id, HttpContext http, IGrainFactory grains) =>
        Reply.Get((await grains.IssueOf(store, sku, id).Get()).Then(it => it.SeenBy(http.Identity())), http, Wire.Json.IssueView, it => it.Version);

    private static async Task<IResult> Reverse(string store, string sku, string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ReverseIssueBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(check, http.Caller());
        return check.Failed ? Problems.Of(check) : Reply.Post(http, (await grains.IssueOf(store, sku, id).Reverse(ask)).Then(it => it.SeenBy(http.Identity())), Wire.Json.IssueView);
    }
}
