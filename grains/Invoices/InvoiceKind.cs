using System.Text.Json;
using System.Text.Json.Serialization;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>Everything fixed about invoices' streams.</summary>
public sealed class InvoiceKind : AggregateKind<Invoice, InvoiceEvent>
{
    private static readonly InvoiceJson s_json = new(EventJson.Readable(InvoiceJson.Default));

    /// <summary>The one there is.</summary>
    public static InvoiceKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "invoice";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<InvoiceEvent> Events { get; } = new EventCodec<InvoiceEvent>()
        .Add("invoice-put.1", s_json.InvoicePut)
        .Add("invoice-match-asked.1", s_json.InvoiceMatchAsked)
        .Add("invoice-matched.1", s_json.InvoiceMatched)
        .Add("invoice-approved.1", s_json.InvoiceApproved)
        .Add("invoice-rejected.1", s_json.InvoiceRejected)
        .Add("invoice-dropped.1", s_json.InvoiceDropped)
        .Add("invoice-voided.1", s_json.InvoiceVoided)
        .Add("invoice-paid.1", s_json.InvoicePaid);

    /// <inheritdoc />
    public override Invoice Empty(string key) => Invoice.Empty;

    /// <inheritdoc />
    public override Invoice Evolve(Invoice state, InvoiceEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override StreamMark MarkOf(Invoice after) => after.IsUnderway ? StreamMark.Open : StreamMark.Closed;

    /// <inheritdoc />
    public override byte[] SaveState(Invoice state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.Invoice);

    /// <inheritdoc />
    public override Invoice LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.Invoice)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(InvoicePut))]
[JsonSerializable(typeof(InvoiceMatchAsked))]
[JsonSerializable(typeof(InvoiceMatched))]
[JsonSerializable(typeof(InvoiceApproved))]
[JsonSerializable(typeof(InvoiceRejected))]
[JsonSerializable(typeof(InvoiceDropped))]
[JsonSerializable(typeof(InvoiceVoided))]
[JsonSerializable(typeof(InvoicePaid))]
[JsonSerializable(typeof(Invoice))]
[JsonSerializable(typeof(InvoicedLine[]))]
[JsonSerializable(typeof(MatchedLine[]))]
[JsonSerializable(typeof(StockKey[]))]
[JsonSerializable(typeof(InvoiceStep[]))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class InvoiceJson : JsonSerializerContext;
