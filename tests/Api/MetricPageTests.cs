using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.RegularExpressions;
using BeautyGrains.Api.Operations.Prometheus;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace BeautyGrains.Api.Tests;

/// <summary>The page that Prometheus reads, from real instruments of a meter of its own.</summary>
public sealed partial class MetricPageTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MetricReader _reader;
    private readonly Meter _meter;

    public MetricPageTests()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _reader = new(meters, NullLogger<MetricReader>.Instance);
        _meter = meters.Create("BeautyGrains.Test");
    }

    public void Dispose()
    {
        _reader.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void A_histogram_is_told_in_buckets_that_add_up()
    {
        var histogram = _meter.CreateHistogram<double>("waiting.time", "s", "How long.", tags: null, new() { HistogramBucketBoundaries = [0.1, 1, 10] });
        foreach (var measured in new[] { 0.05, 0.1, 0.5, 20 }) histogram.Record(measured, new KeyValuePair<string, object?>("who", "a"));
        Own().ShouldBe(
            """
            # HELP waiting_time_seconds How long.
            # TYPE waiting_time_seconds histogram
            waiting_time_seconds_bucket{who="a",le="0.1"} 2
            waiting_time_seconds_bucket{who="a",le="1"} 3
            waiting_time_seconds_bucket{who="a",le="10"} 3
            waiting_time_seconds_bucket{who="a",le="+Inf"} 4
            waiting_time_seconds_sum{who="a"} 20.65
            waiting_time_seconds_count{who="a"} 4

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Counters_add_up_gauges_stand_and_what_is_observed_tells_where_it_stands()
    {
        var counter = _meter.CreateCounter<long>("a.count", "{thing}", "Things.");
        counter.Add(2);
        counter.Add(3);
        var gauge = _meter.CreateGauge<int>("b.level");
        gauge.Record(9);
        gauge.Record(4);
        var depth = 7;
        _meter.CreateObservableUpDownCounter("c.depth", () => depth);
        var total = 100L;
        _meter.CreateObservableCounter("d.bytes", () => total, "By");
        Values().ShouldBe(["a_count_total 5", "b_level 4", "c_depth 7", "d_bytes_total 100"]);
        (depth, total) = (1, 150);
        Values().ShouldBe(["a_count_total 5", "b_level 4", "c_depth 1", "d_bytes_total 150"]);
    }

    [Fact]
    public void What_an_observed_instrument_does_not_tell_any_more_is_gone()
    {
        var names = new List<string> { "x", "y" };
        _meter.CreateObservableGauge("seen", () => names.Select(name => new Measurement<int>(1, new KeyValuePair<string, object?>("name", name))));
        Values().ShouldBe(["seen{name=\"x\"} 1", "seen{name=\"y\"} 1"]);
        names.Remove("x");
        Values().ShouldBe(["seen{name=\"y\"} 1"]);
    }

    [Fact]
    public void The_order_of_labels_makes_no_other_series_and_their_values_are_escaped()
    {
        var counter = _meter.CreateCounter<int>("calls");
        counter.Add(1, new("b.two", "\"\\\n"), new("a", true));
        counter.Add(1, new("a", true), new("b.two", "\"\\\n"));
        Values().ShouldBe(["""calls_total{a="true",b_two="\"\\\n"} 2"""]);
    }

    [Fact]
    public void Sets_of_labels_beyond_the_bound_share_one_series_so_that_nothing_is_lost_and_nothing_grows()
    {
        var counter = _meter.CreateCounter<int>("calls");
        for (var i = 0; i < Family.MostSeries + 500; i++) counter.Add(1, new KeyValuePair<string, object?>("caller", i));
        var lines = Values();
        lines.Count.ShouldBe(Family.MostSeries + 1);
        lines.ShouldContain("calls_total{otel_metric_overflow=\"true\"} 500");
    }

    [Fact]
    public void Meters_that_nobody_has_listed_and_those_of_another_host_stay_out()
    {
        var other = new ServiceCollection().AddMetrics().BuildServiceProvider();
        other.GetRequiredService<IMeterFactory>().Create("BeautyGrains.Test").CreateCounter<int>("foreign").Add(1);
        _services.GetRequiredService<IMeterFactory>().Create("Somebody").CreateCounter<int>("unlisted").Add(1);
        _reader.Read().ShouldNotContain("foreign");
        _reader.Read().ShouldNotContain("unlisted");
        other.Dispose();
    }

    [Theory]
    [InlineData("beauty.journal.commit.duration", "s", Kind.Histogram, "beauty_journal_commit_duration_seconds")]
    [InlineData("dotnet.process.cpu.time", "s", Kind.Counter, "dotnet_process_cpu_time_seconds_total")]
    [InlineData("orleans-grains", null, Kind.Gauge, "orleans_grains")]
    [InlineData("http.server.active_requests", "{request}", Kind.Gauge, "http_server_active_requests")]
    [InlineData("9.lives", "", Kind.Counter, "_9_lives_total")]
    public void Names_are_translated_as_opentelemetry_has_it(string instrument, string? unit, object kind, string name) =>
        PrometheusNames.Of(instrument, unit, (Kind)kind).ShouldBe(name);

    // The meters of the runtime and of the database's driver, which are everybody's in this process, are on the page too.
    private string Own() => string.Concat(_reader.Read().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.Contains("dotnet_", StringComparison.Ordinal) && !line.Contains("db_client_", StringComparison.Ordinal)).Select(line => line + "\n"));

    private List<string> Values() => [.. Own().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')];

    /// <summary>Fails unless Prometheus could read the page; returns the names of its metrics.</summary>
    internal static HashSet<string> Check(string page)
    {
        var types = new Dictionary<string, string>();
        var seen = new HashSet<string>();
        foreach (var line in page.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                types.TryAdd(line.Split(' ')[2], line.Split(' ')[3]).ShouldBeTrue(line);
            }
            else if (line[0] != '#')
            {
                var sample = Sample().Match(line);
                sample.Success.ShouldBeTrue(line);
                seen.Add(line[..line.LastIndexOf(' ')]).ShouldBeTrue($"twice: {line}");
                var name = sample.Groups["name"].Value;
                (types.ContainsKey(name) || types.GetValueOrDefault(Suffix().Replace(name, "")) == "histogram").ShouldBeTrue(line);
                if (sample.Groups["value"].Value is not ("+Inf" or "-Inf" or "NaN")) double.Parse(sample.Groups["value"].Value, CultureInfo.InvariantCulture);
            }
        }
        return [.. types.Keys];
    }

    [GeneratedRegex("""^(?<name>[a-zA-Z_][a-zA-Z0-9_]*)(\{[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*"(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*")*\})? (?<value>\S+)$""")]
    private static partial Regex Sample();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Suffix();
}
