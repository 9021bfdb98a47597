using BeautyGrains.Contracts;
using BeautyGrains.Engine;
using BeautyGrains.Engine.Tests;
using BeautyGrains.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;

namespace BeautyGrains.Grains.Tests;

/// <summary>All grains on the real engine over a journal that outlives it. The clock stands still until it is moved.</summary>
public sealed class House : IAsyncDisposable
{
    public static readonly Caller By = new("tester", "test");
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly ServiceProvider _services;

    private House(ServiceProvider services)
    {
        _services = services;
        Grains = services.GetRequiredService<IGrainFactory>();
    }

    public IGrainFactory Grains { get; }

    public IJournal Journal => _services.GetRequiredService<IJournal>();

    public ManualClock Clock => _services.GetRequiredService<ManualClock>();

    public ICatalogueFacts Catalogue => _services.GetRequiredService<ICatalogueFacts>();

    /// <summary>Grains in memory, by type.</summary>
    public long Activations(string grainType) =>
        _services.GetRequiredService<EmbeddedEngine>().Statistics.Read().Single(grain => grain.GrainType == grainType).Activations;

    public ProcessSweep Sweep => _services.GetRequiredService<ProcessSweep>();

    public static async Task<House> Open(IJournal journal, ManualClock? clock = null, Action<AggregateOptions>? options = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(journal);
        services.AddSingleton(clock ?? new ManualClock());
        services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<ManualClock>());
        services.AddSingleton(TaskScheduler.Default);
        services.AddBeautyGrains(options);
        services.AddEmbeddedEngine(engine =>
        {
            engine.GrainAssemblies.Add(typeof(AggregateServices).Assembly);
            engine.GrainAssemblies.Add(typeof(House).Assembly);
            engine.DrainTimeout = TimeSpan.FromMilliseconds(1);
            engine.DeactivationTimeout = TimeSpan.FromMilliseconds(1);
        });
        var house = new House(services.BuildServiceProvider());
        await house._services.GetRequiredService<EmbeddedEngine>().StartAsync(CancellationToken.None);
        return house;
    }

    /// <summary>Waits until something holds; a deadline ends in vain.</summary>
    public static async Task Until(Func<Task<bool>> holds, string what)
    {
        var end = Environment.TickCount64 + (long)s_patience.TotalMilliseconds;
        while (!await holds())
        {
            if (Environment.TickCount64 > end) throw new TimeoutException($"Waited in vain: {what}.");
            await Task.Yield();
        }
    }

    public static Task Until(Func<bool> holds, string what) => Until(() => Task.FromResult(holds()), what);

    public async Task<StoreView> PutStore(string store, string timeZone = "Asia/Shanghai") =>
        (await Grains.GetGrain<IStoreGrain>(store).Put(new(new($"Store {store}", timeZone), null, By))).Value.ShouldNotBeNull();

    public async Task<SkuView> PutSku(string sku, SkuRecord? record = null) =>
        (await Grains.GetGrain<ISkuGrain>(sku).Put(new(record ?? new($"Product {sku}", "piece"), null, By))).Value.ShouldNotBeNull();

    /// <summary>Stops the engine without waiting for what hangs, as a process that dies does; the journal stays.</summary>
    public async ValueTask DisposeAsync()
    {
        // The manual clock ends the stop's patience at once.
        var stop = _services.GetRequiredService<EmbeddedEngine>().StopAsync(CancellationToken.None);
        while (!stop.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }
        await stop;
    }
}
