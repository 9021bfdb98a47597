using System.Text;
using System.Text.Json;
using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Journal;
using BeautyGrains.ReadModels;
using Microsoft.Extensions.Hosting;

namespace BeautyGrains.Api.Events;

/// <summary>A change of an alert over the wire.</summary>
/// <param name="Id">The alert's; see the list of alerts.</param>
/// <param name="Type">Such as "alert-raised", "alert-resolved".</param>
/// <param name="Store">Absent for what concerns the whole chain.</param>
/// <param name="Severity">With what changes it.</param>
internal sealed record AlertChangeJson(string Id, AlertKind Kind, string Type, string? Store, AlertSeverity? Severity, int? Occurrence, DateTimeOffset At, string Actor, long Version)
{
    public static FeedItem Item(AlertChange it)
    {
        var data = JsonSerializer.Serialize(
            new AlertChangeJson(it.Cause.Id, it.Cause.Kind, it.Type, it.Store, it.Severity, it.Occurrence, it.At, it.Actor, it.Version), Wire.Json.AlertChangeJson);
        var frame = Encoding.UTF8.GetBytes($"id: {it.Position}\nevent: alert-changed\ndata: {data}\n\n");
        return new(it.Position, FeedTopic.Alerts, it.Store, null, frame, frame);
    }
}

/// <summary>Live changes of alerts as server-sent events, resumable as those of stocks are.</summary>
internal static class StreamAlerts
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/alerts/events", Handle)
        .Operation("StreamAlerts").Describe("alerts", "Live changes of alerts (server-sent), resumable by Last-Event-ID")
        .Produces(StatusCodes.Status200OK, contentType: "text/event-stream");

    private static async Task<IResult> Handle(string? store, string? after, HttpContext http, IJournal journal, EventTail tail, IHostApplicationLifetime life)
    {
        var check = new Check();
        if (store is not null) check.Id("store", store);
        var start = EventFeed.StartOf(http, after, await journal.Head(http.RequestAborted), check);
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        return new EventFeed(new(FeedTopic.Alerts, store, null, http.Identity()), start, tail, life.ApplicationStopping);
    }
}
