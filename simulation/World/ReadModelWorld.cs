using System.Globalization;
using BeautyGrains.Journal;
using BeautyGrains.Journal.Memory;
using BeautyGrains.ReadModels;
using BeautyGrains.Silo.Demo;

namespace BeautyGrains.Simulation;

/// <summary>
/// The read models of a run: the real tailers of each machine over one store that outlives them, between the steps of the chain. What they do is
/// drawn from a generator of their own and runs apart from the chain's turns, so that with them and without them the chain does the same.
/// </summary>
internal sealed class ReadModelWorld : IDisposable
{
    // One action in so many steps: batches are what tailers do.
    private const int StepsPerAction = 10;
    // SQLite and the comparisons would double the price of every run.
    private const int HundredthsOfSeeds = 25;
    private const int SecondsToCatchUp = 60;
    private const int MostAtEnd = 20_000;

    private static int s_stores;

    private readonly ulong _seed;
    private readonly Trace _trace;
    private readonly Complaints _complaints;
    private readonly Turns _turns = new();
    private readonly SqliteReadModelStore _store;
    private readonly ILeadership _eye;
    private readonly Leads _leads;
    private readonly TailerOptions _options;
    private readonly StockLevelPost _post;
    private readonly ReadModelWatch _watch;
    private readonly ReadModelProcess?[] _processes;
    private SplitMix64 _random;
    private int _lagUntil;

    public ReadModelWorld(ulong seed, int machines, MemoryDisk disk, JournalWatch journal, Trace trace, Complaints complaints)
    {
        (_seed, _trace, _complaints) = (seed, trace, complaints);
        _random = new(seed ^ 0x7EAD4007);
        // Runs of one process at the same time must not meet in one database.
        _store = SqliteReadModelStore.InMemory(string.Create(CultureInfo.InvariantCulture, $"simulation-{Interlocked.Increment(ref s_stores)}"));
        _eye = _store.Lead("", CancellationToken.None).GetAwaiter().GetResult()!;
        _leads = new(_random.Percent(50));
        _options = new() { MostEvents = _random.Of([8, 40, 400]), LookAgain = TimeSpan.FromSeconds(_random.Of([1, 30])) };
        _post = new(journal, _random.Percent(50));
        _watch = new(disk.Look(look => look.Log), journal, _eye.Connection, _store.Dialect, _post);
        _processes = new ReadModelProcess?[machines];
    }

    /// <summary>Whether the runs of a seed have read models.</summary>
    public static bool IsIn(ulong seed) => new SplitMix64(seed ^ 0x5EEDF01D).Percent(HundredthsOfSeeds);

    /// <summary>Does what follows a step, which most often is nothing.</summary>
    public void After(int step, IReadOnlyList<Node?> nodes)
    {
        _random = new(_seed ^ 0x7EAD4007 ^ unchecked((ulong)step * 0x9E3779B97F4A7C15UL));
        _turns.Random = _random;
        _post.Random = _random;
        EndThoseWhoseNodeIsGone(nodes);
        if (_random.Between(1, StepsPerAction) != 1 || step < _lagUntil) return;
        var machine = _random.Between(0, nodes.Count - 1);
        if (nodes[machine] is not { } node) return;
        Act(step, Of(node));
        Look(whole: false);
        // Machines that follow at once take turns, so that one works on what it knew before the other did.
        if (nodes.Count == 1 || !_random.Percent(60)) return;
        for (var turn = _random.Between(1, 4); turn > 0; turn--)
        {
            if (nodes[++machine % nodes.Count] is not { } next) continue;
            Run(Of(next), 1);
            Look(whole: false);
        }
    }

