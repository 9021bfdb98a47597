using BeautyGrains.Contracts;
using BeautyGrains.Engine.Tests;
using BeautyGrains.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;

namespace BeautyGrains.Grains.Tests;

/// <summary>
/// All grains on the engine of the build, over a journal that outlives it. The clock stands still until it is moved. The wiring is
/// <c>HouseEngine</c> in EmbeddedHouse.cs or OrleansHouse.cs.
/// </summary>
public sealed class House : IAsyncDisposable
{
    public static readonly Caller By = new("tester", "test");
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly HouseEngine _engine;

    private House(HouseEngine engine, IJournal journal, ManualClock clock)
    {
        _engine = engine;
        (Journal, Clock) = (journal, clock);
    }

    /// <summary>Grains live in several processes, each of which knows for itself what the others know only after a while.</summary>
    public static bool HasSeveralSilos { get; } = HouseEngine.CrashEvery > 1;

    public IGrainFactory Grains => _engine.Grains;

    public IJournal Journal { get; }

    public ManualClock Clock { get; }

    /// <summary>Of the process that calls come from; on several silos that of the first.</summary>
    public ICatalogueFacts Catalogue => _engine.Services.GetRequiredService<ICatalogueFacts>();

    /// <summary>Grains in memory, by type.</summary>
    public Task<long> Activations(string grainType) => _engine.Activations(grainType);

    public ProcessSweep Sweep => _engine.Services.GetRequiredService<ProcessSweep>();

    internal HouseEngine Engine => _engine;

    /// <param name="meets">Goes along with every call before its grain does, where it is given.</param>
    public static async Task<House> Open(IJournal journal, ManualClock? clock = null, Action<AggregateOptions>? options = null, IIncomingGrainCallFilter? meets = null)
    {
        clock ??= new();
        return new(await HouseEngine.Start(services =>
        {
            Furnish(services, journal, clock, options);
            if (meets is not null) services.AddSingleton(meets);
        }, clock), journal, clock);
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
    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private static void Furnish(IServiceCollection services, IJournal journal, ManualClock clock, Action<AggregateOptions>? options)
    {
        services.AddLogging();
        services.AddSingleton(journal);
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(TaskScheduler.Default);
        // As an instance, so that it outlives the engines.
        services.AddSingleton(TestVault.Started().GetAwaiter().GetResult());
        // Sweeps run when a test says so.
        foreach (var service in new ServiceCollection().AddBeautyGrains(options))
            if (service.ServiceType != typeof(IHostedService)) services.Add(service);
    }
}
