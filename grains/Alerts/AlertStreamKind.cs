using System.Text.Json;
using System.Text.Json.Serialization;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>Everything fixed about alerts' streams. A stream is open while the alert's facts hold.</summary>
public sealed class AlertStreamKind : AggregateKind<Alert, AlertEvent>
{
    private static readonly AlertJson s_json = new(EventJson.Readable(AlertJson.Default));

    /// <summary>The one there is.</summary>
    public static AlertStreamKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "alert";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<AlertEvent> Events { get; } = new EventCodec<AlertEvent>()
        .Add("alert-raised.1", s_json.AlertRaised)
        .Add("alert-facts-changed.1", s_json.AlertFactsChanged)
        .Add("alert-worsened.1", s_json.AlertWorsened)
        .Add("alert-resolved.1", s_json.AlertResolved)
        .Add("alert-acknowledged.1", s_json.AlertAcknowledged)
        .Add("alert-snoozed.1", s_json.AlertSnoozed)
        .Add("alert-snooze-ended.1", s_json.AlertSnoozeEnded)
        .Add("alert-assigned.1", s_json.AlertAssigned)
        .Add("alert-settled.1", s_json.AlertSettled);

    /// <inheritdoc />
    public override Alert Empty(string key) => Alert.Empty;

    /// <inheritdoc />
    public override Alert Evolve(Alert state, AlertEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override StreamMark MarkOf(Alert after) => AlertLife.HasFacts(after.State) ? StreamMark.Open : StreamMark.Closed;

    /// <inheritdoc />
    public override byte[] SaveState(Alert state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.Alert);

    /// <inheritdoc />
    public override Alert LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.Alert)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(AlertRaised))]
[JsonSerializable(typeof(AlertFactsChanged))]
[JsonSerializable(typeof(AlertWorsened))]
[JsonSerializable(typeof(AlertResolved))]
[JsonSerializable(typeof(AlertAcknowledged))]
[JsonSerializable(typeof(AlertSnoozed))]
[JsonSerializable(typeof(AlertSnoozeEnded))]
[JsonSerializable(typeof(AlertAssigned))]
[JsonSerializable(typeof(AlertSettled))]
[JsonSerializable(typeof(Alert))]
[JsonSerializable(typeof(AlertFact[]))]
internal sealed partial class AlertJson : JsonSerializerContext;
