using System.Diagnostics.Metrics;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Silo.Telemetry;

/// <summary>How far each read model of this process is behind the journal, as instruments of the meter BeautyGrains.ReadModels.</summary>
internal sealed class ReadModelMeter(IMeterFactory meters, ReadModelHost host) : IHostedService
{
    private const string Label = "beauty.read_model";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.Create("BeautyGrains.ReadModels");
        meter.CreateObservableGauge("beauty.read_model.lag", () => Each(model => model.EventsBehind), "{event}", "Events from where the read model stands to the end of the journal.");
        meter.CreateObservableGauge("beauty.read_model.lag.duration", () => Each(model => model.Behind.TotalSeconds), "s", "How long the oldest event that waits for the read model has waited.");
        meter.CreateObservableCounter("beauty.read_model.events", () => Each(model => model.EventsApplied), "{event}", "Events that this process has applied, in all copies.");
        meter.CreateObservableCounter("beauty.read_model.failures", () => Each(model => model.Failures), "{failure}", "Times that a database failed the read model.");
        meter.CreateObservableGauge("beauty.read_model.state", States, null, "1 for the state that the read model is in.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<Measurement<T>> Each<T>(Func<ReadModelStatus, T> number)
        where T : struct => host.Status.Select(model => new Measurement<T>(number(model), new KeyValuePair<string, object?>(Label, model.Model)));

#pragma warning disable CA1308 // Labels are lower case, as Prometheus's own are.
    private IEnumerable<Measurement<int>> States() => host.Status.Select(model =>
        new Measurement<int>(1, new(Label, model.Model), new KeyValuePair<string, object?>("state", model.State.ToString().ToLowerInvariant())));
#pragma warning restore CA1308
}
