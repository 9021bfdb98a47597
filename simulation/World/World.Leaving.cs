namespace BeautyGrains.Simulation;

/// <summary>Processes that are told to stop: they take no more requests, end what has begun, and go. Another may start on the machine meanwhile.</summary>
internal sealed partial class World
{
    // Longer than all that a stop waits for, late timers and slow disks included.
    private static readonly TimeSpan s_longestStop = TimeSpan.FromMinutes(5);

    private readonly List<Leaving> _leaving = [];

    private sealed record Leaving(Node Node, Task Stop, long Since);

    private void Stop(int machine)
    {
        if (_nodes[machine] is not { } node) return;
        _nodes[machine] = null;
        _leaving.Add(new(node, node.Stop(), _time.Now));
    }

    private void SeeOff()
    {
        foreach (var leaving in _leaving.ToList())
        {
            if (leaving.Stop.IsFaulted) throw new Violation("A process that is told to stop goes.", $"{leaving.Node}: {leaving.Stop.Exception!.InnerException}");
            if (leaving.Stop.IsCompleted) Gone(leaving);
            else if (_time.Now - leaving.Since > s_longestStop.Ticks) throw new Violation("A process that is told to stop goes.", $"{leaving.Node} is still there.");
        }
    }

    private void Gone(Leaving leaving)
    {
        _leaving.Remove(leaving);
        _trace.Line($"  - {leaving.Node} {(leaving.Stop.IsCompletedSuccessfully ? "has stopped" : "dies")}");
        leaving.Node.Crash();
        Desk.Lose(leaving.Node);
        _sweepWatch.Lose(leaving.Node);
    }
}
