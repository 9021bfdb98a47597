using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>By when the authority is told of feedback. One grain; key: <see cref="IFeedbackPolicyGrain.Key"/>.</summary>
[Reentrant]
public sealed class FeedbackPolicyGrain(AggregateServices house)
    : AggregateGrain<FeedbackPolicyRecord, FeedbackPolicyEvent>(house, FeedbackPolicyKind.Instance), IFeedbackPolicyGrain
{
    /// <inheritdoc />
    public Task<Answer<FeedbackPolicyView>> Put(PutFeedbackPolicy ask) => Decide((head, _) => FeedbackPolicyRules.Put(head, ask), ViewOf, ask.By);

    /// <inheritdoc />
    public async Task<FeedbackPolicyView> Get()
    {
        await CheckFresh();
        return ViewOf(Durable);
    }

    private static FeedbackPolicyView ViewOf(Versioned<FeedbackPolicyRecord> state) => new(state.State.Policy ?? FeedbackDefaults.Policy, state.At, state.Version);
}

/// <summary>What may become of the tables.</summary>
internal static class FeedbackPolicyRules
{
    /// <summary>Guards in this order: form, the same content, If-Match.</summary>
    public static Decision<FeedbackPolicyEvent> Put(FeedbackPolicyRecord state, PutFeedbackPolicy ask)
    {
        if (FeedbackPolicyForm.Check(ask.Policy) is [var (field, rule), ..]) return Refusal.Invalid(field, rule);
        if (ask.Policy == state.Policy) return Decision<FeedbackPolicyEvent>.AlreadyDone;
        if (ask.IfVersion is { } expected && expected != state.Version) return new Refusal(RefusalKind.StaleVersion);
        return new FeedbackPolicyPut(ask.Policy);
    }
}

/// <summary>What happens to the tables of feedback.</summary>
public abstract record FeedbackPolicyEvent;

/// <summary>The tables were replaced.</summary>
/// <param name="Policy">Whole, as they now stand.</param>
public sealed record FeedbackPolicyPut(FeedbackPolicy Policy) : FeedbackPolicyEvent;

/// <summary>The tables of feedback.</summary>
/// <param name="Policy">Null while the defaults count.</param>
public sealed record FeedbackPolicyRecord(FeedbackPolicy? Policy, long Version);

/// <summary>Everything fixed about the stream of the tables of feedback.</summary>
public sealed class FeedbackPolicyKind : AggregateKind<FeedbackPolicyRecord, FeedbackPolicyEvent>
{
    private static readonly FeedbackPolicyJson s_json = new(EventJson.Readable(FeedbackPolicyJson.Default));

    /// <summary>The one there is.</summary>
    public static FeedbackPolicyKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "feedback-policy";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<FeedbackPolicyEvent> Events { get; } = new EventCodec<FeedbackPolicyEvent>().Add("feedback-policy-put.1", s_json.FeedbackPolicyPut);

    /// <inheritdoc />
    public override FeedbackPolicyRecord Empty(string key) => new(null, 0);

    /// <inheritdoc />
    public override FeedbackPolicyRecord Evolve(FeedbackPolicyRecord state, FeedbackPolicyEvent happened, EventInfo info) => happened switch
    {
        FeedbackPolicyPut put => new(put.Policy, info.Version),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of the tables of feedback."),
    };

    /// <inheritdoc />
    public override byte[] SaveState(FeedbackPolicyRecord state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.FeedbackPolicyRecord);

    /// <inheritdoc />
    public override FeedbackPolicyRecord LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.FeedbackPolicyRecord)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(FeedbackPolicyPut))]
[JsonSerializable(typeof(FeedbackPolicyRecord))]
[JsonSerializable(typeof(FeedbackClock[]))]
[JsonSerializable(typeof(FeedbackThreshold[]))]
internal sealed partial class FeedbackPolicyJson : JsonSerializerContext;
