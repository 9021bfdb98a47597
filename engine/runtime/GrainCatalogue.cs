using System.Collections.Frozen;
using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace BeautyGrains.Engine;

/// <summary>The grain classes of some assemblies, found by their interfaces.</summary>
internal sealed class GrainCatalogue
{
    private static readonly Type[] s_keyKinds = [typeof(IGrainWithStringKey), typeof(IGrainWithGuidKey), typeof(IGrainWithIntegerKey)];

    private readonly FrozenDictionary<Type, GrainFace[]> _faces;

    /// <exception cref="ArgumentException">An interface without a class, or with several, or with a method no grain can have; two classes of one name.</exception>
    internal GrainCatalogue(EmbeddedEngine engine, IEnumerable<Assembly> assemblies)
    {
        var types = assemblies.Distinct().SelectMany(assembly => assembly.GetTypes()).OrderBy(type => type.FullName, StringComparer.Ordinal).ToArray();
        Classes = [.. types.Where(IsGrainClass).Select((type, ordinal) => new GrainClass(engine, type, NameOf(type), ordinal))];
        _faces = Classes
            .SelectMany(grainClass => ContractsOf(grainClass.Type).Select(contract => (grainClass, contract)))
            .GroupBy(pair => pair.contract, pair => pair.grainClass)
            .ToFrozenDictionary(group => group.Key, FacesOf);
        CheckNames();
        CheckContracts(types);
    }

    internal IReadOnlyList<GrainClass> Classes { get; }

    /// <summary>The time-outs that methods have of their own.</summary>
    internal IEnumerable<TimeSpan> OwnTimeouts
        => _faces.Values.SelectMany(faces => faces[0].Methods.Values).Select(method => method.ResponseTimeout).OfType<TimeSpan>();

    /// <summary>The class of an interface.</summary>
    /// <exception cref="ArgumentException">None, or several.</exception>
    internal GrainFace Find(Type contract, string? classNamePrefix)
    {
        if (!_faces.TryGetValue(contract, out var faces))
            throw NoClass(contract);
        if (classNamePrefix is not null)
            faces = [.. faces.Where(face => face.Class.Type.FullName!.StartsWith(classNamePrefix, StringComparison.Ordinal))];
        return faces.Length switch
        {
            1 => faces[0],
            0 => throw new ArgumentException($"No grain class of {contract.FullName} has a name that starts with {classNamePrefix}."),
            _ => throw SeveralClasses(contract, faces),
        };
    }

    /// <summary>The class of that name, called through that interface.</summary>
    /// <exception cref="ArgumentException">No such class, or it has not the interface.</exception>
    internal GrainFace Find(Type contract, GrainType name)
        => _faces.GetValueOrDefault(contract)?.FirstOrDefault(face => face.Class.Name == name)
            ?? throw new ArgumentException($"No grain class of type {name} has the interface {contract.FullName}.");

    private static bool IsGrainClass(Type type)
    {
        if (!type.IsClass || type.IsAbstract || !type.IsAssignableTo(typeof(IGrain)))
            return false;
        if (type.IsAssignableTo(typeof(DispatchProxy)))
            return false;
        if (!type.IsAssignableTo(typeof(Grain)))
            throw new ArgumentException($"{type.FullName} has a grain interface but does not derive from {nameof(Grain)}.");
        if (type.IsGenericTypeDefinition)
            throw new ArgumentException($"{type.FullName} is generic, which grain classes cannot be.");
        return true;
    }

    // Orleans names grain types so.
    private static string NameOf(Type type)
    {
#pragma warning disable CA1308 // The names are lower case in Orleans, and are shown, never compared with others.
        var name = type.Name.ToLowerInvariant();
#pragma warning restore CA1308
        return name.Length > 5 && name.EndsWith("grain", StringComparison.Ordinal) ? name[..^5] : name;
    }

    private static IEnumerable<Type> ContractsOf(Type type)
        => type.GetInterfaces().Where(contract => contract.IsAssignableTo(typeof(IGrain)) && contract != typeof(IGrain) && !s_keyKinds.Contains(contract));

    private static GrainFace[] FacesOf(IGrouping<Type, GrainClass> group)
    {
        var methods = group.Key.GetInterfaces().Prepend(group.Key)
            .SelectMany(contract => contract.GetMethods(BindingFlags.Instance | BindingFlags.Public))
            .Where(method => method.IsAbstract)
            .ToFrozenDictionary(method => method, GrainMethod.Of);
        return [.. group.Select(grainClass => new GrainFace(grainClass, group.Key, methods))];
    }

    private static ArgumentException NoClass(Type contract)
        => new($"No grain class has the interface {contract.FullName}; is its assembly among the engine's GrainAssemblies?");

    private static ArgumentException SeveralClasses(Type contract, IEnumerable<GrainFace> faces)
        => new($"{contract.FullName} has several grain classes: {string.Join(", ", faces.Select(face => face.Class.Type.FullName))}.");

    private void CheckNames()
    {
        foreach (var twins in Classes.GroupBy(grainClass => grainClass.Name).Where(group => group.Count() > 1))
            throw new ArgumentException($"Several grain classes are of type {twins.Key}: {string.Join(", ", twins.Select(grainClass => grainClass.Type.FullName))}.");
    }

    // An interface that others extend may be shared by their classes: who asks for it has to name one.
    private void CheckContracts(IEnumerable<Type> types)
    {
        var keyed = types.Where(type => type.IsInterface && s_keyKinds.Any(kind => type.IsAssignableTo(kind)));
        foreach (var contract in keyed.Concat(_faces.Keys.Where(face => s_keyKinds.Any(kind => face.IsAssignableTo(kind)))).Distinct())
        {
            var isBase = _faces.Keys.Any(other => other != contract && contract.IsAssignableFrom(other));
            if (!_faces.TryGetValue(contract, out var faces))
                throw NoClass(contract);
            if (faces.Length > 1 && !isBase)
                throw SeveralClasses(contract, faces);
        }
    }
}
