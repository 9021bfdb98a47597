using BeautyGrains.Journal;
using Microsoft.Extensions.Logging;

namespace BeautyGrains.ReadModels;

/// <content>What it tells of itself.</content>
public sealed partial class Tailer
{
    private readonly Lock _statusLock = new();
    private ReadModelStatus _status = new(
        model.Name, model.Version, TailerState.Starting, 0, JournalPosition.Start, JournalPosition.Start, 0, TimeSpan.Zero, null, 0, 0, 0, null);
    private DateTimeOffset? _waiting;
    private TimeSpan _tellAt;
    private TimeSpan _headAt;
    private JournalPosition _head;
    private TimeSpan _tellPause = options.FirstPause;
    private readonly long _born = clock.GetTimestamp();

    private TailerState _state => _status.State;

    // What is due is not put off by a wall clock that is set back.
    private TimeSpan Up => clock.GetElapsedTime(_born);

    /// <summary>How it feels.</summary>
    public ReadModelStatus Status
    {
        get
        {
            lock (_statusLock)
            {
                var behind = _waiting is { } since ? clock.GetUtcNow() - since : TimeSpan.Zero;
                return _status with { Behind = behind > TimeSpan.Zero ? behind : TimeSpan.Zero };
            }
        }
    }

    private void SeeWaiting(Followed copy, IReadOnlyList<RecordedEvent> batch)
    {
        if (copy != (_serving ?? _building)) return;
        lock (_statusLock) _waiting = batch.Count == 0 ? null : batch[0].At;
        var end = batch.Count == 0 ? copy.Row.Position : batch[^1].Position;
        if (end > _head) _head = end;
    }

    private async Task SeeHead(CancellationToken cancel)
    {
        if (Up < _headAt) return;
        _headAt = Up + options.LookAgain;
        _head = await journal.Head(cancel);
    }

    private void Applied(Followed copy, IReadOnlyList<RecordedEvent> batch)
    {
        var isFirst = copy == (_serving ?? _building);
        lock (_statusLock)
        {
            // What follows in the journal is no older than the last event.
            if (isFirst) _waiting = batch[^1].At;
            _status = _status with { EventsApplied = _status.EventsApplied + batch.Count, Batches = _status.Batches + 1 };
        }
    }

    private void Following()
    {
        if (_serving is null && _building is null) return;
        var position = (_serving ?? _building)?.Row.Position ?? _shown?.Position ?? JournalPosition.Start;
        lock (_statusLock)
        {
            if (position >= _head) _waiting = null;
            _status = _status with
            {
                State = _building is null ? TailerState.Following : TailerState.Building,
                Generation = _shown?.Generation ?? 0,
                Position = position,
                Head = _head,
                EventsBehind = Math.Max(0, _head.Number - position.Number),
                BuiltUpTo = _building?.Row.Position,
                Fault = null,
            };
        }
    }

    /// <summary>Sees how far the process is that leads.</summary>
    private async Task Watch(CancellationToken cancel)
    {
        var rows = await store.Read(connection => CopiesOf(connection).All(cancel), cancel);
        var serving = rows.Find(row => row.State == CopyState.Serving);
        var building = rows.Find(row => row.State == CopyState.Building);
        var position = (serving ?? building)?.Position ?? JournalPosition.Start;
        _head = await journal.Head(cancel);
        var next = _head > position ? await journal.Read(position, 1, cancel) : [];
        lock (_statusLock)
        {
            _waiting = next.Count == 0 ? null : next[0].At;
            _status = _status with
            {
                State = TailerState.Passive,
                Generation = serving?.Generation ?? 0,
                Position = position,
                Head = _head,
                EventsBehind = Math.Max(0, _head.Number - position.Number),
                BuiltUpTo = building?.Position,
                Fault = null,
            };
        }
    }

    private void Troubled(Exception trouble)
    {
        _workAt = Up + _pause;
        _pause = Longer(_pause);
        if (_state != TailerState.Troubled) log.LogWarning(trouble, "The read model {Model} waits for its database; it tries again", model.Name);
        lock (_statusLock) _status = _status with { State = TailerState.Troubled, Failures = _status.Failures + 1, Fault = trouble.Message };
    }

    private void NotTold(Exception trouble)
    {
        if (_tellPause == options.FirstPause) log.LogWarning(trouble, "Listeners of the read model {Model} could not be told; it tries again", model.Name);
        _tellAt = Up + _tellPause;
        _tellPause = Longer(_tellPause);
    }

    private void Stopped(string why)
    {
        _workAt = Up + options.TryStopped;
        log.LogCritical("The read model {Model} stops: {Why}", model.Name, why);
        lock (_statusLock) _status = _status with { State = TailerState.Stopped, Fault = why };
    }

    private void Outdated(int version)
    {
        if (_state != TailerState.Outdated)
            log.LogError("The read model {Model} was built by a newer program (version {Version}, this one knows {Own}); ask for a rebuild to go back", model.Name, version, model.Version);
        lock (_statusLock) _status = _status with { State = TailerState.Outdated, Fault = $"It was built by a newer program (version {version})." };
    }

    // Somebody asked for it, so no pause counts.
    private void Anew()
    {
        (_workAt, _lookAt) = (TimeSpan.MinValue, TimeSpan.MinValue);
        (_most, _suspect) = (options.MostEvents, JournalPosition.Start);
    }

    private TimeSpan Longer(TimeSpan pause) => pause * 2 < options.LongestPause ? pause * 2 : options.LongestPause;
}
