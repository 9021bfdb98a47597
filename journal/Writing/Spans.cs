using System.Diagnostics;

namespace BeautyGrains.Journal.Writing;

/// <summary>
/// The journal's part of a trace. An append belongs to the trace of whoever asked for it and lasts until it is answered; a commit belongs to the
/// trace of its first append and links all of them. Nothing is begun for nobody: without a listener an append costs one look.
/// </summary>
internal static class Spans
{
    public const string SourceName = "BeautyGrains.Journal";

    private static readonly ActivitySource s_source = new(SourceName);

    public static Activity? Append(StreamKey stream, int events)
    {
        if (!s_source.HasListeners() || Activity.Current is not { } asker) return null;
        var span = s_source.StartActivity("journal append");
        // It ends on the writer's side; what the asker does next is not part of it.
        Activity.Current = asker;
        // The category only: keys are of the callers' making.
        return span?.SetTag("beauty.journal.category", stream.Category).SetTag("beauty.journal.events", events);
    }

    public static Activity? Commit(List<QueuedWrite> batch)
    {
        if (!s_source.HasListeners()) return null;
        var members = batch.Select(write => (write as QueuedAppend)?.Span).OfType<Activity>().ToList();
        if (members.Count == 0) return null;
        var span = s_source.StartActivity("journal commit", ActivityKind.Internal, members[0].Context, links: members.Select(member => new ActivityLink(member.Context)));
        return span?.SetTag("beauty.journal.appends", batch.Count);
    }

    /// <summary>Ends a span on whatever thread, whose own span stays what it was.</summary>
    public static void End(this Activity span, Exception? failure)
    {
        var current = Activity.Current;
        if (failure is not null) span.SetStatus(ActivityStatusCode.Error).SetTag("error.type", failure.GetType().FullName);
        span.Stop();
        Activity.Current = current == span ? span.Parent : current;
    }
}
