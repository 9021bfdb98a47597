using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace BeautyGrains.Engine;

/// <summary>The schedule and the ticks. The schedule is a guess that the table corrects: each tick reads its row first, since another process may have changed it.</summary>
internal sealed partial class Reminders
{
    // The machine's clock may be changed while a timer runs, which counts time of its own.
    private static readonly TimeSpan s_longestSleep = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_pauseAfterTrouble = TimeSpan.FromSeconds(10);

    // Besides as many again as there are reminders.
    private const int MostReplaced = 64;

    /// <summary>A reminder as scheduled; another one takes its place when anything of it changes.</summary>
    private sealed class Entry(EmbeddedReminder row, DateTime due, long number)
    {
        internal EmbeddedReminder Row { get; } = row;

        internal DateTime Due { get; } = due;

        internal long Number { get; } = number;
    }

    private readonly Lock _lock = new();
    private readonly Dictionary<(GrainId Grain, string Name), Entry> _entries = [];

    // May hold entries that have been replaced. Of those due at one moment the older comes first, so that runs repeat.
    private readonly PriorityQueue<Entry, (DateTime Due, long Number)> _schedule = new();
    private readonly TaskCompletionSource _quiet = new();
    private ITimer? _timer;
    private ITimer? _refresh;
    private long _numbers;
    private int _ticking;
    private volatile bool _isRunning;
    private volatile bool _isRefreshing;

