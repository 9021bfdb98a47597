using System.Buffers.Binary;

namespace Orleans.Runtime;

/// <summary>Values that go with every call made from here on, to the grain called and to those that it calls. What a callee sets, its caller never sees.</summary>
public static class RequestContext
{
    internal const string CallChainHeader = "#CCR";

    private static long s_lastChain;
    private static readonly AsyncLocal<Dictionary<string, object>?> s_values = new();

    /// <summary>All values at once, to take them along elsewhere; nobody changes the dictionary.</summary>
    internal static Dictionary<string, object>? Values { get => s_values.Value; set => s_values.Value = value; }

    /// <summary>The chain of calls that may call back into grains which wait for it; <see cref="Guid.Empty"/> when none may.</summary>
    public static Guid ReentrancyId
    {
        get => Get(CallChainHeader) is Guid id ? id : Guid.Empty;
        set
        {
            if (value == Guid.Empty)
                Remove(CallChainHeader);
            else
                Set(CallChainHeader, value);
        }
    }

    /// <summary>Until disposed, calls that come of the calls made here may run beside the one that makes them. The grain must be ready for them at its awaits.</summary>
    public static ReentrancySection AllowCallChainReentrancy()
    {
        var before = ReentrancyId;
        return new(before, before == Guid.Empty ? NewChain() : before);
    }

    /// <summary>Until disposed, the calls made here may call back into no grain that waits for them.</summary>
    public static ReentrancySection SuppressCallChainReentrancy() => new(ReentrancyId, Guid.Empty);

    // A number is unique enough within one process, and the same in every run of a simulation but for its start.
    private static Guid NewChain()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], Interlocked.Increment(ref s_lastChain));
        return new(bytes);
    }

    /// <summary>The keys set.</summary>
    public static IEnumerable<string> Keys => s_values.Value?.Keys ?? Enumerable.Empty<string>();

    /// <summary>The keys set, with their values.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Entries => s_values.Value ?? Enumerable.Empty<KeyValuePair<string, object>>();

    /// <summary>The value of that key, or null.</summary>
    public static object? Get(string key) => s_values.Value?.GetValueOrDefault(key);

    /// <summary>Sets a value; on several machines it must be serializable.</summary>
    public static void Set(string key, object value)
        // Calls in flight hold the dictionary, so a change makes a new one.
        => s_values.Value = new(s_values.Value ?? []) { [key] = value };

    /// <summary>Takes a value away; false if there was none.</summary>
    public static bool Remove(string key)
    {
        if (s_values.Value is not { } values || !values.ContainsKey(key))
            return false;

        var rest = new Dictionary<string, object>(values);
        rest.Remove(key);
        s_values.Value = rest.Count == 0 ? null : rest;
        return true;
    }

    /// <summary>Takes all values away.</summary>
    public static void Clear() => s_values.Value = null;

    /// <summary>A part of a call in which its chain may, or may not, call back. Disposed in the same method that made it.</summary>
    public readonly struct ReentrancySection : IDisposable
    {
        private readonly Guid _before;
        private readonly Guid _within;

        /// <summary>Begins the section.</summary>
        public ReentrancySection(Guid originalReentrancyId, Guid newReentrancyId)
        {
            _before = originalReentrancyId;
            _within = newReentrancyId;
            if (_within != _before)
                ReentrancyId = _within;
            if (_within != Guid.Empty)
                EmbeddedActivation.Current?.EnterReentrantSection(_within);
        }

        /// <summary>Ends the section.</summary>
        public void Dispose()
        {
            if (_within != Guid.Empty)
                EmbeddedActivation.Current?.LeaveReentrantSection(_within);
            if (_within != _before)
                ReentrancyId = _before;
        }
    }
}
