using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using Orleans.Runtime;

namespace BeautyGrains.Simulation;

/// <summary>
/// The clients: they send requests, remember all that they were told, and compare it with the journal and with what they were told before.
/// </summary>
internal sealed class Desk(JournalWatch journal, VirtualTime time, Trace trace)
{
    private const string InJournal = "What is acknowledged is in the journal, with the answer's effect.";

    private readonly List<Attempt> _underway = [];
    private readonly Dictionary<(string Stream, string Id), Command> _acknowledged = [];
    private readonly Dictionary<int, Command> _commands = [];

    /// <summary>Every request made so far, by the step that made it.</summary>
    public IReadOnlyDictionary<int, Command> Commands => _commands;

    /// <summary>Attempts that have not ended.</summary>
    public int Underway => _underway.Count;

    /// <summary>Answers heard.</summary>
    public int Answers { get; private set; }

    public void Send(Command command, Node node)
    {
        _commands.TryAdd(command.Step.Id, command);
        command.Underway++;
        var wasDone = command.Id is { } id && journal.Stock(command.Stream.Key)?.Command(id) is not null;
        _underway.Add(new(command, node, command.Send(node.Grains), wasDone));
        // The message is on its way by now, and its fate is drawn.
        if (node.Network.SecondArrival is { } delay) command.SecondArrival = Math.Min(command.SecondArrival, time.Now + delay.Ticks);
    }

    /// <summary>The process has died: nobody learns what became of what was sent to it.</summary>
    public void Lose(Node node)
    {
        foreach (var attempt in _underway.Where(attempt => attempt.Node == node)) NotKnown(attempt, "its process died");
        _underway.RemoveAll(attempt => attempt.Node == node);
    }

    /// <summary>Hears what has been answered since.</summary>
    /// <exception cref="Violation">An answer is not as it must be.</exception>
    public void Listen()
    {
        for (var place = 0; place < _underway.Count;)
        {
            var attempt = _underway[place];
            if (!attempt.Task.IsCompleted)
            {
                place++;
                continue;
            }
            _underway.RemoveAt(place);
            Answers++;
            if (attempt.Task.IsCompletedSuccessfully) Hear(attempt, attempt.Command.Read(attempt.Task));
            else Fail(attempt, attempt.Task.Exception?.InnerException ?? new OperationCanceledException());
        }
    }

    /// <summary>Requests of which nobody knows the outcome.</summary>
    public IEnumerable<Command> InDoubt() => _commands.Values.Where(command => command.Unknown > 0);

    private void Hear(Attempt attempt, Told told)
    {
        var command = attempt.Command;
        command.Underway--;
        command.Unknown = 0;
        trace.Line($"  = #{command.Step.Id} {attempt.Node} {(told.IsNew ? "new " : "")}{told.Value ?? Show.Refusal(told.Refusal!)}");
        if (told.Value is not null) HearValue(attempt, told);
        else HearRefusal(attempt, told.Refusal!);
    }

    private void HearValue(Attempt attempt, Told told)
    {
        var command = attempt.Command;
        command.Verify(attempt.Task, journal);
        if (WasForgotten(command)) command.FirstValue = null;
        else if (command.Id is { } id)
        {
            var known = _acknowledged.TryGetValue((command.Stream.ToString(), id), out var first) ? first : null;
            if (known is not null && known.Step != command.Step)
                throw new Violation("One id stands for one request.", $"{command.Step} and {known.Step} were both acknowledged under {id}.");
            if (command.WasNew && told.IsNew) throw new Violation("Each id is applied once.", $"{command.Step} was told twice that it is new.");
            _acknowledged[(command.Stream.ToString(), id)] = command;
            command.WasNew |= told.IsNew;
            // What a refused batch has reserved is taken back as if it had never been, so that others may have it anew under the same id.
            if (attempt.WasDone && told.IsNew && !command.Shared) throw new Violation("Each id is applied once.", $"{command.Step} is told that it is new, but the journal had it before.");
        }
        if (command.FirstValue is not null && command.RepeatsItself && command.FirstValue != told.Value)
            throw new Violation("A repeat gets the first answer.", $"{command.Step}: first {command.FirstValue}; now {told.Value}.");
        command.FirstValue ??= told.Value;
    }

    private void HearRefusal(Attempt attempt, Refusal refusal)
    {
        var command = attempt.Command;
        if (!command.RepeatsItself || command.Id is null || WasForgotten(command)) return;
        if (command.FirstValue is not null && _acknowledged.ContainsKey((command.Stream.ToString(), command.Id)))
            throw new Violation("A repeat gets the first answer.", $"{command.Step}: first {command.FirstValue}; now {Show.Refusal(refusal)}.");
        if (attempt.WasDone && refusal.Kind != RefusalKind.IdReused && !IsTakenBack(command))
            throw new Violation("What is done is not refused to a repeat.", $"{command.Step}: {Show.Refusal(refusal)}.");
    }

    // A repeat that comes after the window of ids is a request of its own. Whether an id is forgotten too early is for those who watch the journal to see.
    private bool WasForgotten(Command command) => command.About is { } id && journal.Stock(command.Stream.Key)?.WasForgotten(id) == true;

    // By a refused batch that had made it: as if it had never been.
    private bool IsTakenBack(Command command) =>
        journal.Stock(command.Stream.Key)?.Command(command.Id!) is { Happened: ReservationReleased { TakenBackBy: not null } };

    private void Fail(Attempt attempt, Exception trouble)
    {
        switch (trouble)
        {
            case NotWrittenException or BusyException or OrleansMessageRejectionException:
                attempt.Command.Underway--;
                trace.Line($"  = #{attempt.Command.Step.Id} {attempt.Node} not written{(trace.IsHeard ? $" ({trouble.GetType().Name}: {trouble.Message})" : "")}");
                NeverWritten(attempt);
                break;
            case OutcomeUnknownException or TimeoutException:
                NotKnown(attempt, trouble is TimeoutException ? "no answer" : "outcome unknown");
                break;
            default:
                throw new Violation("Callers meet no trouble but what is documented.", $"{attempt.Command.Step}: {trouble}");
        }
    }

    // Another attempt may have been written; alone, this one must have left nothing.
    private void NeverWritten(Attempt attempt)
    {
        var command = attempt.Command;
        if (command.Id is null || WasForgotten(command) || command.Unknown > 0 || command.Underway > 0 || command.FirstValue is not null) return;
        // The answer is that of the message that came first; what the second one has led to is found out by asking again.
        if (command.SecondArrival <= time.Now)
        {
            command.Unknown++;
            return;
        }
        if (!attempt.WasDone && journal.Stock(command.Stream.Key)?.Command(command.Id) is { } found && found.Info.Actor == "till" && !command.Shared)
            throw new Violation("What was told to be not written is not in the journal.", $"{command.Step}: {found.Happened}.");
    }

    private void NotKnown(Attempt attempt, string why)
    {
        attempt.Command.Underway--;
        attempt.Command.Unknown++;
        trace.Line($"  = #{attempt.Command.Step.Id} {attempt.Node} {why}");
    }

    /// <summary>At the end, when nothing is in doubt any more: what was acknowledged is still there.</summary>
    public void CheckAcknowledged()
    {
        foreach (var ((stream, id), command) in _acknowledged)
        {
            if (command.Stream.Category == "stock" && journal.Stock(command.Stream.Key)?.Command(id) is null)
                throw new Violation(InJournal, $"{command.Step}: {stream} has nothing of {id} at the end.");
        }
    }

    private sealed record Attempt(Command Command, Node Node, Task Task, bool WasDone);
}
