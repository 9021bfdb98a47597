using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>By when a recall has to be told and done. One grain; key: <see cref="IRecallPolicyGrain.Key"/>.</summary>
[Reentrant]
public sealed class RecallPolicyGrain(AggregateServices house)
    : AggregateGrain<RecallPolicyRecord, RecallPolicyEvent>(house, RecallPolicyKind.Instance), IRecallPolicyGrain
{
    /// <inheritdoc />
    public Task<Answer<RecallPolicyView>> Put(PutRecallPolicy ask) => Decide((head, _) => RecallPolicyRules.Put(head, ask), ViewOf, ask.By);

    /// <inheritdoc />
    public async Task<RecallPolicyView> Get()
    {
        await CheckFresh();
        return ViewOf(Durable);
    }

    private static RecallPolicyView ViewOf(Versioned<RecallPolicyRecord> state) => new(state.State.Policy ?? RecallDefaults.Policy, state.At, state.Version);
}

/// <summary>What may become of the table.</summary>
internal static class RecallPolicyRules
{
    /// <summary>Guards in this order: form, the same content, If-Match.</summary>
    public static Decision<RecallPolicyEvent> Put(RecallPolicyRecord state, PutRecallPolicy ask)
    {
        if (RecallPolicyForm.Check(ask.Policy) is [var (field, rule), ..]) return Refusal.Invalid(field, rule);
        if (ask.Policy == state.Policy) return Decision<RecallPolicyEvent>.AlreadyDone;
        if (ask.IfVersion is { } expected && expected != state.Version) return new Refusal(RefusalKind.StaleVersion);
        return new RecallPolicyPut(ask.Policy);
    }
}

/// <summary>What happens to the table of recalls.</summary>
public abstract record RecallPolicyEvent;

/// <summary>The table was replaced.</summary>
/// <param name="Policy">Whole, as it now stands.</param>
public sealed record RecallPolicyPut(RecallPolicy Policy) : RecallPolicyEvent;

/// <summary>The table of recalls.</summary>
/// <param name="Policy">Null while the defaults count.</param>
public sealed record RecallPolicyRecord(RecallPolicy? Policy, long Version);

/// <summary>Everything fixed about the stream of the table of recalls.</summary>
public sealed class RecallPolicyKind : AggregateKind<RecallPolicyRecord, RecallPolicyEvent>
{
    private static readonly RecallPolicyJson s_json = new(EventJson.Readable(RecallPolicyJson.Default));

    /// <summary>The one there is.</summary>
    public static RecallPolicyKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "recall-policy";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<RecallPolicyEvent> Events { get; } = new EventCodec<RecallPolicyEvent>().Add("recall-policy-put.1", s_json.RecallPolicyPut);

    /// <inheritdoc />
    public override RecallPolicyRecord Empty(string key) => new(null, 0);

    /// <inheritdoc />
    public override RecallPolicyRecord Evolve(RecallPolicyRecord state, RecallPolicyEvent happened, EventInfo info) => happened switch
    {
        RecallPolicyPut put => new(put.Policy, info.Version),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of the table of recalls."),
    };

    /// <inheritdoc />
    public override byte[] SaveState(RecallPolicyRecord state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.RecallPolicyRecord);

    /// <inheritdoc />
    public override RecallPolicyRecord LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.RecallPolicyRecord)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RecallPolicyPut))]
[JsonSerializable(typeof(RecallPolicyRecord))]
[JsonSerializable(typeof(RecallDuty[]))]
internal sealed partial class RecallPolicyJson : JsonSerializerContext;
