using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Journal;
using Microsoft.Extensions.Hosting;

namespace BeautyGrains.Api.Events;

/// <summary>
/// Live changes of stocks as server-sent events. Ids are journal positions: send the last one seen as Last-Event-ID (or ?after=) to go on
/// without loss. Without one it starts now.
/// </summary>
internal static class StreamEvents
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/events", Handle)
        .Operation("StreamEvents").Describe("events", "Live changes of stocks (server-sent), resumable by Last-Event-ID")
        .Produces(StatusCodes.Status200OK, contentType: "text/event-stream");

    private static async Task<IResult> Handle(string? store, string? sku, string? after, HttpContext http, IJournal journal, EventTail tail, IHostApplicationLifetime life)
    {
        var check = new Check();
        if (store is not null) check.Id("store", store);
        if (sku is not null) check.Id("sku", sku);
        var head = await journal.Head(http.RequestAborted);
        var start = EventFeed.StartOf(http, after, head, check);
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        return new EventFeed(new(FeedTopic.Stock, store, sku, http.Identity()), start, tail, life.ApplicationStopping);
    }
}
