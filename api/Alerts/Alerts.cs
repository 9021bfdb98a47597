using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Alerts;

/// <summary>What the calls of one alert share.</summary>
internal static class OneAlert
{
    /// <summary>The grain of an alert; the path's form was checked before.</summary>
    public static IAlertGrain Of(IGrainFactory grains, string id) => grains.GetGrain<IAlertGrain>(AlertCause.FromId(id)!.Key);

    /// <summary>A problem when the key is bound to stores and the alert is unknown or concerns another, or the whole chain.</summary>
    public static async Task<IResult?> Forbids(HttpContext http, IAlertGrain alert)
    {
        if (http.Identity().Stores is null) return null;
        var known = await alert.Get();
        return known.Refusal is { } refusal ? Problems.From(refusal, http) : http.Forbids(known.Value!.Facts.Store);
    }

    /// <summary>The answer to a POST.</summary>
    public static IResult Reply(HttpContext http, Answer<AlertView> answer) =>
        Http.Reply.Post(http, answer.Then(it => AlertJson.Of(it, Languages.Of(http))), Wire.Json.AlertJson);
}

/// <summary>Alerts over all stores, what matters most first.</summary>
internal static class ListAlerts
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/alerts", Handle)
        .Operation("ListAlerts").Describe("alerts", "Alerts over stores and kinds, what matters most first").Gives<AlertPage>();

    private static async Task<IResult> Handle(
        string? store, string? sku, string? kind, string? state, string? open, string? severity, string? assignee, string? sort, string? cursor, string? limit,
        HttpContext http, IAlertList list, Freshness freshness)
    {
        var check = new Check();
        var filter = new AlertFilter(
            Filters.StoresOf(http, check.OptionalId("store", store)), check.OptionalId("sku", sku), check.OptionalWord<AlertKind>("kind", kind),
            check.OptionalWord<AlertState>("state", state), check.Flag("open", open), check.OptionalWord<AlertSeverity>("severity", severity), check.OptionalId("assignee", assignee));
        var call = ListCall.Of(http, check, sort, cursor, limit, ("severity", AlertOrders.ByUrgency), ("raisedAt", AlertOrders.ByRaised), ("changedAt", AlertOrders.ByChanged));
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await freshness.Wait(AlertModel.Instance, http.RequestAborted);
        var page = await list.Page(filter, call.Order, call.After, call.Limit, http.RequestAborted);
        var language = Languages.Of(http);
        return Reply.Ok(new AlertPage([.. page.Items.Select(it => AlertJson.Of(it, language))], call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.AlertPage);
    }
}

/// <summary>One alert.</summary>
internal static class GetAlert
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/alerts/{alert}", Handle)
        .Operation("GetAlert").Describe("alerts", "An alert").Gives<AlertJson>();

    private static async Task<IResult> Handle(string alert, HttpContext http, IGrainFactory grains)
    {
        var answer = await OneAlert.Of(grains, alert).Get();
        if (answer.Value is { } found && http.Forbids(found.Facts.Store) is { } forbidden) return forbidden;
        return Reply.Get(answer.Then(it => AlertJson.Of(it, Languages.Of(http))), http, Wire.Json.AlertJson, it => it.Version);
    }
}

/// <summary>Which occurrence is meant.</summary>
/// <param name="Occurrence">Only if it is still this one; absent for whichever is open.</param>
internal sealed record AcknowledgeAlertBody(int? Occurrence)
{
    public static AcknowledgeAlertBody Any { get; } = new((int?)null);
}

/// <summary>Somebody takes care of an alert.</summary>
internal static class AcknowledgeAlert
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/alerts/{alert}/acknowledge", Handle)
        .Operation("AcknowledgeAlert").Describe("alerts", "Take care of an alert").MayTake<AcknowledgeAlertBody>().Gives<AlertJson>();

    private static async Task<IResult> Handle(string alert, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.ReadOr(http, Wire.Json.AcknowledgeAlertBody, AcknowledgeAlertBody.Any);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = new Contracts.AcknowledgeAlert(check.Whole("occurrence", body.Occurrence, 1, int.MaxValue), http.Caller());
        if (check.Failed) return Problems.Of(check);
        var grain = OneAlert.Of(grains, alert);
        return await OneAlert.Forbids(http, grain) ?? OneAlert.Reply(http, await grain.Acknowledge(ask));
    }
}

