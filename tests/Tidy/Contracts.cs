using System.Reflection;
using BeautyGrains.Contracts;

namespace BeautyGrains.Tidy.Tests;

/// <summary>What goes between grains.</summary>
internal static class ContractTypes
{
    private static readonly Assembly s_contracts = typeof(StockKey).Assembly;

    /// <summary>Grain interfaces.</summary>
    public static IReadOnlyList<Type> Grains { get; } =
        [.. s_contracts.GetExportedTypes().Where(type => type.IsInterface && typeof(Orleans.IGrain).IsAssignableFrom(type)).OrderBy(type => type.Name)];

    /// <summary>Every other public type that has instances: messages, their parts, enums, exceptions; not how they are written as JSON.</summary>
    public static IReadOnlyList<Type> Messages { get; } =
        [.. s_contracts.GetExportedTypes()
            .Where(type => !type.IsInterface && !(type.IsAbstract && type.IsSealed) && !typeof(System.Text.Json.Serialization.JsonConverter).IsAssignableFrom(type))
            .OrderBy(type => type.Name)];

    /// <summary>Types of this assembly that the grain interfaces name, through arguments, results and what these hold.</summary>
    public static IReadOnlySet<Type> Reached { get; } = Reach();

    public static bool Has(this MemberInfo member, string attribute) =>
        member.GetCustomAttributesData().Any(data => data.AttributeType.Name == attribute + "Attribute");

    public static string? Alias(this MemberInfo member) => (string?)member.GetCustomAttributesData()
        .SingleOrDefault(data => data.AttributeType.Name == "AliasAttribute")?.ConstructorArguments[0].Value;

    private static HashSet<Type> Reach()
    {
        var reached = new HashSet<Type>();
        var open = new Stack<Type>(Grains.SelectMany(grain => grain.GetMethods())
            .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)));
        while (open.TryPop(out var type))
        {
            foreach (var argument in type.GetGenericArguments()) open.Push(argument);
            if (type.HasElementType) open.Push(type.GetElementType()!);
            var plain = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
            if (plain.Assembly != s_contracts || !reached.Add(plain)) continue;
            foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public)) open.Push(property.PropertyType);
        }
        return reached;
    }
}
