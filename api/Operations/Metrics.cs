using System.Globalization;
using System.Text;
using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Journal;

namespace BeautyGrains.Api.Operations;

/// <summary>One number of the metrics page.</summary>
/// <param name="Name">In Prometheus's form, such as "beauty_journal_batches_total"; names that end in _total are counters, others gauges.</param>
/// <param name="Labels">Pairs of names and values; none of them personal.</param>
public readonly record struct Metric(string Name, string Help, double Value, params ImmutableArray<(string Name, string Value)> Labels);

/// <summary>A part of the house that counts something; registered by the host for what the API does not know.</summary>
public interface IMetricSource
{
    /// <summary>A reading. Cheap, stops nobody.</summary>
    IEnumerable<Metric> Read();
}

/// <summary>Counts answers by class of status.</summary>
internal sealed class HttpMetrics : IMetricSource
{
    private readonly long[] _answers = new long[6];
    private long _running;

    public async Task Count(HttpContext http, RequestDelegate next)
    {
        Interlocked.Increment(ref _running);
        try
        {
            await next(http);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
            Interlocked.Increment(ref _answers[Math.Clamp(http.Response.StatusCode / 100, 0, 5)]);
        }
    }

    public IEnumerable<Metric> Read()
    {
        yield return new("beauty_http_requests_running", "Requests being answered now.", Interlocked.Read(ref _running));
        for (var i = 1; i < _answers.Length; i++)
            yield return new("beauty_http_responses_total", "Answers by class of status.", Interlocked.Read(ref _answers[i]), ("class", string.Create(CultureInfo.InvariantCulture, $"{i}xx")));
    }
}

/// <summary>What the journal says of itself.</summary>
internal sealed class JournalMetrics(IJournal journal) : IMetricSource
{
    public IEnumerable<Metric> Read()
    {
        var (waiting, capacity) = journal.Queue;
        yield return new("beauty_journal_queue_events", "Events that wait to be written.", waiting);
        yield return new("beauty_journal_queue_capacity_events", "Events that may wait to be written.", capacity);
        var statistics = (journal as Journal.Sqlite.SqliteJournal)?.Statistics ?? (journal as Journal.Postgres.PostgresJournal)?.Statistics;
        if (statistics is not { } counted) yield break;
        yield return new("beauty_journal_batches_total", "Batches made durable.", counted.Batches);
        yield return new("beauty_journal_events_total", "Events made durable.", counted.Events);
        yield return new("beauty_journal_failed_batches_total", "Batches lost as a whole.", counted.FailedBatches);
        yield return new("beauty_journal_conflicts_total", "Appends refused because another writer had taken the version.", counted.Conflicts);
        yield return new("beauty_journal_commit_seconds_total", "How long all batches took to be written and synced.", counted.TotalCommit.TotalSeconds);
        yield return new("beauty_journal_last_commit_seconds", "How long the last batch took.", counted.LastCommit.TotalSeconds);
    }
}

/// <summary>All metrics as Prometheus reads them.</summary>
internal static class GetMetrics
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/metrics", (IEnumerable<IMetricSource> sources) => Results.Content(Write(sources), "text/plain; version=0.0.4; charset=utf-8"))
        .Operation("GetMetrics").Describe("operations", "Metrics in Prometheus's text form").Produces(StatusCodes.Status200OK, contentType: "text/plain");

    internal static string Write(IEnumerable<IMetricSource> sources)
    {
        var page = new StringBuilder();
        foreach (var family in sources.SelectMany(source => source.Read()).GroupBy(metric => metric.Name))
        {
            page.Append(CultureInfo.InvariantCulture, $"# HELP {family.Key} {family.First().Help}\n");
            page.Append(CultureInfo.InvariantCulture, $"# TYPE {family.Key} {(family.Key.EndsWith("_total", StringComparison.Ordinal) ? "counter" : "gauge")}\n");
            foreach (var metric in family) page.Append(CultureInfo.InvariantCulture, $"{metric.Name}{Labels(metric)} {metric.Value:R}\n");
        }
        return page.ToString();
    }

    private static string Labels(Metric metric) => metric.Labels.IsDefaultOrEmpty ? ""
        : "{" + string.Join(',', metric.Labels.Select(label => $"{label.Name}=\"{label.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"")) + "}";
}
