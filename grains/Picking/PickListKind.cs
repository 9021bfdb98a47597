using System.Text.Json;
using System.Text.Json.Serialization;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>Everything fixed about the streams of pick lists.</summary>
public sealed class PickListKind : AggregateKind<PickList, PickListEvent>
{
    private static readonly PickListJson s_json = new(EventJson.Readable(PickListJson.Default));

    /// <summary>The one there is.</summary>
    public static PickListKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "pick-list";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<PickListEvent> Events { get; } = new EventCodec<PickListEvent>()
        .Add("pick-list-made.1", s_json.PickListMade)
        .Add("pick-list-assigned.1", s_json.PickListAssigned)
        .Add("pick-confirmed.1", s_json.PickConfirmed)
        .Add("pick-taken.1", s_json.PickTaken)
        .Add("pick-loss-recorded.1", s_json.PickLossRecorded)
        .Add("pick-replanned.1", s_json.PickReplanned)
        .Add("pick-list-finished.1", s_json.PickListFinished)
        .Add("pick-list-cancelled.1", s_json.PickListCancelled)
        .Add("pick-returned.1", s_json.PickReturned);

    /// <inheritdoc />
    public override PickList Empty(string key) => PickList.Empty;

    /// <inheritdoc />
    public override PickList Evolve(PickList state, PickListEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override StreamMark MarkOf(PickList after) => after.IsUnderway ? StreamMark.Open : StreamMark.Closed;

    /// <inheritdoc />
    public override byte[] SaveState(PickList state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.PickList);

    /// <inheritdoc />
    public override PickList LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.PickList)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(PickListMade))]
[JsonSerializable(typeof(PickListAssigned))]
[JsonSerializable(typeof(PickConfirmed))]
[JsonSerializable(typeof(PickTaken))]
[JsonSerializable(typeof(PickLossRecorded))]
[JsonSerializable(typeof(PickReplanned))]
[JsonSerializable(typeof(PickListFinished))]
[JsonSerializable(typeof(PickListCancelled))]
[JsonSerializable(typeof(PickReturned))]
[JsonSerializable(typeof(PickListLine[]))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(PickList))]
internal sealed partial class PickListJson : JsonSerializerContext;
