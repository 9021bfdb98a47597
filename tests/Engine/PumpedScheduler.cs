namespace BeautyGrains.Engine.Tests;

/// <summary>Runs tasks on the thread that pumps it, in an order drawn from a seed.</summary>
public sealed class PumpedScheduler(int seed) : TaskScheduler
{
    private readonly Random _random = new(seed);
    private readonly Lock _lock = new();
    private readonly List<Task> _ready = [];

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs until nothing is ready.</summary>
    public void Pump()
    {
        // The test runner's own context would catch the awaits of what runs here.
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        while (Draw() is { } task)
            TryExecuteTask(task);
        SynchronizationContext.SetSynchronizationContext(outer);
    }

    /// <summary>Runs until something holds; what other threads complete, such as a gate's waiters, is on its way here.</summary>
    public void PumpUntil(Func<bool> holds)
    {
        var end = Environment.TickCount64 + 20_000;
        while (!holds())
        {
            Pump();
            if (Environment.TickCount64 > end)
                throw new TimeoutException("Pumped in vain.");
        }
    }

    /// <summary>Runs work here, moving the clock whenever nothing is ready, until the work is over.</summary>
    public void RunToEnd(Func<Task> work, ManualClock clock, TimeSpan step, int mostSteps)
    {
        var whole = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();
        Pump();
        for (var steps = 0; !whole.IsCompleted; steps++)
        {
            if (steps == mostSteps)
                throw new TimeoutException($"Not over after {steps} steps of {step}: {whole.Status} {GetScheduledTasks().Count()}");
            clock.Advance(step);
            Pump();
        }

        whole.GetAwaiter().GetResult();
    }

    protected override void QueueTask(Task task)
    {
        lock (_lock)
        {
            _ready.Add(task);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_lock)
        {
            return [.. _ready];
        }
    }

    private Task? Draw()
    {
        lock (_lock)
        {
            if (_ready.Count == 0)
                return null;
            var place = _random.Next(_ready.Count);
            var task = _ready[place];
            _ready.RemoveAt(place);
            return task;
        }
    }
}
