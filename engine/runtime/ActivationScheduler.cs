using Orleans.Runtime;

namespace BeautyGrains.Engine;

/// <summary>Runs the tasks of one activation one after the other, in the order in which they became ready, on top of the engine's scheduler.
/// Its monitor also guards the activation's mailbox.</summary>
internal sealed class ActivationScheduler(Activation activation, EmbeddedEngine engine) : TaskScheduler, IEmbeddedTurns, IThreadPoolWorkItem
{
    private static readonly Action<object?> s_runTurns = static self => ((ActivationScheduler)self!).RunTurns();

    private Queue<Task>? _ready;
    private bool _isRunning;

    /// <summary>The activation whose turn runs on this thread, if any.</summary>
    internal static Activation? CurrentActivation => (Current as ActivationScheduler)?.Activation;

    internal Activation Activation { get; } = activation;

    EmbeddedActivation IEmbeddedTurns.Activation => Activation;

    /// <inheritdoc />
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Starts work as a turn of its own.</summary>
    internal void Start(Action<object?> action, object? state) => new Task(action, state).Start(this);

    /// <summary>Gives up memory that an idle activation does not need.</summary>
    internal void Trim()
    {
        lock (this)
        {
            if (_ready is { Count: 0 })
                _ready = null;
        }
    }

    protected override void QueueTask(Task task)
    {
        lock (this)
        {
            (_ready ??= new()).Enqueue(task);
            if (_isRunning)
                return;
            _isRunning = true;
        }

        QueueSlice();
    }

    // A continuation of the turn that is running may run at once: this thread is the activation's one thread.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
        => !taskWasPreviouslyQueued && Current == this && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (this)
        {
            return _ready?.ToArray() ?? [];
        }
    }

    // In order of arrival: the thread pool's own queue of each thread is last in, first out,
    // where activations that call each other without end would starve those before them.
    private void QueueSlice()
    {
        // The thread pool takes the scheduler as it is, without a task around it.
        if (engine.RunsOnThreadPool)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        else
            new Task(s_runTurns, this, TaskCreationOptions.PreferFairness).Start(engine.Options.Scheduler);
    }

    void IThreadPoolWorkItem.Execute() => RunTurns();

    private void RunTurns()
    {
        // A synchronization context of the thread below would catch the awaits of grains.
        var outer = SynchronizationContext.Current;
        if (outer is not null)
            SynchronizationContext.SetSynchronizationContext(null);

        var isOver = RunSlice();

        if (outer is not null)
            SynchronizationContext.SetSynchronizationContext(outer);
        if (!isOver)
            QueueSlice();
    }

    private bool RunSlice()
    {
        for (var turns = 0; turns < engine.Options.TurnsPerSlice; turns++)
        {
            Task? turn;
            lock (this)
            {
                if (_ready is null || !_ready.TryDequeue(out turn))
                {
                    _isRunning = false;
                    return true;
                }
            }

            TryExecuteTask(turn);
        }

        return false;
    }
}
