using System.Runtime;
using BeautyGrains.Engine;
using BeautyGrains.Journal.Postgres;
using BeautyGrains.Journal.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;

namespace BeautyGrains.Bench.Scale;

/// <summary>All grains on the embedded engine, over a journal in files or in a database. Nothing else runs: no HTTP, no read models, no sweeps.</summary>
internal sealed class House : IAsyncDisposable
{
    public static readonly Caller By = new("bench", "scale");

    private readonly ServiceProvider _services;

    private House(ServiceProvider services) => _services = services;

    public IJournal Journal => _services.GetRequiredService<IJournal>();

    public IGrainFactory Grains => _services.GetRequiredService<IGrainFactory>();

    public EmbeddedEngine Engine => _services.GetRequiredService<EmbeddedEngine>();

    /// <param name="clock">The system's unless a case moves time itself.</param>
    public static async Task<House> Open(Place place, TimeProvider? clock = null)
    {
        // As the server has it.
        GCSettings.LatencyMode = GCLatencyMode.SustainedLowLatency;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(clock ?? TimeProvider.System);
        services.AddSingleton(TaskScheduler.Default);
        services.AddSingleton(OpenJournal(place));
        foreach (var service in new ServiceCollection().AddBeautyGrains())
            if (service.ServiceType != typeof(IHostedService)) ((ICollection<ServiceDescriptor>)services).Add(service);
        services.AddEmbeddedEngine(engine => engine.GrainAssemblies.Add(typeof(AggregateServices).Assembly));
        var house = new House(services.BuildServiceProvider());
        await house.Engine.StartAsync(CancellationToken.None);
        return house;
    }

    /// <summary>The journal alone, as the server keeps it.</summary>
    public static IJournal OpenJournal(Place place) => place.Database is { } database
        ? new PostgresJournal(new PostgresJournalOptions(database, TimeProvider.System))
        : new SqliteJournal(new SqliteJournalOptions(Path.Combine(place.Folder, "journal"), TimeProvider.System));

    /// <summary>Puts the store and the product whose stock a case looks at.</summary>
    public async Task Put(string store, string sku)
    {
        await Grains.GetGrain<IStoreGrain>(store).Put(new(new($"Store {store}", "Asia/Shanghai"), null, By));
        await Grains.GetGrain<ISkuGrain>(sku).Put(new(new($"Product {sku}", "piece"), null, By));
    }

    public IStockGrain Stock(string store, string sku) => Grains.GetGrain<IStockGrain>(StockKey.Of(store, sku));

    /// <summary>Holds one piece; the caller counts on its being there.</summary>
    public static async Task Reserve(IStockGrain stock, string id, TimeSpan hold)
    {
        var answer = await stock.Reserve(new(id, 1, null, hold, null, null, null, null, null, false, By));
        if (answer.Refusal is { } refusal) throw new InvalidOperationException($"{id} was refused: {refusal}");
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.StopAsync(CancellationToken.None);
        var journal = Journal;
        await _services.DisposeAsync();
        if (journal is IAsyncDisposable closing) await closing.DisposeAsync();
    }
}

/// <summary>Where a case keeps its data.</summary>
/// <param name="Database">A PostgreSQL connection string for the journal, or null for SQLite files in the folder.</param>
internal sealed record Place(string Folder, string? Database);
