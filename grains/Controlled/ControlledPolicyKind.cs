using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>What happens to the table of classes.</summary>
public abstract record ControlledPolicyEvent;

/// <summary>The table was replaced.</summary>
/// <param name="Policy">Whole, as it now stands.</param>
public sealed record ControlledPolicyPut(ControlledPolicy Policy) : ControlledPolicyEvent;

/// <summary>The table of classes.</summary>
/// <param name="Policy">Null while the defaults count.</param>
public sealed record ControlledPolicyState(ControlledPolicy? Policy, long Version);

/// <summary>Everything fixed about the stream of the table of classes.</summary>
public sealed class ControlledPolicyKind : AggregateKind<ControlledPolicyState, ControlledPolicyEvent>
{
    private static readonly ControlledPolicyJson s_json = new(EventJson.Readable(ControlledPolicyJson.Default));

    /// <summary>The one there is.</summary>
    public static ControlledPolicyKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "controlled-policy";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<ControlledPolicyEvent> Events { get; } = new EventCodec<ControlledPolicyEvent>().Add("controlled-policy-put.1", s_json.ControlledPolicyPut);

    /// <inheritdoc />
    public override ControlledPolicyState Empty(string key) => new(null, 0);

    /// <inheritdoc />
    public override ControlledPolicyState Evolve(ControlledPolicyState state, ControlledPolicyEvent happened, EventInfo info) => happened switch
    {
        ControlledPolicyPut put => new(put.Policy, info.Version),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of the table of classes."),
    };

    /// <inheritdoc />
    public override byte[] SaveState(ControlledPolicyState state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.ControlledPolicyState);

    /// <inheritdoc />
    public override ControlledPolicyState LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.ControlledPolicyState)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ControlledPolicyPut))]
[JsonSerializable(typeof(ControlledPolicyState))]
[JsonSerializable(typeof(ControlledClass[]))]
[JsonSerializable(typeof(ControlledCategory[]))]
[JsonSerializable(typeof(PersonRole[]))]
internal sealed partial class ControlledPolicyJson : JsonSerializerContext;
