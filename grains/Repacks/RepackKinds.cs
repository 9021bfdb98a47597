using System.Text.Json;
using System.Text.Json.Serialization;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>Everything fixed about the streams of repacks.</summary>
public sealed class RepackProcessKind : AggregateKind<Repack, RepackEvent>
{
    private static readonly RepackJson s_json = new(EventJson.Readable(RepackJson.Default));

    /// <summary>The one there is.</summary>
    public static RepackProcessKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "repack";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<RepackEvent> Events { get; } = new EventCodec<RepackEvent>()
        .Add("repack-asked.1", s_json.RepackAsked)
        .Add("repack-taken.1", s_json.RepackTaken)
        .Add("repack-planned.1", s_json.RepackPlanned)
        .Add("repack-stopped.1", s_json.RepackStopped)
        .Add("repack-returned.1", s_json.RepackReturned)
        .Add("repack-made.1", s_json.RepackMade)
        .Add("repack-undo-asked.1", s_json.RepackUndoAsked)
        .Add("repack-undone.1", s_json.RepackUndone)
        .Add("repack-redone.1", s_json.RepackRedone)
        .Add("repack-restored.1", s_json.RepackRestored);

    /// <inheritdoc />
    public override Repack Empty(string key) => Repack.Empty;

    /// <inheritdoc />
    public override Repack Evolve(Repack state, RepackEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override StreamMark MarkOf(Repack after) => after.IsUnderway ? StreamMark.Open : StreamMark.Closed;

    /// <inheritdoc />
    public override byte[] SaveState(Repack state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.Repack);

    /// <inheritdoc />
    public override Repack LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.Repack)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RepackAsked))]
[JsonSerializable(typeof(RepackTaken))]
[JsonSerializable(typeof(RepackPlanned))]
[JsonSerializable(typeof(RepackStopped))]
[JsonSerializable(typeof(RepackReturned))]
[JsonSerializable(typeof(RepackMade))]
[JsonSerializable(typeof(RepackUndoAsked))]
[JsonSerializable(typeof(RepackUndone))]
[JsonSerializable(typeof(RepackRedone))]
[JsonSerializable(typeof(RepackRestored))]
[JsonSerializable(typeof(RepackPart[]))]
[JsonSerializable(typeof(TravellingLot[]))]
[JsonSerializable(typeof(PlannedOutput[]))]
[JsonSerializable(typeof(MadeLot[]))]
[JsonSerializable(typeof(LotParent[]))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(RepackInput[]))]
[JsonSerializable(typeof(RepackOutput[]))]
[JsonSerializable(typeof(Repack))]
internal sealed partial class RepackJson : JsonSerializerContext;
