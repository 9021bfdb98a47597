using System.Collections.Concurrent;
using BeautyGrains.Bench.Pos.Http;

namespace BeautyGrains.Bench.Pos;

/// <summary>Counts and times of single attempts, by kind.</summary>
public sealed class Latencies
{
    private readonly ConcurrentDictionary<string, Row> _rows = new(StringComparer.Ordinal);

    /// <summary>Attempts with an answer so far.</summary>
    public long Answers => _rows.Values.Sum(row => row.Count);

    /// <summary>Kinds seen so far.</summary>
    public IEnumerable<KeyValuePair<string, Row>> Rows => _rows.OrderBy(row => row.Key, StringComparer.Ordinal);

    /// <summary>Forgets what was seen so far.</summary>
    public void Clear() => _rows.Clear();

    /// <summary>Notes an answer.</summary>
    public void Note(string kind, TimeSpan took, Reply reply) => RowOf(kind).Note(took, reply);

    /// <summary>Notes an attempt without an answer.</summary>
    public void NoteLost(string kind) => RowOf(kind).NoteLost();

    private Row RowOf(string kind) => _rows.GetOrAdd(kind, _ => new());

    /// <summary>One kind. Times go into buckets that grow by 5 %, so that a run of any length needs the same memory.</summary>
    public sealed class Row
    {
        private const double Growth = 1.05;
        private readonly long[] _buckets = new long[400];
        private long _acknowledged, _refused, _busy, _faults, _lost;

        /// <summary>Answers.</summary>
        public long Count => Acknowledged + Refused + Busy + Faults;

        /// <summary>2xx.</summary>
        public long Acknowledged => Volatile.Read(ref _acknowledged);

        /// <summary>4xx.</summary>
        public long Refused => Volatile.Read(ref _refused);

        /// <summary>429 and 503.</summary>
        public long Busy => Volatile.Read(ref _busy);

        /// <summary>Any other 5xx.</summary>
        public long Faults => Volatile.Read(ref _faults);

        /// <summary>No answer.</summary>
        public long Lost => Volatile.Read(ref _lost);

        /// <summary>In milliseconds, within 5 %; 0 when nothing was measured.</summary>
        /// <param name="share">0 to 1.</param>
        public double Percentile(double share)
        {
            var total = _buckets.Sum();
            var seen = 0L;
            for (var i = 0; i < _buckets.Length; i++)
            {
                seen += _buckets[i];
                if (seen > 0 && seen >= total * share) return Math.Pow(Growth, i) / 1000;
            }

            return 0;
        }

        internal void Note(TimeSpan took, Reply reply)
        {
            var micros = Math.Max(1, took.TotalMicroseconds);
            Interlocked.Increment(ref _buckets[Math.Min(_buckets.Length - 1, (int)(Math.Log(micros) / Math.Log(Growth)))]);
            if (reply.IsAcknowledged) Interlocked.Increment(ref _acknowledged);
            else if (reply.IsRefused) Interlocked.Increment(ref _refused);
            else if (reply.Status is 429 or 503) Interlocked.Increment(ref _busy);
            else Interlocked.Increment(ref _faults);
        }

        internal void NoteLost() => Interlocked.Increment(ref _lost);
    }
}