/// <summary>Why an alert is closed by hand.</summary>
/// <param name="Reason">1 to 500 characters.</param>
/// <param name="Occurrence">Only if it is still this one; absent for whichever is open.</param>
internal sealed record ResolveAlertBody([property: Needed] string? Reason, int? Occurrence);

/// <summary>Closes an alert by hand: it stays silent until its facts have ended or get worse.</summary>
internal static class ResolveAlert
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/alerts/{alert}/resolve", Handle)
        .Operation("ResolveAlert").Describe("alerts", "Close an alert by hand; it stays silent until its facts have ended or get worse").Takes<ResolveAlertBody>().Gives<AlertJson>();

    private static async Task<IResult> Handle(string alert, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ResolveAlertBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = new Contracts.ResolveAlert(check.Text("reason", body.Reason), check.Whole("occurrence", body.Occurrence, 1, int.MaxValue), http.Caller());
        if (check.Failed) return Problems.Of(check);
        var grain = OneAlert.Of(grains, alert);
        return await OneAlert.Forbids(http, grain) ?? OneAlert.Reply(http, await grain.Resolve(ask));
    }
}

/// <summary>Until when an alert is to be silent.</summary>
/// <param name="Until">RFC 3339 with offset; in the future, at most 90 days.</param>
/// <param name="Occurrence">Only if it is still this one; absent for whichever is open.</param>
internal sealed record SnoozeAlertBody([property: Needed] string? Until, int? Occurrence);

/// <summary>Silences an alert until a time.</summary>
internal static class SnoozeAlert
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/alerts/{alert}/snooze", Handle)
        .Operation("SnoozeAlert").Describe("alerts", "Silence an alert until a time").Takes<SnoozeAlertBody>().Gives<AlertJson>();

    private static async Task<IResult> Handle(string alert, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.SnoozeAlertBody);
        if (bad is not null) return bad;
        var check = new Check();
        if (body.Until is null) check.Add("until", "required");
        var ask = new Contracts.SnoozeAlert(check.Moment("until", body.Until) ?? default, check.Whole("occurrence", body.Occurrence, 1, int.MaxValue), http.Caller());
        if (check.Failed) return Problems.Of(check);
        var grain = OneAlert.Of(grains, alert);
        return await OneAlert.Forbids(http, grain) ?? OneAlert.Reply(http, await grain.Snooze(ask));
    }
}

/// <summary>To whom an alert is given.</summary>
/// <param name="Assignee">An id; absent for nobody.</param>
/// <param name="Occurrence">Only if it is still this one; absent for whichever is open.</param>
internal sealed record AssignAlertBody(string? Assignee, int? Occurrence);

/// <summary>Gives an alert to somebody.</summary>
internal static class AssignAlert
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/alerts/{alert}/assign", Handle)
        .Operation("AssignAlert").Describe("alerts", "Give an alert to somebody, or to nobody").MayTake<AssignAlertBody>().Gives<AlertJson>();

    private static async Task<IResult> Handle(string alert, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.ReadOr(http, Wire.Json.AssignAlertBody, new(null, null));
        if (bad is not null) return bad;
        var check = new Check();
        var ask = new Contracts.AssignAlert(check.OptionalId("assignee", body.Assignee), check.Whole("occurrence", body.Occurrence, 1, int.MaxValue), http.Caller());
        if (check.Failed) return Problems.Of(check);
        var grain = OneAlert.Of(grains, alert);
        return await OneAlert.Forbids(http, grain) ?? OneAlert.Reply(http, await grain.Assign(ask));
    }
}
