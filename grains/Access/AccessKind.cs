using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>What happens to people and keys.</summary>
public abstract record AccessEvent;

/// <summary>A key was added.</summary>
/// <param name="Person">Whose it is; null for terminals and administrators.</param>
public sealed record KeyAdded(string Id, string Name, string SecretHash, AccessRole Role, EquatableList<string>? Stores, string? Person = null) : AccessEvent;

/// <summary>A key was revoked.</summary>
public sealed record KeyRevoked(string Id) : AccessEvent;

/// <summary>A person's record was made or replaced.</summary>
public sealed record PersonPut(string Id, PersonRecord Record) : AccessEvent;

/// <summary>A person's time ended or began again; the keys that ended with it are revoked by events of their own.</summary>
public sealed record PersonActivitySet(string Id, bool Active, string Reason) : AccessEvent;

/// <summary>All keys and people, revoked and inactive ones included.</summary>
/// <param name="Keys">By id, in ordinal order.</param>
/// <param name="People">By id, in ordinal order.</param>
public sealed record AccessState(ImmutableSortedDictionary<string, AccessKey> Keys, ImmutableSortedDictionary<string, PersonView> People)
{
    /// <summary>Nobody and nothing at all.</summary>
    public static AccessState Empty { get; } =
        new(ImmutableSortedDictionary.Create<string, AccessKey>(StringComparer.Ordinal), ImmutableSortedDictionary.Create<string, PersonView>(StringComparer.Ordinal));

    /// <summary>A person's keys that are not revoked.</summary>
    public IEnumerable<AccessKey> ValidKeysOf(string person) => Keys.Values.Where(key => key.Person == person && key.RevokedAt is null);
}

/// <summary>Everything fixed about the stream of people and keys.</summary>
public sealed class AccessKind : AggregateKind<AccessState, AccessEvent>
{
    private static readonly AccessJson s_json = new(EventJson.Readable(AccessJson.Default));

    /// <summary>The one there is.</summary>
    public static AccessKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "access";

    /// <inheritdoc />
    public override int FoldVersion => 2;

    /// <inheritdoc />
    public override EventCodec<AccessEvent> Events { get; } = new EventCodec<AccessEvent>()
        .Add("key-added.1", s_json.KeyAdded)
        .Add("key-revoked.1", s_json.KeyRevoked)
        .Add("person-put.1", s_json.PersonPut)
        .Add("person-activity-set.1", s_json.PersonActivitySet);

    /// <inheritdoc />
    public override AccessState Empty(string key) => AccessState.Empty;

    /// <inheritdoc />
    public override AccessState Evolve(AccessState state, AccessEvent happened, EventInfo info) => happened switch
    {
        KeyAdded added => state with { Keys = state.Keys.Add(added.Id, new(added.Id, added.Name, added.SecretHash, added.Role, added.Stores, info.At, null, added.Person)) },
        KeyRevoked revoked => state with { Keys = state.Keys.SetItem(revoked.Id, state.Keys[revoked.Id] with { RevokedAt = info.At }) },
        PersonPut put => state with { People = state.People.SetItem(put.Id, new(put.Id, put.Record, state.People.GetValueOrDefault(put.Id)?.Active ?? true, info.At, info.Version)) },
        PersonActivitySet set => state with { People = state.People.SetItem(set.Id, state.People[set.Id] with { Active = set.Active, ChangedAt = info.At, Version = info.Version }) },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of people and keys."),
    };

    /// <inheritdoc />
    public override byte[] SaveState(AccessState state) => JsonSerializer.SerializeToUtf8Bytes(new([.. state.Keys.Values], [.. state.People.Values]), s_json.AccessSnapshot);

    /// <inheritdoc />
    public override AccessState LoadState(ReadOnlySpan<byte> json)
    {
        var saved = JsonSerializer.Deserialize(json, s_json.AccessSnapshot)!;
        return new(
            AccessState.Empty.Keys.AddRange(saved.Keys.Select(key => KeyValuePair.Create(key.Id, key))),
            AccessState.Empty.People.AddRange(saved.People.Select(person => KeyValuePair.Create(person.Id, person))));
    }
}

/// <summary>The state as it is kept.</summary>
internal sealed record AccessSnapshot(ImmutableArray<AccessKey> Keys, ImmutableArray<PersonView> People);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(KeyAdded))]
[JsonSerializable(typeof(KeyRevoked))]
[JsonSerializable(typeof(PersonPut))]
[JsonSerializable(typeof(PersonActivitySet))]
[JsonSerializable(typeof(AccessSnapshot))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(PersonRole[]))]
[JsonSerializable(typeof(ApprovalLimit[]))]
internal sealed partial class AccessJson : JsonSerializerContext;
