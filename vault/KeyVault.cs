using System.Security.Cryptography;
using System.Text;

namespace BeautyGrains.Vault;

/// <summary>What an owner's two keys are for.</summary>
public enum VaultPart
{
    /// <summary>Who they are and what is kept for selling: destroyed as soon as they ask for it.</summary>
    Profile,
    /// <summary>What treatment needs: kept as long as law asks for it.</summary>
    Care,
}

/// <summary>What a vault works with.</summary>
/// <param name="Clock">Tells when a key was made and destroyed.</param>
public sealed record VaultOptions(MasterKeys Masters, TimeProvider Clock)
{
    /// <summary>That many bytes that nobody can guess.</summary>
    public Func<int, byte[]> Random { get; init; } = RandomNumberGenerator.GetBytes;
}

/// <summary>A key as it is kept.</summary>
/// <param name="Master">The master key's name; null once destroyed.</param>
/// <param name="Wrapped">Null once destroyed.</param>
internal sealed record WrappedKey(string Owner, string Part, string? Master, byte[]? Wrapped);

/// <summary>
/// Two keys for each owner, wrapped by the master key, kept apart from what they seal: what is sealed can stand in a journal for good, and is unreadable
/// everywhere at once when its key is destroyed. Calls may come from any thread. All may throw <see cref="VaultUnavailableException"/>.
/// </summary>
public abstract class KeyVault : IAsyncDisposable
{
    private const string HouseOwner = "";
    private const string IndexPart = "index";
    private protected const string ProfilePart = "profile";
    private const int RewrapAtOnce = 500;

    private readonly VaultOptions _options;
    private byte[]? _index;

    private protected KeyVault(VaultOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
    }

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();

    /// <summary>Gets ready: makes the house's own key where there is none, and wraps anew what the previous master key has wrapped. To be called once, before all else.</summary>
    /// <returns>How many keys were wrapped anew.</returns>
    /// <exception cref="MasterKeyException">The master keys at hand are not those that were used.</exception>
    public async Task<int> Start(CancellationToken cancel)
    {
        await Put([Fresh(HouseOwner, IndexPart)], Now, cancel);
        _index = await OpenIndex(cancel);
        for (var (count, after) = (0, ("", "")); ;)
        {
            var page = await WrappedBy(_options.Masters.Current, after, RewrapAtOnce, cancel);
            if (page.Count == 0) return count;
            await Replace([.. page.Select(Rewrapped)], cancel);
            (count, after) = (count + page.Count, (page[^1].Owner, page[^1].Part));
        }
    }

    private async Task<byte[]> OpenIndex(CancellationToken cancel)
    {
        while (true)
        {
            var index = (await Get(IndexPart, [HouseOwner], cancel))[0];
            try
            {
                return _options.Masters.Unwrap(index.Master!, index.Wrapped!, Whose(HouseOwner, IndexPart));
            }
            catch (MasterKeyException) when (index.Master != _options.Masters.Current)
            {
                // Where no owner has keys nothing is lost: a data folder that was restored without its master key serves as before.
                if (await HasOwners(cancel)) throw;
                await Replace([Fresh(HouseOwner, IndexPart)], cancel);
            }
        }
    }

    /// <summary>Makes both keys of an owner, durably. Safe to repeat: keys that there are, and those that were destroyed, stay as they are.</summary>
    public Task Make(string owner, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(owner);
        return Put([Fresh(owner, Name(VaultPart.Profile)), Fresh(owner, Name(VaultPart.Care))], Now, cancel);
    }

    /// <summary>What seals and opens that part; null where there is no key, or none any more.</summary>
    public async ValueTask<Sealer?> Find(string owner, VaultPart part, CancellationToken cancel = default) => (await Find([owner], part, cancel)).GetValueOrDefault(owner);

    /// <summary>The same for many; those without a key are missing.</summary>
    public async ValueTask<IReadOnlyDictionary<string, Sealer>> Find(IReadOnlyList<string> owners, VaultPart part, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(owners);
        var found = new Dictionary<string, Sealer>(StringComparer.Ordinal);
        if (owners.Count == 0) return found;
        foreach (var key in await Get(Name(part), owners, cancel))
        {
            if (key.Wrapped is null) continue;
            var whose = Whose(key.Owner, key.Part);
            found[key.Owner] = new(_options.Masters.Unwrap(key.Master!, key.Wrapped, whose), whose);
        }
        return found;
    }

