using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>What happens to a contract's record.</summary>
public abstract record ContractEvent;

/// <summary>The record was created or replaced.</summary>
/// <param name="Record">Whole, as it now stands.</param>
public sealed record ContractPut(ContractRecord Record) : ContractEvent;

/// <summary>A contract's record.</summary>
/// <param name="Record">Null before the first put.</param>
public sealed record ContractState(ContractRecord? Record, long Version);

/// <summary>Everything fixed about contracts' streams.</summary>
public sealed class ContractKind : AggregateKind<ContractState, ContractEvent>
{
    private static readonly ContractJson s_json = new(EventJson.Readable(ContractJson.Default));

    /// <summary>The one there is.</summary>
    public static ContractKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "contract";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<ContractEvent> Events { get; } = new EventCodec<ContractEvent>().Add("contract-put.1", s_json.ContractPut);

    /// <inheritdoc />
    public override ContractState Empty(string key) => new(null, 0);

    /// <inheritdoc />
    public override ContractState Evolve(ContractState state, ContractEvent happened, EventInfo info) => happened switch
    {
        ContractPut put => new(put.Record, info.Version),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a contract."),
    };

    /// <inheritdoc />
    public override byte[] SaveState(ContractState state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.ContractState);

    /// <inheritdoc />
    public override ContractState LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.ContractState)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ContractPut))]
[JsonSerializable(typeof(ContractState))]
[JsonSerializable(typeof(ContractPrice[]))]
internal sealed partial class ContractJson : JsonSerializerContext;
