using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>Everything fixed about the streams of owners' accounts. Key: the owner, such as "consignor:V-1".</summary>
public sealed class OwnerAccountKind : AggregateKind<OwnerAccount, OwnerAccountEvent>
{
    private static readonly OwnerAccountJson s_json = new(EventJson.Readable(OwnerAccountJson.Default));

    /// <summary>The one there is.</summary>
    public static OwnerAccountKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "owner-account";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<OwnerAccountEvent> Events { get; } = new EventCodec<OwnerAccountEvent>()
        .Add("settlement-drafted.1", s_json.SettlementDrafted)
        .Add("settlement-moved.1", s_json.SettlementMoved);

    /// <inheritdoc />
    public override OwnerAccount Empty(string key) => OwnerAccount.Empty;

    /// <inheritdoc />
    public override OwnerAccount Evolve(OwnerAccount state, OwnerAccountEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override byte[] SaveState(OwnerAccount state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.OwnerAccount);

    /// <inheritdoc />
    public override OwnerAccount LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.OwnerAccount)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(SettlementDrafted))]
[JsonSerializable(typeof(SettlementMoved))]
[JsonSerializable(typeof(OwnerAccount))]
[JsonSerializable(typeof(Money[]))]
internal sealed partial class OwnerAccountJson : JsonSerializerContext;