    /// <summary>
    /// Lets an owner be found by these words and no others; without effect where the profile's key is destroyed. Safe to repeat.
    /// </summary>
    /// <param name="words">Made by <see cref="Blind"/>.</param>
    public Task Index(string owner, IReadOnlyCollection<string> words, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(owner);
        return SetWords(owner, [.. words.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], cancel);
    }

    /// <summary>Owners that have a word of each group, in ordinal order after a given one; none where there is no group.</summary>
    /// <param name="after">Empty for the first page.</param>
    public async ValueTask<IReadOnlyList<string>> Seek(IReadOnlyList<IReadOnlyList<string>> groups, string after, int limit, CancellationToken cancel = default) =>
        groups is null or [] ? [] : await Owners(groups, after, limit, cancel);

    /// <summary>Destroys a key for good, and with the profile's the words by which it is found; on the disk when the task is complete. Safe to repeat.</summary>
    public Task Destroy(string owner, VaultPart part, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(owner);
        return Destroy(owner, Name(part), part == VaultPart.Profile, Now, cancel);
    }

    /// <summary>
    /// A word by which something can be found again without saying it: 32 lower-case hexadecimal digits of HMAC-SHA-256 under the house's own key, which no change of the
    /// master key changes.
    /// </summary>
    /// <param name="purpose">The same text gives different words for different purposes.</param>
    public string Blind(string purpose, string text)
    {
        var index = _index ?? throw new InvalidOperationException("The vault was not started.");
        return Convert.ToHexStringLower(HMACSHA256.HashData(index, Encoding.UTF8.GetBytes($"{purpose}\0{text}")).AsSpan(0, 16));
    }

    /// <summary>Writes what is not there yet.</summary>
    private protected abstract Task Put(IReadOnlyList<WrappedKey> keys, long now, CancellationToken cancel);

    /// <summary>The keys that there are, destroyed ones included, in any order.</summary>
    private protected abstract Task<IReadOnlyList<WrappedKey>> Get(string part, IReadOnlyList<string> owners, CancellationToken cancel);

    /// <summary>Keys that another master key has wrapped, by owner and part.</summary>
    private protected abstract Task<IReadOnlyList<WrappedKey>> WrappedBy(string notMaster, (string Owner, string Part) after, int limit, CancellationToken cancel);

    /// <summary>Puts others in the place of those that are not destroyed.</summary>
    private protected abstract Task Replace(IReadOnlyList<WrappedKey> keys, CancellationToken cancel);

    /// <summary>Whether there is a key of anybody but the house, destroyed ones included.</summary>
    private protected abstract Task<bool> HasOwners(CancellationToken cancel);

    /// <summary>Replaces the words of an owner whose profile's key there is.</summary>
    private protected abstract Task SetWords(string owner, IReadOnlyList<string> words, CancellationToken cancel);

    private protected abstract Task<IReadOnlyList<string>> Owners(IReadOnlyList<IReadOnlyList<string>> groups, string after, int limit, CancellationToken cancel);

    /// <summary>The key and, in the same transaction, the words that go with it.</summary>
    private protected abstract Task Destroy(string owner, string part, bool withWords, long now, CancellationToken cancel);

    private long Now => _options.Clock.GetUtcNow().UtcTicks;

    private WrappedKey Fresh(string owner, string part) => new(owner, part, _options.Masters.Current, Wrap(_options.Random(Aead.KeyBytes), Whose(owner, part)));

    private WrappedKey Rewrapped(WrappedKey key)
    {
        var whose = Whose(key.Owner, key.Part);
        return key with { Master = _options.Masters.Current, Wrapped = Wrap(_options.Masters.Unwrap(key.Master!, key.Wrapped!, whose), whose) };
    }

    private byte[] Wrap(byte[] key, string whose) => _options.Masters.Wrap(key, _options.Random(Aead.NonceBytes), whose);

    private static string Name(VaultPart part) => part == VaultPart.Profile ? ProfilePart : "care";

    private static string Whose(string owner, string part) => $"{owner}/{part}";
}
