namespace Orleans.Runtime;

/// <summary>Values that go with every call made from here on, to the grain called and to those that it calls. What a callee sets, its caller never sees.</summary>
public static class RequestContext
{
    private static readonly AsyncLocal<Dictionary<string, object>?> s_values = new();

    /// <summary>All values at once, to take them along elsewhere; nobody changes the dictionary.</summary>
    internal static Dictionary<string, object>? Values { get => s_values.Value; set => s_values.Value = value; }

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
}
