using System.Text.Json;
using System.Text.Json.Serialization;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>Everything fixed about the streams of suppliers' plans. Key: the supplier's id.</summary>
public sealed class SupplyPlanKind : AggregateKind<SupplyPlan, SupplyPlanEvent>
{
    private static readonly SupplyPlanJson s_json = new(EventJson.Readable(SupplyPlanJson.Default));

    /// <summary>The one there is.</summary>
    public static SupplyPlanKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "supply-plan";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<SupplyPlanEvent> Events { get; } = new EventCodec<SupplyPlanEvent>()
        .Add("supply-draft-decided.1", s_json.SupplyDraftDecided)
        .Add("supply-draft-made.1", s_json.SupplyDraftMade)
        .Add("supply-draft-refused.1", s_json.SupplyDraftRefused)
        .Add("supply-needs-told.1", s_json.SupplyNeedsTold);

    /// <inheritdoc />
    public override SupplyPlan Empty(string key) => SupplyPlan.Empty;

    /// <inheritdoc />
    public override SupplyPlan Evolve(SupplyPlan state, SupplyPlanEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override StreamMark MarkOf(SupplyPlan after) => after.IsUnderway ? StreamMark.Open : StreamMark.Closed;

    /// <inheritdoc />
    public override byte[] SaveState(SupplyPlan state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.SupplyPlan);

    /// <inheritdoc />
    public override SupplyPlan LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.SupplyPlan)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(SupplyDraftDecided))]
[JsonSerializable(typeof(SupplyDraftMade))]
[JsonSerializable(typeof(SupplyDraftRefused))]
[JsonSerializable(typeof(SupplyNeedsTold))]
[JsonSerializable(typeof(SupplyPlan))]
[JsonSerializable(typeof(NeedToMeet[]))]
[JsonSerializable(typeof(DateOnly[]))]
internal sealed partial class SupplyPlanJson : JsonSerializerContext;
