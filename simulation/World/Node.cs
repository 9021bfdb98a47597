using BeautyGrains.Engine;
using BeautyGrains.Grains;
using BeautyGrains.Journal;
using BeautyGrains.Journal.Memory;
using BeautyGrains.ReadModels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;

namespace BeautyGrains.Simulation;

/// <summary>One run of one server process: the real engine and grains over a journal on the shared disk.</summary>
#pragma warning disable CA1001 // A process that dies disposes of nothing; its journal is memory.
internal sealed class Node
#pragma warning restore CA1001
{
    /// <summary>How long a caller waits for a grain.</summary>
    public static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long a grain that answers queries alone may believe that nobody else has written.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    private readonly MemoryJournal _journal;
    private readonly NodeScheduler _scheduler;
    private readonly NodeClock _clock;
    private readonly EmbeddedEngine _engine;
    private readonly ProcessSweep _sweep;
    private readonly ConditionWatch _conditions;

    public Node(int index, int run, VirtualTime time, Turns turns, Machine machine, MemoryDisk disk, Complaints complaints, SweepWatch sweeps)
    {
        (Index, Run) = (index, run);
        _scheduler = new(turns);
        _clock = new(time, machine);
        Disk = new(_clock);
        _journal = new(new() { Disk = disk, Scheduler = _scheduler, Faults = Disk });
        var services = Services(complaints, sweeps);
        _engine = services.Get<EmbeddedEngine>();
        _sweep = services.Get<ProcessSweep>();
        _conditions = new(_engine, _journal, new(_journal), new Logger<ConditionWatch>(new Ear(complaints)));
        // Completes at once: starting an engine awaits nothing.
        _engine.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
    }

    public int Index { get; }

    /// <summary>Which of the machine's processes it is.</summary>
    public int Run { get; }

    public bool IsUp { get; private set; } = true;

    public DiskFaults Disk { get; }

    public NetworkFaults Network { get; } = new();

    public IGrainFactory Grains => _engine;

    public IJournal Journal => _journal;

    public TimeProvider Clock => _clock;

    public DateTimeOffset Now => _clock.GetUtcNow();

    public override string ToString() => $"n{Index}.{Run}";

    /// <summary>The process dies: what it was doing never goes on, and what it had not synced is lost.</summary>
    public void Crash()
    {
        IsUp = false;
        _clock.IsAlive = false;
        _scheduler.Die();
        _journal.Crash();
    }

    /// <summary>It is told to stop: ends what has begun, deactivates everything, writes what waits. <see cref="Crash"/> ends it once that is done.</summary>
    public Task Stop() => OnNode(async () =>
    {
        await _engine.StopAsync(CancellationToken.None);
        await _journal.DisposeAsync();
    });

    /// <summary>Its timers come late.</summary>
    public void StallTimers(TimeSpan by) => _clock.StalledUntil = _clock.GetTimestamp() + by.Ticks;

    /// <summary>Looks for processes that have not ended, as it does every minute.</summary>
    public Task Sweep() => OnNode(() => _sweep.SweepOnce(CancellationToken.None));

    /// <summary>Looks at all zones, as it does every minute.</summary>
    public Task<ConditionRun> LookAtZones() =>
        Task.Factory.StartNew(() => _conditions.Run(CancellationToken.None), CancellationToken.None, TaskCreationOptions.None, _scheduler).Unwrap();

    /// <summary>Starts work as the process itself does.</summary>
    public Task OnNode(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, _scheduler).Unwrap();

    /// <summary>The grain in memory at that address, or null.</summary>
    public object? Live(string grainType, string key) => _engine.Live(grainType, key);

    private NodeServices Services(Complaints complaints, SweepWatch sweeps)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(_ => new Ear(complaints));
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<IJournal>(_journal);
        services.AddSingleton<TimeProvider>(_clock);
        services.AddSingleton<TaskScheduler>(_scheduler);
        services.AddBeautyGrains(options =>
        {
            options.CheckAfterSilence = Silence;
            // Small, so that snapshots are taken and used all the time.
            options.SnapshotAtLeastBytes = 4 * 1024;
        });
        for (var place = 0; place < services.Count; place++)
            if (services[place].ImplementationInstance is SweptProcess kind) services[place] = ServiceDescriptor.Singleton(sweeps.Of(kind, this));
        return new(services, Engine());
    }

    private EmbeddedEngineOptions Engine()
    {
        var options = new EmbeddedEngineOptions
        {
            Scheduler = _scheduler,
            CallTimeout = CallTimeout,
            CollectionAge = TimeSpan.FromSeconds(60),
            CollectionQuantum = TimeSpan.FromSeconds(15),
            TurnsPerSlice = 1,
            Faults = Network,
        };
        options.GrainAssemblies.Add(typeof(AggregateOptions).Assembly);
        return options;
    }
}

/// <summary>
/// Services of a node, each asked of the container once: the container compiles in the background what it is asked for twice,
/// which costs more than a whole run of a process here.
/// </summary>
internal sealed class NodeServices : IServiceProvider, IKeyedServiceProvider
{
    private readonly Dictionary<Type, object?> _known = [];
    private readonly HashSet<Type> _singletons;
    private readonly ServiceProvider _container;

    public NodeServices(ServiceCollection services, EmbeddedEngineOptions options)
    {
        services.AddSingleton(_ => new EmbeddedEngine(this, options));
        services.AddSingleton<IGrainFactory>(container => container.GetRequiredService<EmbeddedEngine>());
        services.AddSingleton<IClusterClient>(container => container.GetRequiredService<EmbeddedEngine>());
        _singletons = [.. services.Where(service => service.Lifetime == ServiceLifetime.Singleton).Select(service => service.ServiceType)];
        _container = services.BuildServiceProvider();
    }

    public T Get<T>()
        where T : notnull => (T)GetService(typeof(T))!;

    public object? GetKeyedService(Type serviceType, object? serviceKey) => _container.GetKeyedService(serviceType, serviceKey);

    public object GetRequiredKeyedService(Type serviceType, object? serviceKey) => _container.GetRequiredKeyedService(serviceType, serviceKey);

    public object? GetService(Type serviceType)
    {
        if (_known.TryGetValue(serviceType, out var known)) return known;
        var service = _container.GetService(serviceType);
        if (_singletons.Contains(serviceType)) _known[serviceType] = service;
        return service;
    }
}

/// <summary>Hears what the house logs. A logged error is a broken invariant that the house itself has found.</summary>
internal sealed class Complaints : ILogger
{
    /// <summary>The first error since it was taken last, or null.</summary>
    public string? First { get; private set; }

    /// <summary>Where everything else goes that is worth a warning; null for nowhere.</summary>
    public Action<string>? Warnings { get; set; }

    public string? Take()
    {
        var first = First;
        First = null;
        return first;
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= (Warnings is null ? LogLevel.Error : LogLevel.Warning);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        var line = $"{formatter(state, exception)} {exception}".TrimEnd();
        if (logLevel >= LogLevel.Error) First ??= line;
        Warnings?.Invoke(line);
    }
}

/// <summary>Lets the house log to one place.</summary>
internal sealed class Ear(Complaints complaints) : ILoggerFactory
{
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The simulation listens alone.");

    public ILogger CreateLogger(string categoryName) => complaints;

    public void Dispose()
    {
        // Holds nothing.
    }
}
