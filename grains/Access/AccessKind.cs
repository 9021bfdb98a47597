using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>What happens to keys.</summary>
public abstract record AccessEvent;

/// <summary>A key was added.</summary>
public sealed record KeyAdded(string Id, string Name, string SecretHash, AccessRole Role, EquatableList<string>? Stores) : AccessEvent;

/// <summary>A key was revoked.</summary>
public sealed record KeyRevoked(string Id) : AccessEvent;

/// <summary>All keys, revoked ones included.</summary>
/// <param name="Keys">By id, in ordinal order.</param>
public sealed record AccessState(ImmutableSortedDictionary<string, AccessKey> Keys)
{
    /// <summary>No key at all.</summary>
    public static AccessState Empty { get; } = new(ImmutableSortedDictionary.Create<string, AccessKey>(StringComparer.Ordinal));
}

/// <summary>Everything fixed about the stream of keys.</summary>
public sealed class AccessKind : AggregateKind<AccessState, AccessEvent>
{
    private static readonly AccessJson s_json = new(EventJson.Readable(AccessJson.Default));

    /// <summary>The one there is.</summary>
    public static AccessKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "access";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<AccessEvent> Events { get; } = new EventCodec<AccessEvent>()
        .Add("key-added.1", s_json.KeyAdded)
        .Add("key-revoked.1", s_json.KeyRevoked);

    /// <inheritdoc />
    public override AccessState Empty(string key) => AccessState.Empty;

    /// <inheritdoc />
    public override AccessState Evolve(AccessState state, AccessEvent happened, EventInfo info) => happened switch
    {
        KeyAdded added => new(state.Keys.Add(added.Id, new(added.Id, added.Name, added.SecretHash, added.Role, added.Stores, info.At, null))),
        KeyRevoked revoked => new(state.Keys.SetItem(revoked.Id, state.Keys[revoked.Id] with { RevokedAt = info.At })),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of keys."),
    };

    /// <inheritdoc />
    public override byte[] SaveState(AccessState state) => JsonSerializer.SerializeToUtf8Bytes([.. state.Keys.Values], s_json.AccessKeyArray);

    /// <inheritdoc />
    public override AccessState LoadState(ReadOnlySpan<byte> json) =>
        new(AccessState.Empty.Keys.AddRange(JsonSerializer.Deserialize(json, s_json.AccessKeyArray)!.Select(key => KeyValuePair.Create(key.Id, key))));
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(KeyAdded))]
[JsonSerializable(typeof(KeyRevoked))]
[JsonSerializable(typeof(AccessKey[]))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class AccessJson : JsonSerializerContext;
