using BeautyGrains.Api.Access;
using BeautyGrains.Api.Controls;
using BeautyGrains.Api.Http;
using BeautyGrains.Grains;

namespace BeautyGrains.Api.Stock;

/// <summary>Incidents, oldest first.</summary>
internal sealed record IncidentList(IReadOnlyList<IncidentView> Items);

/// <summary>Open incidents and the newest closed ones.</summary>
internal static class ListIncidents
{
    public static void Map(IEndpointRouteBuilder stock) => stock.MapGet("/incidents", Handle)
        .Operation("ListIncidents").Describe("stock", "Open incidents and the newest closed ones, oldest first").Gives<IncidentList>();

    private static async Task<IResult> Handle(string store, string sku, HttpContext http, IGrainFactory grains)
    {
        var stock = grains.StockOf(store, sku);
        if (await stock.Get() is null) return await GetStock.Unknown(store, sku, http, grains);
        return Reply.Ok(new IncidentList(await stock.GetIncidents()), Wire.Json.IncidentList);
    }
}

/// <summary>How an incident was resolved.</summary>
/// <param name="Resolution">1 to 500 characters.</param>
internal sealed record CloseIncidentBody([property: Needed] string? Resolution);

/// <summary>Closes an incident.</summary>
internal static class CloseIncident
{
    public static void Map(IEndpointRouteBuilder stock) => stock.MapPost("/incidents/{incident}/close", Handle)
        .Operation("CloseIncident").Describe("stock", "Close an incident; one of value or of theft with a second person").Takes<CloseIncidentBody>().Gives<IncidentView>();

    private static async Task<IResult> Handle(string store, string sku, string incident, HttpContext http, IGrainFactory grains, KeyTable keys, TimeProvider clock)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.CloseIncidentBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = new Contracts.CloseIncident(incident, check.Text("resolution", body.Resolution), http.Caller());
        if (check.Failed) return Problems.Of(check);
        var today = await grains.GetGrain<IStoreGrain>(store).Get() is { } known ? ExpiryRules.DayAt(clock.GetUtcNow(), known.Record.TimeZone) : default;
        var (second, unknown) = await http.SecondPerson(keys, grains, today);
        return unknown ?? Reply.Post(http, await grains.StockOf(store, sku).CloseIncident(ask with { Second = second }), Wire.Json.IncidentView);
    }
}
