using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>What every event knows of its own recording.</summary>
/// <param name="Version">In its stream, from 1.</param>
/// <param name="At">Decision time.</param>
/// <param name="Actor">Who asked.</param>
public readonly record struct EventInfo(long Version, DateTimeOffset At, string Actor);

/// <summary>A state as of a version of its stream.</summary>
/// <param name="At">Time of the last event; <see cref="DateTimeOffset.MinValue"/> before the first.</param>
public sealed record Versioned<TState>(TState State, long Version, DateTimeOffset At);

/// <summary>The command that an event answers, for the memory of ids.</summary>
/// <param name="Id">With its kind, such as "reservation/r-1".</param>
/// <param name="BodyHash">See <see cref="BodyHash"/>.</param>
public readonly record struct CommandRef(string Id, string BodyHash);

/// <summary>
/// Everything that is fixed about a kind of aggregate: how its events are written and folded. The grain, the verifier and the read models share it.
/// </summary>
public abstract class AggregateKind<TState, TEvent>
    where TState : class
    where TEvent : class
{
    /// <summary>Category of its streams, such as "stock".</summary>
    public abstract string Category { get; }

    /// <summary>State before the first event of that key.</summary>
    public abstract TState Empty(string key);

    /// <summary>Folds one event. Never decides, never reads a clock.</summary>
    public abstract TState Evolve(TState state, TEvent happened, EventInfo info);

    /// <summary>How its events are written.</summary>
    public abstract EventCodec<TEvent> Events { get; }

    /// <summary>Counted up whenever the fold or the state's shape changes, so that older snapshots are not used.</summary>
    public abstract int FoldVersion { get; }

    /// <summary>The state as UTF-8 JSON.</summary>
    public abstract byte[] SaveState(TState state);

    /// <summary>Reads what <see cref="SaveState"/> wrote.</summary>
    public abstract TState LoadState(ReadOnlySpan<byte> json);

    /// <summary>The state for a snapshot.</summary>
    public virtual SavedState SaveForSnapshot(TState state) => SaveState(state);

    /// <summary>Reads what <see cref="SaveForSnapshot"/> wrote.</summary>
    public virtual TState LoadFromSnapshot(ReadOnlySpan<byte> json, ReadOnlySpan<byte> apart) => LoadState(json);

    /// <summary>The command that an event answers, or null.</summary>
    public virtual CommandRef? CommandOf(TEvent happened) => null;

    /// <summary>The same state as an activation begins with it: what it decides is the same, what it would rather look up than hold is let go.</summary>
    public virtual TState AtRest(TState state) => state;

    /// <summary>Whether two states of the same version say the same; what is only held to spare a look-up may differ by when each was loaded.</summary>
    public virtual bool IsSame(TState one, TState other) => SaveState(one).AsSpan().SequenceEqual(SaveState(other));

    /// <summary>What an event says of its stream's life, given the state after it.</summary>
    public virtual StreamMark MarkOf(TState after) => StreamMark.Keep;

    /// <summary>The stream of a key.</summary>
    public StreamKey Stream(string key) => new(Category, key);

    /// <summary>Folds a recorded event.</summary>
    /// <exception cref="JournalCorruptException">Its type is unknown or its version does not follow.</exception>
    public Versioned<TState> Evolve(Versioned<TState> before, RecordedEvent recorded)
    {
        if (recorded.Version != before.Version + 1)
            throw new JournalCorruptException($"{recorded.Stream}: version {recorded.Version} follows {before.Version}.");
        var happened = Events.Read(recorded);
        var info = new EventInfo(recorded.Version, recorded.At, recorded.Actor);
        return new(Evolve(before.State, happened, info), recorded.Version, recorded.At);
    }

    /// <summary>The state of a stream as of its last durable event, from the newest snapshot on or from zero.</summary>
    public async Task<Versioned<TState>> Replay(IJournal journal, string key, bool fromZero = false, CancellationToken cancel = default)
    {
        var state = new Versioned<TState>(Empty(key), 0, DateTimeOffset.MinValue);
        if (!fromZero && await journal.ReadSnapshot(Stream(key), FoldVersion, cancel) is { } snapshot)
            state = SnapshotEnvelope.Open(snapshot, LoadFromSnapshot);
        await foreach (var recorded in journal.Read(Stream(key), state.Version, cancel))
            state = Evolve(state, recorded);
        return state;
    }
}
