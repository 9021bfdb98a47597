using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace BeautyGrains.Api.Access;

/// <summary>Makes keys "bg_ID_SECRET" and compares them. What is stored is the SHA-256 of the whole key, which has 256 random bits.</summary>
internal static class Secrets
{
    public const string AdministratorId = "admin";
    private const string Prefix = "bg_";

    /// <summary>A new key for an id.</summary>
    public static string NewKey(string id) => $"{Prefix}{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";

    /// <summary>A new id of 16 characters.</summary>
    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>Is it the id of the administrator's first key or of one that took its place?</summary>
    public static bool IsAdministratorId(string id) => id == AdministratorId || id.StartsWith(AdministratorId + "-", StringComparison.Ordinal);

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>The id that a key names, or null.</summary>
    public static string? IdOf(string key)
    {
        if (!key.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var end = key.IndexOf('_', Prefix.Length);
        return end > Prefix.Length ? key[Prefix.Length..end] : null;
    }

    /// <summary>Compares hashes in constant time.</summary>
    public static bool Same(string hash, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(other));
}
