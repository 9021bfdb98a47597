using System.Security.Cryptography;
using System.Text;
using BeautyGrains.Api.Access;
using BeautyGrains.Api.Baskets;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Stock;

/// <summary>Asks for several reservations at once.</summary>
/// <param name="AllOrNothing">false (default): every item for itself. true: one store and one ttlSeconds only, held as a basket.</param>
/// <param name="Items">1 to 500, every id once.</param>
internal sealed record ReserveBatchBody(bool? AllOrNothing, [property: Needed] IReadOnlyList<BatchItemBody?>? Items);

/// <summary>One item of a batch.</summary>
internal sealed record BatchItemBody(
    [property: Needed] string? Id,
    [property: Needed] string? Store,
    [property: Needed] string? Sku,
    [property: Needed] Num Quantity,
    string? Unit,
    int? TtlSeconds,
    string? Lot,
    string? LotReason,
    int? MinShelfLifeDays,
    string? ForDate);

/// <summary>The outcome of a batch.</summary>
/// <param name="Basket">With allOrNothing: the basket that holds the items; commit or release it as a whole.</param>
internal sealed record BatchJson(IReadOnlyList<BatchItemJson> Items, BasketJson? Basket);

/// <summary>The outcome of one item.</summary>
/// <param name="Status">What a single call would have answered.</param>
internal sealed record BatchItemJson(string Id, int Status, ReservationView? Reservation, Problem? Problem);

/// <summary>Reserves several items at once.</summary>
internal static class ReserveBatch
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/reservations/batch", Handle)
        .Operation("ReserveBatch").Describe("stock", "Up to 500 reservations, each for itself or all or nothing").Takes<ReserveBatchBody>().Gives<BatchJson>();

    private static async Task<IResult> Handle(HttpContext http, IGrainFactory grains, Faults faults)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ReserveBatchBody);
        if (bad is not null) return bad;
        var check = new Check();
        var items = check.List("items", body.Items, Limits.MaxBatch);
        var asks = items.Select((item, i) => ToAsk(item, $"items[{i}]", check, http.Caller())).ToList();
        CheckIds(asks, check);
        if (body.AllOrNothing == true && !check.Failed) CheckTogether(asks, check);
        if (check.Failed) return Problems.Of(check);
        return http.Forbids(asks.Select(ask => ask.Store))
            ?? (body.AllOrNothing == true ? await Together(asks, http, grains) : await EachForItself(asks, http, grains, faults));
    }

    private static BatchAsk ToAsk(BatchItemBody item, string at, Check check, Caller by)
    {
        var fields = new Check();
        var command = new ReserveStockBody(item.Quantity, item.Unit, item.TtlSeconds, item.Lot, item.LotReason, item.MinShelfLifeDays, item.ForDate)
            .ToCommand(fields.Id("id", item.Id), fields, by);
        var ask = new BatchAsk(fields.Id("store", item.Store), fields.Id("sku", item.Sku), command);
        foreach (var (field, rules) in fields.Errors)
            foreach (var rule in rules) check.Add($"{at}.{field}", rule);
        return ask;
    }

    private static void CheckIds(List<BatchAsk> asks, Check check)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < asks.Count; i++)
            if (!seen.Add(asks[i].Command.ReservationId)) check.Add($"items[{i}].id", "must-be-unique");
    }

    private static void CheckTogether(List<BatchAsk> asks, Check check)
    {
        // Only the basket holds several lines so that no crash leaves half of them, and a basket stands in one store.
        if (asks.Any(ask => ask.Store != asks[0].Store)) check.Add("allOrNothing", "one-store-only");
        if (asks.Any(ask => ask.Command.HoldFor != asks[0].Command.HoldFor)) check.Add("allOrNothing", "one-ttl-only");
        if (asks.Any(ask => ask.Command is { Lot: not null } or { MinShelfLifeDays: not null } or { ForDate: not null })) check.Add("allOrNothing", "no-lot-shelf-life-or-date");
    }

    private static async Task<IResult> EachForItself(List<BatchAsk> asks, HttpContext http, IGrainFactory grains, Faults faults)
    {
        var language = Languages.Of(http);
        var items = await Task.WhenAll(asks.Select(ask => One(ask, language, grains, faults)));
        return Reply.Ok(new BatchJson(items, null), Wire.Json.BatchJson);
    }

    private static async Task<BatchItemJson> One(BatchAsk ask, Language language, IGrainFactory grains, Faults faults)
    {
        var id = ask.Command.ReservationId;
        try
        {
            var answer = await grains.StockOf(ask.Store, ask.Sku).Reserve(ask.Command);
            if (answer.Refusal is null) return new(id, answer.IsNew ? 201 : 200, answer.Value, null);
            var problem = Problems.Describe(answer.Refusal, language, new(ask.Store, ask.Sku, id));
            return new(id, problem.Status, null, problem);
        }
        catch (Exception trouble)
        {
            // One item's trouble is its own: the others have their answers.
            var problem = Problems.Describe(faults.Note(trouble), language) with { Store = ask.Store, Sku = ask.Sku };
            return new(id, problem.Status, null, problem);
        }
    }

    private static async Task<IResult> Together(List<BatchAsk> asks, HttpContext http, IGrainFactory grains)
    {
        var lines = asks.Select(ask => new BasketLine(ask.Sku, ask.Command.Quantity, ask.Command.Unit)).ToImmutableArray();
        var answer = await grains.GetGrain<IBasketGrain>(BasketId(asks)).Put(new(asks[0].Store, lines, asks[0].Command.HoldFor, true, http.Caller()));
        if (answer.Refusal is { } refusal) return Problems.From(refusal, http);
        var status = answer.IsNew ? 201 : 200;
        return Reply.Ok(new BatchJson([.. asks.Select(ask => new BatchItemJson(ask.Command.ReservationId, status, null, null))], BasketJson.Of(answer.Value!, http)), Wire.Json.BatchJson);
    }

    // The same ids again are the same basket, so that a repeat gets the first answer.
    private static string BasketId(List<BatchAsk> asks) =>
        "batch-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('/', asks.Select(ask => ask.Command.ReservationId)))).AsSpan(0, 16));

    private sealed record BatchAsk(string Store, string Sku, Contracts.ReserveStock Command);
}
