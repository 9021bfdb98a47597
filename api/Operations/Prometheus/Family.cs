using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace BeautyGrains.Api.Operations.Prometheus;

/// <summary>What an instrument's measurements are to each other.</summary>
internal enum Kind
{
    /// <summary>Added up; only rises.</summary>
    Counter,
    /// <summary>Stands at a value.</summary>
    Gauge,
    /// <summary>Sorted into buckets.</summary>
    Histogram,
}

/// <summary>All series of one metric. Their number is bounded: what comes after goes into one series that says so, as OpenTelemetry has it.</summary>
internal sealed class Family
{
    /// <summary>Sets of labels kept apart.</summary>
    public const int MostSeries = 1_000;

    private static readonly LabelSet s_overflow = new([new("otel.metric.overflow", "true")]);
    private static readonly double[] s_seconds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
    private static readonly double[] s_numbers = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000];

    // As the instrument gave them, in whatever order, and by the order of names, in which they are told.
    private readonly ConcurrentDictionary<LabelSet, Series> _given = new(new LabelSet.Comparer());
    private readonly ConcurrentDictionary<LabelSet, Series>.AlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>> _lookup;
    private readonly Dictionary<LabelSet, Series> _series = new(new LabelSet.Comparer());
    private readonly bool _adds;

    public Family(Instrument instrument, string name, Kind kind)
    {
        Name = name;
        Kind = kind;
        Help = instrument.Description ?? "";
        IsObserved = instrument.IsObservable;
        // Whoever is observed, or stands at a value, tells where it stands; the others tell how far they have moved.
        _adds = !IsObserved && !IsGauge(instrument);
        Bounds = kind == Kind.Histogram ? BoundsOf(instrument) : null;
        _lookup = _given.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
    }

    /// <summary>In Prometheus's form.</summary>
    public string Name { get; }

    public Kind Kind { get; }

    public string Help { get; }

    /// <summary>Its instrument is asked at each reading.</summary>
    public bool IsObserved { get; }

    /// <summary>Upper bounds of the buckets; null when it is no histogram.</summary>
    public double[]? Bounds { get; }

    /// <summary>A reading of what there is.</summary>
    public List<(LabelSet Labels, Series Series)> All()
    {
        lock (_series) return [.. _series.Select(pair => (pair.Key, pair.Value))];
    }

    public void Take(double measured, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var series = _lookup.TryGetValue(labels, out var known) ? known : Make(labels);
        if (_adds) series.Add(measured);
        else series.Set(measured);
    }

    /// <summary>Before an observed instrument is asked again: what it does not tell any more is gone.</summary>
    public void Forget()
    {
        if (!IsObserved) return;
        lock (_series)
        {
            _series.Clear();
            _given.Clear();
        }
    }

    private Series Make(ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var sorted = labels.ToArray();
        Array.Sort(sorted, static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        lock (_series)
        {
            var set = new LabelSet(sorted);
            if (!_series.TryGetValue(set, out var series))
            {
                if (_series.Count >= MostSeries) set = s_overflow;
                if (!_series.TryGetValue(set, out series)) _series[set] = series = new(Bounds);
            }
            if (set != s_overflow) _lookup[labels] = series;
            return series;
        }
    }

    private static bool IsGauge(Instrument instrument) => instrument.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Gauge<>);

    private static double[] BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } given } => [.. given],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } given } => [.. given],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } given } => [.. given],
        { Unit: "s" } => s_seconds,
        _ => s_numbers,
    };
}
