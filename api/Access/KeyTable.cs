using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Runtime.CompilerServices;

namespace BeautyGrains.Api.Access;

/// <summary>
/// The keys and people as this process knows them: fresh at once after a change made here, and at most 5 s old after one made elsewhere.
/// </summary>
internal sealed class KeyTable(IGrainFactory grains, StoreRegions regions, TimeProvider clock) : IDisposable
{
    private const string Scheme = "Bearer ";
    private const int LongestKey = 512;
    private static readonly TimeSpan s_maxAge = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _revocations = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Known? _known;

    /// <summary>The key that the header Authorization names, or null.</summary>
    public ValueTask<Identity?> Find(string authorization)
    {
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || authorization.Length is <= 7 or > LongestKey) return default;
        if (_known is not { } known || clock.GetElapsedTime(known.ReadAt) >= s_maxAge) return FindAnew(authorization);
        return new(Look(known, authorization));
    }

    private async ValueTask<Identity?> FindAnew(string authorization) => Look(await Read(_known), authorization);

    private static Identity? Look(Known known, string authorization)
    {
        // A connection sends its key with every request, and the server keeps the text where it is the same again: known by its place in memory it
        // need not be hashed anew. What it says is compared by nobody here.
        if (known.Seen.TryGetValue(authorization, out var seen)) return seen;
        var found = Look(known.Keys, known.Administrators, authorization[Scheme.Length..].Trim());
        if (found is not null) known.Seen.AddOrUpdate(authorization, found);
        return found;
    }

    private static Identity? Look(FrozenDictionary<string, Entry> keys, ImmutableArray<Entry> administrators, string bearer)
    {
        var hash = Secrets.Hash(bearer);
        if (Secrets.IdOf(bearer) is { } id && keys.TryGetValue(id, out var named) && Secrets.Same(named.Hash, hash)) return named.Identity;
        // A configured administrator's secret has any form, so it is compared where the id leads nowhere.
        foreach (var entry in administrators)
            if (Secrets.Same(entry.Hash, hash)) return entry.Identity;
        return null;
    }

    /// <summary>Reads the keys anew, after a change.</summary>
    public async Task Refresh() => await Read(_known, force: true);

    /// <inheritdoc />
    public void Dispose() => _reading.Dispose();

    private async Task<Known> Read(Known? seen, bool force = false)
    {
        await _reading.WaitAsync();
        try
        {
            if (!force && _known is { } other && other != seen) return other;
            var readAt = clock.GetTimestamp();
            var table = await grains.GetGrain<IAccessGrain>("access").GetKeys();
            var chain = table.People.Any(person => person.Active && person.Record.Scope.Regions.Count > 0) ? await regions.All() : null;
            if (seen is not null && seen.Version == table.Version && ReferenceEquals(seen.Chain, chain)) return _known = seen with { ReadAt = readAt };
            var known = KnownOf(table, chain, readAt);
            _known = known;
            foreach (var gone in _revocations.Keys.Where(id => !known.Keys.ContainsKey(id)))
                if (_revocations.TryRemove(gone, out var revocation)) await revocation.CancelAsync();
            return known;
        }
        finally
        {
            _reading.Release();
        }
    }

    private Known KnownOf(AccessTable table, IReadOnlyList<StoreRegion>? chain, long readAt)
    {
        var people = table.People.Where(person => person.Active).ToDictionary(person => person.Id, person => PersonOf(person, chain), StringComparer.Ordinal);
        var keys = table.Keys.Where(key => key.RevokedAt is null && (key.Person is null || people.ContainsKey(key.Person)))
            .ToFrozenDictionary(key => key.Id, key => key.Person is { } id ? EntryOf(key, people[id]) : EntryOf(key), StringComparer.Ordinal);
        return new(readAt, table.Version, chain, keys, [.. keys.Where(key => Secrets.IsAdministratorId(key.Key)).Select(key => key.Value)]);
    }

    private Entry EntryOf(AccessKey key)
    {
        var isAdministrator = key.Role == AccessRole.Administrator;
        return new(key.SecretHash, new(
            key.Id, key.Role, isAdministrator ? Who.Administrator : Who.Terminal, key.Stores?.ToFrozenSet(StringComparer.Ordinal), isAdministrator, null, isAdministrator, RevocationOf(key)));
    }

    private Entry EntryOf(AccessKey key, KnownPerson person) => new(key.SecretHash, new(
        key.Id, key.Role, person.Who, person.Stores, person.SeesCost, person.Approver, person.Approver.Roles.Contains(PersonRole.Administrator), RevocationOf(key)));

    private CancellationToken RevocationOf(AccessKey key) => _revocations.GetOrAdd(key.Id, _ => new()).Token;

    private static KnownPerson PersonOf(PersonView person, IReadOnlyList<StoreRegion>? chain)
    {
        var scope = person.Record.Scope;
        var stores = scope.All ? null : scope.Stores.Concat((chain ?? []).Where(store => scope.Covers(store.Store, store.Region)).Select(store => store.Store)).ToFrozenSet(StringComparer.Ordinal);
        var approver = new Approver(person.Id, person.Record.Roles, stores is null ? null : [.. stores.Order(StringComparer.Ordinal)], person.Record.Limits);
        return new(person.Record.Roles.Aggregate(Who.Administrator, (all, role) => all | Rights.Of(role)), stores, person.Record.SeesCost, approver);
    }

    private sealed record KnownPerson(Who Who, FrozenSet<string>? Stores, bool SeesCost, Approver Approver);

    private sealed record Entry(string Hash, Identity Identity);

    private sealed record Known(long ReadAt, long Version, IReadOnlyList<StoreRegion>? Chain, FrozenDictionary<string, Entry> Keys, ImmutableArray<Entry> Administrators)
    {
        /// <summary>Headers that have been found to name a key, as long as somebody holds them.</summary>
        public ConditionalWeakTable<string, Identity> Seen { get; } = [];
    }
}
