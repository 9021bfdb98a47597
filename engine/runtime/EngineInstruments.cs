using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace BeautyGrains.Engine;

/// <summary>What the engine counts as instruments of the meter <see cref="MeterName"/>. The grain's class and method are the only labels: keys are of the callers' making.</summary>
internal sealed class EngineInstruments
{
    internal const string MeterName = "BeautyGrains.Engine";

    private const string GrainLabel = "beauty.grain.type";
    private const string MethodLabel = "rpc.method";

    private static readonly InstrumentAdvice<double> s_seconds =
        new() { HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] };

    private readonly EngineStatistics _statistics;
    private readonly Histogram<double> _callSeconds;

    internal EngineInstruments(IMeterFactory meters, EngineStatistics statistics)
    {
        _statistics = statistics;
        var meter = meters.Create(MeterName);
        meter.CreateObservableUpDownCounter("beauty.grain.activations", () => Each(grain => grain.Activations), "{activation}", "Grains in memory.");
        meter.CreateObservableCounter("beauty.grain.activations.made", () => Each(grain => grain.Activated), "{activation}", "Activations made ready.");
        meter.CreateObservableCounter("beauty.grain.activations.failed", () => Each(grain => grain.ActivationsFailed), "{activation}", "Activations that failed.");
        meter.CreateObservableCounter("beauty.grain.calls", () => Each(grain => grain.Calls), "{call}", "Calls sent.");
        meter.CreateObservableCounter("beauty.grain.calls.failed", () => Each(grain => grain.Failed), "{call}", "Calls that ended with an exception or were refused.");
        meter.CreateObservableCounter("beauty.grain.calls.timed_out", () => Each(grain => grain.TimedOut), "{call}", "Calls whose caller was told of a time-out.");
        meter.CreateObservableUpDownCounter("beauty.grain.mailbox.depth", () => Each(grain => grain.Waiting), "{call}", "Calls that wait in mailboxes.");
        meter.CreateObservableUpDownCounter("beauty.grain.calls.running", () => Each(grain => grain.Running), "{call}", "Calls begun and not ended.");
        meter.CreateObservableUpDownCounter("beauty.stream.batches.waiting", () => EachStream(stream => stream.Waiting), "{batch}", "Stream batches that wait for a grain or are being delivered.");
        meter.CreateObservableCounter("beauty.stream.batches.delivered", () => EachStream(stream => stream.Delivered), "{batch}", "Stream batches that a grain took.");
        meter.CreateObservableCounter("beauty.stream.batches.redelivered", () => EachStream(stream => stream.Redelivered), "{batch}", "Tries after a failed one.");
        meter.CreateObservableCounter("beauty.stream.batches.lost", () => EachStream(stream => stream.Lost), "{batch}", "Stream batches given up after too many failed tries.");
        _callSeconds = meter.CreateHistogram("beauty.grain.call.duration", "s", "From the sending of a call to the end of its grain's work.", tags: null, s_seconds);
    }

    /// <summary>Notes a call that a grain has carried out, well or not.</summary>
    internal void CallOver(Call call)
    {
        if (!_callSeconds.Enabled)
            return;
        _callSeconds.Record(
            call.Engine.Clock.GetElapsedTime(call.SentAt).TotalSeconds,
            new(GrainLabel, call.Target.Label),
            new(MethodLabel, call.Method.Method.Name));
    }

    private IEnumerable<Measurement<long>> EachStream(Func<StreamStatistics, long> number)
        => _statistics.ReadStreams().Select(stream => new Measurement<long>(number(stream), new KeyValuePair<string, object?>("beauty.stream.provider", stream.Provider)));

    private IEnumerable<Measurement<long>> Each(Func<GrainStatistics, long> number)
        => _statistics.Read().Select(grain => new Measurement<long>(number(grain), new KeyValuePair<string, object?>(GrainLabel, grain.GrainType)));
}

/// <summary>The engine's part of a trace: one span for each call that a grain carries out. The trace itself comes with the caller's execution context.</summary>
internal static class EngineSpans
{
    internal const string SourceName = "BeautyGrains.Engine";

    private static readonly ActivitySource s_source = new(SourceName);

    /// <summary>Begins the span of a call, or null when nobody listens.</summary>
    internal static Activity? Begin(Call call)
    {
        if (!s_source.HasListeners())
            return null;
        var span = s_source.StartActivity($"{call.Target.Label}/{call.Method.Method.Name}");
        return span?.SetTag("rpc.system", "orleans").SetTag("rpc.service", call.Method.InterfaceName).SetTag("rpc.method", call.Method.Method.Name);
    }

    /// <summary>Notes that the call failed; not what it said, which may name people.</summary>
    internal static void Fail(this Activity span, Exception failure)
        => span.SetStatus(ActivityStatusCode.Error).SetTag("error.type", failure.GetType().FullName);
}
