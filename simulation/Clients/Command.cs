using BeautyGrains.Contracts;
using BeautyGrains.Journal;
using Orleans;

namespace BeautyGrains.Simulation;

/// <summary>What a caller was told.</summary>
/// <param name="Value">The value as text; null when refused.</param>
/// <param name="IsNew">The first answer to this command.</param>
internal sealed record Told(string? Value, Refusal? Refusal, bool IsNew);

/// <summary>One request of a client, the same object for its repeats.</summary>
/// <param name="step">The step that it was first made for.</param>
/// <param name="stream">Whose journal must bear its answer out.</param>
/// <param name="id">Its id there, or null for requests that may be done more than once.</param>
/// <param name="about">The id by which a repeat is known, where it is not its own.</param>
internal abstract class Command(Step step, StreamKey stream, string? id, string? about)
{
    public Step Step => step;

    public StreamKey Stream => stream;

    public string? Id => id;

    /// <summary>The id by which a repeat is known; null where there is none.</summary>
    public string? About => about ?? id;

    /// <summary>The value of the first answer; null before.</summary>
    public string? FirstValue { get; set; }

    /// <summary>Attempts of which the caller knows no outcome.</summary>
    public int Unknown { get; set; }

    /// <summary>Attempts that have not ended.</summary>
    public int Underway { get; set; }

    /// <summary>The virtual time from which on a message of it, delivered twice, may arrive a second time, which is answered to nobody.</summary>
    public long SecondArrival { get; set; } = long.MaxValue;

    /// <summary>An answer has said that it was the first one. A repeat may be heard before it.</summary>
    public bool WasNew { get; set; }

    /// <summary>Another request was sent under the same id.</summary>
    public bool Shared { get; set; }

    /// <summary>True when a repeat must give the first value again.</summary>
    public abstract bool RepeatsItself { get; }

    public abstract Task Send(IGrainFactory grains);

    /// <summary>What a task that has ended well told.</summary>
    public abstract Told Read(Task ended);

    /// <summary>Compares the value told with the journal.</summary>
    /// <exception cref="Violation">The journal does not bear it out.</exception>
    public abstract void Verify(Task ended, JournalWatch journal);
}

/// <summary>A request that is answered with a view.</summary>
/// <param name="send">Calls the grain.</param>
/// <param name="show">The view as text.</param>
/// <param name="expected">The view's text as the journal has it; null when the journal has nothing of the kind.</param>
/// <param name="repeats">See <see cref="Command.RepeatsItself"/>.</param>
internal sealed class Command<TView>(
    Step step, StreamKey stream, string? id, Func<IGrainFactory, Task<Answer<TView>>> send, Func<TView, string> show,
    Func<JournalWatch, Answer<TView>, string?> expected, bool repeats, string? about = null) : Command(step, stream, id, about)
    where TView : class
{
    public override bool RepeatsItself => repeats;

    public override Task Send(IGrainFactory grains) => send(grains);

    public override Told Read(Task ended)
    {
        var answer = ((Task<Answer<TView>>)ended).Result;
        return new(answer.Value is null ? null : show(answer.Value), answer.Refusal, answer.IsNew);
    }

    public override void Verify(Task ended, JournalWatch journal)
    {
        var answer = ((Task<Answer<TView>>)ended).Result;
        var told = show(answer.Value!);
        var found = expected(journal, answer);
        if (told != found) throw new Violation("What is acknowledged is in the journal, with the answer's effect.", $"{Step}: told {told}; the journal has {found ?? "nothing of it"}.");
    }
}
