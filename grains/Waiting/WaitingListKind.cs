using System.Text.Json;
using System.Text.Json.Serialization;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>Everything fixed about waiting lists' streams. Key: "store/sku".</summary>
public sealed class WaitingListKind : AggregateKind<WaitingList, WaitingEvent>
{
    private static readonly WaitingJson s_json = new(EventJson.Readable(WaitingJson.Default));

    /// <summary>The one there is.</summary>
    public static WaitingListKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "waiting-list";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<WaitingEvent> Events { get; } = new EventCodec<WaitingEvent>()
        .Add("waiting-joined.1", s_json.WaitingJoined)
        .Add("waiting-offer-decided.1", s_json.WaitingOfferDecided)
        .Add("waiting-offered.1", s_json.WaitingOffered)
        .Add("waiting-offer-missed.1", s_json.WaitingOfferMissed)
        .Add("waiting-accept-asked.1", s_json.WaitingAcceptAsked)
        .Add("waiting-end-asked.1", s_json.WaitingEndAsked)
        .Add("waiting-ended.1", s_json.WaitingEnded);

    /// <inheritdoc />
    public override WaitingList Empty(string key) => WaitingList.Empty;

    /// <inheritdoc />
    public override WaitingList Evolve(WaitingList state, WaitingEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override CommandRef? CommandOf(WaitingEvent happened) => happened is WaitingJoined joined ? new(JoinCommand(joined.Id), joined.BodyHash) : null;

    /// <summary>The command id of who joins.</summary>
    public static string JoinCommand(string id) => "waiting/" + id;

    /// <summary>Open while anybody waits or has an offer: the sweep looks at it.</summary>
    public override StreamMark MarkOf(WaitingList after) => after.Open.IsEmpty ? StreamMark.Closed : StreamMark.Open;

    /// <inheritdoc />
    public override byte[] SaveState(WaitingList state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.WaitingList);

    /// <inheritdoc />
    public override WaitingList LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.WaitingList)!;

    /// <summary>One entry as read models keep it.</summary>
    public static string SaveEntry(WaitingEntry entry) => JsonSerializer.Serialize(entry, s_json.WaitingEntry);

    /// <summary>Reads what <see cref="SaveEntry"/> wrote.</summary>
    public static WaitingEntry LoadEntry(string json) => JsonSerializer.Deserialize(json, s_json.WaitingEntry)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(WaitingJoined))]
[JsonSerializable(typeof(WaitingOfferDecided))]
[JsonSerializable(typeof(WaitingOffered))]
[JsonSerializable(typeof(WaitingOfferMissed))]
[JsonSerializable(typeof(WaitingAcceptAsked))]
[JsonSerializable(typeof(WaitingEndAsked))]
[JsonSerializable(typeof(WaitingEnded))]
[JsonSerializable(typeof(WaitingList))]
internal sealed partial class WaitingJson : JsonSerializerContext;
