using System.Text.Json;
using System.Text.Json.Serialization;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>Everything fixed about supplier returns' streams.</summary>
public sealed class SupplierReturnKind : AggregateKind<SupplierReturn, SupplierReturnEvent>
{
    private static readonly SupplierReturnJson s_json = new(EventJson.Readable(SupplierReturnJson.Default));

    /// <summary>The one there is.</summary>
    public static SupplierReturnKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "supplier-return";

    /// <inheritdoc />
    public override int FoldVersion => 2;

    /// <inheritdoc />
    public override EventCodec<SupplierReturnEvent> Events { get; } = new EventCodec<SupplierReturnEvent>()
        .Add("supplier-return-put.1", s_json.SupplierReturnPut)
        .Add("supplier-return-lines-sent.1", s_json.SupplierReturnLinesSent)
        .Add("supplier-return-credit-asked.1", s_json.SupplierReturnCreditAsked)
        .Add("supplier-return-credit-refused.1", s_json.SupplierReturnCreditRefused)
        .Add("supplier-return-credited.1", s_json.SupplierReturnCredited)
        .Add("supplier-return-exchanged.1", s_json.SupplierReturnExchanged)
        .Add("supplier-return-declined.1", s_json.SupplierReturnDeclined)
        .Add("supplier-return-lines-back.1", s_json.SupplierReturnLinesBack);

    /// <inheritdoc />
    public override SupplierReturn Empty(string key) => SupplierReturn.Empty;

    /// <inheritdoc />
    public override SupplierReturn Evolve(SupplierReturn state, SupplierReturnEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override StreamMark MarkOf(SupplierReturn after) => after.IsUnderway ? StreamMark.Open : StreamMark.Closed;

    /// <inheritdoc />
    public override byte[] SaveState(SupplierReturn state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.SupplierReturn);

    /// <inheritdoc />
    public override SupplierReturn LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.SupplierReturn)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(SupplierReturnPut))]
[JsonSerializable(typeof(SupplierReturnLinesSent))]
[JsonSerializable(typeof(SupplierReturnCreditAsked))]
[JsonSerializable(typeof(SupplierReturnCreditRefused))]
[JsonSerializable(typeof(SupplierReturnCredited))]
[JsonSerializable(typeof(SupplierReturnExchanged))]
[JsonSerializable(typeof(SupplierReturnDeclined))]
[JsonSerializable(typeof(SupplierReturnLinesBack))]
[JsonSerializable(typeof(SupplierReturn))]
[JsonSerializable(typeof(SentBackLine[]))]
[JsonSerializable(typeof(SentBackOutcome[]))]
internal sealed partial class SupplierReturnJson : JsonSerializerContext;
