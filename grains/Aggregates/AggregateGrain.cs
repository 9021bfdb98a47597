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
/// <item>The first failure fails everything in flight and ends the activation; the next one replays the journal.</item>
/// </list>
/// </summary>
public abstract class AggregateGrain<TState, TEvent> : Grain
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
        Log = house.Loggers.CreateLogger(GetType());
    }

    /// <summary>The grain's key.</summary>
    protected string Key => this.GetPrimaryKeyString();

    /// <summary>The stream's name, "category:key".</summary>
    protected string StreamName => _kind.Stream(Key).ToString();

    /// <summary>For trouble only; never names people.</summary>
    protected ILogger Log { get; }

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

    private async Task<bool> Load(CancellationToken token)
    {
        var snapshot = await Journal.ReadSnapshot(_kind.Stream(Key), _kind.FoldVersion, token);
        _head = snapshot is null
            ? new(_kind.Empty(Key), 0, DateTimeOffset.MinValue)
            : SnapshotEnvelope.Open(snapshot, _kind.LoadState);
        _snapshots = new(snapshot?.Payload.Length ?? 0);
        await foreach (var recorded in Journal.Read(_kind.Stream(Key), _head.Version, token))
        {
            _head = _kind.Evolve(_head, recorded);
            _snapshots.Add(recorded.Payload.Length);
        }

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

    /// <summary>
    /// For queries: makes sure, where several processes may serve the same data, that this activation is not a stale one.
    /// </summary>
    /// <exception cref="NotWrittenException">It was stale; the activation ends, ask again.</exception>
    protected async ValueTask CheckFresh()
    {
        var silence = _house.Options.CheckAfterSilence;
        if (silence != TimeSpan.Zero && _house.Clock.GetElapsedTime(_checkedAt) >= silence) await MustBeNewest();
    }

    private async ValueTask MustBeNewest()
    {
        var asked = _house.Clock.GetTimestamp();
        var last = await LastVersion();
        if (_flights.Failure is { } failed) throw Retold(failed);
        if (last > Durable.Version)
        {
            // What was found may be what is in flight here, or what others wrote under the same versions: only landing tells.
            try
            {
                await _flights.Newest;
            }
            catch (Exception failure)
            {
                throw new NotWrittenException($"{failure.Message} Ask again.");
            }
        }

        if (last > Durable.Version)
        {
            Fail(new OutcomeUnknownException($"{_kind.Stream(Key)} lives elsewhere by now; send the same request again."));
            throw new NotWrittenException($"{_kind.Stream(Key)} lives elsewhere by now; ask again.");
        }

        _checkedAt = asked;
    }

    /// <summary>
    /// For queries: the time at which to answer from <see cref="Durable"/>. What time alone has ended by then is written down first: once somebody was told
    /// of it, no slower clock, of another process or of this one set back, may undo it.
    /// </summary>
    /// <exception cref="BusyException">The journal's queue is full.</exception>
    /// <exception cref="NotWrittenException">It could not be written down; ask again.</exception>
    protected async ValueTask<DateTimeOffset> TimeToTell()
    {
        for (var now = TimeAt(Durable); ;)
        {
            if (Overdue(Durable.State, now).IsDefaultOrEmpty) return now;
            var before = Durable.Version;
            await Decide(static (_, _) => Decision<TEvent>.Of(), static (_, _) => true, Caller.House);
            // Where there was nothing to write the clock has just been set back. Else time stands still, so that a busy state is told of at last.
            now = Durable.Version == before ? TimeAt(Durable) : Durable.At > now ? Durable.At : now;
        }
    }

    /// <summary>The state as it was when something first became true of it; as it is now when nothing ever did.</summary>
    /// <exception cref="NotWrittenException">The journal cannot be read now.</exception>
    protected Task<Versioned<TState>> ReplayUntil(Predicate<TState> reached) => Read(async () =>
    {
        var state = new Versioned<TState>(_kind.Empty(Key), 0, DateTimeOffset.MinValue);
        await foreach (var recorded in Journal.Read(_kind.Stream(Key), 0))
        {
            state = _kind.Evolve(state, recorded);
            if (reached(state.State)) break;
        }

        return state;
    });

    /// <summary>Reads the journal on behalf of a caller, who is told of trouble in the house's own words.</summary>
    /// <exception cref="NotWrittenException">The journal cannot be read now.</exception>
    protected static async Task<T> Read<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (JournalUnavailableException closed)
        {
            throw new NotWrittenException(closed.Message);
        }
    }

    private Task<long> LastVersion() => Read(async () => await Journal.LastVersion(_kind.Stream(Key)));

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

    private void HandOver(ref JournalPermit? permit, ImmutableArray<TEvent> happened, int overdue, Versioned<TState> decidedOn, DateTimeOffset now, Caller by)
    {
        var entries = new NewEvent[happened.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            var (name, payload) = _kind.Events.Write(happened[i]);
            var command = _kind.CommandOf(happened[i]);
            var caller = i < overdue ? Caller.House : by;
            entries[i] = new(name, payload, now, caller.Actor, caller.CorrelationId, command?.Id, command?.BodyHash, Process: caller.Process);
            _snapshots.Add(payload.Length);
        }

        entries[^1] = entries[^1] with { Mark = _kind.MarkOf(decidedOn.State) };
        _head = decidedOn;
        _flights.TakeOff(decidedOn);
        var given = permit!;
        permit = null;
        _ = Land(given, entries);
    }

    private async Task Land(JournalPermit permit, NewEvent[] entries)
    {
        try
        {
            var version = await _writer.Append(permit, entries);
            _checkedAt = _house.Clock.GetTimestamp();
            _flights.Land(version);
        }
        catch (JournalOutcomeUnknownException unknown)
        {
            Fail(new OutcomeUnknownException(unknown.Message));
            return;
        }
        catch (Exception failure)
        {
            if (failure is not JournalException) Log.LogError(failure, "Appending to {Stream} failed", _kind.Stream(Key));
            Fail(new NotWrittenException(failure.Message));
            return;
        }

        try
        {
            OnDurable();
            ConsiderSnapshot();
        }
        catch (Exception broken)
        {
            // What is written stays written; only an activation that has lost its way must not go on.
            Log.LogError(broken, "After writing {Stream}", _kind.Stream(Key));
            DeactivateOnIdle();
        }
    }

    private void Fail(Exception failure)
    {
        _flights.Fail(failure);
        DeactivateOnIdle();
    }

    private static Exception Retold(Exception failure) => failure switch
    {
        OutcomeUnknownException => new OutcomeUnknownException(failure.Message),
        NotWrittenException => new NotWrittenException(failure.Message),
        _ => failure,
    };

    private void ConsiderSnapshot()
    {
        if (!_snapshots.IsDue(_house.Options.SnapshotAtLeastBytes)) return;
        _snapshots.Start();
        _ = TakeSnapshot(_flights.Durable);
    }

    /// <summary>The state is immutable, so it is serialized in the background while turns go on.</summary>
    private async Task TakeSnapshot(Versioned<TState> state)
    {
        try
        {
            var snapshot = await Task.Factory.StartNew(
                () => SnapshotEnvelope.Seal(state, _kind.FoldVersion, _kind.SaveState(state.State)),
                CancellationToken.None, TaskCreationOptions.None, _house.Background);
            await Journal.SaveSnapshot(_kind.Stream(Key), snapshot);
            _snapshots.Done(snapshot.Payload.Length);
        }
        catch (Exception failure)
        {
            // A lost snapshot costs replay time only; it is tried again once as much has been written anew.
            Log.LogWarning(failure, "A snapshot of {Stream} was not kept", _kind.Stream(Key));
            _snapshots.Failed();
        }
    }
}
