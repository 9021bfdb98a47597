using System.Text.Json;
using System.Text.Json.Serialization;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>Everything fixed about landed costs' streams.</summary>
public sealed class LandedCostsKind : AggregateKind<LandedCost, LandedCostEvent>
{
    private static readonly LandedCostJson s_json = new(EventJson.Readable(LandedCostJson.Default));

    /// <summary>The one there is.</summary>
    public static LandedCostsKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "landed-cost";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<LandedCostEvent> Events { get; } = new EventCodec<LandedCostEvent>()
        .Add("landed-cost-put.1", s_json.LandedCostPut)
        .Add("landed-cost-added.1", s_json.LandedCostAdded);

    /// <inheritdoc />
    public override LandedCost Empty(string key) => LandedCost.Empty;

    /// <inheritdoc />
    public override LandedCost Evolve(LandedCost state, LandedCostEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override StreamMark MarkOf(LandedCost after) => after.State == LandedCostState.Posting ? StreamMark.Open : StreamMark.Closed;

    /// <inheritdoc />
    public override byte[] SaveState(LandedCost state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.LandedCost);

    /// <inheritdoc />
    public override LandedCost LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.LandedCost)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(LandedCostPut))]
[JsonSerializable(typeof(LandedCostAdded))]
[JsonSerializable(typeof(LandedCost))]
[JsonSerializable(typeof(LandedCharge[]))]
[JsonSerializable(typeof(LandedLine[]))]
[JsonSerializable(typeof(LandedOutcome[]))]
[JsonSerializable(typeof(LotQuantity[]))]
internal sealed partial class LandedCostJson : JsonSerializerContext;
