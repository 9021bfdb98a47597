using System.Security.Cryptography;
using System.Text;

namespace BeautyGrains.Vault;

/// <summary>The master key that all other keys are wrapped with, and the one before it while it is being changed. Secrets: never logged.</summary>
public sealed class MasterKeys
{
    /// <summary>The shortest master key, in characters.</summary>
    public const int MinLength = 32;

    private readonly Dictionary<string, byte[]> _keys = new(StringComparer.Ordinal);

    /// <summary>Takes texts of at least <see cref="MinLength"/> characters.</summary>
    /// <param name="previous">Null but while the master key is being changed.</param>
    public MasterKeys(string current, string? previous = null)
    {
        Current = Add(current);
        if (previous is not null) Add(previous);
    }

    /// <summary>What tells the current key from others, without giving it away.</summary>
    internal string Current { get; }

    /// <summary>A key wrapped with the current master key.</summary>
    internal byte[] Wrap(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, string whose) => Aead.Seal(_keys[Current], nonce, key, Encoding.UTF8.GetBytes(whose));

    /// <summary>The key.</summary>
    /// <exception cref="MasterKeyException">It was wrapped with a master key that is not at hand, or is damaged.</exception>
    internal byte[] Unwrap(string master, ReadOnlySpan<byte> wrapped, string whose) =>
        _keys.TryGetValue(master, out var known) && Aead.Open(known, wrapped, Encoding.UTF8.GetBytes(whose)) is { } key
            ? key : throw new MasterKeyException("Clients' keys were wrapped with another master key. Give that one as Clients:MasterKey (or put its file clients.key into the data folder), or, where it has been changed, as Clients:PreviousMasterKey.");

    /// <summary>Says nothing of the secrets.</summary>
    public override string ToString() => nameof(MasterKeys);

    private string Add(string text)
    {
        if (text is not { Length: >= MinLength }) throw new ArgumentException($"A master key has at least {MinLength} characters.", nameof(text));
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(text), Aead.KeyBytes, info: "beautygrains vault master"u8.ToArray());
        var name = Convert.ToHexStringLower(HMACSHA256.HashData(key, "name"u8).AsSpan(0, 8));
        _keys[name] = key;
        return name;
    }
}

/// <summary>The master key at hand is not the one that was used.</summary>
public sealed class MasterKeyException(string message) : Exception(message);

/// <summary>Keys cannot be read or written now. Nothing was changed, or it may be done again.</summary>
public sealed class VaultUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
