using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>What happens to a product's record.</summary>
public abstract record SkuEvent;

/// <summary>The record was created or replaced.</summary>
/// <param name="Record">Whole, as it now stands.</param>
/// <param name="ApprovedBy">Actor of the second person who was named; null for none.</param>
public sealed record SkuPut(SkuRecord Record, string? ApprovedBy = null) : SkuEvent;

/// <summary>A product's record, and every pack that it has ever had in its base unit: a pack's content never changes.</summary>
/// <param name="Record">Null before the first put.</param>
/// <param name="PacksEver">Pack name to base units contained; in ordinal order.</param>
public sealed record SkuState(SkuRecord? Record, ImmutableSortedDictionary<string, decimal> PacksEver, long Version)
{
    /// <summary>Before the first put.</summary>
    public static SkuState Empty { get; } = new(null, ImmutableSortedDictionary.Create<string, decimal>(StringComparer.Ordinal), 0);
}

/// <summary>Everything fixed about products' streams.</summary>
public sealed class SkuKind : AggregateKind<SkuState, SkuEvent>
{
    private static readonly SkuJson s_json = new(EventJson.Readable(SkuJson.Default));

    /// <summary>The one there is.</summary>
    public static SkuKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "sku";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<SkuEvent> Events { get; } = new EventCodec<SkuEvent>().Add("sku-put.1", s_json.SkuPut);

    /// <inheritdoc />
    public override SkuState Empty(string key) => SkuState.Empty;

    /// <inheritdoc />
    public override SkuState Evolve(SkuState state, SkuEvent happened, EventInfo info) => happened switch
    {
        SkuPut put => new(put.Record, PacksOf(state, put.Record), info.Version),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a product."),
    };

    /// <inheritdoc />
    public override byte[] SaveState(SkuState state) =>
        JsonSerializer.SerializeToUtf8Bytes(new SkuSnapshot(state.Record, [.. state.PacksEver.Select(pack => new PackEver(pack.Key, pack.Value))], state.Version), s_json.SkuSnapshot);

    /// <inheritdoc />
    public override SkuState LoadState(ReadOnlySpan<byte> json)
    {
        var saved = JsonSerializer.Deserialize(json, s_json.SkuSnapshot)!;
        return new(
            saved.Record,
            SkuState.Empty.PacksEver.AddRange(saved.PacksEver.Select(pack => KeyValuePair.Create(pack.Unit, pack.Contains))),
            saved.Version);
    }

    // Contents are counted in the base unit, so with another base unit the memory of packs begins anew.
    private static ImmutableSortedDictionary<string, decimal> PacksOf(SkuState before, SkuRecord record)
    {
        var known = before.Record?.Unit == record.Unit ? before.PacksEver : SkuState.Empty.PacksEver;
        return record.Packs is null ? known : known.SetItems(record.Packs.Select(pack => KeyValuePair.Create(pack.Unit, pack.Contains)));
    }
}

internal sealed record PackEver(string Unit, decimal Contains);

internal sealed record SkuSnapshot(SkuRecord? Record, ImmutableArray<PackEver> PacksEver, long Version);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(SkuPut))]
[JsonSerializable(typeof(SkuSnapshot))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(Pack[]))]
[JsonSerializable(typeof(ControlledMark[]))]
internal sealed partial class SkuJson : JsonSerializerContext;
