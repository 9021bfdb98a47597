using BeautyGrains.Journal;
using Microsoft.Extensions.Logging;

namespace BeautyGrains.Grains;

/// <summary>Writing: what was decided goes to the journal, lands or fails there, and is kept as a snapshot once it outweighs the last one.</summary>
public abstract partial class AggregateGrain<TState, TEvent>
{
    private void HandOver(ref JournalPermit? permit, ImmutableArray<TEvent> happened, int overdue, Versioned<TState> decidedOn, DateTimeOffset now, Caller by)
    {
        var entries = new NewEvent[happened.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            var (name, payload) = _kind.Events.Write(happened[i]);
            var command = _kind.CommandOf(happened[i]);
            var caller = i < overdue ? Caller.House : by;
            entries[i] = new(name, payload, now, caller.Actor, caller.CorrelationId, command?.Id, command?.BodyHash, Process: caller.Process, Meaning: happened[i]);
            _snapshots.Add(payload.Length);
        }

        entries[^1] = entries[^1] with { Mark = _kind.MarkOf(decidedOn.State) };
        _head = decidedOn;
        _flights.TakeOff(decidedOn);
        var given = permit!;
        permit = null;
        _ = Land(given, entries, decidedOn.Version);
    }

    private async Task Land(JournalPermit permit, NewEvent[] entries, long leadsTo)
    {
        try
        {
            var version = await _writer.Append(permit, entries);
            _checkedAt = _house.Clock.GetTimestamp();
            _flights.Land(version);
        }
        catch (JournalOutcomeUnknownException unknown)
        {
            Fail(new OutcomeUnknownException(unknown.Message), leadsTo);
            return;
        }
        catch (Exception failure)
        {
            if (failure is not JournalException) Log.LogError(failure, "Appending to {Stream} failed", _kind.Stream(Key));
            Fail(new NotWrittenException(failure.Message), leadsTo);
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

    private void Fail(Exception failure, long version = 0)
    {
        _flights.Fail(failure, version);
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
        _ = TakeSnapshot(_flights.Durable);
    }

    /// <summary>The state is immutable, so it is serialized in the background while turns go on.</summary>
    private async Task TakeSnapshot(Versioned<TState> state)
    {
        _snapshots.Start();
        try
        {
            var snapshot = await Task.Factory.StartNew(
                () => SnapshotEnvelope.Seal(state, _kind.FoldVersion, _kind.SaveForSnapshot(state.State)),
                CancellationToken.None, TaskCreationOptions.None, _house.Background);
            await Journal.SaveSnapshot(_kind.Stream(Key), snapshot);
            _snapshots.Done(SnapshotEnvelope.WeightOf(snapshot));
        }
        catch (Exception failure)
        {
            // A lost snapshot costs replay time only; it is tried again once as much has been written anew.
            Log.LogWarning(failure, "A snapshot of {Stream} was not kept", _kind.Stream(Key));
            _snapshots.Failed();
        }
    }
}
