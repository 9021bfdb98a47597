using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;
using Orleans.Streams;

namespace BeautyGrains.Engine;

/// <summary>Puts the engine into a host.</summary>
public static class EmbeddedEngineHosting
{
    /// <summary>Registers the engine as hosted service, IGrainFactory and IClusterClient, and its statistics. The host registers the TimeProvider.</summary>
    public static IServiceCollection AddEmbeddedEngine(this IServiceCollection services, Action<EmbeddedEngineOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddSingleton(provider =>
        {
            var options = new EmbeddedEngineOptions();
            configure(options);
            return new EmbeddedEngine(provider, options);
        });
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<EmbeddedEngine>());
        services.AddSingleton<IClusterClient>(provider => provider.GetRequiredService<EmbeddedEngine>());
        services.AddSingleton<IEmbeddedStreams>(provider => provider.GetRequiredService<EmbeddedEngine>().Streams);
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<EmbeddedEngine>());
        services.AddSingleton(provider => provider.GetRequiredService<EmbeddedEngine>().Statistics);
        return services;
    }

    /// <summary>The same, with what both engines set up through <see cref="ISiloBuilder"/>, such as call filters.</summary>
    public static IServiceCollection AddEmbeddedEngine(
        this IServiceCollection services,
        IConfiguration configuration,
        Action<EmbeddedEngineOptions> configure,
        Action<ISiloBuilder> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        services.AddEmbeddedEngine(configure);
        build(new SiloBuilder(services, configuration));
        return services;
    }

    private sealed record SiloBuilder(IServiceCollection Services, IConfiguration Configuration) : ISiloBuilder;
}