    /// <summary>Nothing goes wrong any more: everything must be caught up in bounded time, and be what the journal gives.</summary>
    /// <param name="pass">Lets time pass for everybody.</param>
    public void Settle(Node node, Action<TimeSpan> pass)
    {
        _random = new(_seed ^ 0x7EAD4007);
        (_turns.Random, _post.Random, _post.IsCalm) = (_random, _random, true);
        for (var machine = 0; machine < _processes.Length; machine++) End(machine);
        var process = _processes[0] = new(node, _turns, _store, _leads, _options, _post, _complaints);
        for (var second = 0; !_watch.IsCaughtUp || second == 0; second++)
        {
            if (second == SecondsToCatchUp) throw new Violation("Without faults the read models catch up in bounded time.", string.Join("; ", process.Status));
            pass(TimeSpan.FromSeconds(1));
            Run(process, MostAtEnd);
            Look(whole: false);
        }
        Look(whole: true);
        _post.DeliverAll();
        if (_post.IsLossy) _post.Sweep(_watch.Levels());
        _post.CheckTruth(_watch.LastToTell);
        Replay(process);
        _trace.Line(string.Create(CultureInfo.InvariantCulture, $"  r caught up at {_watch.Position}"));
    }

    public void Dispose()
    {
        for (var machine = 0; machine < _processes.Length; machine++) End(machine);
        _eye.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private ReadModelProcess Of(Node node) => _processes[node.Index] is { IsUp: true } process && process.Node == node
        ? process
        : _processes[node.Index] = new(node, _turns, _store, _leads, _options, _post, _complaints);

    private void Act(int step, ReadModelProcess process)
    {
        var kind = _random.Between(1, 100);
        var runs = _random.Between(1, 6);
        switch (kind)
        {
            case <= 55: break;
            case <= 75: process.Arm((BatchFate)_random.Between(1, 4), _random.Between(0, 2)); break;
            case <= 80: Rebuild(process, _random.Percent(80) ? StockModel.Instance : ProductModel.Instance); break;
            case <= 84: _lagUntil = step + _random.Between(50, 300); break;
            case <= 88: process.Die(); break;
            case <= 91: process.Deny(_random.Between(1, 3)); break;
            case <= 96: _post.Deliver(_random.Between(1, 10)); break;
            default:
                if (_post.IsLossy) _post.Sweep(_watch.Levels());
                break;
        }
        Run(process, runs);
        _trace.Line(string.Create(CultureInfo.InvariantCulture, $"  r {process.Node} {kind} {runs} {(process.IsUp ? process.Status[0].Position : "dies")}"));
    }

    private void Run(ReadModelProcess process, int most)
    {
        for (var worked = true; most > 0 && worked && process.IsUp; most--)
        {
            var once = process.RunOnce();
            worked = Done(process, once);
        }
    }

    private void Rebuild(ReadModelProcess process, ReadModel model) => Done(process, process.Rebuild(model.Name));

    private void Replay(ReadModelProcess process)
    {
        var findings = Done(process, process.OnProcess(async () =>
        {
            var all = new List<JournalFinding>();
            await foreach (var finding in new ReadModelCheck(process.Node.Journal, _store, [StockModel.Instance, ProductModel.Instance]).Run()) all.Add(finding);
            return all;
        }));
        if (findings is { Count: > 0 }) throw new Violation("The rows of a read model equal a replay of the journal up to its position.", findings[0].ToString());
    }

    /// <summary>What work led to; the default where the process has died of it.</summary>
    private T? Done<T>(ReadModelProcess process, Task<T> work)
    {
        _turns.Run();
        if (work.IsCompleted) return work.GetAwaiter().GetResult();
        return process.IsUp ? throw new Violation("A tailer's step ends.", $"{process.Node}") : default;
    }

    private void Look(bool whole)
    {
        if (_complaints.Take() is { } complaint) throw new Violation("The house finds nothing broken itself.", complaint);
        _watch.Look(whole);
    }

    private void EndThoseWhoseNodeIsGone(IReadOnlyList<Node?> nodes)
    {
        for (var machine = 0; machine < _processes.Length; machine++)
            if (_processes[machine] is { } process && (!process.IsUp || process.Node != nodes[machine])) End(machine);
    }

    private void End(int machine)
    {
        if (_processes[machine] is { IsUp: true } process) process.Die();
        _processes[machine] = null;
    }
}
