using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.ReadModels;
using BeautyGrains.ReadModels.Trace;

namespace BeautyGrains.Api.Conditions;

/// <summary>The excursions of a store.</summary>
internal static class ListExcursions
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/stores/{store}/excursions", Handle)
        .Operation("ListExcursions").Describe("conditions", "The excursions of a store, zone by zone, and what became of the goods").Gives<ExcursionList>();

    private const int MostSales = 1_000;

    private static async Task<IResult> Handle(string store, HttpContext http, IGrainFactory grains, StreamDirectory directory, ITraces traces)
    {
        if (await ZonePath.Unknown(store, http, grains) is { } unknown) return unknown;
        var zones = new List<ZoneExcursions>();
        foreach (var zone in await grains.ZonesOf(directory, store, http.RequestAborted))
        {
            var sold = new List<CaseSales>();
            foreach (var one in zone.Cases) await Sales(one, traces, sold, http);
            zones.Add(new(zone.Zone, zone.Excursions, zone.Cases, sold));
        }

        return Reply.Ok(new ExcursionList(zones), Wire.Json.ExcursionList);
    }

    private static async Task Sales(ExcursionCase it, ITraces traces, List<CaseSales> sold, HttpContext http)
    {
        if (it.Exposed is not { Count: > 0 } exposed) return;
        var (steps, more) = await traces.ToClients(exposed, Filters.StoresOf(http, null), MostSales, http.RequestAborted);
        if (steps.Count == 0) return;
        sold.Add(new(it.Id, [.. steps.Select(step => new ExposedSale(step.Store, step.Number.Sku, step.Lot, step.Kind, step.Movement, step.Quantity, step.Client, step.OccurredAt ?? step.At))], more));
    }
}

/// <summary>Decides what becomes of the goods of an excursion; people with a second person.</summary>
internal static class DecideExcursion
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost($"{ZonePath.Path}/excursions/{{excursion}}/decide", Handle)
        .Operation("DecideExcursion").Describe("conditions", "Release or scrap the goods of an excursion; people with a second person").Takes<DecideExcursionBody>().Gives<ZoneView>();

    private static async Task<IResult> Handle(string store, string id, string excursion, HttpContext http, IGrainFactory grains, KeyTable keys)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.DecideExcursionBody);
        if (bad is not null) return bad;
        var check = new Check();
        var (decision, reason) = (check.Word<ExcursionDecision>("decision", body.Decision), check.Text("reason", body.Reason));
        if (check.Failed) return Problems.Of(check);
        var (approver, unknown) = await http.Approver(keys);
        if (unknown is not null) return unknown;
        // Whoever holds an administrator's own key answers for the house, not as a person.
        return Reply.Post(http, await grains.ZoneOf(store, id).Decide(new(excursion, decision, reason, approver, http.Identity().Person is not null, http.Caller())), Wire.Json.ZoneView);
    }
}
