using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using BeautyGrains.Journal;
using BeautyGrains.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BeautyGrains.Api.Tests;

/// <summary>One request is one trace, from HTTP through the grain to the commit, and it names nobody.</summary>
[Collection(ServerCollection.Name)]
public sealed class TraceTests(SharedServer shared)
{
    private const string Secret = "QTY-Zhang-San-13800000000";

    [Fact]
    public async Task A_request_is_one_trace_through_http_grain_append_and_commit()
    {
        using var spans = new Spans();
        var path = await shared.Server.Admin.NewStock("traced", 10);
        var trace = ActivityTraceId.CreateRandom();
        (await shared.Server.Admin.Put($"{path}/reservations/traced-one", """{"quantity":1}""", ("traceparent", $"00-{trace}-00f067aa0ba902b7-01"))).Expect(201);
        var mine = await spans.Of(trace, "journal append", "PUT /v1/stores/{store}/skus/{sku}/reservations/{id}");
        var http = mine.Single(span => span.DisplayName == "PUT /v1/stores/{store}/skus/{sku}/reservations/{id}");
        http.GetTagItem("http.response.status_code").ShouldBe(201);
        var call = mine.Single(span => span.DisplayName == "stock/Reserve");
        call.ParentSpanId.ShouldBe(http.SpanId);
        var append = mine.Single(span => span.DisplayName == "journal append");
        append.ParentSpanId.ShouldBe(call.SpanId);
        // What was written with others stands in the trace of the first of them, and links all.
        Activity? commit = null;
        await Waiting.Until(() => (commit = spans.Ended.FirstOrDefault(span => span.DisplayName == "journal commit" && span.Links.Any(link => link.Context.SpanId == append.SpanId))) is not null, "its commit");
        commit!.Links.Select(link => link.Context.SpanId).ShouldContain(commit.ParentSpanId);
        foreach (var span in mine) Said(span).ShouldNotContain("K-traced", Case.Sensitive, span.DisplayName);
    }

    [Fact]
    public async Task A_commit_links_every_append_that_it_makes_durable()
    {
        using var spans = new Spans();
        await using var server = await ApiServer.Start();
        var path = await server.Admin.NewStock("batch", 100);
        ActivityTraceId[] traces = [.. Enumerable.Range(0, 24).Select(_ => ActivityTraceId.CreateRandom())];
        await Task.WhenAll(traces.Select((trace, i) => server.Admin.Put($"{path}/reservations/b{i}", """{"quantity":1}""", ("traceparent", $"00-{trace}-00f067aa0ba902b7-01"))));
        foreach (var trace in traces)
        {
            var append = (await spans.Of(trace, "journal append")).Single(span => span.DisplayName == "journal append");
            await Waiting.Until(() => spans.Ended.Count(span => span.DisplayName == "journal commit" && span.Links.Any(link => link.Context.SpanId == append.SpanId)) == 1, "its commit");
        }
        spans.Ended.Where(span => span.DisplayName == "journal commit").Max(span => span.Links.Count()).ShouldBeGreaterThan(1, "some appends shared a commit");
    }

    [Fact]
    public async Task A_collector_gets_spans_and_metrics_by_name_and_nothing_that_a_caller_wrote()
    {
        await using var collector = await Collector.Start();
        var server = await ApiServer.Start(settings: ["--Telemetry:OtlpEndpoint", collector.Url, "--Telemetry:OtlpProtocol", "http/protobuf"]);
        var path = await server.Admin.NewStock("exported", 10);
        (await server.Admin.Put($"{path}/scraps/x1", $$"""{"quantity":1,"lot":"L1","reason":"{{Secret}}"}""")).Expect(201);
        // A stop sends what is left.
        await server.DisposeAsync();
        var traces = collector.Got("/v1/traces");
        foreach (var name in new[] { "PUT /v1/stores/{store}/skus/{sku}/scraps/{id}", "stock/Scrap", "journal append", "journal commit", "beautygrains" }) traces.ShouldContain(name);
        var metrics = collector.Got("/v1/metrics");
        foreach (var name in new[] { "beauty.journal.commit.duration", "beauty.grain.call.duration", "http.server.request.duration", "dotnet.gc.collections" }) metrics.ShouldContain(name);
        foreach (var said in new[] { traces, metrics })
        {
            said.ShouldNotContain(Secret);
            said.ShouldNotContain("K-exported");
        }
    }

    [Fact]
    public async Task Without_a_collector_nothing_is_exported_and_a_wrong_setting_is_told_at_start()
    {
        await using var server = await ApiServer.Start();
        server.App.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().ShouldNotBeEmpty();
        var wrong = await Should.ThrowAsync<Silo.Settings.SettingsException>(() => ApiServer.Start(settings:
            ["--Telemetry:OtlpEndpoint", "collector", "--Telemetry:OtlpProtocol", "carrier-pigeon", "--Telemetry:MetricsOpenTo", "everybody", "--Telemetry:TracePercent", "101"]));
        wrong.Faults.Count.ShouldBe(4);
    }

    private static string Said(Activity span) => span.DisplayName + string.Join(' ', span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"));

    /// <summary>All spans of this process that have ended.</summary>
    private sealed class Spans : IDisposable
    {
        private readonly ActivityListener _listener;

        public Spans()
        {
            _listener = new()
            {
                ShouldListenTo = source => source.Name.StartsWith("BeautyGrains.", StringComparison.Ordinal) || source.Name == "Microsoft.AspNetCore",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = Ended.Enqueue,
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public ConcurrentQueue<Activity> Ended { get; } = new();

        /// <summary>The spans of a trace once it has these.</summary>
        public async Task<List<Activity>> Of(ActivityTraceId trace, params string[] names)
        {
            await Waiting.Until(() => names.All(name => Ended.Any(span => span.TraceId == trace && span.DisplayName == name)), string.Join(", ", names));
            return [.. Ended.Where(span => span.TraceId == trace)];
        }

        public void Dispose() => _listener.Dispose();
    }

    /// <summary>Takes what is exported over http/protobuf; names stand in it as plain text.</summary>
    private sealed class Collector(WebApplication app, ConcurrentQueue<(string Path, byte[] Body)> got) : IAsyncDisposable
    {
        public string Url => app.Urls.First();

        public static async Task<Collector> Start()
        {
            var builder = WebApplication.CreateEmptyBuilder(new());
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            var got = new ConcurrentQueue<(string, byte[])>();
            app.Run(async http =>
            {
                using var body = new MemoryStream();
                await http.Request.Body.CopyToAsync(body);
                got.Enqueue((http.Request.Path, body.ToArray()));
                http.Response.ContentType = "application/x-protobuf";
            });
            await app.StartAsync();
            return new(app, got);
        }

        public string Got(string path) => string.Concat(got.Where(one => one.Path == path).Select(one => Encoding.Latin1.GetString(one.Body)));

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
