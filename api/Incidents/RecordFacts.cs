using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Stock;

namespace BeautyGrains.Api.Incidents;

/// <summary>What has happened while a terminal was on its own, in any order.</summary>
/// <param name="Items">1 to 500; an id may come once for a stock.</param>
internal sealed record RecordFactsBody([property: Needed] IReadOnlyList<FactItemBody?>? Items);

/// <summary>One fact; see the single call.</summary>
internal sealed record FactItemBody(
    [property: Needed] string? Id,
    [property: Needed] string? Store,
    [property: Needed] string? Sku,
    [property: Needed] string? Kind,
    [property: Needed] Num Quantity,
    string? Unit,
    string? Lot,
    [property: Needed] string? OccurredAt,
    string? Client,
    string? Serial,
    string? Reason,
    string? Document);

/// <summary>What became of them, in the order of the request.</summary>
internal sealed record FactBatchJson(IReadOnlyList<FactItemJson> Items);

/// <summary>What became of one.</summary>
/// <param name="Status">What a single call would have answered.</param>
internal sealed record FactItemJson(string? Id, string? Store, string? Sku, int Status, FactView? Fact, Problem? Problem);

/// <summary>Records up to 500 facts, each for itself: a faulty one is told and keeps no other from being recorded.</summary>
internal static class RecordFacts
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/facts/batch", Handle)
        .Operation("RecordFacts").Describe("incidents", "Record up to 500 facts of a terminal that was on its own, in any order").Takes<RecordFactsBody>().Gives<FactBatchJson>();

    private static async Task<IResult> Handle(HttpContext http, IGrainFactory grains, Faults faults, BatchTurns turns, TimeProvider clock)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.RecordFactsBody);
        if (bad is not null) return bad;
        var check = new Check();
        var items = check.List("items", body.Items, Limits.MaxBatch);
        if (check.Failed) return Problems.Of(check);
        if (http.Forbids(items.Where(item => Limits.IsId(item.Store)).Select(item => item.Store)) is { } forbidden) return forbidden;
        using var turn = await turns.Take(items.Count, http.RequestAborted);
        var now = clock.GetUtcNow();
        return Reply.Ok(new FactBatchJson(await Task.WhenAll(items.Select(item => One(item, now, http, grains, faults)))), Wire.Json.FactBatchJson);
    }

    private static async Task<FactItemJson> One(FactItemBody item, DateTimeOffset now, HttpContext http, IGrainFactory grains, Faults faults)
    {
        var check = new Check();
        var (store, sku) = (check.Id("store", item.Store), check.Id("sku", item.Sku));
        var ask = new RecordFactBody(item.Kind, item.Quantity, item.Unit, item.Lot, item.OccurredAt, item.Client, item.Serial, item.Reason, item.Document).ToCommand(check.Id("id", item.Id), check, now, http.Caller());
        if (check.Failed) return Failed(Problems.Describe(ProblemType.Validation, Languages.Of(http)) with { Errors = check.Errors });
        try
        {
            var answer = await grains.StockOf(store, sku).RecordFact(ask);
            return answer.Refusal is { } refusal
                ? Failed(Problems.Describe(refusal, Languages.Of(http), new(store, sku, item.Id)))
                : new(item.Id, store, sku, answer.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, answer.Value!.SeenBy(http.Identity()), null);
        }
        catch (Exception trouble)
        {
            // One item's trouble is its own: the others have their answers.
            return Failed(Problems.Describe(faults.Note(trouble, Correlation.Of(http)), Languages.Of(http)) with { Store = store, Sku = sku });
        }

        FactItemJson Failed(Problem problem) => new(item.Id, item.Store, item.Sku, problem.Status, null, problem);
    }
}
