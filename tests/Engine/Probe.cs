using System.Collections.Concurrent;

namespace BeautyGrains.Engine.Tests;

/// <summary>What grains of a test tell it, and gates at which they wait for it.</summary>
public sealed class Probe
{
    private readonly ConcurrentQueue<string> _log = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();

    public IReadOnlyList<string> Log => [.. _log];

    public void Say(string what) => _log.Enqueue(what);

    public Task Gate(string name) => Find(name).Task;

    public void Open(string name) => Find(name).TrySetResult();

    public int Count(string what) => _log.Count(said => said == what);

    private TaskCompletionSource Find(string name)
        => _gates.GetOrAdd(name, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
