using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>Which goods may be repacked how. One grain; key: <see cref="IRepackPolicyGrain.Key"/>.</summary>
[Reentrant]
public sealed class RepackPolicyGrain(AggregateServices house)
    : AggregateGrain<RepackPolicyState, RepackPolicyEvent>(house, RepackPolicyKind.Instance), IRepackPolicyGrain
{
    /// <inheritdoc />
    public Task<Answer<RepackPolicyView>> Put(PutRepackPolicy ask) => Decide((head, _) => RepackPolicyRules.Put(head, ask), ViewOf, ask.By);

    /// <inheritdoc />
    public async Task<RepackPolicyView> Get()
    {
        await CheckFresh();
        return ViewOf(Durable);
    }

    private static RepackPolicyView ViewOf(Versioned<RepackPolicyState> state) => new(state.State.Policy ?? RepackDefaults.Policy, state.At, state.Version);
}

/// <summary>What may become of the table.</summary>
internal static class RepackPolicyRules
{
    /// <summary>Guards in this order: form, the same content, If-Match.</summary>
    public static Decision<RepackPolicyEvent> Put(RepackPolicyState state, PutRepackPolicy ask)
    {
        if (RecipeForm.Check(ask.Policy) is [var (field, rule), ..]) return Refusal.Invalid(field, rule);
        if (ask.Policy == state.Policy) return Decision<RepackPolicyEvent>.AlreadyDone;
        if (ask.IfVersion is { } expected && expected != state.Version) return new Refusal(RefusalKind.StaleVersion);
        return new RepackPolicyPut(ask.Policy);
    }
}

/// <summary>What happens to the table of repacking.</summary>
public abstract record RepackPolicyEvent;

/// <summary>The table was replaced.</summary>
/// <param name="Policy">Whole, as it now stands.</param>
public sealed record RepackPolicyPut(RepackPolicy Policy) : RepackPolicyEvent;

/// <summary>The table of repacking.</summary>
/// <param name="Policy">Null while the defaults count.</param>
public sealed record RepackPolicyState(RepackPolicy? Policy, long Version);

/// <summary>Everything fixed about the stream of the table of repacking.</summary>
public sealed class RepackPolicyKind : AggregateKind<RepackPolicyState, RepackPolicyEvent>
{
    private static readonly RepackPolicyJson s_json = new(EventJson.Readable(RepackPolicyJson.Default));

    /// <summary>The one there is.</summary>
    public static RepackPolicyKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "repack-policy";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<RepackPolicyEvent> Events { get; } = new EventCodec<RepackPolicyEvent>().Add("repack-policy-put.1", s_json.RepackPolicyPut);

    /// <inheritdoc />
    public override RepackPolicyState Empty(string key) => new(null, 0);

    /// <inheritdoc />
    public override RepackPolicyState Evolve(RepackPolicyState state, RepackPolicyEvent happened, EventInfo info) => happened switch
    {
        RepackPolicyPut put => new(put.Policy, info.Version),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of the table of repacking."),
    };

    /// <inheritdoc />
    public override byte[] SaveState(RepackPolicyState state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.RepackPolicyState);

    /// <inheritdoc />
    public override RepackPolicyState LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.RepackPolicyState)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RepackPolicyPut))]
[JsonSerializable(typeof(RepackPolicyState))]
[JsonSerializable(typeof(RepackRule[]))]
[JsonSerializable(typeof(RepackKind[]))]
internal sealed partial class RepackPolicyJson : JsonSerializerContext;
