using System.Text;
using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Journal;

namespace BeautyGrains.Api.Events;

/// <summary>What one listener sees.</summary>
internal sealed record EventFilter(FeedTopic Topic, string? Store, string? Sku, Identity Identity)
{
    public bool Lets(FeedItem item) =>
        item.Topic == Topic && (Store is null || item.Store == Store) && (Sku is null || item.Sku == Sku) && Identity.Covers(item.Store);
}

/// <summary>An answer that goes on: what a listener sees, from a place in the journal on, until it leaves.</summary>
internal sealed class EventFeed(EventFilter filter, JournalPosition start, EventTail tail, CancellationToken stopping) : IResult
{
    private static readonly TimeSpan s_heartBeat = TimeSpan.FromSeconds(15);
    private static readonly byte[] s_beat = ": beat\n\n"u8.ToArray();

    /// <summary>Where a listener begins: behind the last id that it has seen, else at the end.</summary>
    public static JournalPosition StartOf(HttpContext http, string? after, JournalPosition head, Check check)
    {
        var header = http.Request.Headers["Last-Event-ID"].ToString();
        var (field, text) = header.Length > 0 ? ("Last-Event-ID", header) : ("after", after);
        if (string.IsNullOrEmpty(text)) return head;
        if (!JournalPosition.TryParse(text, out var position) || position.Partition != head.Partition) check.Add(field, "must-be-an-event-id");
        else if (position > head) check.Add(field, "is-beyond-the-end");
        return position;
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache, no-transform";
        response.Headers["X-Accel-Buffering"] = "no";
        using var heard = tail.Listen();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping, filter.Identity.Revoked);
        try
        {
            // An id without data sets where the listener resumes, before anything has happened.
            await response.Body.WriteAsync(Encoding.UTF8.GetBytes($"retry: 2000\nid: {start}\n\n"), end.Token);
            await response.Body.FlushAsync(end.Token);
            await Tell(response, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The listener has gone, the key was revoked or the host stops: the answer ends here and can be resumed.
        }
    }

    private async Task Tell(HttpResponse response, CancellationToken end)
    {
        var at = start;
        while (true)
        {
            var page = await tail.Read(at, end);
            foreach (var item in page.Items)
                if (filter.Lets(item)) await response.Body.WriteAsync(item.FrameFor(filter.Identity.SeesCost), end);
            if (page.Items.Count > 0) await response.Body.FlushAsync(end);
            if (page.UpTo > at)
            {
                at = page.UpTo;
                continue;
            }
            try
            {
                await tail.WaitForMore(at, s_heartBeat, end);
            }
            catch (TimeoutException)
            {
                await response.Body.WriteAsync(s_beat, end);
                await response.Body.FlushAsync(end);
            }
        }
    }
}
