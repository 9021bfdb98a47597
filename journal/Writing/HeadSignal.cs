namespace BeautyGrains.Journal.Writing;

/// <summary>Wakes those who wait for the head to move.</summary>
internal sealed class HeadSignal
{
    private TaskCompletionSource _moved = New();
    private long _head;

    /// <summary>The newest position known to this process; other processes may have gone further.</summary>
    public long Head => Volatile.Read(ref _head);

    /// <summary>Completes at the next move. Take it before looking at the head.</summary>
    public Task NextMove => Volatile.Read(ref _moved).Task;

    public void MoveTo(long head)
    {
        if (head <= Head) return;
        Volatile.Write(ref _head, head);
        Interlocked.Exchange(ref _moved, New()).SetResult();
    }

    /// <summary>Wakes everybody, so that they see that the journal was closed.</summary>
    public void WakeAll() => Interlocked.Exchange(ref _moved, New()).SetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
