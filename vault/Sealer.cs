using System.Security.Cryptography;
using System.Text;

namespace BeautyGrains.Vault;

/// <summary>
/// Seals and opens one part of what is known of one owner. The same text sealed again gives the same, so that a request that is sent again is seen to be
/// the same: the nonce is made of the text, under a key of its own (as in RFC 5297's synthetic nonces), so that no two texts share one.
/// </summary>
public sealed class Sealer
{
    private const string Version = "1.";

    private readonly byte[] _seal;
    private readonly byte[] _nonce;
    private readonly byte[] _token;
    private readonly byte[] _whose;

    /// <summary>Takes a key of 32 bytes.</summary>
    /// <param name="whose">Owner and part; what is sealed opens for nothing else.</param>
    public Sealer(ReadOnlySpan<byte> key, string whose)
    {
        ArgumentException.ThrowIfNullOrEmpty(whose);
        (_seal, _nonce, _token) = (Derived(key, "seal"u8), Derived(key, "nonce"u8), Derived(key, "token"u8));
        _whose = Encoding.UTF8.GetBytes(whose);
    }

    /// <summary>Printable ASCII, about 4/3 of the text's bytes and 40 more.</summary>
    public string Seal(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var nonce = HMACSHA256.HashData(_nonce, plain).AsSpan(0, Aead.NonceBytes);
        return Version + Convert.ToBase64String(Aead.Seal(_seal, nonce, plain, _whose));
    }

    /// <summary>The text; null where it was not sealed by this key.</summary>
    public string? Open(string @sealed)
    {
        ArgumentNullException.ThrowIfNull(@sealed);
        if (!@sealed.StartsWith(Version, StringComparison.Ordinal)) return null;
        var packed = new byte[@sealed.Length];
        if (!Convert.TryFromBase64String(@sealed[Version.Length..], packed, out var length)) return null;
        return Aead.Open(_seal, packed.AsSpan(0, length), _whose) is { } plain ? Encoding.UTF8.GetString(plain) : null;
    }

    /// <summary>A name that stands for the owner towards others and that nobody can connect with it once the key is destroyed: 32 lower-case hexadecimal digits.</summary>
    public string Token(string purpose) => Convert.ToHexStringLower(HMACSHA256.HashData(_token, Encoding.UTF8.GetBytes(purpose)).AsSpan(0, 16));

    private static byte[] Derived(ReadOnlySpan<byte> key, ReadOnlySpan<byte> use)
    {
        var derived = new byte[Aead.KeyBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, derived, default, use);
        return derived;
    }
}
