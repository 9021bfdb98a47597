using System.Security.Cryptography;
using System.Text;

namespace BeautyGrains.Contracts;

/// <summary>What an alert is about. There is at most one open alert for each; its grain's key is the cause.</summary>
/// <param name="Kind">What is the matter.</param>
/// <param name="Scope">1 to 4 names, such as store, SKU and lot; see <see cref="AlertKinds"/>.</param>
[GenerateSerializer, Immutable, Alias("bg.AlertCause")]
public sealed record AlertCause(AlertKind Kind, EquatableList<string> Scope)
{
    // A lot's name: an id, and with a second expiry of its number nine characters more.
    private const int LongestName = Limits.MaxIdLength + 9;
    private const int MostNames = 4;

    /// <summary>The cause of some names; those that are no ids stand in it by their fingerprint.</summary>
    public static AlertCause Of(AlertKind kind, params ReadOnlySpan<string> scope)
    {
        var names = ImmutableArray.CreateBuilder<string>(scope.Length);
        foreach (var name in scope) names.Add(NameOf(name));
        return new(kind, new(names.MoveToImmutable()));
    }

    /// <summary>The grain's key: "low/store/sku".</summary>
    public string Key => $"{AlertKinds.WordOf(Kind)}/{string.Join('/', Scope)}";

    /// <summary>The same as callers write it, so that it fits into a path: "low:store:sku".</summary>
    public string Id => $"{AlertKinds.WordOf(Kind)}:{string.Join(':', Scope)}";

    /// <summary>Reads a grain's key.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static AlertCause Parse(string key) => Read(key, '/') ?? throw new FormatException($"'{key}' is no cause of an alert.");

    /// <summary>Reads an id; null when it is none.</summary>
    public static AlertCause? FromId(string? id) => id is null ? null : Read(id, ':');

    private static AlertCause? Read(string text, char between)
    {
        var parts = text.Split(between);
        if (parts.Length < 2 || parts.Length > MostNames + 1 || !AlertKinds.TryRead(parts[0], out var kind)) return null;
        var scope = parts.AsSpan(1);
        foreach (var name in scope)
            if (!IsName(name)) return null;
        return new(kind, new([.. scope]));
    }

    private static string NameOf(string name) =>
        IsName(name) ? name : "x" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 8));

    private static bool IsName(string text)
    {
        if (text.Length is 0 or > LongestName || text is "." or "..") return false;
        foreach (var c in text)
            if (!(char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '~' or '-')) return false;
        return true;
    }
}
