using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace BeautyGrains.Api.Operations.Prometheus;

/// <summary>Listens to the instruments of this host from its making on and keeps what <c>/metrics</c> tells.</summary>
internal sealed class MetricReader : IDisposable
{
    private static readonly Dictionary<Type, Kind> s_kinds = new()
    {
        [typeof(Counter<>)] = Kind.Counter,
        [typeof(ObservableCounter<>)] = Kind.Counter,
        [typeof(UpDownCounter<>)] = Kind.Gauge,
        [typeof(ObservableUpDownCounter<>)] = Kind.Gauge,
        [typeof(Gauge<>)] = Kind.Gauge,
        [typeof(ObservableGauge<>)] = Kind.Gauge,
        [typeof(Histogram<>)] = Kind.Histogram,
    };

    private readonly ConcurrentDictionary<string, Family> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly Lock _reading = new();
    private readonly IMeterFactory _meters;
    private readonly ILogger<MetricReader> _log;

    public MetricReader(IMeterFactory meters, ILogger<MetricReader> log)
    {
        _meters = meters;
        _log = log;
        _listener.InstrumentPublished = Consider;
        _listener.SetMeasurementEventCallback<double>(static (_, measured, labels, family) => ((Family)family!).Take(measured, labels));
        _listener.SetMeasurementEventCallback<float>(static (_, measured, labels, family) => ((Family)family!).Take(measured, labels));
        _listener.SetMeasurementEventCallback<decimal>(static (_, measured, labels, family) => ((Family)family!).Take((double)measured, labels));
        _listener.SetMeasurementEventCallback<long>(static (_, measured, labels, family) => ((Family)family!).Take(measured, labels));
        _listener.SetMeasurementEventCallback<int>(static (_, measured, labels, family) => ((Family)family!).Take(measured, labels));
        _listener.SetMeasurementEventCallback<short>(static (_, measured, labels, family) => ((Family)family!).Take(measured, labels));
        _listener.SetMeasurementEventCallback<byte>(static (_, measured, labels, family) => ((Family)family!).Take(measured, labels));
        _listener.Start();
    }

    /// <summary>The page: every metric that has a value, in the order of names.</summary>
    public string Read()
    {
        lock (_reading)
        {
            foreach (var family in _families.Values) family.Forget();
            try
            {
                _listener.RecordObservableInstruments();
            }
            catch (AggregateException broken)
            {
                _log.LogWarning(broken, "Some instruments could not be read; the page is without them.");
            }
            return PrometheusPage.Write(_families.Values.OrderBy(family => family.Name, StringComparer.Ordinal));
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Consider(Instrument instrument, MeterListener listener)
    {
        // Meters of another host in this process belong to its own page.
        if (instrument.Meter.Scope is { } scope && !ReferenceEquals(scope, _meters)) return;
        if (!TelemetryNames.IsMeter(instrument.Meter.Name) || !instrument.GetType().IsGenericType) return;
        if (!s_kinds.TryGetValue(instrument.GetType().GetGenericTypeDefinition(), out var kind)) return;
        var name = PrometheusNames.Of(instrument.Name, instrument.Unit, kind);
        var family = _families.GetOrAdd(name, _ => new(instrument, name, kind));
        // A page has each name once, and of one kind.
        if (family.Kind == kind && family.IsObserved == instrument.IsObservable) listener.EnableMeasurementEvents(instrument, family);
    }
}
