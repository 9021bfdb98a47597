using System.Collections.Concurrent;

namespace BeautyGrains.Grains;

/// <summary>
/// The stocks that somebody waits for, one list per process: a hint that spares asking lists on which nobody is. What other processes know is known here from
/// the next sweep on, which is also what looks at a list that was not told.
/// </summary>
public sealed class OpenWaitingLists
{
    private readonly ConcurrentDictionary<string, bool> _keys = new(StringComparer.Ordinal);

    /// <summary>Does somebody wait for that stock, "store/sku"?</summary>
    public bool Has(string key) => _keys.ContainsKey(key);

    /// <summary>Somebody waits, or nobody any more.</summary>
    public void Set(string key, bool isOpen)
    {
        if (isOpen) _keys.TryAdd(key, true);
        else _keys.TryRemove(key, out _);
    }
}
