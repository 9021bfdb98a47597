namespace BeautyGrains.Bench;

/// <summary>Times of one caller or, added up, of many; in buckets that grow by 2 %, from a microsecond to some minutes.</summary>
public sealed class Histogram
{
    private const double Growth = 1.02;
    private static readonly double s_log = Math.Log(Growth);
    private readonly long[] _buckets = new long[1_000];

    /// <summary>How many were noted.</summary>
    public long Count { get; private set; }

    /// <summary>The longest, in milliseconds.</summary>
    public double Max { get; private set; }

    /// <summary>Notes one.</summary>
    public void Note(TimeSpan took)
    {
        var micros = Math.Max(1, took.TotalMicroseconds);
        _buckets[Math.Min(_buckets.Length - 1, (int)(Math.Log(micros) / s_log))]++;
        Count++;
        Max = Math.Max(Max, micros / 1000);
    }

    /// <summary>Takes another's in.</summary>
    public void Add(Histogram other)
    {
        for (var i = 0; i < _buckets.Length; i++) _buckets[i] += other._buckets[i];
        Count += other.Count;
        Max = Math.Max(Max, other.Max);
    }

    /// <summary>In milliseconds, within 2 %; 0 when nothing was noted.</summary>
    /// <param name="share">0 to 1.</param>
    public double Percentile(double share)
    {
        var seen = 0L;
        for (var i = 0; i < _buckets.Length; i++)
        {
            seen += _buckets[i];
            if (seen > 0 && seen >= Count * share) return Math.Pow(Growth, i + 0.5) / 1000;
        }
        return 0;
    }
}
