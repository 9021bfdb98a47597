using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>What happens to the table of retention and its log.</summary>
public abstract record RetentionEvent;

/// <summary>The table was replaced.</summary>
/// <param name="Rules">Whole, as it now stands.</param>
public sealed record RetentionPut(EquatableList<RetentionRule> Rules) : RetentionEvent;

/// <summary>Documents are to be deleted.</summary>
/// <param name="Sha256">Of the list.</param>
public sealed record DeletionRecorded(string Id, EquatableList<PastDocument> Documents, long Bytes, string Sha256, string Reason, string ApprovedBy) : RetentionEvent;

/// <summary>They are given up.</summary>
public sealed record DeletionCarriedOut(string Id) : RetentionEvent;

/// <summary>The table of retention and its log.</summary>
/// <param name="Rules">Null while the defaults count.</param>
/// <param name="Deletions">The newest 1,000, oldest first.</param>
public sealed record RetentionState(EquatableList<RetentionRule>? Rules, ImmutableArray<DeletionView> Deletions, long Version)
{
    private const int MostDeletions = 1_000;

    /// <summary>Before the first event.</summary>
    public static RetentionState Empty { get; } = new(null, [], 0);

    /// <summary>The state after an event.</summary>
    public RetentionState After(RetentionEvent happened, EventInfo info) => (happened switch
    {
        RetentionPut put => this with { Rules = put.Rules },
        DeletionRecorded it => this with
        {
            Deletions = [.. Deletions.TakeLast(MostDeletions - 1), new(it.Id, it.Documents.Count, it.Bytes, it.Sha256, it.Documents, it.Reason, info.Actor, it.ApprovedBy, info.At, false, info.Version)],
        },
        DeletionCarriedOut done => this with { Deletions = [.. Deletions.Select(one => one.Id == done.Id ? one with { CarriedOut = true } : one)] },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of retention."),
    }) with { Version = info.Version };
}

/// <summary>Everything fixed about the stream of retention.</summary>
public sealed class RetentionKind : AggregateKind<RetentionState, RetentionEvent>
{
    private static readonly RetentionJson s_json = new(EventJson.Readable(RetentionJson.Default));

    /// <summary>The one there is.</summary>
    public static RetentionKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "retention";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<RetentionEvent> Events { get; } = new EventCodec<RetentionEvent>()
        .Add("retention-put.1", s_json.RetentionPut)
        .Add("deletion-recorded.1", s_json.DeletionRecorded)
        .Add("deletion-carried-out.1", s_json.DeletionCarriedOut);

    /// <inheritdoc />
    public override RetentionState Empty(string key) => RetentionState.Empty;

    /// <inheritdoc />
    public override RetentionState Evolve(RetentionState state, RetentionEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override byte[] SaveState(RetentionState state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.RetentionState);

    /// <inheritdoc />
    public override RetentionState LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.RetentionState)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RetentionPut))]
[JsonSerializable(typeof(DeletionRecorded))]
[JsonSerializable(typeof(DeletionCarriedOut))]
[JsonSerializable(typeof(RetentionState))]
[JsonSerializable(typeof(RetentionRule[]))]
[JsonSerializable(typeof(PastDocument[]))]
internal sealed partial class RetentionJson : JsonSerializerContext;
