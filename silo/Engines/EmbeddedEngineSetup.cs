using BeautyGrains.Api.Http;
using BeautyGrains.Contracts;
using BeautyGrains.Engine;
using BeautyGrains.Engine.Storage;
using BeautyGrains.Grains;
using BeautyGrains.Silo.Settings;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Streams;

namespace BeautyGrains.Silo.Engines;

/// <summary>Puts the project's own in-process engine under the grains.</summary>
internal static class EngineSetup
{
    /// <summary>Whether several processes work together.</summary>
    public static bool IsClustered => false;

    /// <summary>Adds the engine as a hosted service and as the way to grains.</summary>
    public static IServiceCollection AddEngine(this IServiceCollection services, HostSettings settings)
    {
        services.AddEmbeddedEngine(engine => engine.GrainAssemblies.Add(typeof(AggregateOptions).Assembly));
        services.AddReminders();
        if (settings.Database is { } database) services.AddPostgresEngineStorage(database);
        else services.AddSqliteEngineStorage(provider => provider.GetRequiredService<DataFolder>().GrainState);
        services.AddKeyedSingleton(StockLevelStreams.Provider, (host, _) => host.GetRequiredService<IEmbeddedStreams>().Find(StockLevelStreams.Provider));
        return services.AddSingleton<IEngineTrouble, EngineTrouble>();
    }

    /// <summary>What must come before the API.</summary>
    public static void UseEngine(this WebApplication app)
    {
        // The console's engine page is the API's own.
    }

    /// <summary>Pages that the engine brings along.</summary>
    public static void MapEngine(this WebApplication app)
    {
        // The console's engine page is the API's own.
    }
}

/// <summary>What the embedded engine's exceptions tell of a call.</summary>
internal sealed class EngineTrouble : IEngineTrouble
{
    public CallFate? FateOf(Exception trouble) => trouble switch
    {
        // The grain was ending, or the engine is stopping.
        OrleansMessageRejectionException => CallFate.NotBegun,
        _ => null,
    };
}
