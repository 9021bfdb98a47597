using System.Security.Cryptography;

namespace BeautyGrains.Vault;

/// <summary>AES-256-GCM (NIST SP 800-38D), packed as nonce (12 bytes), tag (16 bytes), text.</summary>
internal static class Aead
{
    public const int KeyBytes = 32;
    public const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Seals. No nonce may ever be used for two texts under one key.</summary>
    /// <param name="whose">What it belongs to; it opens for nothing else.</param>
    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> text, ReadOnlySpan<byte> whose)
    {
        var packed = new byte[NonceBytes + TagBytes + text.Length];
        nonce.CopyTo(packed);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, text, packed.AsSpan(NonceBytes + TagBytes), packed.AsSpan(NonceBytes, TagBytes), whose);
        return packed;
    }

    /// <summary>The text; null where it was not sealed by this key for that owner, or has been changed since.</summary>
    public static byte[]? Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> packed, ReadOnlySpan<byte> whose)
    {
        if (packed.Length < NonceBytes + TagBytes) return null;
        var text = new byte[packed.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        try
        {
            aes.Decrypt(packed[..NonceBytes], packed[(NonceBytes + TagBytes)..], packed.Slice(NonceBytes, TagBytes), text, whose);
            return text;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
