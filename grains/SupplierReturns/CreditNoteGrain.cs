using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>One number of a supplier's credit notes, so that two returns are never credited by the same note. Key: see <see cref="CreditNoteKey"/>.</summary>
[Reentrant]
public sealed class CreditNoteGrain(AggregateServices house) : AggregateGrain<CreditNote, CreditNoteEvent>(house, CreditNoteKind.Instance), ICreditNoteGrain
{
    /// <inheritdoc />
    public async Task<Answer<CreditNoteView>> Claim(ClaimCreditNote ask)
    {
        var answer = await Decide((head, _) => Rule(head, ask), on => new CreditNoteView(on.State.Return!), ask.By);
        EndIfEmpty();
        return answer;
    }

    private static Decision<CreditNoteEvent> Rule(CreditNote state, ClaimCreditNote ask) =>
        state.Return is null ? new CreditNoteClaimed(ask.Return)
        : state.Return == ask.Return ? Decision<CreditNoteEvent>.AlreadyDone
        : new Refusal(RefusalKind.CreditNumberUsed, State: state.Return);
}

/// <summary>What happens to a credit note's number.</summary>
public abstract record CreditNoteEvent;

/// <summary>A return has it.</summary>
public sealed record CreditNoteClaimed(string Return) : CreditNoteEvent;

/// <summary>A credit note's number.</summary>
/// <param name="Return">Null while nobody has it.</param>
public sealed record CreditNote(string? Return)
{
    /// <summary>Before the first event.</summary>
    public static CreditNote Empty { get; } = new((string?)null);
}

/// <summary>Everything fixed about the streams of credit notes' numbers.</summary>
public sealed class CreditNoteKind : AggregateKind<CreditNote, CreditNoteEvent>
{
    private static readonly CreditNoteJson s_json = new(EventJson.Readable(CreditNoteJson.Default));

    /// <summary>The one there is.</summary>
    public static CreditNoteKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "credit-note";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<CreditNoteEvent> Events { get; } = new EventCodec<CreditNoteEvent>().Add("credit-note-claimed.1", s_json.CreditNoteClaimed);

    /// <inheritdoc />
    public override CreditNote Empty(string key) => CreditNote.Empty;

    /// <inheritdoc />
    public override CreditNote Evolve(CreditNote state, CreditNoteEvent happened, EventInfo info) => happened switch
    {
        CreditNoteClaimed claimed => new(claimed.Return),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a credit note."),
    };

    /// <inheritdoc />
    public override byte[] SaveState(CreditNote state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.CreditNote);

    /// <inheritdoc />
    public override CreditNote LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.CreditNote)!;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreditNoteClaimed))]
[JsonSerializable(typeof(CreditNote))]
internal sealed partial class CreditNoteJson : JsonSerializerContext;
