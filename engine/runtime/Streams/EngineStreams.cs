using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using Orleans;
using Orleans.Streams;

namespace BeautyGrains.Engine;

/// <summary>The engine's stream providers, and which grain classes hear which namespace.</summary>
#pragma warning disable CA1001 // A token source without a timer holds nothing to free, and the container would free it before the engine.
internal sealed class EngineStreams : IEmbeddedStreams
#pragma warning restore CA1001
{
    private readonly EmbeddedEngine _engine;
    private readonly FrozenDictionary<string, GrainClass[]> _listeners;
    private readonly ConcurrentDictionary<string, StreamProvider> _providers = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();

    internal EngineStreams(EmbeddedEngine engine)
    {
        _engine = engine;
        _listeners = engine.Catalogue.Classes
            .SelectMany(grainClass => NamespacesOf(grainClass).Select(heard => (grainClass, heard)))
            .GroupBy(pair => pair.heard, pair => pair.grainClass, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>Cancelled when the engine stops: what waits then is lost.</summary>
    internal CancellationToken Stopping => _stop.Token;

    /// <inheritdoc />
    public IStreamProvider Find(string name)
        => _providers.GetOrAdd(name, static (name, engine) => new(engine, name), _engine);

    internal GrainClass[] ListenersOf(string? ns)
        => ns is not null && _listeners.TryGetValue(ns, out var listeners) ? listeners : [];

    internal void Stop() => _stop.Cancel();

    internal IReadOnlyList<StreamStatistics> Read()
        => [.. _providers.Values.OrderBy(provider => provider.Name, StringComparer.Ordinal).Select(provider => provider.Read())];

    private static IEnumerable<string> NamespacesOf(GrainClass grainClass)
        => grainClass.Type.GetCustomAttributes<ImplicitStreamSubscriptionAttribute>(inherit: true)
            .Select(attribute => attribute.StreamNamespace)
            .Distinct(StringComparer.Ordinal);
}
