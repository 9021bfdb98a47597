namespace BeautyGrains.Api.Operations.Prometheus;

/// <summary>One series: a number that is set or added to, or a histogram.</summary>
/// <param name="bounds">Upper bounds of the buckets, rising; null when it is no histogram.</param>
internal sealed class Series(double[]? bounds)
{
    private readonly Lock _gate = new();
    private readonly long[] _buckets = bounds is null ? [] : new long[bounds.Length + 1];
    private double _value;

    public void Set(double value)
    {
        lock (_gate) _value = value;
    }

    public void Add(double value)
    {
        lock (_gate)
        {
            _value += value;
            if (bounds is null) return;
            var at = Array.BinarySearch(bounds, value);
            // A bound belongs to its bucket; what is above all of them to the last.
            _buckets[at < 0 ? ~at : at]++;
        }
    }

    /// <summary>A reading: the number or sum, and how many fell into each bucket (not cumulated; the last is above all bounds).</summary>
    public (double Value, long[] Buckets) Read()
    {
        lock (_gate) return (_value, [.. _buckets]);
    }
}
