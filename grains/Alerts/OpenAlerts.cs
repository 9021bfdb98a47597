using System.Collections.Concurrent;

namespace BeautyGrains.Grains;

/// <summary>
/// The causes whose alerts are known to have facts, one list per process: a hint that spares asking alerts that are not there. What other processes
/// open is known from the next sweep on, which is also what heals an alert that was not asked.
/// </summary>
public sealed class OpenAlerts
{
    private readonly ConcurrentDictionary<string, bool> _keys = new(StringComparer.Ordinal);

    /// <summary>How many.</summary>
    public int Count => _keys.Count;

    /// <summary>Is that cause among them?</summary>
    public bool Has(string key) => _keys.ContainsKey(key);

    /// <summary>One more.</summary>
    public void Add(string key) => _keys.TryAdd(key, true);

    /// <summary>One less.</summary>
    public void Remove(string key) => _keys.TryRemove(key, out _);
}
