using BeautyGrains.Journal;
using Microsoft.Extensions.Logging;

namespace BeautyGrains.Grains;

/// <summary>
/// The shell of every journaled grain. It alone knows head and durable state, writes in flight, snapshots and what a failure means.
/// <list type="bullet">
/// <item>Head is the state with everything decided; rules read it. Durable is the state with everything written; queries answer from it.</item>
/// <item>From reading head to handing the events to the journal there is no await, so decisions are strictly sequential
/// while the waits for the disk interleave. Grain classes are [Reentrant].</item>
/// <item>Every answer (new, repeated or refused) leaves only when the state that it was decided on is durable.</item>
/// <item>A failure fails what is in flight from it on and ends the activation; the next one replays the journal.</item>
/// </list>
/// </summary>
public abstract partial class AggregateGrain<TState, TEvent> : Grain
    where TState : class
    where TEvent : class
{
    private readonly AggregateServices _house;
    private readonly AggregateKind<TState, TEvent> _kind;
    private Versioned<TState> _head = null!;
    private Flights<TState> _flights = null!;
    private IStreamWriter _writer = null!;
    private SnapshotSchedule _snapshots;
    private long _checkedAt;

    /// <summary>Takes what the host provides and the aggregate's kind.</summary>
    protected AggregateGrain(AggregateServices house, AggregateKind<TState, TEvent> kind)
    {
        _house = house;
        _kind = kind;
    }

    /// <summary>The grain's key.</summary>
    protected string Key => this.GetPrimaryKeyString();

    /// <summary>The stream's name, "category:key".</summary>
    protected string StreamName => _kind.Stream(Key).ToString();

    /// <summary>For trouble only; never names people.</summary>
    protected ILogger Log => _house.LoggerOf(GetType());

    /// <summary>The journal, for facts that are looked up before deciding.</summary>
    protected IJournal Journal => _house.Journal;

    /// <summary>The clock; rules get the decision time from Decide instead.</summary>
    protected TimeProvider Clock => _house.Clock;

    /// <summary>The state with everything that is written; queries answer from it.</summary>
    protected internal Versioned<TState> Durable => _flights.Durable;

    /// <summary>The state with everything decided; for shells that look facts up before deciding, never for answers.</summary>
    protected TState Head => _head.State;

    /// <summary>True once writing has failed: this activation decides nothing more.</summary>
    protected bool HasFailed => _flights.Failure is not null;

    /// <summary>For callers who asked for what there is not: an activation that holds nothing makes room at once, so that codes made up cost no memory.</summary>
    protected void EndIfEmpty()
    {
        if (_head.Version == 0) DeactivateOnIdle();
    }

    /// <summary>Completes when everything decided so far is durable, so that others may hear of it.</summary>
    /// <exception cref="NotWrittenException">Definite: it will never be.</exception>
    /// <exception cref="OutcomeUnknownException">It may or may not be.</exception>
    protected async Task HeadIsDurable()
    {
        while (!ReferenceEquals(_flights.Durable, _head))
        {
            try
            {
                await _flights.Newest;
            }
            catch (Exception failure)
            {
                throw Retold(failure);
            }
        }
    }

    /// <summary>Time for an answer from a state: never before the state's last event.</summary>
    protected DateTimeOffset TimeAt(Versioned<TState> state)
    {
        var now = _house.Clock.GetUtcNow();
        return now > state.At ? now : state.At;
    }

    /// <summary>Events that time alone has made due, at most a bounded chunk; they are written with the next decision.</summary>
    protected virtual ImmutableArray<TEvent> Overdue(TState head, DateTimeOffset now) => [];

    /// <summary>Runs after new events became durable, in version order.</summary>
    protected virtual void OnDurable() { }

    /// <inheritdoc />
    /// <exception cref="NotWrittenException">The journal cannot be read now; nothing was decided.</exception>
    public override async Task OnActivateAsync(CancellationToken token)
    {
        await Read(() => Load(token));
    }

    /// <inheritdoc />
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token)
    {
        // The next activation then begins at once. Where little was written it does so anyway.
        if (!HasFailed && _snapshots.IsWorthwhile(_house.Options.SnapshotAtLeastBytes)) await TakeSnapshot(_flights.Durable);
    }

    private async Task<bool> Load(CancellationToken token)
    {
        var snapshot = await Journal.ReadSnapshot(_kind.Stream(Key), _kind.FoldVersion, token);
        _head = snapshot is null
            ? new(_kind.Empty(Key), 0, DateTimeOffset.MinValue)
            : SnapshotEnvelope.Open(snapshot, _kind.LoadFromSnapshot);
        _snapshots = new(snapshot is null ? 0 : SnapshotEnvelope.WeightOf(snapshot));
        await foreach (var recorded in Journal.Read(_kind.Stream(Key), _head.Version, token))
        {
            _head = _kind.Evolve(_head, recorded);
            _snapshots.Add(recorded.Payload.Length);
        }

        _head = _head with { State = _kind.AtRest(_head.State) };
        _flights = new(_head);
        _writer = Journal.Open(_kind.Stream(Key), _head.Version);
        _checkedAt = _house.Clock.GetTimestamp();
        ConsiderSnapshot();
        return true;
    }

    /// <summary>
    /// Decides on head and answers once that is durable.
    /// </summary>
    /// <param name="rule">Pure: state and decision time to a decision. Facts are looked up before.</param>
    /// <param name="answer">Pure: builds the answer from the decision and the state it led to or was made on.</param>
    /// <exception cref="BusyException">The journal's queue is full; nothing was decided.</exception>
    /// <exception cref="NotWrittenException">Definite: nothing was written.</exception>
    /// <exception cref="OutcomeUnknownException">It may or may not have been written.</exception>
    protected async Task<TAnswer> Decide<TAnswer>(
        Func<TState, DateTimeOffset, Decision<TEvent>> rule,
        Func<Decision<TEvent>, Versioned<TState>, TAnswer> answer,
        Caller by)
    {
        if (_flights.Failure is { } failed) throw Retold(failed);
        var permit = Enter();
        Decision<TEvent> decision;
        Versioned<TState> decidedOn;
        Task durable;
        bool isWritten;
        try
        {
            var now = TimeAt(_head);
            var overdue = Overdue(_head.State, now);
            var before = overdue.IsDefaultOrEmpty ? _head : Fold(_head, overdue, now, "");
            decision = rule(before.State, now);
            var happened = overdue.IsDefaultOrEmpty ? decision.Events : decision.Events.IsDefaultOrEmpty ? overdue : overdue.AddRange(decision.Events);
            decidedOn = Fold(before, decision.Events, now, by.Actor);
            isWritten = !happened.IsDefaultOrEmpty;
            if (isWritten) HandOver(ref permit, happened, overdue.Length, decidedOn, now, by);
            durable = _flights.Newest;
        }
        catch (Exception broken)
        {
            // A rule or a fold that throws is a broken invariant: nothing of this decision was handed over, and the next activation replays.
            Log.LogError(broken, "Deciding in {Stream} failed", _kind.Stream(Key));
            DeactivateOnIdle();
            throw;
        }
        finally
        {
            permit?.Dispose();
        }

        // The task is one for many waiters; each gets an exception of its own.
        try
        {
            await durable;
        }
        catch (Exception failure)
        {
            throw Retold(failure);
        }

        // A refusal or a repeat writes nothing, so no conflict would tell that it was decided on what others have overtaken.
        if (!isWritten && _house.Options.CheckAfterSilence != TimeSpan.Zero) await MustBeNewest();
        return answer(decision, decidedOn);
    }

    /// <summary>Decides and answers with a value or a refusal, as most commands do.</summary>
    /// <param name="view">The value, from the state decided on; asked for unless refused.</param>
    protected Task<Answer<TView>> Decide<TView>(
        Func<TState, DateTimeOffset, Decision<TEvent>> rule,
        Func<Versioned<TState>, TView> view,
        Caller by)
        where TView : class
        => Decide(
            rule,
            (decision, on) => decision.Refusal is { } refusal
                ? new Answer<TView>(null, refusal, false)
                : new Answer<TView>(view(on), null, !decision.IsRepeat),
            by);

    private JournalPermit Enter()
    {
        try
        {
            return Journal.Enter();
        }
        catch (JournalBusyException busy)
        {
            throw new BusyException(busy.Message);
        }
        catch (JournalUnavailableException closed)
        {
            throw new NotWrittenException(closed.Message);
        }
    }

    private Versioned<TState> Fold(Versioned<TState> state, ImmutableArray<TEvent> events, DateTimeOffset now, string actor)
    {
        if (events.IsDefault) return state;
        foreach (var happened in events)
            state = new(_kind.Evolve(state.State, happened, new(state.Version + 1, now, actor)), state.Version + 1, now);
        return state;
    }
}
