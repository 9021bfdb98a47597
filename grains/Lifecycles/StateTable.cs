using System.Text.Json;

namespace BeautyGrains.Grains;

/// <summary>One row of a life: from a state, by a verb, to a state.</summary>
/// <param name="Verb">What callers ask, or what happens; an imperative or a few words in English.</param>
public sealed record StateMove<TState>(TState From, string Verb, TState To)
    where TState : struct, Enum;

/// <summary>
/// The life of a document as a table: rules ask it what is allowed, a test walks it, and the documentation draws it. So the three cannot differ.
/// </summary>
/// <param name="start">Where every life begins.</param>
/// <param name="moves">All of them; a verb leads from one state to one or, where facts decide, several.</param>
public sealed class StateTable<TState>(TState start, params IReadOnlyList<StateMove<TState>> moves)
    where TState : struct, Enum
{
    /// <summary>Where every life begins.</summary>
    public TState Start => start;

    /// <summary>All moves, as drawn.</summary>
    public IReadOnlyList<StateMove<TState>> Moves => moves;

    /// <summary>Whether a verb is allowed in a state.</summary>
    public bool Allows(TState state, string verb) => moves.Any(move => move.Verb == verb && EqualityComparer<TState>.Default.Equals(move.From, state));

    /// <summary>Whether a verb may lead from one state to another.</summary>
    public bool Leads(TState from, string verb, TState to) => moves.Contains(new(from, verb, to));

    /// <summary>The state that a verb leads to, once the table has been asked whether it does.</summary>
    /// <exception cref="InvalidOperationException">It does not: rules and table differ.</exception>
    public TState Checked(TState from, string verb, TState to) => Leads(from, verb, to) ? to : throw new InvalidOperationException($"'{verb}' does not lead from {from} to {to}.");

    /// <summary>A state without an exit.</summary>
    public bool IsEnd(TState state) => !moves.Any(move => EqualityComparer<TState>.Default.Equals(move.From, state));

    /// <summary>
    /// What is wrong with the table, one sentence each: a state that no life reaches, or one from which no end can be reached; nothing when it is sound.
    /// </summary>
    /// <param name="ends">The states in which a life may end, and no other.</param>
    public IReadOnlyList<string> Faults(params IReadOnlyCollection<TState> ends)
    {
        var reached = Closure([start], move => move.From, move => move.To);
        var ending = Closure(ends, move => move.To, move => move.From);
        var faults = new List<string>();
        foreach (var state in Enum.GetValues<TState>())
        {
            if (!reached.Contains(state)) faults.Add($"No life reaches {state}.");
            if (!ending.Contains(state)) faults.Add($"From {state} no end can be reached.");
            if (ends.Contains(state) != IsEnd(state)) faults.Add(IsEnd(state) ? $"{state} has no exit." : $"{state} is an end and has an exit.");
        }
        if (moves.Distinct().Count() != moves.Count) faults.Add("A move stands twice.");
        return faults;
    }

    /// <summary>The table as a Mermaid state diagram, without the fence; lines end in '\n'.</summary>
    public string Diagram() => string.Concat(
    [
        "stateDiagram-v2\n",
        $"    [*] --> {NameOf(start)}\n",
        .. moves.Select(move => $"    {NameOf(move.From)} --> {NameOf(move.To)}: {move.Verb}\n"),
        .. Enum.GetValues<TState>().Where(IsEnd).Select(state => $"    {NameOf(state)} --> [*]\n"),
    ]);

    // Mermaid takes no hyphen in a name.
    private static string NameOf(TState state) => JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString());

    private HashSet<TState> Closure(IEnumerable<TState> from, Func<StateMove<TState>, TState> near, Func<StateMove<TState>, TState> far)
    {
        var found = from.ToHashSet();
        var open = new Stack<TState>(found);
        while (open.TryPop(out var state))
            foreach (var move in moves)
                if (EqualityComparer<TState>.Default.Equals(near(move), state) && found.Add(far(move))) open.Push(far(move));
        return found;
    }
}
