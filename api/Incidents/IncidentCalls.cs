using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Api.Stock;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Incidents;

/// <summary>Incidents over all stores, and who takes care of them.</summary>
internal static class IncidentCalls
{
    private const string Path = "/stores/{store}/skus/{sku}/incidents/{incident}";
    private const string Tag = "incidents";

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/incidents", List).Operation("ListAllIncidents").Describe(Tag, "Incidents over stores, oldest first").Gives<IncidentPage>();
        v1.MapGet(Path, Get).Operation("GetIncident").Describe(Tag, "An incident with its comments").Gives<IncidentView>();
        v1.MapPost(Path + "/assign", Assign).Operation("AssignIncident").Describe(Tag, "Give an incident to somebody, or take it").MayTake<AssignIncidentBody>().Gives<IncidentView>();
        v1.MapPut(Path + "/comments/{comment}", Comment).Operation("CommentIncident").Describe(Tag, "Note something about an incident").Takes<CommentIncidentBody>().Puts<IncidentView>();
        v1.MapPost(Path + "/reopen", Reopen).Operation("ReopenIncident").Describe(Tag, "Open a closed incident again").Takes<ReopenIncidentBody>().Gives<IncidentView>();
    }

    private static async Task<IResult> List(
        string? store, string? sku, string? kind, string? cause, string? open, string? owner, string? raisedBefore, string? sort, string? cursor, string? limit, HttpContext http, IIncidentList list,
        Freshness freshness, TimeProvider clock)
    {
        var check = new Check();
        var filter = new IncidentFilter(
            Filters.StoresOf(http, check.OptionalId("store", store)), check.OptionalId("sku", sku), check.OptionalWord<FactKind>("kind", kind), check.OptionalId("cause", cause), check.Flag("open", open),
            owner is null or "" ? owner : check.Id("owner", owner), check.Moment("raisedBefore", raisedBefore));
        var call = ListCall.Of(http, check, sort, cursor, limit, ("raisedAt", IncidentOrders.Incidents));
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await freshness.Wait(IncidentModel.Instance, http.RequestAborted);
        var page = await list.Page(filter, call.Order, call.After, call.Limit, http.RequestAborted);
        var now = clock.GetUtcNow();
        return Reply.Ok(new IncidentPage([.. page.Items.Select(it => IncidentLineJson.Of(it, now))], call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.IncidentPage);
    }

    private static async Task<IResult> Get(string store, string sku, string incident, HttpContext http, IGrainFactory grains)
    {
        var stock = grains.StockOf(store, sku);
        if (await stock.Get() is null) return await GetStock.Unknown(store, sku, http, grains);
        return (await stock.GetIncidents()).FirstOrDefault(one => one.Id == incident) is { } found
            ? Reply.Get(found, Wire.Json.IncidentView, found.Version)
            : Problems.From(new(RefusalKind.UnknownIncident), http);
    }

    private static async Task<IResult> Assign(string store, string sku, string incident, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.ReadOr(http, Wire.Json.AssignIncidentBody, new AssignIncidentBody(null));
        if (bad is not null) return bad;
        var check = new Check();
        var owner = check.OptionalId("owner", body.Owner) ?? http.Identity().Person?.PersonId ?? http.Identity().KeyId;
        return check.Failed ? Problems.Of(check) : Reply.Post(http, await grains.StockOf(store, sku).AssignIncident(new(incident, owner, http.Caller())), Wire.Json.IncidentView);
    }

    private static async Task<IResult> Comment(string store, string sku, string incident, string comment, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.CommentIncidentBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = new CommentIncident(incident, comment, check.Text("text", body.Text), http.Caller());
        return check.Failed ? Problems.Of(check) : Reply.Put(http, await grains.StockOf(store, sku).CommentIncident(ask), Wire.Json.IncidentView, it => it.Version);
    }

    private static async Task<IResult> Reopen(string store, string sku, string incident, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ReopenIncidentBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = new ReopenIncident(incident, check.Text("reason", body.Reason), http.Caller());
        return check.Failed ? Problems.Of(check) : Reply.Post(http, await grains.StockOf(store, sku).ReopenIncident(ask), Wire.Json.IncidentView);
    }
}

/// <summary>Who takes care of an incident.</summary>
/// <param name="Owner">Id of a person or key; absent: whoever asks.</param>
internal sealed record AssignIncidentBody(string? Owner);

/// <summary>What is noted about an incident.</summary>
/// <param name="Text">1 to 500 characters.</param>
internal sealed record CommentIncidentBody([property: Needed] string? Text);

/// <summary>Why an incident is not over.</summary>
/// <param name="Reason">1 to 500 characters.</param>
internal sealed record ReopenIncidentBody([property: Needed] string? Reason);

/// <summary>A page of incidents.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record IncidentPage(IReadOnlyList<IncidentLineJson> Items, string? Cursor, AsOfJson AsOf);

/// <summary>An incident of a stock.</summary>
/// <param name="AgeDays">Whole days since it was raised, until it was closed.</param>
internal sealed record IncidentLineJson(string Store, string Sku, int AgeDays, IncidentView Incident)
{
    public static IncidentLineJson Of(IncidentLine it, DateTimeOffset now) => new(it.Store, it.Sku, Math.Max(0, ((it.Incident.ClosedAt ?? now) - it.Incident.RaisedAt).Days), it.Incident);
}
