using System.Text.Json;
using System.Text.Json.Serialization;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>Everything fixed about count sessions' streams.</summary>
public sealed class CountSessionKind : AggregateKind<CountSession, CountEvent>
{
    internal static readonly CountSessionJson Json = new(EventJson.Readable(CountSessionJson.Default));

    /// <summary>The one there is.</summary>
    public static CountSessionKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "count-session";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<CountEvent> Events { get; } = new EventCodec<CountEvent>()
        .Add("count-opened.1", Json.CountOpened)
        .Add("count-assigned.1", Json.CountAssigned)
        .Add("counts-submitted.1", Json.CountsSubmitted)
        .Add("count-finished.1", Json.CountFinished)
        .Add("count-compared.1", Json.CountCompared)
        .Add("count-recount-demanded.1", Json.CountRecountDemanded)
        .Add("count-review-begun.1", Json.CountReviewBegun)
        .Add("count-agreed.1", Json.CountAgreed)
        .Add("count-approved.1", Json.CountApproved)
        .Add("count-lots-posted.1", Json.CountLotsPosted)
        .Add("count-compared-anew.1", Json.CountComparedAnew)
        .Add("count-posted.1", Json.CountPosted)
        .Add("count-cancelled.1", Json.CountCancelled);

    /// <inheritdoc />
    public override CountSession Empty(string key) => CountSession.Empty;

    /// <inheritdoc />
    public override CountSession Evolve(CountSession state, CountEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override StreamMark MarkOf(CountSession after) => after.Head.IsUnderway ? StreamMark.Open : StreamMark.Closed;

    /// <inheritdoc />
    public override byte[] SaveState(CountSession state) => JsonSerializer.SerializeToUtf8Bytes(
        new CountSnapshot(state.Head, state.BodyHash, [.. state.Sheets], [.. state.Submissions]), Json.CountSnapshot);

    /// <inheritdoc />
    public override CountSession LoadState(ReadOnlySpan<byte> json)
    {
        var snapshot = JsonSerializer.Deserialize(json, Json.CountSnapshot)!;
        return new(snapshot.Head, snapshot.BodyHash, NamedSet<CountSheet>.Of(snapshot.Sheets), NamedSet<KnownSubmission>.Of(snapshot.Submissions));
    }
}

/// <summary>The same streams folded to what a list shows.</summary>
public sealed class CountHeadKind : AggregateKind<CountHead, CountEvent>
{
    /// <summary>The one there is.</summary>
    public static CountHeadKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => CountSessionKind.Instance.Category;

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<CountEvent> Events => CountSessionKind.Instance.Events;

    /// <inheritdoc />
    public override CountHead Empty(string key) => CountHead.Empty;

    /// <inheritdoc />
    public override CountHead Evolve(CountHead state, CountEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override byte[] SaveState(CountHead state) => JsonSerializer.SerializeToUtf8Bytes(state, CountSessionKind.Json.CountHead);

    /// <inheritdoc />
    public override CountHead LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, CountSessionKind.Json.CountHead)!;
}

/// <summary>A session as its snapshot has it.</summary>
internal sealed record CountSnapshot(CountHead Head, string BodyHash, ImmutableArray<CountSheet> Sheets, ImmutableArray<KnownSubmission> Submissions);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(CountOpened))]
[JsonSerializable(typeof(CountAssigned))]
[JsonSerializable(typeof(CountsSubmitted))]
[JsonSerializable(typeof(CountFinished))]
[JsonSerializable(typeof(CountCompared))]
[JsonSerializable(typeof(CountRecountDemanded))]
[JsonSerializable(typeof(CountReviewBegun))]
[JsonSerializable(typeof(CountAgreed))]
[JsonSerializable(typeof(CountApproved))]
[JsonSerializable(typeof(CountLotsPosted))]
[JsonSerializable(typeof(CountComparedAnew))]
[JsonSerializable(typeof(CountPosted))]
[JsonSerializable(typeof(CountCancelled))]
[JsonSerializable(typeof(CountHead))]
[JsonSerializable(typeof(CountSnapshot))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(GoodsCategory[]))]
[JsonSerializable(typeof(CountedLine[]))]
[JsonSerializable(typeof(ComparedSheet[]))]
[JsonSerializable(typeof(BookLot[]))]
[JsonSerializable(typeof(CountReason[]))]
[JsonSerializable(typeof(CountValue[]))]
[JsonSerializable(typeof(PostedLot[]))]
[JsonSerializable(typeof(SheetLot[]))]
[JsonSerializable(typeof(ShortReservation[]))]
internal sealed partial class CountSessionJson : JsonSerializerContext;
