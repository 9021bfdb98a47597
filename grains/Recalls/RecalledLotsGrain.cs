using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>All recalls of one product. Key: the SKU code.</summary>
[Reentrant]
public sealed class RecalledLotsGrain(AggregateServices house)
    : AggregateGrain<RecalledLots, RecalledLotsEvent>(house, RecalledLotsKind.Instance), IRecalledLotsGrain
{
    /// <inheritdoc />
    public Task<Answer<RecalledLotsView>> Add(RecallLots ask) => Decide((head, _) => RecalledLotsRules.Add(head, ask), ViewOf, ask.By);

    /// <inheritdoc />
    public Task<Answer<RecalledLotsView>> Lift(LiftLots ask) => Decide((head, _) => RecalledLotsRules.Lift(head, ask), ViewOf, ask.By);

    /// <inheritdoc />
    public async Task<RecalledLotsView> Get()
    {
        await CheckFresh();
        return ViewOf(Durable);
    }

    private RecalledLotsView ViewOf(Versioned<RecalledLots> on) => new(Key, on.State.Recalls, on.Version);
}

/// <summary>What may become of a product's list.</summary>
internal static class RecalledLotsRules
{
    public static Decision<RecalledLotsEvent> Add(RecalledLots list, RecallLots ask)
    {
        if (StockRules.RecallForm(ask) is { } malformed) return malformed;
        if (list.Recalls.FirstOrDefault(one => one.Recall == ask.Recall) is { } known)
        {
            // A recall that has found goods made of its own names more than it did.
            return ask.LotNos.All(known.HoldsLot)
                ? Decision<RecalledLotsEvent>.AlreadyDone
                : new RecallListed(known with { LotNos = [.. known.LotNos.Union(ask.LotNos, StringComparer.Ordinal).Order(StringComparer.Ordinal)] });
        }

        return list.Recalls.Length >= IRecalledLotsGrain.Most ? Refusal.Invalid("sku", "has-1000-recalls") : new RecallListed(new(ask.Recall, ask.LotNos, ask.Serials));
    }

    public static Decision<RecalledLotsEvent> Lift(RecalledLots list, LiftLots ask) =>
        list.Recalls.Any(one => one.Recall == ask.Recall) ? new RecallUnlisted(ask.Recall) : Decision<RecalledLotsEvent>.AlreadyDone;
}

/// <summary>What happens to a product's list of recalls.</summary>
public abstract record RecalledLotsEvent;

/// <summary>A recall is on it, in the place of what it named before.</summary>
public sealed record RecallListed(LotRecall Recall) : RecalledLotsEvent;

/// <summary>A recall was lifted.</summary>
public sealed record RecallUnlisted(string Recall) : RecalledLotsEvent;

/// <summary>A product's list of recalls, in the order of their ids.</summary>
public sealed record RecalledLots(ImmutableArray<LotRecall> Recalls)
{
    /// <summary>Before the first.</summary>
    public static RecalledLots Empty { get; } = new([]);
}

/// <summary>Everything fixed about the streams of products' lists of recalls.</summary>
public sealed class RecalledLotsKind : AggregateKind<RecalledLots, RecalledLotsEvent>
{
    private static readonly RecalledLotsJson s_json = new(EventJson.Readable(RecalledLotsJson.Default));

    /// <summary>The one there is.</summary>
    public static RecalledLotsKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "recalled-lots";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<RecalledLotsEvent> Events { get; } = new EventCodec<RecalledLotsEvent>()
        .Add("recall-listed.1", s_json.RecallListed)
        .Add("recall-unlisted.1", s_json.RecallUnlisted);

    /// <inheritdoc />
    public override RecalledLots Empty(string key) => RecalledLots.Empty;

    /// <inheritdoc />
    public override RecalledLots Evolve(RecalledLots state, RecalledLotsEvent happened, EventInfo info) => happened switch
    {
        RecallListed listed => new([.. state.Recalls.RemoveAll(one => one.Recall == listed.Recall.Recall).Append(listed.Recall).OrderBy(one => one.Recall, StringComparer.Ordinal)]),
        RecallUnlisted gone => new(state.Recalls.RemoveAll(one => one.Recall == gone.Recall)),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a list of recalls."),
    };

    /// <inheritdoc />
    public override byte[] SaveState(RecalledLots state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.RecalledLots);

    /// <inheritdoc />
    public override RecalledLots LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.RecalledLots)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RecallListed))]
[JsonSerializable(typeof(RecallUnlisted))]
[JsonSerializable(typeof(RecalledLots))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class RecalledLotsJson : JsonSerializerContext;
