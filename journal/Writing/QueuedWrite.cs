using System.Diagnostics;
using System.Threading.Tasks.Sources;

namespace BeautyGrains.Journal.Writing;

/// <summary>Something that waits for the writer. It shares the fate of its batch unless it has a failure of its own.</summary>
internal abstract class QueuedWrite
{
    /// <summary>What it counts for in a batch; at least 1.</summary>
    public abstract int Weight { get; }

    /// <summary>Set by the writer when this write, and not its batch, failed.</summary>
    public JournalException? Failure { get; set; }

    /// <summary>Tells the caller; called once, after the batch is durable or lost.</summary>
    /// <param name="batchFailure">Why the whole batch was lost, or null.</param>
    public abstract void Complete(JournalException? batchFailure);
}

/// <summary>An append on its way. It is its own awaitable, so that an append costs one object.</summary>
internal sealed class QueuedAppend : QueuedWrite, IValueTaskSource<long>
{
    private readonly Action<int>? _giveBack;
    private readonly int _held;
    private readonly WriteQueue _queue;
    private readonly int _extra;

    // Continuations run on the awaiting grain's scheduler and never on the writer's thread.
    private ManualResetValueTaskSourceCore<long> _core = new() { RunContinuationsAsynchronously = true };

    public QueuedAppend(SequencedWriter writer, long firstVersion, ReadOnlyMemory<NewEvent> events, WriteQueue queue, JournalPermit permit)
    {
        Writer = writer;
        FirstVersion = firstVersion;
        Events = events;
        _queue = queue;
        _giveBack = permit.HandOver();
        _held = permit.Events;
        _extra = Math.Max(0, events.Length - (_giveBack is null ? 0 : _held));
        queue.TakeMore(_extra);
        Span = Spans.Append(writer.Stream, events.Length);
    }

    public SequencedWriter Writer { get; }

    public StreamKey Stream => Writer.Stream;

    public long FirstVersion { get; }

    public long LastVersion => FirstVersion + Events.Length - 1;

    public ReadOnlyMemory<NewEvent> Events { get; }

    public override int Weight => Events.Length;

    /// <summary>Its part of a trace; null when nobody traces.</summary>
    public Activity? Span { get; }

    public ValueTask<long> Answer => new(this, _core.Version);

    public override void Complete(JournalException? batchFailure)
    {
        var failure = Failure ?? batchFailure;
        if (failure is not null) Writer.Poison(failure);
        _giveBack?.Invoke(_held);
        _queue.GiveBack(_extra);
        Span?.End(failure);
        if (failure is null) _core.SetResult(LastVersion);
        else _core.SetException(failure);
    }

    long IValueTaskSource<long>.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<long>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<long>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
