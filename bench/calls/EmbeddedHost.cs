using BeautyGrains.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BeautyGrains.Bench.Calls;

/// <summary>The project's own engine, as its host sets it up.</summary>
internal static class EngineHost
{
    public static IHost Build()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddMetrics();
        builder.Services.AddEmbeddedEngine(engine => engine.GrainAssemblies.Add(typeof(NothingGrain).Assembly));
        return builder.Build();
    }
}
