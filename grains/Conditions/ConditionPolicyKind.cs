using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>What happens to the tables of conditions.</summary>
public abstract record ConditionPolicyEvent;

/// <summary>The tables were replaced.</summary>
/// <param name="Policy">Whole, as they now stand.</param>
public sealed record ConditionPolicyPut(ConditionPolicy Policy) : ConditionPolicyEvent;

/// <summary>The tables of conditions.</summary>
/// <param name="Policy">Null while the defaults count.</param>
public sealed record ConditionPolicyState(ConditionPolicy? Policy, long Version);

/// <summary>Everything fixed about the stream of the tables of conditions.</summary>
public sealed class ConditionPolicyKind : AggregateKind<ConditionPolicyState, ConditionPolicyEvent>
{
    private static readonly ConditionPolicyJson s_json = new(EventJson.Readable(ConditionPolicyJson.Default));

    /// <summary>The one there is.</summary>
    public static ConditionPolicyKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "condition-policy";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<ConditionPolicyEvent> Events { get; } = new EventCodec<ConditionPolicyEvent>().Add("condition-policy-put.1", s_json.ConditionPolicyPut);

    /// <inheritdoc />
    public override ConditionPolicyState Empty(string key) => new(null, 0);

    /// <inheritdoc />
    public override ConditionPolicyState Evolve(ConditionPolicyState state, ConditionPolicyEvent happened, EventInfo info) => happened switch
    {
        ConditionPolicyPut put => new(put.Policy, info.Version),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of the tables of conditions."),
    };

    /// <inheritdoc />
    public override byte[] SaveState(ConditionPolicyState state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.ConditionPolicyState);

    /// <inheritdoc />
    public override ConditionPolicyState LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.ConditionPolicyState)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ConditionPolicyPut))]
[JsonSerializable(typeof(ConditionPolicyState))]
[JsonSerializable(typeof(ConditionRule[]))]
[JsonSerializable(typeof(ActivationEnergy[]))]
internal sealed partial class ConditionPolicyJson : JsonSerializerContext;
