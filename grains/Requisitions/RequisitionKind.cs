using System.Text.Json;
using System.Text.Json.Serialization;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>Everything fixed about requisitions' streams.</summary>
public sealed class RequisitionKind : AggregateKind<Requisition, RequisitionEvent>
{
    private static readonly RequisitionJson s_json = new(EventJson.Readable(RequisitionJson.Default));

    /// <summary>The one there is.</summary>
    public static RequisitionKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "requisition";

    /// <inheritdoc />
    public override int FoldVersion => 2;

    /// <inheritdoc />
    public override EventCodec<RequisitionEvent> Events { get; } = new EventCodec<RequisitionEvent>()
        .Add("requisition-put.1", s_json.RequisitionPut)
        .Add("requisition-submitted.1", s_json.RequisitionSubmitted)
        .Add("requisition-approved.1", s_json.RequisitionApproved)
        .Add("requisition-rejected.1", s_json.RequisitionRejected)
        .Add("requisition-cancelled.1", s_json.RequisitionCancelled)
        .Add("requisition-allocation-asked.1", s_json.RequisitionAllocationAsked)
        .Add("requisition-allocation-reduced.1", s_json.RequisitionAllocationReduced)
        .Add("requisition-allocated.1", s_json.RequisitionAllocated)
        .Add("requisition-followed.1", s_json.RequisitionFollowed)
        .Add("requisition-need-settled.1", s_json.RequisitionNeedSettled);

    /// <inheritdoc />
    public override Requisition Empty(string key) => Requisition.Empty;

    /// <inheritdoc />
    public override Requisition Evolve(Requisition state, RequisitionEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override StreamMark MarkOf(Requisition after) => after.IsUnderway ? StreamMark.Open : StreamMark.Closed;

    /// <inheritdoc />
    public override byte[] SaveState(Requisition state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.Requisition);

    /// <inheritdoc />
    public override Requisition LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.Requisition)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RequisitionPut))]
[JsonSerializable(typeof(RequisitionSubmitted))]
[JsonSerializable(typeof(RequisitionApproved))]
[JsonSerializable(typeof(RequisitionRejected))]
[JsonSerializable(typeof(RequisitionCancelled))]
[JsonSerializable(typeof(RequisitionAllocationAsked))]
[JsonSerializable(typeof(RequisitionAllocationReduced))]
[JsonSerializable(typeof(RequisitionAllocated))]
[JsonSerializable(typeof(RequisitionFollowed))]
[JsonSerializable(typeof(RequisitionNeedSettled))]
[JsonSerializable(typeof(Requisition))]
internal sealed partial class RequisitionJson : JsonSerializerContext;
