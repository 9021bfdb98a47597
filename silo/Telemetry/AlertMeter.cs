using System.Diagnostics.Metrics;
using BeautyGrains.Contracts;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Silo.Telemetry;

/// <summary>How many alerts ask for attention, as an instrument of the meter BeautyGrains.Alerts; as of the last sweep of this process.</summary>
internal sealed class AlertMeter(IMeterFactory meters, AlertSweep sweep) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.Create("BeautyGrains.Alerts");
        meter.CreateObservableGauge("beauty.alerts.open", Open, "{alert}", "Alerts that ask for attention, as the last sweep found them.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // What there is none of is told as 0, so that nobody goes on seeing what has gone and a rule can be written before the first alert.
#pragma warning disable CA1308 // Labels are lower case, as Prometheus's own are.
    private IEnumerable<Measurement<long>> Open() => sweep.Open.Select(it =>
        new Measurement<long>(it.Count, new("beauty.alert.kind", AlertKinds.WordOf(it.Kind)), new KeyValuePair<string, object?>("beauty.alert.severity", it.Severity.ToString().ToLowerInvariant())));
#pragma warning restore CA1308
}
