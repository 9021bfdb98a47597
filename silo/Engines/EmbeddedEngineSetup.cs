using BeautyGrains.Engine;
using BeautyGrains.Grains;

namespace BeautyGrains.Silo.Engines;

/// <summary>Puts the project's own in-process engine under the grains.</summary>
internal static class EngineSetup
{
    /// <summary>Adds the engine as a hosted service and as the way to grains.</summary>
    public static IServiceCollection AddEngine(this IServiceCollection services) =>
        services.AddEmbeddedEngine(engine => engine.GrainAssemblies.Add(typeof(AggregateOptions).Assembly));
}
