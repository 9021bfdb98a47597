using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>What happens to a phone. Holders are words that nobody can read.</summary>
public abstract record PhoneEvent;

/// <summary>Somebody has it.</summary>
public sealed record PhoneHeld(string Holder) : PhoneEvent;

/// <summary>Nobody has it any more.</summary>
public sealed record PhoneReleased : PhoneEvent;

/// <summary>Who has a phone.</summary>
/// <param name="Holder">Null for nobody.</param>
public sealed record PhoneState(string? Holder);

/// <summary>One account holder for a phone: of all who ask at once, one gets it.</summary>
[Reentrant]
public sealed class PhoneGrain(AggregateServices house) : AggregateGrain<PhoneState, PhoneEvent>(house, PhoneKind.Instance), IPhoneGrain
{
    /// <inheritdoc />
    public Task<Answer<PhoneHold>> Hold(HoldPhone ask) => Decide(
        (head, _) => head.Holder is null ? new PhoneHeld(ask.Holder) : head.Holder == ask.Holder ? Decision<PhoneEvent>.AlreadyDone : new Refusal(RefusalKind.PhoneTaken), ViewOf, ask.By);

    /// <inheritdoc />
    public Task<Answer<PhoneHold>> Release(HoldPhone ask) => Decide((head, _) => head.Holder == ask.Holder ? new PhoneReleased() : Decision<PhoneEvent>.AlreadyDone, ViewOf, ask.By);

    private static PhoneHold ViewOf(Versioned<PhoneState> state) => new(state.State.Holder, state.Version);
}

/// <summary>Everything fixed about the streams of phones. Key: a word that stands for the phone.</summary>
public sealed class PhoneKind : AggregateKind<PhoneState, PhoneEvent>
{
    private static readonly PhoneJson s_json = new(EventJson.Readable(PhoneJson.Default));

    /// <summary>The one there is.</summary>
    public static PhoneKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "phone";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<PhoneEvent> Events { get; } = new EventCodec<PhoneEvent>().Add("phone-held.1", s_json.PhoneHeld).Add("phone-released.1", s_json.PhoneReleased);

    /// <inheritdoc />
    public override PhoneState Empty(string key) => new(null as string);

    /// <inheritdoc />
    public override PhoneState Evolve(PhoneState state, PhoneEvent happened, EventInfo info) => happened switch
    {
        PhoneHeld held => new(held.Holder),
        PhoneReleased => new(null as string),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a phone."),
    };

    /// <inheritdoc />
    public override byte[] SaveState(PhoneState state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.PhoneState);

    /// <inheritdoc />
    public override PhoneState LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.PhoneState)!;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PhoneHeld))]
[JsonSerializable(typeof(PhoneReleased))]
[JsonSerializable(typeof(PhoneState))]
internal sealed partial class PhoneJson : JsonSerializerContext;
