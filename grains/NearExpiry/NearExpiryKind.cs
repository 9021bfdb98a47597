using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>What happens to proposals for a lot that expires soon.</summary>
public abstract record NearExpiryEvent;

/// <summary>A proposal was taken or refused.</summary>
/// <param name="Stage">Days before expiry at which it was proposed.</param>
/// <param name="ExpiresAt">The lot's, so that what was saved can be told of these events alone.</param>
public sealed record NearExpiryDecided(
    string Id, NearExpiryProposal Proposal, bool Taken, decimal Quantity, string? To, decimal? Discount, string? Reason, int Stage, DateTimeOffset ExpiresAt) : NearExpiryEvent;

/// <summary>The decisions of a lot, folded from their events, oldest first.</summary>
public sealed record NearExpiryState(ImmutableArray<NearExpiryDecision> Decisions)
{
    /// <summary>Before the first event.</summary>
    public static NearExpiryState Empty { get; } = new([]);

    /// <summary>The decision of an id, or null.</summary>
    public NearExpiryDecision? Find(string id) => Decisions.FirstOrDefault(one => one.Id == id);
}

/// <summary>Everything fixed about the streams of proposals for lots. Key: "store/sku/lot".</summary>
public sealed class NearExpiryKind : AggregateKind<NearExpiryState, NearExpiryEvent>
{
    private static readonly NearExpiryJson s_json = new(EventJson.Readable(NearExpiryJson.Default));

    /// <summary>The one there is.</summary>
    public static NearExpiryKind Instance { get; } = new();

    /// <summary>The key of a lot's.</summary>
    public static string KeyOf(string store, string sku, string lot) => $"{store}/{sku}/{lot}";

    /// <inheritdoc />
    public override string Category => "near-expiry";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<NearExpiryEvent> Events { get; } = new EventCodec<NearExpiryEvent>().Add("near-expiry-decided.1", s_json.NearExpiryDecided);

    /// <inheritdoc />
    public override NearExpiryState Empty(string key) => NearExpiryState.Empty;

    /// <inheritdoc />
    public override NearExpiryState Evolve(NearExpiryState state, NearExpiryEvent happened, EventInfo info) => happened switch
    {
        NearExpiryDecided it => new(state.Decisions.Add(new(
            it.Id, it.Proposal, it.Taken, it.Quantity, it.To, it.Discount, it.Reason, it.Stage, it.ExpiresAt, info.Actor, info.At, info.Version))),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of proposals."),
    };

    /// <inheritdoc />
    public override byte[] SaveState(NearExpiryState state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.NearExpiryState);

    /// <inheritdoc />
    public override NearExpiryState LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.NearExpiryState)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(NearExpiryDecided))]
[JsonSerializable(typeof(NearExpiryState))]
internal sealed partial class NearExpiryJson : JsonSerializerContext;
