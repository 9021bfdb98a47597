using System.Data.Common;
using BeautyGrains.Journal;
using BeautyGrains.ReadModels;
using Microsoft.Extensions.Logging;

namespace BeautyGrains.Simulation;

/// <summary>What befalls the next batch of a tailer.</summary>
internal enum BatchFate
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>The database fails before the commit: the batch is lost.</summary>
    FailsBefore,
    /// <summary>The database fails after the commit: the batch is there, and the tailer does not know.</summary>
    FailsAfter,
    /// <summary>The process dies before the commit.</summary>
    DiesBefore,
    /// <summary>The process dies after the commit.</summary>
    DiesAfter,
}

/// <summary>Who leads which read model, where only one process may at a time.</summary>
internal sealed class Leads(bool isSplit)
{
    private readonly Dictionary<string, object> _held = new(StringComparer.Ordinal);

    public bool TryTake(string model, object by) => isSplit || (_held.TryAdd(model, by) || _held[model] == by);

    public void LetGo(string model, object by)
    {
        if (_held.TryGetValue(model, out var holder) && holder == by) _held.Remove(model);
    }
}

/// <summary>The read models of one run of a process: the real tailers over the store that outlives it.</summary>
#pragma warning disable CA1001 // A process that dies disposes of nothing but what its operating system closes.
internal sealed class ReadModelProcess
#pragma warning restore CA1001
{
    private readonly NodeScheduler _scheduler;
    private readonly ProcessStore _store;
    private readonly BatchFaults _faults;
    private readonly ReadModelHost _host;

    public ReadModelProcess(Node node, Turns turns, IReadModelStore store, Leads leads, TailerOptions options, IStockLevels levels, Complaints complaints)
    {
        Node = node;
        _scheduler = new(turns);
        _store = new(store, leads);
        _faults = new(this);
        _host = new(
            [StockModel.Instance, ProductModel.Instance], [new StockLevelTeller(levels)], node.Journal, _store, new() { Options = options with { Faults = _faults } },
            node.Clock, _scheduler, new Logger<Tailer>(new Ear(complaints)));
    }

    /// <summary>Whose journal it reads; it ends with it.</summary>
    public Node Node { get; }

    public bool IsUp { get; private set; } = true;

    public IReadOnlyList<ReadModelStatus> Status => _host.Status;

    public void Arm(BatchFate fate, int pass) => _faults.Arm(fate, pass);

    /// <summary>The next times somebody asks for the lead, the database is not there.</summary>
    public void Deny(int times) => _store.Deny(times);

    /// <summary>Lets each tailer work once; true when one of them has worked.</summary>
    public Task<bool> RunOnce() => OnProcess(async () =>
    {
        var worked = false;
        foreach (var tailer in _host.Tailers) worked |= await tailer.RunOnce(CancellationToken.None);
        return worked;
    });

    public Task<long?> Rebuild(string model) => OnProcess(() => _host.Rebuild(model, CancellationToken.None));

    /// <summary>Starts work as the process itself does.</summary>
    public Task<T> OnProcess<T>(Func<Task<T>> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, _scheduler).Unwrap();

    /// <summary>What it was doing never goes on; its connections are closed, and what they had not committed is gone.</summary>
    public void Die()
    {
        IsUp = false;
        _scheduler.Die();
        _store.Close();
    }

    /// <summary>What goes wrong with the batches of a process.</summary>
    private sealed class BatchFaults(ReadModelProcess process) : ReadModelFaults
    {
        private BatchFate _fate;
        private int _pass;

        public void Arm(BatchFate fate, int pass) => (_fate, _pass) = (fate, pass);

        public override ValueTask BeforeCommit(string model)
        {
            if (_fate is not (BatchFate.FailsBefore or BatchFate.DiesBefore) || _pass-- > 0) return ValueTask.CompletedTask;
            return Strike(_fate == BatchFate.DiesBefore);
        }

        public override ValueTask AfterCommit(string model)
        {
            if (_fate is not (BatchFate.FailsAfter or BatchFate.DiesAfter) || _pass-- > 0) return ValueTask.CompletedTask;
            return Strike(_fate == BatchFate.DiesAfter);
        }

        private ValueTask Strike(bool dies)
        {
            _fate = BatchFate.None;
            if (!dies) throw new IOException("The read models' database fails on purpose.");
            process.Die();
            return new(new TaskCompletionSource().Task);
        }
    }

    /// <summary>The store as one process has it open.</summary>
    private sealed class ProcessStore(IReadModelStore store, Leads leads) : IReadModelStore
    {
        private readonly List<Held> _open = [];
        private int _denied;

        public Dialect Dialect => store.Dialect;

        public void Deny(int times) => _denied = times;

        public async Task<ILeadership?> Lead(string model, CancellationToken cancel)
        {
            if (_denied > 0 && _denied-- > 0) throw new IOException("The read models' database is away on purpose.");
            if (!leads.TryTake(model, this)) return null;
            var lead = new Held(this, model, (await store.Lead(model, cancel))!);
            _open.Add(lead);
            return lead;
        }

        public Task<T> Read<T>(Func<DbConnection, Task<T>> read, CancellationToken cancel) => store.Read(read, cancel);

        public Task<T> Write<T>(Func<DbConnection, Task<T>> write, CancellationToken cancel) => store.Write(write, cancel);

        public void Close()
        {
            // Each takes itself from the list. SQLite's connections close at once.
            while (_open.Count > 0) _open[^1].DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        public ValueTask DisposeAsync()
        {
            Close();
            return ValueTask.CompletedTask;
        }

        private ValueTask End(Held lead)
        {
            _open.Remove(lead);
            leads.LetGo(lead.Model, this);
            return lead.Inner.DisposeAsync();
        }

        private sealed class Held(ProcessStore process, string model, ILeadership inner) : ILeadership
        {
            public string Model => model;

            public ILeadership Inner => inner;

            public DbConnection Connection => inner.Connection;

            public ValueTask DisposeAsync() => process.End(this);
        }
    }
}
