using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>What happens to policies.</summary>
public abstract record AlertPolicyEvent;

/// <summary>A policy was created or replaced.</summary>
/// <param name="Policy">Whole, as it now stands.</param>
public sealed record AlertPolicyPut(AlertPolicy Policy) : AlertPolicyEvent;

/// <summary>A policy was removed.</summary>
public sealed record AlertPolicyRemoved(string Id) : AlertPolicyEvent;

/// <summary>All policies.</summary>
/// <param name="Policies">By id, in ordinal order.</param>
public sealed record AlertPoliciesState(ImmutableSortedDictionary<string, AlertPolicy> Policies)
{
    /// <summary>None at all.</summary>
    public static AlertPoliciesState Empty { get; } = new(ImmutableSortedDictionary.Create<string, AlertPolicy>(StringComparer.Ordinal));
}

/// <summary>Everything fixed about the stream of policies.</summary>
public sealed class AlertPoliciesKind : AggregateKind<AlertPoliciesState, AlertPolicyEvent>
{
    private static readonly AlertPoliciesJson s_json = new(EventJson.Readable(AlertPoliciesJson.Default));

    /// <summary>The one there is.</summary>
    public static AlertPoliciesKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "alert-policies";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<AlertPolicyEvent> Events { get; } = new EventCodec<AlertPolicyEvent>()
        .Add("alert-policy-put.1", s_json.AlertPolicyPut)
        .Add("alert-policy-removed.1", s_json.AlertPolicyRemoved);

    /// <inheritdoc />
    public override AlertPoliciesState Empty(string key) => AlertPoliciesState.Empty;

    /// <inheritdoc />
    public override AlertPoliciesState Evolve(AlertPoliciesState state, AlertPolicyEvent happened, EventInfo info) => happened switch
    {
        AlertPolicyPut put => new(state.Policies.SetItem(put.Policy.Id, put.Policy)),
        AlertPolicyRemoved removed => new(state.Policies.Remove(removed.Id)),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of policies."),
    };

    /// <inheritdoc />
    public override byte[] SaveState(AlertPoliciesState state) => JsonSerializer.SerializeToUtf8Bytes([.. state.Policies.Values], s_json.AlertPolicyArray);

    /// <inheritdoc />
    public override AlertPoliciesState LoadState(ReadOnlySpan<byte> json) =>
        new(AlertPoliciesState.Empty.Policies.AddRange(JsonSerializer.Deserialize(json, s_json.AlertPolicyArray)!.Select(policy => KeyValuePair.Create(policy.Id, policy))));
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(AlertPolicyPut))]
[JsonSerializable(typeof(AlertPolicyRemoved))]
[JsonSerializable(typeof(AlertPolicy[]))]
internal sealed partial class AlertPoliciesJson : JsonSerializerContext;
