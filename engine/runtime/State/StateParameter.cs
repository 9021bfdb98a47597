using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace BeautyGrains.Engine;

/// <summary>A parameter of a grain's constructor that asks for a state.</summary>
internal sealed class StateParameter
{
    private static readonly MethodInfo s_make = typeof(StateParameter).GetMethod(nameof(MakeState), BindingFlags.Static | BindingFlags.NonPublic)!;

    private readonly string _stateName;
    private readonly string? _storageName;
    private readonly Func<string, Activation, IGrainStorage, StateOfGrain> _make;

    private StateParameter(ParameterInfo parameter, IPersistentStateConfiguration asked)
    {
        Type = parameter.ParameterType;
        if (!Type.IsGenericType || Type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
            throw new ArgumentException($"{parameter.Member.DeclaringType!.FullName}: parameter {parameter.Name} has [PersistentState], so it must be an IPersistentState<…>.");
        _stateName = asked.StateName.Length == 0 ? parameter.Name! : asked.StateName;
        _storageName = asked.StorageName;
        _make = s_make.MakeGenericMethod(Type.GenericTypeArguments).CreateDelegate<Func<string, Activation, IGrainStorage, StateOfGrain>>();
    }

    internal Type Type { get; }

    /// <summary>Those of a grain class, in the order of its constructor.</summary>
    /// <exception cref="ArgumentException">Several constructors ask for states, or a parameter cannot be one.</exception>
    internal static StateParameter[] Of(Type grainClass)
    {
        var asking = grainClass.GetConstructors()
            .Select(constructor => constructor.GetParameters().Where(parameter => parameter.IsDefined(typeof(PersistentStateAttribute))).ToArray())
            .Where(parameters => parameters.Length > 0).ToArray();
        if (asking.Length > 1)
            throw new ArgumentException($"{grainClass.FullName} has several constructors that ask for states.");
        return [.. asking.SelectMany(parameters => parameters).Select(parameter => new StateParameter(parameter, parameter.GetCustomAttribute<PersistentStateAttribute>()!))];
    }

    /// <summary>The state for an activation that is being made.</summary>
    /// <exception cref="BadProviderConfigException">The host has no such storage.</exception>
    internal StateOfGrain Make(Activation activation)
    {
        var services = activation.ActivationServices;
        var storage = string.IsNullOrWhiteSpace(_storageName) ? services.GetService<IGrainStorage>() : services.GetKeyedService<IGrainStorage>(_storageName);
        return storage is not null
            ? _make(_stateName, activation, storage)
            : throw new BadProviderConfigException(string.IsNullOrWhiteSpace(_storageName)
                ? $"{activation.GrainId.Type} wants to keep {_stateName} in the default grain storage, but the host has none."
                : $"{activation.GrainId.Type} wants to keep {_stateName} in the grain storage \"{_storageName}\", which the host has not.");
    }

    private static PersistentState<TState> MakeState<TState>(string name, Activation activation, IGrainStorage storage)
        => new PersistentState<TState>(name, activation, storage);
}
