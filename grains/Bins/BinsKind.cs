using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>What happens to a store's bins.</summary>
public abstract record BinEvent;

/// <summary>A bin's record was put.</summary>
public sealed record BinPut(string Bin, BinRecord Record) : BinEvent;

/// <summary>One bin.</summary>
public sealed record StoreBin(string Name, BinRecord Record, DateTimeOffset ChangedAt, long Version);

/// <summary>The bins of a store.</summary>
/// <param name="Bins">By name.</param>
public sealed record StoreBins(ImmutableSortedDictionary<string, StoreBin> Bins)
{
    /// <summary>Before the first event.</summary>
    public static StoreBins Empty { get; } = new(ImmutableSortedDictionary.Create<string, StoreBin>(StringComparer.Ordinal));
}

/// <summary>Everything fixed about the streams of bins.</summary>
public sealed class BinsKind : AggregateKind<StoreBins, BinEvent>
{
    private static readonly BinsJson s_json = new(EventJson.Readable(BinsJson.Default));

    /// <summary>The one there is.</summary>
    public static BinsKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "bins";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<BinEvent> Events { get; } = new EventCodec<BinEvent>().Add("bin-put.1", s_json.BinPut);

    /// <inheritdoc />
    public override StoreBins Empty(string key) => StoreBins.Empty;

    /// <inheritdoc />
    public override StoreBins Evolve(StoreBins state, BinEvent happened, EventInfo info) => happened switch
    {
        BinPut put => new(state.Bins.SetItem(put.Bin, new(put.Bin, put.Record, info.At, info.Version))),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of bins."),
    };

    /// <inheritdoc />
    public override byte[] SaveState(StoreBins state) => JsonSerializer.SerializeToUtf8Bytes([.. state.Bins.Values], s_json.StoreBinArray);

    /// <inheritdoc />
    public override StoreBins LoadState(ReadOnlySpan<byte> json) =>
        new(StoreBins.Empty.Bins.AddRange(JsonSerializer.Deserialize(json, s_json.StoreBinArray)!.Select(bin => KeyValuePair.Create(bin.Name, bin))));
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(BinPut))]
[JsonSerializable(typeof(StoreBin[]))]
[JsonSerializable(typeof(StorageClass[]))]
internal sealed partial class BinsJson : JsonSerializerContext;
