namespace BeautyGrains.Api.Operations.Prometheus;

/// <summary>Labels of one series as an instrument gave them, in that order; compared by value, so that a known set is found without making anything.</summary>
internal sealed class LabelSet(KeyValuePair<string, object?>[] labels)
{
    public static LabelSet Empty { get; } = new([]);

    public ReadOnlySpan<KeyValuePair<string, object?>> Labels => labels;

    /// <summary>Compares sets with each other and with what an instrument hands over.</summary>
    public sealed class Comparer : IEqualityComparer<LabelSet>, IAlternateEqualityComparer<ReadOnlySpan<KeyValuePair<string, object?>>, LabelSet>
    {
        public LabelSet Create(ReadOnlySpan<KeyValuePair<string, object?>> alternate) => alternate.IsEmpty ? Empty : new(alternate.ToArray());

        public bool Equals(ReadOnlySpan<KeyValuePair<string, object?>> alternate, LabelSet other)
        {
            var labels = other.Labels;
            if (alternate.Length != labels.Length) return false;
            for (var i = 0; i < labels.Length; i++)
                if (alternate[i].Key != labels[i].Key || !Equals(alternate[i].Value, labels[i].Value)) return false;
            return true;
        }

        public int GetHashCode(ReadOnlySpan<KeyValuePair<string, object?>> alternate)
        {
            var hash = new HashCode();
            foreach (ref readonly var label in alternate)
            {
                hash.Add(label.Key, StringComparer.Ordinal);
                hash.Add(label.Value);
            }
            return hash.ToHashCode();
        }

        public bool Equals(LabelSet? x, LabelSet? y) => x is null || y is null ? ReferenceEquals(x, y) : Equals(x.Labels, y);

        public int GetHashCode(LabelSet obj) => GetHashCode(obj.Labels);
    }
}
