using System.Text.Json;
using System.Text.Json.Serialization;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>Everything fixed about transfers' streams.</summary>
public sealed class TransferKind : AggregateKind<Transfer, TransferEvent>
{
    private static readonly TransferJson s_json = new(EventJson.Readable(TransferJson.Default));

    /// <summary>The one there is.</summary>
    public static TransferKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "transfer";

    /// <inheritdoc />
    public override int FoldVersion => 5;

    /// <inheritdoc />
    public override EventCodec<TransferEvent> Events { get; } = new EventCodec<TransferEvent>()
        .Add("transfer-opened.1", s_json.TransferOpened)
        .Add("transfer-lines-reserved.1", s_json.TransferLinesReserved)
        .Add("transfer-lines-released.1", s_json.TransferLinesReleased)
        .Add("transfer-ship-asked.1", s_json.TransferShipAsked)
        .Add("transfer-lines-checked.1", s_json.TransferLinesChecked)
        .Add("transfer-ship-decided.1", s_json.TransferShipDecided)
        .Add("transfer-lines-shipped.1", s_json.TransferLinesShipped)
        .Add("transfer-arrived.1", s_json.TransferArrived)
        .Add("transfer-lines-received.1", s_json.TransferLinesReceived)
        .Add("transfer-cancel-asked.1", s_json.TransferCancelAsked);

    /// <inheritdoc />
    public override Transfer Empty(string key) => Transfer.Empty;

    /// <inheritdoc />
    public override Transfer Evolve(Transfer state, TransferEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override StreamMark MarkOf(Transfer after) => after.IsUnderway ? StreamMark.Open : StreamMark.Closed;

    /// <inheritdoc />
    public override byte[] SaveState(Transfer state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.Transfer);

    /// <inheritdoc />
    public override Transfer LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.Transfer)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(TransferOpened))]
[JsonSerializable(typeof(TransferLinesReserved))]
[JsonSerializable(typeof(TransferLinesReleased))]
[JsonSerializable(typeof(TransferShipAsked))]
[JsonSerializable(typeof(TransferLinesChecked))]
[JsonSerializable(typeof(TransferShipDecided))]
[JsonSerializable(typeof(TransferLinesShipped))]
[JsonSerializable(typeof(TransferArrived))]
[JsonSerializable(typeof(TransferLinesReceived))]
[JsonSerializable(typeof(TransferCancelAsked))]
[JsonSerializable(typeof(TransferTerm[]))]
[JsonSerializable(typeof(LineUnits[]))]
[JsonSerializable(typeof(LotPrice[]))]
[JsonSerializable(typeof(LotParent[]))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(Transfer))]
internal sealed partial class TransferJson : JsonSerializerContext;
