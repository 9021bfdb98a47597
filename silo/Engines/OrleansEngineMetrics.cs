using System.Diagnostics.Metrics;
using Orleans;
using Orleans.Runtime;

namespace BeautyGrains.Silo.Engines;

/// <summary>What goes on in this silo, by grain class, under the names that the embedded engine uses; Orleans's own instruments stand beside it.</summary>
internal sealed class OrleansEngineMetrics : IIncomingGrainCallFilter, IHostedService, IDisposable
{
    private const string GrainLabel = "beauty.grain.type";
    private const string MethodLabel = "rpc.method";

    private static readonly InstrumentAdvice<double> s_seconds =
        new() { HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] };

    private readonly TimeProvider _clock;
    private readonly IMeterFactory _meters;
    private readonly MeterListener _listener = new();
    private readonly UpDownCounter<long> _activations;
    private readonly Counter<long> _calls;
    private readonly Counter<long> _failed;
    private readonly UpDownCounter<long> _running;
    private readonly Histogram<double> _duration;

    public OrleansEngineMetrics(IMeterFactory meters, TimeProvider clock)
    {
        (_meters, _clock) = (meters, clock);
        var meter = meters.Create("BeautyGrains.Engine");
        _activations = meter.CreateUpDownCounter<long>("beauty.grain.activations", "{activation}", "Grains in memory.");
        _calls = meter.CreateCounter<long>("beauty.grain.calls", "{call}", "Calls begun.");
        _failed = meter.CreateCounter<long>("beauty.grain.calls.failed", "{call}", "Calls that ended with an exception.");
        _running = meter.CreateUpDownCounter<long>("beauty.grain.calls.running", "{call}", "Calls begun and not ended.");
        _duration = meter.CreateHistogram("beauty.grain.call.duration", "s", "From the beginning to the end of a grain's work.", tags: null, s_seconds);
    }

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        var grain = new KeyValuePair<string, object?>(GrainLabel, context.TargetId.Type.ToString());
        var began = _clock.GetTimestamp();
        _calls.Add(1, grain);
        _running.Add(1, grain);
        try
        {
            await context.Invoke();
        }
        catch
        {
            _failed.Add(1, grain);
            throw;
        }
        finally
        {
            _running.Add(-1, grain);
            _duration.Record(_clock.GetElapsedTime(began).TotalSeconds, grain, new(MethodLabel, context.MethodName));
        }
    }

    // Before the silo, since its instrument tells of changes alone.
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (IsOfThisSilo(instrument)) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((_, change, labels, _) => Activations(change, labels));
        _listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listener.Dispose();

    private bool IsOfThisSilo(Instrument instrument) =>
        instrument is { Name: "orleans-grains", Meter.Name: "Microsoft.Orleans" } && (instrument.Meter.Scope is null || ReferenceEquals(instrument.Meter.Scope, _meters));

    private void Activations(int change, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        foreach (var label in labels)
            if (label is { Key: "type", Value: string type })
                _activations.Add(change, new KeyValuePair<string, object?>(GrainLabel, NameOf(type)));
    }

    /// <summary>The class's name as it stands in grain ids.</summary>
    private static string NameOf(string type)
    {
        const string suffix = "Grain";
        var name = type[(type.LastIndexOf('.') + 1)..];
        return (name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name).ToLowerInvariant();
    }
}
