using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>What happens to the tables of control.</summary>
public abstract record ControlPolicyEvent;

/// <summary>The tables were replaced.</summary>
/// <param name="Policy">Whole, as they now stand.</param>
public sealed record ControlPolicyPut(ControlPolicy Policy) : ControlPolicyEvent;

/// <summary>The tables of control.</summary>
/// <param name="Policy">Null while the defaults count.</param>
public sealed record ControlPolicyState(ControlPolicy? Policy, long Version);

/// <summary>Everything fixed about the stream of the tables of control.</summary>
public sealed class ControlPolicyKind : AggregateKind<ControlPolicyState, ControlPolicyEvent>
{
    private static readonly ControlPolicyJson s_json = new(EventJson.Readable(ControlPolicyJson.Default));

    /// <summary>The one there is.</summary>
    public static ControlPolicyKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "control-policy";

    /// <inheritdoc />
    public override int FoldVersion => 2;

    /// <inheritdoc />
    public override EventCodec<ControlPolicyEvent> Events { get; } = new EventCodec<ControlPolicyEvent>().Add("control-policy-put.1", s_json.ControlPolicyPut);

    /// <inheritdoc />
    public override ControlPolicyState Empty(string key) => new(null, 0);

    /// <inheritdoc />
    public override ControlPolicyState Evolve(ControlPolicyState state, ControlPolicyEvent happened, EventInfo info) => happened switch
    {
        ControlPolicyPut put => new(put.Policy, info.Version),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of the tables of control."),
    };

    /// <inheritdoc />
    public override byte[] SaveState(ControlPolicyState state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.ControlPolicyState);

    /// <inheritdoc />
    public override ControlPolicyState LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.ControlPolicyState)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ControlPolicyPut))]
[JsonSerializable(typeof(ControlPolicyState))]
[JsonSerializable(typeof(ClassDuty[]))]
[JsonSerializable(typeof(FourEyesDuty[]))]
[JsonSerializable(typeof(HabitRow[]))]
[JsonSerializable(typeof(CountReasonRow[]))]
[JsonSerializable(typeof(RecountRow[]))]
[JsonSerializable(typeof(NearExpiryStage[]))]
internal sealed partial class ControlPolicyJson : JsonSerializerContext;
