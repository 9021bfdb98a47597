using System.Text.Json;
using System.Text.Json.Serialization;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>Everything fixed about endpoints' streams. A stream is open while messages wait.</summary>
public sealed class WebhookKind : AggregateKind<Webhook, WebhookEvent>
{
    private static readonly WebhookJson s_json = new(EventJson.Readable(WebhookJson.Default));

    /// <summary>The one there is.</summary>
    public static WebhookKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "webhook";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<WebhookEvent> Events { get; } = new EventCodec<WebhookEvent>()
        .Add("webhook-put.1", s_json.WebhookPut)
        .Add("webhook-removed.1", s_json.WebhookRemoved)
        .Add("webhook-queued.1", s_json.WebhookQueued)
        .Add("webhook-delivered.1", s_json.WebhookDelivered)
        .Add("webhook-failed.1", s_json.WebhookFailed)
        .Add("webhook-given-up.1", s_json.WebhookGivenUp)
        .Add("webhook-replayed.1", s_json.WebhookReplayed)
        .Add("webhook-switched-off.1", s_json.WebhookSwitchedOff)
        .Add("webhook-escalations-ended.1", s_json.WebhookEscalationsEnded);

    /// <inheritdoc />
    public override Webhook Empty(string key) => Webhook.Empty;

    /// <inheritdoc />
    public override Webhook Evolve(Webhook state, WebhookEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override StreamMark MarkOf(Webhook after) => after.IsActive && !after.Waiting.IsEmpty ? StreamMark.Open : StreamMark.Closed;

    /// <inheritdoc />
    public override byte[] SaveState(Webhook state) => JsonSerializer.SerializeToUtf8Bytes(
        new WebhookSnapshot(
            state.Record, [.. state.Waiting.Select(Numbered)], [.. state.Dead.Select(Numbered)], state.Next, state.Position, state.Delivered, state.LastDeliveredAt, state.LastTriedAt,
            state.Failure, [.. state.Escalated.Select(one => new EscalatedCause(one.Key, one.Value))], state.DigestedOn, state.Tests),
        s_json.WebhookSnapshot);

    /// <inheritdoc />
    public override Webhook LoadState(ReadOnlySpan<byte> json)
    {
        var saved = JsonSerializer.Deserialize(json, s_json.WebhookSnapshot)!;
        return new(
            saved.Record, ByNumber(saved.Waiting), ByNumber(saved.Dead), saved.Next, saved.Position, saved.Delivered, saved.LastDeliveredAt, saved.LastTriedAt, saved.Failure,
            Webhook.Empty.Escalated.AddRange(saved.Escalated.Select(one => KeyValuePair.Create(one.Cause, one.Occurrence))), saved.DigestedOn, saved.Tests);
    }

    private static NumberedMessage Numbered(KeyValuePair<long, WebhookMessage> message) => new(message.Key, message.Value);

    private static ImmutableSortedDictionary<long, WebhookMessage> ByNumber(ImmutableArray<NumberedMessage> messages) =>
        ImmutableSortedDictionary.CreateRange(messages.Select(message => KeyValuePair.Create(message.Number, message.Message)));
}

internal sealed record NumberedMessage(long Number, WebhookMessage Message);

internal sealed record EscalatedCause(string Cause, int Occurrence);

internal sealed record WebhookSnapshot(
    WebhookRecord? Record,
    ImmutableArray<NumberedMessage> Waiting,
    ImmutableArray<NumberedMessage> Dead,
    long Next,
    long Position,
    long Delivered,
    DateTimeOffset? LastDeliveredAt,
    DateTimeOffset? LastTriedAt,
    string? Failure,
    ImmutableArray<EscalatedCause> Escalated,
    DateOnly? DigestedOn,
    ImmutableArray<string> Tests);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(WebhookPut))]
[JsonSerializable(typeof(WebhookRemoved))]
[JsonSerializable(typeof(WebhookQueued))]
[JsonSerializable(typeof(WebhookDelivered))]
[JsonSerializable(typeof(WebhookFailed))]
[JsonSerializable(typeof(WebhookGivenUp))]
[JsonSerializable(typeof(WebhookReplayed))]
[JsonSerializable(typeof(WebhookSwitchedOff))]
[JsonSerializable(typeof(WebhookEscalationsEnded))]
[JsonSerializable(typeof(WebhookSnapshot))]
[JsonSerializable(typeof(AlertFact[]))]
[JsonSerializable(typeof(AlertView[]))]
[JsonSerializable(typeof(AlertKind[]))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class WebhookJson : JsonSerializerContext;
