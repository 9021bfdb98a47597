using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>A case of feedback. Key: its id.</summary>
[Reentrant]
public sealed class FeedbackGrain(AggregateServices house) : AggregateGrain<FeedbackCase, FeedbackEvent>(house, FeedbackKind.Instance), IFeedbackGrain
{
    /// <inheritdoc />
    public async Task<Answer<FeedbackView>> Put(PutFeedback ask)
    {
        var facts = await FactsOf(ask.Store, [ask.Tie.Sku, .. ask.Found.Take(FeedbackRules.MostLots).Select(lot => lot.Sku)], ask.Tie.Sku, ask.Documents);
        var answer = await Decide((head, now) => FeedbackRules.Put(head, Key, ask, facts, now), View, ask.By);
        EndIfEmpty();
        return answer;
    }

    /// <inheritdoc />
    public async Task<Answer<FeedbackView>> Amend(AmendFeedback ask)
    {
        await CheckFresh();
        var state = Durable.State;
        var facts = state.State is null ? null : await FactsOf(state.Store, [state.Tie.Sku, ask.Sku, .. state.Lots.Select(lot => lot.Sku)], ask.Sku, ask.Documents);
        var answer = await Decide((head, _) => FeedbackRules.Amend(facts is null ? FeedbackCase.Empty : head, ask, facts), View, ask.By);
        EndIfEmpty();
        return answer;
    }

    /// <inheritdoc />
    public async Task<Answer<FeedbackView>> Move(MoveFeedback ask)
    {
        var document = Limits.IsId(ask.Document) ? (await GrainFactory.GetGrain<IDocumentGrain>(ask.Document!).Get()).Refusal : null;
        var answer = await Decide((head, _) => FeedbackRules.Move(head, ask, document), View, ask.By);
        EndIfEmpty();
        return answer;
    }

    /// <inheritdoc />
    public async Task<Answer<FeedbackView>> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return Durable.Version == 0 ? new(null, new(RefusalKind.UnknownFeedback), false) : new(View(Durable), null, false);
    }

    private async Task<FeedbackFacts> FactsOf(string store, IEnumerable<string?> skus, string? needed, EquatableList<string> documents)
    {
        var policy = (await GrainFactory.GetGrain<IFeedbackPolicyGrain>(IFeedbackPolicyGrain.Key).Get()).Policy;
        var record = Limits.IsId(store) ? (await GrainFactory.GetGrain<IStoreGrain>(store).Get())?.Record : null;
        var categories = new SortedDictionary<string, GoodsCategory>(StringComparer.Ordinal);
        foreach (var sku in skus.Where(Limits.IsId).Distinct(StringComparer.Ordinal))
            if (await GrainFactory.GetGrain<ISkuGrain>(sku!).Get() is { } known) categories[sku!] = known.Record.GoodsCategory;
        var against = record is null ? new Refusal(RefusalKind.UnknownStore, Store: store) : needed is not null && !categories.ContainsKey(needed) ? new(RefusalKind.UnknownSku, Sku: needed) : null;
        foreach (var document in documents.Take(FeedbackRules.MostDocuments).Where(Limits.IsId)) against ??= (await GrainFactory.GetGrain<IDocumentGrain>(document).Get()).Refusal;
        return new(policy, against, record?.TimeZone ?? "Etc/UTC", categories);
    }

    private FeedbackView View(Versioned<FeedbackCase> on) => FeedbackCase.ViewOf(Key, on);
}

/// <summary>Everything fixed about the streams of feedback. Key: the case.</summary>
public sealed class FeedbackKind : AggregateKind<FeedbackCase, FeedbackEvent>
{
    private static readonly FeedbackJson s_json = new(EventJson.Readable(FeedbackJson.Default));

    /// <summary>The one there is.</summary>
    public static FeedbackKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "feedback";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<FeedbackEvent> Events { get; } = new EventCodec<FeedbackEvent>()
        .Add("feedback-received.1", s_json.FeedbackReceived).Add("feedback-amended.1", s_json.FeedbackAmended).Add("feedback-moved.1", s_json.FeedbackMoved);

    /// <inheritdoc />
    public override FeedbackCase Empty(string key) => FeedbackCase.Empty;

    /// <inheritdoc />
    public override FeedbackCase Evolve(FeedbackCase state, FeedbackEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override byte[] SaveState(FeedbackCase state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.FeedbackCase);

    /// <inheritdoc />
    public override FeedbackCase LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.FeedbackCase)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(FeedbackReceived))]
[JsonSerializable(typeof(FeedbackAmended))]
[JsonSerializable(typeof(FeedbackMoved))]
[JsonSerializable(typeof(FeedbackCase))]
[JsonSerializable(typeof(FeedbackLot[]))]
[JsonSerializable(typeof(FeedbackReport[]))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class FeedbackJson : JsonSerializerContext;
