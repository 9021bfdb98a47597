using System.Collections.Concurrent;

namespace BeautyGrains.Contract.Tests;

/// <summary>What grains tell their test, and gates at which they wait for it. One for the whole process, since every silo of a test lives in it:
/// a test takes names of its own.</summary>
public sealed class Board
{
    private static readonly ConcurrentDictionary<string, Board> s_boards = new(StringComparer.Ordinal);

    private readonly ConcurrentQueue<string> _log = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new(StringComparer.Ordinal);

    private Board()
    {
    }

    public IReadOnlyList<string> Log => [.. _log];

    /// <summary>The board of that name, made at the first asking.</summary>
    public static Board Of(string name) => s_boards.GetOrAdd(name, static _ => new());

    public void Say(string what) => _log.Enqueue(what);

    public int Count(string what) => _log.Count(said => said == what);

    public Task Gate(string name) => Find(name).Task;

    public bool IsOpen(string name) => Find(name).Task.IsCompleted;

    public void Open(string name) => Find(name).TrySetResult();

    /// <summary>Waits until it has been told something so often.</summary>
    public Task Heard(string what, int times = 1)
        => ContractCluster.Until(() => Count(what) >= times, $"'{what}' {times} times; heard: {string.Join(", ", Log)}");

    private TaskCompletionSource Find(string name)
        => _gates.GetOrAdd(name, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
