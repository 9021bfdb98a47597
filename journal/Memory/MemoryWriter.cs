using BeautyGrains.Journal.Writing;

namespace BeautyGrains.Journal.Memory;

/// <summary>The writer of a <see cref="MemoryJournal"/>: a task on the injected scheduler that ends when nothing waits.</summary>
internal sealed class MemoryWriter(MemoryJournalOptions options, WriteQueue queue, HeadSignal head)
{
    private readonly Lock _gate = new();
    private readonly List<QueuedWrite> _batch = [];
    private Task _drain = Task.CompletedTask;
    private bool _draining;
    private volatile bool _crashed;

    /// <summary>Completes when nothing waits and nothing is being written.</summary>
    public Task Idle
    {
        get { lock (_gate) return _drain; }
    }

    public void Wake()
    {
        lock (_gate)
        {
            if (_draining) return;
            _draining = true;
            _drain = Task.Factory.StartNew(Drain, CancellationToken.None, TaskCreationOptions.None, options.Scheduler).Unwrap();
        }
    }

    public void Crash()
    {
        _crashed = true;
        options.Disk.LoseUnsynced(this);
    }

    private async Task Drain()
    {
        while (TakeOrStop())
        {
            foreach (var write in _batch) Write((QueuedAppend)write);
            await options.Faults.BeforeSync();
            if (!_crashed)
            {
                options.Disk.Sync(this);
                head.MoveTo(options.Disk.Look(disk => disk.Log.Count));
            }
            var lost = _crashed ? Unknown("The process crashed before it was synced.") : null;
            foreach (var write in _batch) write.Complete(lost);
        }
    }

    private bool TakeOrStop()
    {
        // One look decides both, so that a wake in between starts a new task.
        lock (_gate) return _draining = queue.TryTake(_batch, options.MaxBatchEvents);
    }

    private void Write(QueuedAppend append)
    {
        if (_crashed) return;
        append.Failure = append.Writer.Poisoned is null ? TryWrite(append) : append.Writer.FailedBefore();
        if (append.Failure is not null) append.Writer.Poison(append.Failure);
    }

    private JournalException? TryWrite(QueuedAppend append)
    {
        var fate = options.Faults.FateOf(append.Stream, append.Events);
        switch (fate)
        {
            case AppendFate.Unavailable: return new JournalUnavailableException("The disk failed on purpose.");
            case AppendFate.Conflict: return Failures.Conflict(append, append.FirstVersion);
            case AppendFate.LostUnknown: return Unknown("The append was lost on purpose.");
        }
        if (!options.Disk.TryWrite(this, append.Stream, append.FirstVersion, append.Events.Span, out var found)) return Failures.Conflict(append, found);
        return fate == AppendFate.WrittenUnknown ? Unknown("The answer was lost on purpose.") : null;
    }

    private static JournalOutcomeUnknownException Unknown(string message) => new(message);
}
