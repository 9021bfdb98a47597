using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <content>Those who wait until the copy that serves holds an event.</content>
public sealed partial class Tailer
{
    private readonly Lock _reachedLock = new();
    private JournalPosition _reached;
    private JournalPosition _wanted;
    private TaskCompletionSource _further = NewWait();
    private TaskCompletionSource _waited = NewWait();

    /// <summary>
    /// Completes once this process has brought the copy that serves to a position. It may never: another process may lead. For anybody, outside of
    /// simulation: those who waited go on by themselves.
    /// </summary>
    public async Task Reaches(JournalPosition position, CancellationToken cancel)
    {
        while (true)
        {
            Task further;
            lock (_reachedLock)
            {
                if (_reached >= position) return;
                further = _further.Task;
                if (position > _wanted) _wanted = position;
                _waited.TrySetResult();
            }
            await further.WaitAsync(cancel);
        }
    }

    private void Reached(JournalPosition position)
    {
        TaskCompletionSource waited;
        lock (_reachedLock)
        {
            if (position <= _reached) return;
            _reached = position;
            (waited, _further) = (_further, NewWait());
        }
        waited.SetResult();
    }

    /// <summary>Completes when somebody waits for what the copy does not hold yet; null when somebody does already.</summary>
    private Task? Waited()
    {
        lock (_reachedLock)
        {
            if (_wanted > _reached) return null;
            if (_waited.Task.IsCompleted) _waited = NewWait();
            return _waited.Task;
        }
    }

    private static TaskCompletionSource NewWait() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
