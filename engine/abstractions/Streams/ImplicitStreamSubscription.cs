using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace Orleans;

/// <summary>Grains of the class hear every stream of that namespace, each the stream with its own key. The first item wakes the grain.</summary>
/// <param name="streamNamespace">The namespace; not blank.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public class ImplicitStreamSubscriptionAttribute(string streamNamespace) : Attribute
{
    /// <summary>The namespace. Not part of Orleans's surface, so grains never read it.</summary>
    public string StreamNamespace { get; } = streamNamespace.Trim();
}

/// <summary>Streams as grains get at them.</summary>
public static class GrainStreamingExtensions
{
    /// <summary>The provider of that name.</summary>
    /// <exception cref="KeyNotFoundException">The host has added none of that name.</exception>
    public static IStreamProvider GetStreamProvider(this Grain grain, string name) => ((IGrainBase)grain).GetStreamProvider(name);

    /// <inheritdoc cref="GetStreamProvider(Grain, string)" />
    public static IStreamProvider GetStreamProvider(this IGrainBase grain, string name)
        => ClientStreamingExtensions.Find(grain.GrainContext.ActivationServices, name);
}

/// <summary>Streams as the host's other parts get at them.</summary>
public static class ClientStreamingExtensions
{
    /// <inheritdoc cref="GrainStreamingExtensions.GetStreamProvider(Grain, string)" />
    public static IStreamProvider GetStreamProvider(this IClusterClient client, string name) => Find(client.ServiceProvider, name);

    internal static IStreamProvider Find(IServiceProvider services, string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new ArgumentNullException(nameof(name));
        return services.GetKeyedService<IStreamProvider>(name) ?? throw new KeyNotFoundException($"Stream provider '{name}' not found");
    }
}
