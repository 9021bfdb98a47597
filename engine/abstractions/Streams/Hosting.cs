using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Streams;

namespace Orleans.Configuration
{
    /// <summary>How a stream provider delivers.</summary>
    public class StreamPullingAgentOptions
    {
        /// <summary>After that long of failed tries a batch is given up; more than zero; 1 min.</summary>
        public TimeSpan MaxEventDeliveryTime { get; set; } = TimeSpan.FromMinutes(1);
    }
}

namespace Orleans.Hosting
{
    /// <summary>Sets up one named thing.</summary>
    public interface INamedServiceConfigurator
    {
        /// <summary>The name.</summary>
        string Name { get; }

        /// <summary>Runs an action on the host's services.</summary>
        Action<Action<IServiceCollection>> ConfigureDelegate { get; }
    }

    /// <summary>Sets up a stream provider.</summary>
    public interface IPersistentStreamConfigurator : INamedServiceConfigurator;

    /// <summary>Sets up a stream provider of a silo.</summary>
    public interface ISiloPersistentStreamConfigurator : IPersistentStreamConfigurator;

    /// <summary>Sets up a provider of streams in memory.</summary>
    public interface ISiloMemoryStreamConfigurator : ISiloPersistentStreamConfigurator;

    /// <summary>What can be set of a stream provider.</summary>
    public static class SiloPersistentStreamConfiguratorExtensions
    {
        /// <summary>Sets how it delivers.</summary>
        public static void ConfigurePullingAgent(
            this ISiloPersistentStreamConfigurator configurator,
            Action<OptionsBuilder<StreamPullingAgentOptions>>? configureOptions = null)
            => configurator.ConfigureDelegate(services => configureOptions?.Invoke(services.AddOptions<StreamPullingAgentOptions>(configurator.Name)));
    }

    /// <summary>Streams in memory.</summary>
    public static class SiloBuilderMemoryStreamExtensions
    {
        /// <summary>Adds a stream provider of that name. Batches wait in memory, within the host's bounds of each stream and of all together; a producer of more
        /// gets an <see cref="InvalidOperationException"/> and publishes again later. What waits when the process ends is lost.</summary>
        public static ISiloBuilder AddMemoryStreams(this ISiloBuilder builder, string name, Action<ISiloMemoryStreamConfigurator>? configure = null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(name);
            builder.Services.AddOptions();
            builder.Services.AddKeyedSingleton<IStreamProvider>(
                name, (services, _) => services.GetRequiredService<IEmbeddedStreams>().Find(name));
            configure?.Invoke(new Configurator(name, change => change(builder.Services)));
            return builder;
        }

        private sealed record Configurator(string Name, Action<Action<IServiceCollection>> ConfigureDelegate) : ISiloMemoryStreamConfigurator;
    }
}

namespace Orleans.Streams
{
    /// <summary>The embedded host's streams; not part of Orleans's surface, so grains never name it.</summary>
    public interface IEmbeddedStreams
    {
        /// <summary>The provider of that name, made at the first asking.</summary>
        IStreamProvider Find(string name);
    }
}
