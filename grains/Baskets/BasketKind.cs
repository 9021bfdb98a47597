using System.Text.Json;
using System.Text.Json.Serialization;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>Everything fixed about baskets' streams.</summary>
public sealed class BasketKind : AggregateKind<Basket, BasketEvent>
{
    private static readonly BasketJson s_json = new(EventJson.Readable(BasketJson.Default));

    /// <summary>The one there is.</summary>
    public static BasketKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "basket";

    /// <inheritdoc />
    public override int FoldVersion => 2;

    /// <inheritdoc />
    public override EventCodec<BasketEvent> Events { get; } = new EventCodec<BasketEvent>()
        .Add("basket-opened.1", s_json.BasketOpened)
        .Add("basket-lines-reserved.1", s_json.BasketLinesReserved)
        .Add("basket-lines-released.1", s_json.BasketLinesReleased)
        .Add("basket-commit-asked.1", s_json.BasketCommitAsked)
        .Add("basket-lines-pinned.1", s_json.BasketLinesPinned)
        .Add("basket-lines-unpinned.1", s_json.BasketLinesUnpinned)
        .Add("basket-commit-decided.1", s_json.BasketCommitDecided)
        .Add("basket-lines-committed.1", s_json.BasketLinesCommitted)
        .Add("basket-release-asked.1", s_json.BasketReleaseAsked)
        .Add("basket-expired.1", s_json.BasketExpired);

    /// <inheritdoc />
    public override Basket Empty(string key) => Basket.Empty;

    /// <inheritdoc />
    public override Basket Evolve(Basket state, BasketEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override StreamMark MarkOf(Basket after) => after.IsUnderway ? StreamMark.Open : StreamMark.Closed;

    /// <inheritdoc />
    public override byte[] SaveState(Basket state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.Basket);

    /// <inheritdoc />
    public override Basket LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.Basket)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(BasketOpened))]
[JsonSerializable(typeof(BasketLinesReserved))]
[JsonSerializable(typeof(BasketLinesReleased))]
[JsonSerializable(typeof(BasketCommitAsked))]
[JsonSerializable(typeof(BasketLinesPinned))]
[JsonSerializable(typeof(BasketLinesUnpinned))]
[JsonSerializable(typeof(BasketCommitDecided))]
[JsonSerializable(typeof(BasketLinesCommitted))]
[JsonSerializable(typeof(BasketReleaseAsked))]
[JsonSerializable(typeof(BasketExpired))]
[JsonSerializable(typeof(Basket))]
internal sealed partial class BasketJson : JsonSerializerContext;
