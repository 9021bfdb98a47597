using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>Everything fixed about replenishments' streams. Key: "store/sku".</summary>
public sealed class ReplenishmentKind : AggregateKind<ReplenishmentState, ReplenishmentEvent>
{
    private static readonly ReplenishmentJson s_json = new(EventJson.Readable(ReplenishmentJson.Default));

    /// <summary>The one there is.</summary>
    public static ReplenishmentKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "replenishment";

    /// <inheritdoc />
    public override int FoldVersion => 2;

    /// <inheritdoc />
    public override EventCodec<ReplenishmentEvent> Events { get; } = new EventCodec<ReplenishmentEvent>()
        .Add("replenishment-policy-put.1", s_json.ReplenishmentPolicyPut)
        .Add("replenishment-planned.1", s_json.ReplenishmentPlanned)
        .Add("replenishment-orders-seen.1", s_json.ReplenishmentOrdersSeen)
        .Add("replenishment-rests-seen.1", s_json.ReplenishmentRestsSeen)
        .Add("need-opened.1", s_json.NeedOpened)
        .Add("need-changed.1", s_json.NeedChanged)
        .Add("need-closed.1", s_json.NeedClosed)
        .Add("need-ordered.1", s_json.NeedOrdered);

    /// <inheritdoc />
    public override ReplenishmentState Empty(string key) => ReplenishmentState.Empty;

    /// <inheritdoc />
    public override ReplenishmentState Evolve(ReplenishmentState state, ReplenishmentEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override byte[] SaveState(ReplenishmentState state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.ReplenishmentState);

    /// <inheritdoc />
    public override ReplenishmentState LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.ReplenishmentState)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ReplenishmentPolicyPut))]
[JsonSerializable(typeof(ReplenishmentPlanned))]
[JsonSerializable(typeof(ReplenishmentOrdersSeen))]
[JsonSerializable(typeof(ReplenishmentRestsSeen))]
[JsonSerializable(typeof(RequisitionRest[]))]
[JsonSerializable(typeof(NeedOpened))]
[JsonSerializable(typeof(NeedChanged))]
[JsonSerializable(typeof(NeedClosed))]
[JsonSerializable(typeof(NeedOrdered))]
[JsonSerializable(typeof(ReplenishmentState))]
[JsonSerializable(typeof(OrderOnTheWay[]))]
[JsonSerializable(typeof(SisterOffer[]))]
internal sealed partial class ReplenishmentJson : JsonSerializerContext;
