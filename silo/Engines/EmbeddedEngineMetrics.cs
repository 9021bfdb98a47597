using BeautyGrains.Api.Operations;
using BeautyGrains.Engine;

namespace BeautyGrains.Silo.Engines;

/// <summary>What the engine counts, by grain class.</summary>
internal sealed class EmbeddedEngineMetrics(EmbeddedEngine engine) : IMetricSource
{
    public IEnumerable<Metric> Read() => engine.Statistics.Read().SelectMany(Of);

    private static IEnumerable<Metric> Of(GrainStatistics grain)
    {
        var label = ("grain", grain.GrainType);
        yield return new("beauty_grain_activations", "Grains in memory.", grain.Activations, label);
        yield return new("beauty_grain_activated_total", "Activations made ready.", grain.Activated, label);
        yield return new("beauty_grain_activations_failed_total", "Activations that failed.", grain.ActivationsFailed, label);
        yield return new("beauty_grain_calls_total", "Calls sent.", grain.Calls, label);
        yield return new("beauty_grain_calls_failed_total", "Calls that ended with an exception or were refused.", grain.Failed, label);
        yield return new("beauty_grain_calls_timed_out_total", "Calls whose caller was told of a time-out.", grain.TimedOut, label);
        yield return new("beauty_grain_calls_waiting", "Calls that wait in mailboxes.", grain.Waiting, label);
        yield return new("beauty_grain_calls_running", "Calls begun and not ended.", grain.Running, label);
    }
}
