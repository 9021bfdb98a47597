using System.Data.Common;
using BeautyGrains.Journal;
using Microsoft.Extensions.Logging;

namespace BeautyGrains.ReadModels;

/// <summary>
/// Follows the journal for one read model. Every batch of events and the position behind it are one transaction, which counts only if the copy
/// still stood where it was believed to stand: whoever else writes, no event is applied twice and none is left out.
/// For one caller at a time; <see cref="Status"/> and <see cref="Wake"/> are for anybody.
/// </summary>
/// <param name="listener">Is told what became durable; null for nobody.</param>
public sealed partial class Tailer(
    ReadModel model, JournalTail journal, IReadModelStore store, TimeProvider clock, TailerOptions options, IModelListener? listener, ILogger log)
    : IAsyncDisposable
{
    private ILeadership? _lead;
    private Followed? _serving;
    private Followed? _building;
    private CopyRow? _shown;
    private TimeSpan _lookAt;
    private TimeSpan _workAt;
    private TimeSpan _pause = options.FirstPause;
    private int _most = options.MostEvents;
    private JournalPosition _suspect;
    private long _broken;
    private bool _moved;

    /// <summary>The read model.</summary>
    public ReadModel Model => model;

    /// <summary>
    /// Does what there is to do once at most: leads, applies one batch to each copy, tells listeners of one batch. Trouble is kept in
    /// <see cref="Status"/> and tried again later.
    /// </summary>
    /// <returns>False when there is nothing to do now.</returns>
    public async Task<bool> RunOnce(CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref _asked, false)) Anew();
        if (Up < _workAt) return false;
        try
        {
            var worked = await Work(cancel);
            (_pause, _moved) = (options.FirstPause, false);
            return worked;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await LetGo();
            throw;
        }
        catch (CopyMovedException moved)
        {
            // Somebody else leads, or did just now: look where things stand. Who meets him again at once lets him go ahead.
            await LetGo();
            if (_moved) Troubled(moved);
            return _moved = !_moved;
        }
        catch (Exception trouble)
        {
            await LetGo();
            Troubled(trouble);
            return false;
        }
    }

    /// <summary>Gives the leadership up; another process may take it at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await LetGo();
        _wake.Dispose();
    }

    private async Task<bool> Work(CancellationToken cancel)
    {
        if (_lead is null && !await Lead(cancel)) return false;
        if (Up >= _lookAt) await Look(cancel);
        var worked = false;
        // One that cannot go on waits for the one that is built to take its place.
        if (_serving is { } serving && (_building is null || serving.Row.Generation != _broken)) worked = await Step(serving, cancel) > 0;
        if (_building is { } building)
        {
            var taken = await Step(building, cancel);
            if (_building == building && await IsBuilt(building, cancel))
            {
                await Switch(building, cancel);
                worked = true;
            }
            worked |= taken > 0;
        }
        if (_serving is { } holds) Reached(holds.Row.Position);
        // An event was not understood: the copies are looked at again, or it stops.
        if (_lead is null || _lookAt == TimeSpan.MinValue) return _lead is not null;
        if (_serving is { } told && listener is not null) worked |= await Tell(told, listener, cancel);
        Following();
        return worked;
    }

    private async Task<bool> Lead(CancellationToken cancel)
    {
        _lead = options.Leads ? await store.Lead(model.Name, cancel) : null;
        _lookAt = TimeSpan.MinValue;
        if (_lead is not null) return true;
        _workAt = Up + options.LeaderPoll;
        await Watch(cancel);
        return false;
    }

    /// <summary>Applies the next batch to a copy; returns how many events it had.</summary>
    private async Task<int> Step(Followed copy, CancellationToken cancel)
    {
        var batch = await journal.Read(copy.Row.Position, _most, cancel);
        SeeWaiting(copy, batch);
        if (batch.Count == 0) return 0;
        try
        {
            RowChanges changes;
            try
            {
                changes = await copy.Projection.Apply(batch, Tables(copy), cancel);
            }
            catch (Exception broken) when (IsAboutEvents(broken))
            {
                // Rows that another leader has moved on meanwhile do not go with these events, which are not to blame.
                if (await HasMoved(copy, cancel)) throw new CopyMovedException();
                await Narrow(copy, batch, broken, cancel);
                return batch.Count;
            }
            await Commit(copy, batch, changes, cancel);
        }
        catch (DbException refused) when (!refused.IsTransient)
        {
            // It may be more than the database takes at once.
            Halve(batch);
            throw;
        }
        if (_suspect < copy.Row.Position) _most = Math.Min(_most * 2, options.MostEvents);
        if (batch.Count == _most) await SeeHead(cancel);
        return batch.Count;
    }

    private async Task<bool> HasMoved(Followed copy, CancellationToken cancel) =>
        (await CopiesOf(_lead!.Connection).All(cancel)).Find(row => row.Generation == copy.Row.Generation) is not { } row
        || row.Position != copy.Row.Position || row.State != copy.Row.State;

    private async Task Commit(Followed copy, IReadOnlyList<RecordedEvent> batch, RowChanges changes, CancellationToken cancel)
    {
        var last = batch[^1];
        var to = copy.Row with { Position = last.Position, Hash = last.Hash.ToArray(), At = last.At, Told = copy.Told };
        await using (var transaction = await _lead!.Connection.BeginTransactionAsync(cancel))
        {
            if (!await CopiesOf(_lead.Connection).Advance(copy.Row, to, cancel)) throw new CopyMovedException();
            await Tables(copy).Write(changes, cancel);
            await options.Faults.BeforeCommit(model.Name);
            await transaction.CommitAsync(cancel);
        }
        await options.Faults.AfterCommit(model.Name);
        copy.Row = to;
        copy.Newest = batch;
        Applied(copy, batch);
    }

    // An event that cannot be understood stops the model just before it: halve the batch until it is alone.
    private async Task Narrow(Followed copy, IReadOnlyList<RecordedEvent> batch, Exception broken, CancellationToken cancel)
    {
        var (serving, building) = (_serving, _building);
        (_serving, _building, _lookAt) = (null, null, TimeSpan.MinValue);
        if (batch.Count > 1)
        {
            Halve(batch);
            return;
        }
        var why = $"{batch[0].Stream} version {batch[0].Version} at {batch[0].Position} ({batch[0].Type}): {broken.Message}";
        if (copy == serving && building is not null)
        {
            // What is wrong may be its rows, which the one that is built does not have.
            _broken = copy.Row.Generation;
            (_most, _suspect) = (options.MostEvents, JournalPosition.Start);
            log.LogError("The copy of the read model {Model} that serves cannot go on and waits for the one that is built: {Why}", model.Name, why);
        }
        else if (copy == building && serving is not null && serving.Row.Generation != _broken)
        {
            log.LogCritical("The read model {Model} could not be built anew, and the copy at hand goes on serving: {Why}", model.Name, why);
            await Retire(CopiesOf(_lead!.Connection), copy.Row, cancel);
        }
        else
        {
            // Another process may be of a newer program, which knows the event.
            await LetGo();
            Stopped(why);
        }
    }

    private void Halve(IReadOnlyList<RecordedEvent> batch) => (_most, _suspect) = (Math.Max(1, batch.Count / 2), batch[^1].Position);

    private async Task<bool> Tell(Followed copy, IModelListener to, CancellationToken cancel)
    {
        if (copy.Told >= copy.Row.Position || Up < _tellAt) return false;
        if (!to.IsHeard)
        {
            copy.Told = copy.Row.Position;
            return false;
        }
        try
        {
            var batch = copy.Newest is { Count: > 0 } newest && copy.Told == newest[0].Position with { Number = newest[0].Position.Number - 1 }
                ? newest
                : [.. (await journal.Read(copy.Told, options.MostEvents, cancel)).Where(recorded => recorded.Position <= copy.Row.Position)];
            await to.Tell(batch, Tables(copy), cancel);
            copy.Told = batch[^1].Position;
            _tellPause = options.FirstPause;
            return true;
        }
        catch (Exception trouble) when (!cancel.IsCancellationRequested)
        {
            // The model goes on; who listens is told later, of everything since.
            NotTold(trouble);
            return false;
        }
    }

    private async ValueTask LetGo()
    {
        (_serving, _building, _shown) = (null, null, null);
        if (_lead is not { } lead) return;
        _lead = null;
        try
        {
            await lead.DisposeAsync();
        }
        catch (Exception broken) when (broken is DbException or IOException or InvalidOperationException)
        {
            log.LogDebug(broken, "The connection of {Model} was broken already", model.Name);
        }
    }

    private CopyTables Tables(Followed copy) => new(_lead!.Connection, store.Dialect, copy.Row.Generation);

    private Copies CopiesOf(DbConnection connection) => new(connection, store.Dialect, model.Name);

    // What is not the databases' fault is the event's, or the fold's.
    private static bool IsAboutEvents(Exception failure) =>
        failure is not (DbException or IOException or TimeoutException or OperationCanceledException or JournalUnavailableException or System.Net.Sockets.SocketException);

    /// <summary>A copy with what is at hand of it.</summary>
    private sealed class Followed(CopyRow row, IProjection projection)
    {
        public CopyRow Row { get; set; } = row;

        public IProjection Projection { get; } = projection;

        /// <summary>Up to where listeners were told; written down with the next batch.</summary>
        public JournalPosition Told { get; set; } = row.Told;

        public IReadOnlyList<RecordedEvent>? Newest { get; set; }
    }

    /// <summary>The copy did not stand where it was believed to stand.</summary>
    private sealed class CopyMovedException() : Exception("Another process writes the copy as well.");
}
