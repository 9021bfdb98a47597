using System.Text.Json;
using System.Text.Json.Serialization;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>Everything fixed about registers' streams.</summary>
public sealed class ControlledKind : AggregateKind<ControlledBook, ControlledEvent>
{
    private static readonly ControlledJson s_json = new(EventJson.Readable(ControlledJson.Default));

    /// <summary>The one there is.</summary>
    public static ControlledKind Instance { get; } = new();

    /// <summary>Name of the events that the register consists of.</summary>
    public const string TakenName = "controlled-step-taken.1";

    /// <inheritdoc />
    public override string Category => "controlled";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<ControlledEvent> Events { get; } = new EventCodec<ControlledEvent>()
        .Add("controlled-step-asked.1", s_json.ControlledStepAsked)
        .Add("controlled-drawn.1", s_json.ControlledDrawn)
        .Add("controlled-came-back.1", s_json.ControlledCameBack)
        .Add("controlled-move-refused.1", s_json.ControlledMoveRefused)
        .Add("controlled-step-refused.1", s_json.ControlledStepRefused)
        .Add(TakenName, s_json.ControlledStepTaken);

    /// <summary>A step's id among the commands.</summary>
    public static string CommandId(string step) => $"step/{step}";

    /// <inheritdoc />
    public override ControlledBook Empty(string key) => ControlledBook.Empty;

    /// <inheritdoc />
    public override ControlledBook Evolve(ControlledBook state, ControlledEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override CommandRef? CommandOf(ControlledEvent happened) => happened is ControlledStepTaken taken ? new(CommandId(taken.Entry.Id), taken.BodyHash) : null;

    /// <inheritdoc />
    public override StreamMark MarkOf(ControlledBook after) => after.Pending is null ? StreamMark.Closed : StreamMark.Open;

    /// <inheritdoc />
    public override byte[] SaveState(ControlledBook state) => JsonSerializer.SerializeToUtf8Bytes(
        new ControlledSnapshot([.. state.Lots.Values], state.Empties, [.. state.Issues.Values], state.Pending, state.Since, state.LastOn, state.CountedOn, state.UncountedFrom, state.Differing, state.Recent, state.Refused, state.Version), s_json.ControlledSnapshot);

    /// <inheritdoc />
    public override ControlledBook LoadState(ReadOnlySpan<byte> json)
    {
        var it = JsonSerializer.Deserialize(json, s_json.ControlledSnapshot)!;
        return new(
            it.Lots.ToImmutableSortedDictionary(lot => lot.Lot, lot => lot, StringComparer.Ordinal), it.Empties, it.Issues.ToImmutableSortedDictionary(issue => issue.Id, issue => issue, StringComparer.Ordinal),
            it.Pending, it.Since, it.LastOn, it.CountedOn, it.UncountedFrom, it.Differing, it.Recent, it.Refused, it.Version);
    }
}

internal sealed record ControlledSnapshot(
    ImmutableArray<ControlledLot> Lots, decimal Empties, ImmutableArray<ControlledIssue> Issues, PendingStep? Pending, DateOnly? Since, DateOnly? LastOn, DateOnly? CountedOn, DateOnly? UncountedFrom,
    ImmutableArray<ControlledDifference> Differing, ImmutableArray<KnownEntry> Recent, ImmutableArray<RefusedStep> Refused, long Version);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ControlledStepAsked))]
[JsonSerializable(typeof(ControlledDrawn))]
[JsonSerializable(typeof(ControlledCameBack))]
[JsonSerializable(typeof(ControlledMoveRefused))]
[JsonSerializable(typeof(ControlledStepRefused))]
[JsonSerializable(typeof(ControlledStepTaken))]
[JsonSerializable(typeof(ControlledSnapshot))]
[JsonSerializable(typeof(LotCount[]))]
internal sealed partial class ControlledJson : JsonSerializerContext;
