using System.Security.Cryptography;
using System.Text;
using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Stock;

/// <summary>Asks for several reservations at once.</summary>
/// <param name="AllOrNothing">false (default): every item for itself. true: every item is held, or none is.</param>
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
/// <param name="Items">In the order of the request.</param>
internal sealed record BatchJson(IReadOnlyList<BatchItemJson> Items);

/// <summary>The outcome of one item.</summary>
/// <param name="Status">What a single call would have answered.</param>
internal sealed record BatchItemJson(string Id, int Status, ReservationView? Reservation, Problem? Problem);

/// <summary>Reserves several items at once.</summary>
internal static class ReserveBatch
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/reservations/batch", Handle)
        .Operation("ReserveBatch").Describe("stock", "Up to 500 reservations, each for itself or all or nothing").Takes<ReserveBatchBody>().Gives<BatchJson>();

    private static async Task<IResult> Handle(HttpContext http, IGrainFactory grains, Faults faults, BatchTurns turns)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ReserveBatchBody);
        if (bad is not null) return bad;
        var check = new Check();
        var items = check.List("items", body.Items, Limits.MaxBatch);
        var by = http.Caller();
        var asks = items.Select((item, i) => ToAsk(item, i, check, by)).ToList();
        CheckIds(asks, check);
        var given = IdempotencyKey.Of(http, check);
        if (check.Failed) return Problems.Of(check);
        return http.Forbids(asks.Select(ask => ask.Store))
            ?? (body.AllOrNothing == true ? await Together(asks, given, http, grains) : await EachForItself(asks, http, grains, faults, turns));
    }

    private static BatchAsk ToAsk(BatchItemBody item, int at, Check check, Caller by)
    {
        var fields = new Check();
        var command = new ReserveStockBody(item.Quantity, item.Unit, item.TtlSeconds, item.Lot, item.LotReason, item.MinShelfLifeDays, item.ForDate)
            .ToCommand(fields.Id("id", item.Id), fields, by);
        var ask = new BatchAsk(fields.Id("store", item.Store), fields.Id("sku", item.Sku), command);
        if (!fields.Failed) return ask;
        foreach (var (field, rules) in fields.Errors)
            foreach (var rule in rules) check.Add($"items[{at}].{field}", rule);
        return ask;
    }

    private static void CheckIds(List<BatchAsk> asks, Check check)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < asks.Count; i++)
            if (!seen.Add(asks[i].Command.ReservationId)) check.Add($"items[{i}].id", "must-be-unique");
    }

    private static async Task<IResult> EachForItself(List<BatchAsk> asks, HttpContext http, IGrainFactory grains, Faults faults, BatchTurns turns)
    {
        using var turn = await turns.Take(asks.Count, http.RequestAborted);
        var items = await Task.WhenAll(asks.Select(ask => One(ask, http, grains, faults)));
        return Reply.Ok(new BatchJson(items), Wire.Json.BatchJson);
    }

    private static async Task<BatchItemJson> One(BatchAsk ask, HttpContext http, IGrainFactory grains, Faults faults)
    {
        var id = ask.Command.ReservationId;
        try
        {
            var answer = await grains.StockOf(ask.Store, ask.Sku).Reserve(ask.Command);
            if (answer.Refusal is null) return new(id, answer.IsNew ? 201 : 200, answer.Value, null);
            var problem = Problems.Describe(answer.Refusal, Languages.Of(http), new(ask.Store, ask.Sku, id));
            return new(id, problem.Status, null, problem);
        }
        catch (Exception trouble)
        {
            // One item's trouble is its own: the others have their answers.
            var problem = Problems.Describe(faults.Note(trouble, Correlation.Of(http)), Languages.Of(http)) with { Store = ask.Store, Sku = ask.Sku };
            return new(id, problem.Status, null, problem);
        }
    }

    private static async Task<IResult> Together(List<BatchAsk> asks, string? given, HttpContext http, IGrainFactory grains)
    {
        var answer = await grains.GetGrain<IBatchGrain>(BatchId(asks, given, http)).Put(new([.. asks.Select(ask => ask.ToItem())], http.Caller()));
        if (answer.Refusal is { } refusal) return Problems.From(refusal, http);
        var held = answer.Value!.Items.ToDictionary(item => item.Reservation.Id, StringComparer.Ordinal);
        return Reply.Ok(new BatchJson([.. asks.Select(ask => Held(held[ask.Command.ReservationId]))]), Wire.Json.BatchJson);

        BatchItemJson Held(BatchItemView item) => new(item.Reservation.Id, answer.IsNew && item.IsNew ? 201 : 200, item.Reservation, null);
    }

    // The same items again are the same batch, whatever their order, so that a repeat finds it; or what the caller says is the same.
    private static string BatchId(List<BatchAsk> asks, string? given, HttpContext http)
    {
        var content = given is null
            ? "items\n" + string.Join('\n', asks.Select(ask => $"{ask.Store}/{ask.Sku}/{ask.Command.ReservationId}").Order(StringComparer.Ordinal))
            : $"key\n{http.Identity().KeyId}/{given}";
        return "batch-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, 16));
    }

    private sealed record BatchAsk(string Store, string Sku, Contracts.ReserveStock Command)
    {
        public BatchItem ToItem() => new(
            Store, Sku, Command.ReservationId, Command.Quantity, Command.Unit, Command.HoldFor, Command.Lot, Command.LotReason, Command.MinShelfLifeDays, Command.ForDate);
    }
}
