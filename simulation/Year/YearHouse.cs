using System.Globalization;
using BeautyGrains.Contracts;
using BeautyGrains.Engine;
using BeautyGrains.Grains;
using BeautyGrains.Journal;
using BeautyGrains.Journal.Memory;
using BeautyGrains.ReadModels;
using BeautyGrains.ReadModels.Planning;
using BeautyGrains.Silo.Engines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Streams;

namespace BeautyGrains.Simulation;

/// <summary>
/// One server on virtual time: the real engine, grains, read models, streams and sweeps, in the thread of the caller. Nothing goes wrong with it; what goes
/// wrong in a year goes wrong in the shops.
/// </summary>
internal sealed class YearHouse : IDisposable
{
    // Enough for timers of milliseconds; work that does not end by then never does.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private const int TurnsAtOnce = 10_000;

    private static int s_stores;

    private readonly VirtualTime _time = new();
    private readonly Turns _turns = new();
    private readonly MemoryDisk _disk = new();
    private readonly Complaints _complaints;
    private readonly NodeScheduler _scheduler;
    private readonly NodeClock _clock;
    private readonly MemoryJournal _journal;
    private readonly NodeServices _services;
    private readonly SqliteReadModelStore _store;
    private readonly Trace _trace;
    private readonly List<RecordedEvent> _log;
    private int _read;
    private string? _trouble;

    public YearHouse(ulong seed, Trace trace)
    {
        _trace = trace;
        _turns.Random = new(seed);
        // What the product logs as trouble that it tries again is none here, where nothing fails on purpose.
        _complaints = new() { Warnings = line => _trouble ??= line };
        _scheduler = new(_turns);
        _clock = new(_time, new());
        _journal = new(new() { Disk = _disk, Scheduler = _scheduler });
        _log = _disk.Look(look => look.Log);
        // Runs of one process at the same time must not meet in one database.
        _store = SqliteReadModelStore.InMemory(string.Create(CultureInfo.InvariantCulture, $"year-{Interlocked.Increment(ref s_stores)}"));
        _services = new(Services(), Engine());
        var engine = Get<EmbeddedEngine>();
        // Completes at once: starting an engine awaits nothing.
        engine.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
        Grains = engine;
        Tailers = Get<ReadModelHost>().Tailers;
    }

    public IGrainFactory Grains { get; }

    public IVerifiableJournal Journal => _journal;

    public IReadModelStore Store => _store;

    public TimeProvider Clock => _clock;

    public DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>Entries of the journal so far.</summary>
    public int Entries => _log.Count;

    private IReadOnlyList<Tailer> Tailers { get; }

    public T Get<T>()
        where T : notnull => _services.Get<T>();

    /// <summary>Does work as the process itself does, and all that follows from it.</summary>
    /// <exception cref="Violation">It does not end, or the house finds something broken itself.</exception>
    public T Do<T>(Func<Task<T>> work)
    {
        var task = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, _scheduler).Unwrap();
        for (var waited = TimeSpan.Zero; !task.IsCompleted || !_turns.IsIdle;)
        {
            if (!_turns.IsIdle)
            {
                _turns.Run(TurnsAtOnce);
                continue;
            }
            if (waited >= s_patience) throw new Violation("Work ends.", $"at {Now:O}");
            var step = TimeSpan.FromMilliseconds(100);
            waited += step;
            _time.Advance(step, Rest);
        }
        if ((_complaints.Take() ?? _trouble) is { } complaint) throw new Violation("The house finds nothing broken itself.", complaint);
        return task.GetAwaiter().GetResult();
    }

    public void Do(Func<Task> work) => Do(async () =>
    {
        await work();
        return true;
    });

    /// <summary>Lets time pass until then.</summary>
    public void WaitUntil(DateTimeOffset at)
    {
        if (at > Now) _time.Advance(at - Now, Rest);
    }

    /// <summary>Lets all read models come up to the journal, with what they tell to those who listen and what these then write.</summary>
    public void CatchUp()
    {
        for (var before = -1; before != Entries;)
        {
            before = Entries;
            Do(Follow);
        }
    }

    private async Task Follow()
    {
        for (var worked = true; worked;)
        {
            worked = false;
            foreach (var tailer in Tailers) worked |= await tailer.RunOnce(CancellationToken.None);
        }
        foreach (var tailer in Tailers)
            if (tailer.Status.State != TailerState.Following) throw new Violation("Read models follow.", $"{tailer.Status}");
    }

    /// <summary>Reads what has been written since it was asked last.</summary>
    public IEnumerable<RecordedEvent> News()
    {
        for (; _read < _log.Count; _read++)
        {
            _trace.Event(_log[_read]);
            yield return _log[_read];
        }
    }

    public void Dispose()
    {
        _scheduler.Die();
        foreach (var tailer in Tailers) tailer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private void Rest()
    {
        while (!_turns.IsIdle) _turns.Run(TurnsAtOnce);
    }

    private ServiceCollection Services()
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(_ => new Ear(_complaints));
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<IJournal>(_journal);
        services.AddSingleton<IVerifiableJournal>(_journal);
        services.AddSingleton<TimeProvider>(_clock);
        services.AddSingleton<TaskScheduler>(_scheduler);
        services.AddSingleton<IReadModelStore>(_store);
        services.AddSingleton(new ReadModelSettings { Options = new() { MostEvents = MostEvents } });
        services.AddBeautyGrains();
        services.AddReadModels();
        services.AddAlertSweep();
        services.AddSingleton<IEmbeddedStreams>(host => host.GetRequiredService<EmbeddedEngine>().Streams);
        services.AddKeyedSingleton(StockLevelStreams.Provider, (host, _) => host.GetRequiredService<IEmbeddedStreams>().Find(StockLevelStreams.Provider));
        services.AddSingleton<IStockLevels, StockLevelStream>();
        services.AddSingleton<IModelListener, StockLevelTeller>();
        services.AddSingleton<IModelListener, AlertTeller>();
        return services;
    }

    // So few that stocks are told of while they change.
    private const int MostEvents = 400;

    private EmbeddedEngineOptions Engine()
    {
        var options = new EmbeddedEngineOptions
        {
            Scheduler = _scheduler,
            CallTimeout = Timeout.InfiniteTimeSpan,
            CollectionAge = TimeSpan.FromDays(3),
            CollectionQuantum = TimeSpan.FromDays(1),
            StatelessWorkers = 1,
        };
        options.GrainAssemblies.Add(typeof(AggregateOptions).Assembly);
        return options;
    }
}