    /// <summary>Reads the table and lets reminders tick from now on.</summary>
    internal async Task Start()
    {
        if (_table is null)
            return;
        var rows = await _table.ReadAll();
        _timer = _engine.Clock.CreateTimer(_ => _engine.RunAsTask(SendDue), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _refresh = _engine.Clock.CreateTimer(_ => _engine.RunAsTask(() => _ = Refresh()), null, _options.RefreshReminderListPeriod, _options.RefreshReminderListPeriod);
        lock (_lock)
        {
            _isRunning = true;
        }

        foreach (var row in rows)
            Take(row);
    }

    /// <summary>Sends no more ticks.</summary>
    internal void Stop()
    {
        lock (_lock)
        {
            _isRunning = false;
            _timer?.Dispose();
            _refresh?.Dispose();
            if (_ticking == 0)
                _quiet.TrySetResult();
        }
    }

    /// <summary>Places in the schedule, replaced ones too.</summary>
    internal int Scheduled
    {
        get
        {
            lock (_lock)
            {
                return _schedule.Count;
            }
        }
    }

    /// <summary>After a stop: the last tick is over and noted.</summary>
    internal Task Quiet => _quiet.Task;

    private void Take(EmbeddedReminder row) => Schedule(row, row.NextDue(Now));

    private void Schedule(EmbeddedReminder row, DateTime due)
    {
        lock (_lock)
        {
            var entry = new Entry(row, due, _numbers++);
            _entries[(row.Grain, row.Name)] = entry;
            _schedule.Enqueue(entry, (due, entry.Number));
            Tidy();
            Arm();
        }
    }

    private void Forget(GrainId grain, string name)
    {
        lock (_lock)
        {
            _entries.Remove((grain, name));
        }
    }

    // Under the lock. A reminder that is set anew again and again leaves an entry each time, which would stay until it had been due.
    private void Tidy()
    {
        if (_schedule.Count <= MostReplaced + 2 * _entries.Count)
            return;
        var current = _schedule.UnorderedItems.Where(item => IsCurrent(item.Element)).ToArray();
        _schedule.Clear();
        _schedule.EnqueueRange(current);
    }

    // Under the lock.
    private void Arm()
    {
        while (_schedule.TryPeek(out var next, out _) && !IsCurrent(next))
            _schedule.Dequeue();
        if (!_isRunning || !_schedule.TryPeek(out var first, out _))
            return;
        var sleep = first.Due - Now;
        _timer!.Change(sleep < TimeSpan.Zero ? TimeSpan.Zero : sleep < s_longestSleep ? sleep : s_longestSleep, Timeout.InfiniteTimeSpan);
    }

    private bool IsCurrent(Entry entry) => _entries.GetValueOrDefault((entry.Row.Grain, entry.Row.Name)) == entry;

    private void SendDue()
    {
        List<Entry> due = [];
        lock (_lock)
        {
            var now = Now;
            while (_isRunning && _schedule.TryPeek(out var first, out _) && (first.Due <= now || !IsCurrent(first)))
            {
                _schedule.Dequeue();
                if (IsCurrent(first))
                    due.Add(first);
            }

            _ticking += due.Count;
            Arm();
        }

        foreach (var entry in due)
            _ = Send(entry);
    }

    private async Task Send(Entry entry)
    {
        var next = (Row: (EmbeddedReminder?)entry.Row, Due: Now + s_pauseAfterTrouble);
        try
        {
            var row = await _table!.Read(entry.Row.Grain, entry.Row.Name);
            if (row is not null && row.Etag == entry.Row.Etag && row.NewestTick(Now) is { } tick && !(row.LastTick >= tick))
                row = await Send(row, tick);
            next = (row, row?.NextDue(Now) ?? default);
        }
        catch (Exception exception)
        {
            _engine.Logger.LogError(exception, "The table of reminders failed; {Reminder} of {GrainId} is looked at again soon.", entry.Row.Name, entry.Row.Grain);
        }

        lock (_lock)
        {
            // Whoever registered it meanwhile has scheduled it, too.
            if (IsCurrent(entry) && next.Row is null)
                Forget(entry.Row.Grain, entry.Row.Name);
            else if (IsCurrent(entry))
                Schedule(next.Row!, next.Due);
            if (--_ticking == 0 && !_isRunning)
                _quiet.TrySetResult();
        }
    }

    private async Task<EmbeddedReminder> Send(EmbeddedReminder row, DateTime tick)
    {
        try
        {
            await _engine.GetGrain<IRemindable>(row.Grain).ReceiveReminder(row.Name, new(row.FirstDue, row.Period, Now));
        }
        catch (OrleansMessageRejectionException) when (!_isRunning)
        {
            // The grain never heard of it; the next process makes up for it.
            return row;
        }
        catch (Exception exception)
        {
            _engine.Logger.LogError(exception, "Reminder {Reminder} failed at {GrainId}; it goes on.", row.Name, row.Grain);
        }

        var ticked = row with { LastTick = tick };
        try
        {
            await _table!.Tick(row.Grain, row.Name, row.Etag, tick);
        }
        catch (Exception exception)
        {
            _engine.Logger.LogWarning(exception, "A tick of {Reminder} of {GrainId} could not be noted; after a restart it may come again.", row.Name, row.Grain);
        }

        return ticked;
    }

    private async Task Refresh()
    {
        long before;
        lock (_lock)
        {
            if (_isRefreshing || !_isRunning)
                return;
            _isRefreshing = true;
            before = _numbers;
        }

        try
        {
            var rows = await _table!.ReadAll();
            lock (_lock)
            {
                Compare(rows, before);
            }
        }
        catch (Exception exception)
        {
            _engine.Logger.LogWarning(exception, "The table of reminders could not be read; those known go on.");
        }
        finally
        {
            _isRefreshing = false;
        }
    }

    // What was scheduled since the table was asked is newer than its answer.
    private void Compare(IReadOnlyList<EmbeddedReminder> rows, long before)
    {
        var kept = rows.Select(row => (row.Grain, row.Name)).ToHashSet();
        foreach (var gone in _entries.Where(pair => pair.Value.Number < before && !kept.Contains(pair.Key)).Select(pair => pair.Key).ToArray())
            _entries.Remove(gone);
        foreach (var row in rows)
        {
            if (!_entries.TryGetValue((row.Grain, row.Name), out var known) || known.Number < before && known.Row.Etag != row.Etag)
                Take(row);
        }
    }
}
