using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>What happens to a store's record.</summary>
public abstract record StoreEvent;

/// <summary>The record was created or replaced.</summary>
/// <param name="Record">Whole, as it now stands.</param>
public sealed record StorePut(StoreRecord Record) : StoreEvent;

/// <summary>A store's record.</summary>
/// <param name="Record">Null before the first put.</param>
public sealed record StoreState(StoreRecord? Record, long Version);

/// <summary>Everything fixed about stores' streams.</summary>
public sealed class StoreKind : AggregateKind<StoreState, StoreEvent>
{
    private static readonly StoreJson s_json = new(EventJson.Readable(StoreJson.Default));

    /// <summary>The one there is.</summary>
    public static StoreKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "store";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<StoreEvent> Events { get; } = new EventCodec<StoreEvent>().Add("store-put.1", s_json.StorePut);

    /// <inheritdoc />
    public override StoreState Empty(string key) => new(null, 0);

    /// <inheritdoc />
    public override StoreState Evolve(StoreState state, StoreEvent happened, EventInfo info) => happened switch
    {
        StorePut put => new(put.Record, info.Version),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a store."),
    };

    /// <inheritdoc />
    public override byte[] SaveState(StoreState state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.StoreState);

    /// <inheritdoc />
    public override StoreState LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.StoreState)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(StorePut))]
[JsonSerializable(typeof(StoreState))]
[JsonSerializable(typeof(Licence[]))]
[JsonSerializable(typeof(TaxRate[]))]
[JsonSerializable(typeof(GoodsCategory[]))]
internal sealed partial class StoreJson : JsonSerializerContext;
