using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace BeautyGrains.Grains;

/// <summary>One step of a process over several grains.</summary>
/// <typeparam name="TState">The process's state.</typeparam>
/// <typeparam name="TEvent">The process's events.</typeparam>
/// <param name="Run">
/// Calls another grain with a deterministic id, so that it is safe to repeat, and gives the rule that records what came of it.
/// That rule sees a fresh head: while the call ran, other decisions may have been made.
/// </param>
public sealed record ProcessStep<TState, TEvent>(Func<Task<Func<TState, DateTimeOffset, Decision<TEvent>>>> Run)
    where TEvent : class;

/// <summary>
/// The shell of processes over several grains (basket, transfer): an aggregate with one driver loop. Each command journals an intent;
/// the driver asks the state for its next step, runs it, journals the outcome, and goes on until the process waits for nobody.
/// A process that a crash left open is found in the journal by <see cref="ProcessSweep"/>.
/// </summary>
public abstract class ProcessGrain<TState, TEvent>(AggregateServices house, AggregateKind<TState, TEvent> kind)
    : AggregateGrain<TState, TEvent>(house, kind)
    where TState : class
    where TEvent : class
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(1);
    private Task? _driving;
    private IGrainTimer? _retry;
    private TimeSpan _retryAfter = TimeSpan.FromSeconds(1);

    /// <summary>The next step from a state; null when it waits for nobody.</summary>
    protected abstract ProcessStep<TState, TEvent>? NextStep(TState state);

    /// <summary>Who asks in a step of this process: whoever asked the process, on its behalf.</summary>
    protected Caller StepBy(string actor) => new(actor, StreamName, StreamName);

    /// <summary>True while the process has work of its own to do; commands wait until it has not.</summary>
    protected bool IsBusy => _driving is not null || NextStep(Head) is not null;

    /// <summary>The process when it first waited for nobody, which is what its first answer was made of; a repeat of the request gets it again.</summary>
    protected Task<Versioned<TState>> FirstSettled() => ReplayUntil(state => NextStep(state) is null);

    /// <inheritdoc />
    public override async Task OnActivateAsync(CancellationToken token)
    {
        await base.OnActivateAsync(token);
        if (NextStep(Head) is not null) RetryLater(TimeSpan.Zero);
    }

    /// <summary>
    /// Goes on until the process waits for nobody. Callers share one loop. A step that fails outside (time-out, journal trouble)
    /// ends the loop; it starts again after a second (twice as long each time, up to a minute), by the next command, or by the sweep.
    /// </summary>
    /// <exception cref="OutcomeUnknownException">A step failed. What was asked is written down and goes on by itself.</exception>
    protected async Task DriveToEnd()
    {
        // A command may have journaled new work just after a running loop looked: look again until nothing is left.
        while (IsBusy)
        {
            try
            {
                await (_driving ??= Loop());
            }
            catch (Exception trouble) when (trouble is not OutcomeUnknownException)
            {
                // Busy or not written is true of the step, but not of the command, which is durable by now.
                throw new OutcomeUnknownException($"What is written down goes on by itself; a step failed: {trouble.Message}");
            }
        }
    }

    /// <summary>
    /// What the sweep asks for, since the journal says that the process is open. An activation that others have overtaken may believe that nothing
    /// is left to do, and the sweeps themselves would keep it in memory: so it looks first.
    /// </summary>
    /// <exception cref="NotWrittenException">It was overtaken, and ends; the next sweep finds a fresh one.</exception>
    /// <exception cref="OutcomeUnknownException">A step failed.</exception>
    public async Task Drive()
    {
        await CheckFresh();
        await DriveToEnd();
    }

    /// <summary>
    /// Carries a command out: waits until the process waits for nobody, decides, drives what was decided to its end, and answers from what came of it.
    /// </summary>
    /// <param name="facts">Looked up once the process waits for nobody, before deciding; may ask other grains.</param>
    /// <param name="answer">From the state at the end and whether this command was a new one; not asked when the rule refuses.</param>
    protected async Task<Answer<TView>> Carry<TFacts, TView>(
        Func<Task<TFacts>> facts,
        Func<TState, DateTimeOffset, TFacts, Decision<TEvent>> rule,
        Func<Versioned<TState>, bool, Answer<TView>> answer,
        Caller by)
        where TView : class
    {
        while (true)
        {
            await DriveToEnd();
            var known = await facts();
            // Others may have come in between; from here to the decision there is no await.
            if (IsBusy) continue;
            var (decision, decided) = await Decide((head, now) => rule(head, now, known), static (decision, on) => (decision, on.State), by);
            await DriveToEnd();
            return decision.Refusal is { } refusal ? new(null, refusal, false) : answer(Durable, !decision.IsRepeat && IsOneAttempt(decided, Durable.State));
        }
    }

    /// <summary>Whether two states are of one attempt. Where a process that was refused may be asked for anew, another caller may have done so in the meantime.</summary>
    protected virtual bool IsOneAttempt(TState decided, TState end) => true;

    private async Task Loop()
    {
        // Never ends before the caller has kept its task.
        await Task.Yield();
        try
        {
            while (true)
            {
                // One that has slept for long, and was overtaken by others, asks nobody for what they have finished.
                await CheckFresh();
                // Another grain must not hear of what may never be written: a hold without a process would stay for good.
                await HeadIsDurable();
                if (NextStep(Head) is not { } step) return;
                var record = await step.Run();
                await Decide(record, static (decision, _) => decision, Caller.House);
                _retryAfter = TimeSpan.FromSeconds(1);
            }
        }
        catch (Exception trouble)
        {
            Log.LogWarning("A step of {Grain} {Key} failed and will be repeated: {Trouble}", GetType().Name, Key, trouble.Message);
            RetryLater(_retryAfter);
            _retryAfter = _retryAfter + _retryAfter < s_longestWait ? _retryAfter + _retryAfter : s_longestWait;
            throw;
        }
        finally
        {
            _driving = null;
        }
    }

    private void RetryLater(TimeSpan after)
    {
        // An activation whose journal failed is ending and can keep no timer; the sweep finds the process.
        if (HasFailed) return;
        _retry?.Dispose();
        _retry = this.RegisterGrainTimer(async _ =>
        {
            _retry?.Dispose();
            _retry = null;
            try
            {
                await DriveToEnd();
            }
            catch (Exception trouble) when (trouble is not OutOfMemoryException)
            {
                // Said by the loop, which has set the next try.
            }
        }, new() { DueTime = after, Period = Timeout.InfiniteTimeSpan, Interleave = true, KeepAlive = true });
    }
}
