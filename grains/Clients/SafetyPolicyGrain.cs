using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>What happens to the table of substances.</summary>
public abstract record SafetyPolicyEvent;

/// <summary>The table was replaced.</summary>
/// <param name="Policy">Whole, as it now stands.</param>
public sealed record SafetyPolicyPut(SafetyPolicy Policy) : SafetyPolicyEvent;

/// <summary>The table of substances.</summary>
/// <param name="Policy">Null while the defaults count.</param>
public sealed record SafetyPolicyState(SafetyPolicy? Policy, long Version);

/// <summary>By which names substances go. One grain; key: <see cref="ISafetyPolicyGrain.Key"/>.</summary>
[Reentrant]
public sealed class SafetyPolicyGrain(AggregateServices house) : AggregateGrain<SafetyPolicyState, SafetyPolicyEvent>(house, SafetyPolicyKind.Instance), ISafetyPolicyGrain
{
    /// <inheritdoc />
    public Task<Answer<SafetyPolicyView>> Put(PutSafetyPolicy ask) => Decide((head, _) => Decided(head, ask), ViewOf, ask.By);

    /// <inheritdoc />
    public async Task<SafetyPolicyView> Get()
    {
        await CheckFresh();
        return ViewOf(Durable);
    }

    // Guards in this order: form, the same content, If-Match.
    private static Decision<SafetyPolicyEvent> Decided(SafetyPolicyState state, PutSafetyPolicy ask)
    {
        if (SafetyForm.Check(ask.Policy) is [var (field, rule), ..]) return Refusal.Invalid(field, rule);
        if (ask.Policy == state.Policy) return Decision<SafetyPolicyEvent>.AlreadyDone;
        if (ask.IfVersion is { } expected && expected != state.Version) return new Refusal(RefusalKind.StaleVersion);
        return new SafetyPolicyPut(ask.Policy);
    }

    private static SafetyPolicyView ViewOf(Versioned<SafetyPolicyState> state) => new(state.State.Policy ?? SafetyDefaults.Policy, state.At, state.Version);
}

/// <summary>Everything fixed about the stream of the table of substances.</summary>
public sealed class SafetyPolicyKind : AggregateKind<SafetyPolicyState, SafetyPolicyEvent>
{
    private static readonly SafetyPolicyJson s_json = new(EventJson.Readable(SafetyPolicyJson.Default));

    /// <summary>The one there is.</summary>
    public static SafetyPolicyKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "safety-policy";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<SafetyPolicyEvent> Events { get; } = new EventCodec<SafetyPolicyEvent>().Add("safety-policy-put.1", s_json.SafetyPolicyPut);

    /// <inheritdoc />
    public override SafetyPolicyState Empty(string key) => new(null, 0);

    /// <inheritdoc />
    public override SafetyPolicyState Evolve(SafetyPolicyState state, SafetyPolicyEvent happened, EventInfo info) => happened switch
    {
        SafetyPolicyPut put => new(put.Policy, info.Version),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of the table of substances."),
    };

    /// <inheritdoc />
    public override byte[] SaveState(SafetyPolicyState state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.SafetyPolicyState);

    /// <inheritdoc />
    public override SafetyPolicyState LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.SafetyPolicyState)!;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SafetyPolicyPut))]
[JsonSerializable(typeof(SafetyPolicyState))]
[JsonSerializable(typeof(Substance[]))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class SafetyPolicyJson : JsonSerializerContext;
