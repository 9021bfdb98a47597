using BeautyGrains.Silo.Demo;

namespace BeautyGrains.Simulation;

/// <summary>Everything that is ready to run, on all machines; what goes next is drawn.</summary>
internal sealed class Turns
{
    // A run that never comes to rest is itself a finding.
    private const int MostInOneStep = 50_000;

    private readonly List<(NodeScheduler Scheduler, Task Task)> _ready = [];

    /// <summary>Where the order comes from; a new one for every step, so that leaving one out changes the others little.</summary>
    public SplitMix64 Random { get; set; } = new(0);

    /// <summary>Nothing is ready.</summary>
    public bool IsIdle => _ready.Count == 0;

    /// <summary>Runs what is ready until nothing is, or that many turns.</summary>
    public void Run(int most = MostInOneStep)
    {
        for (var turn = 0; turn < most && _ready.Count > 0; turn++)
        {
            if (turn == MostInOneStep - 1) throw new Violation("The world comes to rest.", $"{MostInOneStep} turns without time passing.");
            var place = _ready.Count == 1 ? 0 : Random.Between(0, _ready.Count - 1);
            var (scheduler, task) = _ready[place];
            _ready[place] = _ready[^1];
            _ready.RemoveAt(_ready.Count - 1);
            scheduler.Execute(task);
        }
    }

    public void Add(NodeScheduler scheduler, Task task) => _ready.Add((scheduler, task));

    /// <summary>Drops what a process that died would have done.</summary>
    public void Forget(NodeScheduler scheduler) => _ready.RemoveAll(one => one.Scheduler == scheduler);
}

/// <summary>Where all work of one run of a process goes.</summary>
internal sealed class NodeScheduler(Turns turns) : TaskScheduler
{
    private bool _isDead;

    public override int MaximumConcurrencyLevel => 1;

    public void Execute(Task task) => TryExecuteTask(task);

    public void Die()
    {
        _isDead = true;
        turns.Forget(this);
    }

    protected override void QueueTask(Task task)
    {
        if (!_isDead) turns.Add(this, task);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
