using System.Text.Json;
using System.Text.Json.Serialization;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>Everything fixed about the streams of clients. Key: the client's number.</summary>
public sealed class ClientKind : AggregateKind<Client, ClientEvent>
{
    private static readonly ClientJson s_json = new(EventJson.Readable(ClientJson.Default));

    /// <summary>The one there is.</summary>
    public static ClientKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "client";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<ClientEvent> Events { get; } = new EventCodec<ClientEvent>()
        .Add("client-registered.1", s_json.ClientRegistered)
        .Add("client-changed.1", s_json.ClientChanged)
        .Add("client-phone-answered.1", s_json.ClientPhoneAnswered)
        .Add("client-phone-released.1", s_json.ClientPhoneReleased)
        .Add("client-indexed.1", s_json.ClientIndexed)
        .Add("client-care-changed.1", s_json.ClientCareChanged)
        .Add("client-consented.1", s_json.ClientConsented)
        .Add("client-revealed.1", s_json.ClientRevealed)
        .Add("client-erasure-asked.1", s_json.ClientErasureAsked)
        .Add("client-keys-destroyed.1", s_json.ClientKeysDestroyed);

    /// <inheritdoc />
    public override Client Empty(string key) => Client.Empty;

    /// <inheritdoc />
    public override Client Evolve(Client state, ClientEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override StreamMark MarkOf(Client after) => after.IsUnderway ? StreamMark.Open : StreamMark.Closed;

    /// <inheritdoc />
    public override byte[] SaveState(Client state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.Client);

    /// <inheritdoc />
    public override Client LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.Client)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ClientRegistered))]
[JsonSerializable(typeof(ClientChanged))]
[JsonSerializable(typeof(ClientPhoneAnswered))]
[JsonSerializable(typeof(ClientPhoneReleased))]
[JsonSerializable(typeof(ClientIndexed))]
[JsonSerializable(typeof(ClientCareChanged))]
[JsonSerializable(typeof(ClientConsented))]
[JsonSerializable(typeof(ClientRevealed))]
[JsonSerializable(typeof(ClientErasureAsked))]
[JsonSerializable(typeof(ClientKeysDestroyed))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(ConsentView[]))]
[JsonSerializable(typeof(ClientLook[]))]
[JsonSerializable(typeof(Client))]
internal sealed partial class ClientJson : JsonSerializerContext;
