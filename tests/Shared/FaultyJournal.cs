using BeautyGrains.Journal;
using BeautyGrains.Journal.Memory;

namespace BeautyGrains.Tests.Shared;

/// <summary>A journal in memory whose next appends can be made to fail, to hang, or to lose their answer.</summary>
public sealed class FaultyJournal : MemoryJournal
{
    private readonly Switches _switches;

    public FaultyJournal(MemoryDisk? disk = null, TaskScheduler? scheduler = null, int capacity = 65_536)
        : this(new Switches(), disk ?? new(), scheduler ?? TaskScheduler.Default, capacity)
    {
    }

    private FaultyJournal(Switches switches, MemoryDisk disk, TaskScheduler scheduler, int capacity)
        : base(new() { Disk = disk, Scheduler = scheduler, Capacity = capacity, Faults = switches })
    {
        _switches = switches;
        Disk = disk;
    }

    /// <summary>Outlives this journal: open another one on it.</summary>
    public MemoryDisk Disk { get; }

    /// <summary>While true every Enter throws <see cref="JournalBusyException"/>.</summary>
    public bool QueueFull
    {
        get => _switches.Full;
        set => _switches.Full = value;
    }

    /// <summary>The append after those already told ends so. Calls add up: each is for one append.</summary>
    public void NextAppend(AppendFate fate) => _switches.Add(fate);

    /// <summary>The next append fails for sure.</summary>
    public void FailNext() => NextAppend(AppendFate.Unavailable);

    /// <summary>The next append meets another writer's event.</summary>
    public void ConflictNext() => NextAppend(AppendFate.Conflict);

    /// <summary>The next append is written, but its caller gets no answer.</summary>
    public void LoseNextAnswer() => NextAppend(AppendFate.WrittenUnknown);

    /// <summary>From now on appends hang, neither durable nor lost, until released.</summary>
    public void Hang() => _switches.Hang();

    /// <summary>Lets what hangs go on.</summary>
    public void Release() => _switches.Release();

    /// <summary>Completes when a batch hangs.</summary>
    public Task Hanging => _switches.Hanging;

    /// <summary>Closes; what hangs goes on first.</summary>
    public override ValueTask DisposeAsync()
    {
        Release();
        return base.DisposeAsync();
    }

    private sealed class Switches : MemoryJournalFaults
    {
        private readonly Lock _gate = new();
        private readonly Queue<AppendFate> _fates = new();
        private TaskCompletionSource? _held;
        private TaskCompletionSource _hanging = New();

        public volatile bool Full;

        public override bool QueueIsFull => Full;

        public Task Hanging
        {
            get { lock (_gate) return _hanging.Task; }
        }

        public void Add(AppendFate fate)
        {
            lock (_gate) _fates.Enqueue(fate);
        }

        public void Hang()
        {
            lock (_gate) _held ??= New();
        }

        public void Release()
        {
            TaskCompletionSource? held;
            lock (_gate)
            {
                (held, _held) = (_held, null);
                if (_hanging.Task.IsCompleted) _hanging = New();
            }
            held?.SetResult();
        }

        public override AppendFate FateOf(StreamKey stream, ReadOnlyMemory<NewEvent> events)
        {
            lock (_gate) return _fates.TryDequeue(out var fate) ? fate : AppendFate.Written;
        }

        public override ValueTask BeforeSync()
        {
            lock (_gate)
            {
                if (_held is null) return ValueTask.CompletedTask;
                _hanging.TrySetResult();
                return new(_held.Task);
            }
        }

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
