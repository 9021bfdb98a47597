using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>What happens to the tables of buying.</summary>
public abstract record BuyingPolicyEvent;

/// <summary>The tables were replaced.</summary>
/// <param name="Policy">Whole, as they now stand.</param>
public sealed record BuyingPolicyPut(BuyingPolicy Policy) : BuyingPolicyEvent;

/// <summary>The tables of buying.</summary>
/// <param name="Policy">Null while the defaults count.</param>
public sealed record BuyingPolicyState(BuyingPolicy? Policy, long Version);

/// <summary>Everything fixed about the stream of the tables of buying.</summary>
public sealed class BuyingPolicyKind : AggregateKind<BuyingPolicyState, BuyingPolicyEvent>
{
    private static readonly BuyingPolicyJson s_json = new(EventJson.Readable(BuyingPolicyJson.Default));

    /// <summary>The one there is.</summary>
    public static BuyingPolicyKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "buying-policy";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<BuyingPolicyEvent> Events { get; } = new EventCodec<BuyingPolicyEvent>().Add("buying-policy-put.1", s_json.BuyingPolicyPut);

    /// <inheritdoc />
    public override BuyingPolicyState Empty(string key) => new(null, 0);

    /// <inheritdoc />
    public override BuyingPolicyState Evolve(BuyingPolicyState state, BuyingPolicyEvent happened, EventInfo info) => happened switch
    {
        BuyingPolicyPut put => new(put.Policy, info.Version),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of the tables of buying."),
    };

    /// <inheritdoc />
    public override byte[] SaveState(BuyingPolicyState state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.BuyingPolicyState);

    /// <inheritdoc />
    public override BuyingPolicyState LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.BuyingPolicyState)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(BuyingPolicyPut))]
[JsonSerializable(typeof(BuyingPolicyState))]
[JsonSerializable(typeof(QualificationDuty[]))]
[JsonSerializable(typeof(RegistrationDuty[]))]
[JsonSerializable(typeof(StoreLicenceDuty[]))]
[JsonSerializable(typeof(ApprovalTier[]))]
[JsonSerializable(typeof(DeliveryTolerance[]))]
[JsonSerializable(typeof(SamplingRule[]))]
[JsonSerializable(typeof(ExchangeRate[]))]
[JsonSerializable(typeof(InvoiceTolerance[]))]
[JsonSerializable(typeof(ScoreWeights[]))]
[JsonSerializable(typeof(TransferPrice[]))]
internal sealed partial class BuyingPolicyJson : JsonSerializerContext;
