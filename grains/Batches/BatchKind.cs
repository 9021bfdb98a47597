using System.Text.Json;
using System.Text.Json.Serialization;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>Everything fixed about batches' streams.</summary>
public sealed class BatchKind : AggregateKind<Batch, BatchEvent>
{
    private static readonly BatchJson s_json = new(EventJson.Readable(BatchJson.Default));

    /// <summary>The one there is.</summary>
    public static BatchKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "batch";

    /// <inheritdoc />
    public override int FoldVersion => 2;

    /// <inheritdoc />
    public override EventCodec<BatchEvent> Events { get; } = new EventCodec<BatchEvent>()
        .Add("batch-opened.1", s_json.BatchOpened)
        .Add("batch-items-reserved.1", s_json.BatchItemsReserved)
        .Add("batch-items-released.1", s_json.BatchItemsReleased);

    /// <inheritdoc />
    public override Batch Empty(string key) => Batch.Empty;

    /// <inheritdoc />
    public override Batch Evolve(Batch state, BatchEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override StreamMark MarkOf(Batch after) => after.IsUnderway ? StreamMark.Open : StreamMark.Closed;

    /// <inheritdoc />
    public override byte[] SaveState(Batch state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.Batch);

    /// <inheritdoc />
    public override Batch LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.Batch)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(BatchOpened))]
[JsonSerializable(typeof(BatchItemsReserved))]
[JsonSerializable(typeof(BatchItemsReleased))]
[JsonSerializable(typeof(Batch))]
internal sealed partial class BatchJson : JsonSerializerContext;
