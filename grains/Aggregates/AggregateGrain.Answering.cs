using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>Telling: from which state, as of which time and with what certainty an activation answers, and how it reads the journal on behalf of callers.</summary>
public abstract partial class AggregateGrain<TState, TEvent>
{
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
    /// For queries: the time at which to answer from <see cref="Durable"/>. Where time alone has ended something by then, that time is written down
    /// first, with a part of what has ended: once somebody was told of it, no slower clock, of another process or of this one set back, may undo it,
    /// for nothing is decided before the time of what is written. The rest of it is recorded as others decide; whoever asks does not wait for it.
    /// </summary>
    /// <exception cref="BusyException">The journal's queue is full.</exception>
    /// <exception cref="NotWrittenException">It could not be written down; ask again.</exception>
    protected async ValueTask<DateTimeOffset> TimeToTell()
    {
        for (var now = TimeAt(Durable); ;)
        {
            if (Durable.At >= now || Overdue(Durable.State, now).IsDefaultOrEmpty) return now;
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
}
