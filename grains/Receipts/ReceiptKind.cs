using System.Text.Json;
using System.Text.Json.Serialization;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>Everything fixed about receipts' streams.</summary>
public sealed class ReceiptKind : AggregateKind<Receipt, ReceiptEvent>
{
    private static readonly ReceiptJson s_json = new(EventJson.Readable(ReceiptJson.Default));

    /// <summary>The one there is.</summary>
    public static ReceiptKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "receipt";

    /// <inheritdoc />
    public override int FoldVersion => 3;

    /// <inheritdoc />
    public override EventCodec<ReceiptEvent> Events { get; } = new EventCodec<ReceiptEvent>()
        .Add("receipt-opened.1", s_json.ReceiptOpened)
        .Add("receipt-order-answered.1", s_json.ReceiptOrderAnswered)
        .Add("receipt-lots-stocked.1", s_json.ReceiptLotsStocked)
        .Add("receipt-order-settled.1", s_json.ReceiptOrderSettled)
        .Add("receipt-rejected-sent-back.1", s_json.ReceiptRejectedSentBack);

    /// <inheritdoc />
    public override Receipt Empty(string key) => Receipt.Empty;

    /// <inheritdoc />
    public override Receipt Evolve(Receipt state, ReceiptEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override StreamMark MarkOf(Receipt after) => after.IsUnderway ? StreamMark.Open : StreamMark.Closed;

    /// <inheritdoc />
    public override byte[] SaveState(Receipt state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.Receipt);

    /// <inheritdoc />
    public override Receipt LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.Receipt)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ReceiptOpened))]
[JsonSerializable(typeof(ReceiptOrderAnswered))]
[JsonSerializable(typeof(ReceiptLotsStocked))]
[JsonSerializable(typeof(ReceiptOrderSettled))]
[JsonSerializable(typeof(ReceiptRejectedSentBack))]
[JsonSerializable(typeof(ReceiptRejectedSentBack[]))]
[JsonSerializable(typeof(NamedDocument[]))]
[JsonSerializable(typeof(PersonRole[]))]
[JsonSerializable(typeof(ApprovalLimit[]))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(LotQuantity[]))]
internal sealed partial class ReceiptJson : JsonSerializerContext;
