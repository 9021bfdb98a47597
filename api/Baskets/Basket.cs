using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Baskets;

/// <summary>What the baskets' endpoints share.</summary>
internal static class Basket
{
    /// <summary>A problem when the key is bound to stores and the basket is unknown or of another store.</summary>
    public static async Task<IResult?> Forbids(HttpContext http, IBasketGrain basket)
    {
        if (http.Identity().Stores is null) return null;
        var known = await basket.Get();
        return known.Refusal is { } refusal ? Problems.From(refusal, http) : http.Forbids(known.Value!.Store);
    }

    /// <summary>The answer to a POST.</summary>
    public static IResult Reply(HttpContext http, Answer<BasketView> answer) =>
        Http.Reply.Post(http, answer.Then(it => BasketJson.Of(it, http)), Wire.Json.BasketJson);
}

/// <summary>A basket.</summary>
internal static class GetBasket
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/baskets/{id}", Handle)
        .Operation("GetBasket").Describe("baskets", "A basket").Gives<BasketJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains)
    {
        var answer = await grains.GetGrain<IBasketGrain>(id).Get();
        return answer.Value is { } found && http.Forbids(found.Store) is { } forbidden ? forbidden
            : Reply.Get(answer.Then(it => BasketJson.Of(it, http)), http, Wire.Json.BasketJson, it => it.Version, timeMatters: true);
    }
}

/// <summary>What goes with the goods.</summary>
/// <param name="Document">Such as the number of the sales receipt.</param>
/// <param name="Client">Number of the client who gets the goods.</param>
internal sealed record CommitBasketBody(string? Document, string? Client)
{
    public static CommitBasketBody Plain { get; } = new(null, null);
}

/// <summary>Commits all reserved lines, or none.</summary>
internal static class CommitBasket
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/baskets/{id}/commit", Handle)
        .Operation("CommitBasket").Describe("baskets", "Issue all reserved lines, or none").MayTake<CommitBasketBody>().Gives<BasketJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.ReadOr(http, Wire.Json.CommitBasketBody, CommitBasketBody.Plain);
        if (bad is not null) return bad;
        var check = new Check();
        var (document, client) = (check.OptionalText("document", body.Document, 200), check.OptionalClient(body.Client));
        if (check.Failed) return Problems.Of(check);
        var basket = grains.GetGrain<IBasketGrain>(id);
        return await Basket.Forbids(http, basket) ?? Basket.Reply(http, await basket.Commit(new(document, http.Caller(), client)));
    }
}

/// <summary>Releases all lines.</summary>
internal static class ReleaseBasket
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/baskets/{id}/release", Handle)
        .Operation("ReleaseBasket").Describe("baskets", "Give up all lines").Gives<BasketJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains)
    {
        if (await JsonBody.None(http) is { } bad) return bad;
        var basket = grains.GetGrain<IBasketGrain>(id);
        return await Basket.Forbids(http, basket) ?? Basket.Reply(http, await basket.Release(new(http.Caller())));
    }
}
