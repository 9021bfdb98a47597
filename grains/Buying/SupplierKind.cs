using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>What happens to a supplier's record.</summary>
public abstract record SupplierEvent;

/// <summary>The record was created or replaced.</summary>
/// <param name="Record">Whole, as it now stands.</param>
public sealed record SupplierPut(SupplierRecord Record) : SupplierEvent;

/// <summary>A contract is about to name this supplier.</summary>
public sealed record SupplierContractAdded(string Contract) : SupplierEvent;

/// <summary>A supplier's record and its contracts.</summary>
/// <param name="Record">Null before the first put.</param>
/// <param name="Contracts">Ids, in ordinal order.</param>
public sealed record SupplierState(SupplierRecord? Record, ImmutableArray<string> Contracts, long Version)
{
    /// <summary>Before the first put.</summary>
    public static SupplierState Empty { get; } = new(null, [], 0);
}

/// <summary>Everything fixed about suppliers' streams.</summary>
public sealed class SupplierKind : AggregateKind<SupplierState, SupplierEvent>
{
    private static readonly SupplierJson s_json = new(EventJson.Readable(SupplierJson.Default));

    /// <summary>The one there is.</summary>
    public static SupplierKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "supplier";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<SupplierEvent> Events { get; } = new EventCodec<SupplierEvent>()
        .Add("supplier-put.1", s_json.SupplierPut)
        .Add("supplier-contract-added.1", s_json.SupplierContractAdded);

    /// <inheritdoc />
    public override SupplierState Empty(string key) => SupplierState.Empty;

    /// <inheritdoc />
    public override SupplierState Evolve(SupplierState state, SupplierEvent happened, EventInfo info) => happened switch
    {
        SupplierPut put => state with { Record = put.Record, Version = info.Version },
        SupplierContractAdded added => state with { Contracts = [.. state.Contracts.Append(added.Contract).Order(StringComparer.Ordinal)], Version = info.Version },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a supplier."),
    };

    /// <inheritdoc />
    public override byte[] SaveState(SupplierState state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.SupplierState);

    /// <inheritdoc />
    public override SupplierState LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.SupplierState)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(SupplierPut))]
[JsonSerializable(typeof(SupplierContractAdded))]
[JsonSerializable(typeof(SupplierState))]
[JsonSerializable(typeof(Qualification[]))]
[JsonSerializable(typeof(SupplierPrice[]))]
[JsonSerializable(typeof(GoodsCategory[]))]
[JsonSerializable(typeof(WeekDay[]))]
internal sealed partial class SupplierJson : JsonSerializerContext;
