using BeautyGrains.Engine;
using BeautyGrains.Journal;
using BeautyGrains.Journal.Memory;
using Orleans.Runtime;

namespace BeautyGrains.Simulation;

/// <summary>What a fault falls on.</summary>
internal enum FaultTarget
{
    /// <summary>Anything.</summary>
    Any,
    /// <summary>Streams of stocks, or calls from outside.</summary>
    Stocks,
    /// <summary>Streams of processes, or calls between grains.</summary>
    Processes,
}

/// <summary>A fault that waits for its turn: some pass, then some are hit.</summary>
internal sealed class Armed<TFate>(TFate fate, FaultTarget target, int pass, int hit, TimeSpan delay)
{
    private int _pass = pass;
    private int _hit = hit;

    public TFate Fate => fate;

    public TimeSpan Delay => delay;

    public bool IsSpent => _hit == 0;

    public bool Strikes(FaultTarget what)
    {
        if (target != FaultTarget.Any && target != what) return false;
        if (_pass-- > 0) return false;
        return _hit-- > 0;
    }
}

/// <summary>What goes wrong on the disk of one process.</summary>
internal sealed class DiskFaults(NodeClock clock) : MemoryJournalFaults
{
    private readonly List<Armed<AppendFate>> _armed = [];
    private int _full;
    private int _slow;
    private TimeSpan _slowFor;

    public override bool QueueIsFull => _full > 0 && _full-- > 0;

    public void Arm(Armed<AppendFate> fault) => _armed.Add(fault);

    public void FillQueue(int times) => _full = times;

    public void SlowDown(int batches, TimeSpan each) => (_slow, _slowFor) = (batches, each);

    public void Clear()
    {
        _armed.Clear();
        _full = _slow = 0;
    }

    public override AppendFate FateOf(StreamKey stream, ReadOnlyMemory<NewEvent> events)
    {
        var what = stream.Category == "stock" ? FaultTarget.Stocks : FaultTarget.Processes;
        foreach (var fault in _armed)
        {
            if (!fault.Strikes(what)) continue;
            if (fault.IsSpent) _armed.Remove(fault);
            return fault.Fate;
        }
        return AppendFate.Written;
    }

    public override ValueTask BeforeSync() => _slow > 0 && _slow-- > 0 ? new(Task.Delay(_slowFor, clock)) : ValueTask.CompletedTask;
}

/// <summary>What goes wrong with the messages of one process.</summary>
internal sealed class NetworkFaults : ICallFaults
{
    private readonly List<Armed<CallFate>> _armed = [];

    /// <summary>After how long the message sent last arrives once more; null where it does not.</summary>
    public TimeSpan? SecondArrival { get; private set; }

    public void Arm(Armed<CallFate> fault) => _armed.Add(fault);

    public void Clear() => _armed.Clear();

    public CallFate FateOf(GrainId? source, GrainId target, string method, out TimeSpan delay)
    {
        var fate = Draw(source, out delay);
        SecondArrival = fate == CallFate.Twice ? delay : null;
        return fate;
    }

    private CallFate Draw(GrainId? source, out TimeSpan delay)
    {
        foreach (var fault in _armed)
        {
            if (!fault.Strikes(source is null ? FaultTarget.Stocks : FaultTarget.Processes)) continue;
            if (fault.IsSpent) _armed.Remove(fault);
            delay = fault.Delay;
            return fault.Fate;
        }
        delay = TimeSpan.Zero;
        return CallFate.Arrives;
    }
}
