using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace BeautyGrains.Engine;

/// <summary>One grain class and its activations.</summary>
internal sealed class GrainClass
{
    private static readonly ConcurrentDictionary<Type, ObjectFactory> s_factories = new();

    private readonly ObjectFactory _make;
    private readonly StateParameter[] _states;

    internal GrainClass(EmbeddedEngine engine, Type type, string name, int ordinal)
    {
        Engine = engine;
        Type = type;
        Name = GrainType.Create(name);
        Label = name;
        Ordinal = ordinal;
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute), inherit: true);
        FiltersItself = type.IsAssignableTo(typeof(IIncomingGrainCallFilter));
        HasOnActivate = Overrides(nameof(Grain.OnActivateAsync));
        HasOnDeactivate = Overrides(nameof(Grain.OnDeactivateAsync));
        Activations = new(MostWorkers(engine, type));
        FailedActivations = new(engine.Clock);
        _states = StateParameter.Of(type);
        _make = s_factories.GetOrAdd(type, static (known, states) => ActivatorUtilities.CreateFactory(known, [.. states.Select(state => state.Type)]), _states);
    }

    internal EmbeddedEngine Engine { get; }

    internal Type Type { get; }

    internal GrainType Name { get; }

    /// <summary>The name as metrics and traces have it.</summary>
    internal string Label { get; }

    /// <summary>The place in the catalogue's order, which is the same in every run.</summary>
    internal int Ordinal { get; }

    internal bool IsReentrant { get; }

    internal bool FiltersItself { get; }

    internal bool HasOnActivate { get; }

    internal bool HasOnDeactivate { get; }

    internal Counters Counters { get; } = new();

    internal ActivationTable Activations { get; }

    /// <summary>What is logged of activations that fail: where the database is away every call makes one.</summary>
    internal Lull FailedActivations { get; }

    /// <summary>Makes the grain and the states that its constructor asks for; the activation must be <see cref="EmbeddedActivation.BeingMade"/>.</summary>
    internal (Grain Grain, StateOfGrain[] States) Make(Activation activation)
    {
        if (_states.Length == 0)
            return ((Grain)_make(activation.ActivationServices, null), []);
        var states = Array.ConvertAll(_states, state => state.Make(activation));
        return ((Grain)_make(activation.ActivationServices, states), states);
    }

    /// <summary>The key of the grain of this class that hears the stream; null when the stream's key is none that such grains have.</summary>
    internal string? KeyOf(StreamId stream)
    {
        var key = stream.GetKeyAsString();
        if (Type.IsAssignableTo(typeof(IGrainWithGuidKey)))
            return Guid.TryParseExact(key, "N", out var guid) ? guid.ToString("N") : null;
        if (Type.IsAssignableTo(typeof(IGrainWithIntegerKey)))
            return long.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? $"{number:X}" : null;
        return key;
    }

    private static int MostWorkers(EmbeddedEngine engine, Type type)
    {
        if (type.GetCustomAttribute<StatelessWorkerAttribute>() is not { } workers)
            return 0;
        return workers.MaxLocalWorkers > 0 ? workers.MaxLocalWorkers : engine.Options.StatelessWorkers;
    }

    private bool Overrides(string method)
        => Type.GetMethods(BindingFlags.Instance | BindingFlags.Public)
            .Any(candidate => candidate.Name == method && candidate.GetBaseDefinition().DeclaringType == typeof(Grain) && candidate.DeclaringType != typeof(Grain));
}

/// <summary>One grain class as called through one of its interfaces.</summary>
internal sealed class GrainFace(GrainClass grainClass, Type contract, FrozenDictionary<MethodInfo, GrainMethod> methods)
{
    private Reference? _first;

    internal GrainClass Class { get; } = grainClass;

    internal Type Contract { get; } = contract;

    internal FrozenDictionary<MethodInfo, GrainMethod> Methods { get; } = methods;

    /// <summary>A reference through it to the grain with that key.</summary>
    internal object Refer(string key) => (_first ??= Reference.First(Class.Engine, this)).To(key);
}
