using System.Reflection;

namespace BeautyGrains.Tidy.Tests;

/// <summary>What the Orleans build will ask of contracts, checked on every build.</summary>
public sealed class MessageTests
{
    [Fact]
    public void Every_message_has_a_serializer_and_an_alias()
    {
        ContractTypes.Messages.Count.ShouldBeGreaterThan(20);
        ContractTypes.Messages.Where(type => !type.Has("GenerateSerializer")).ShouldBeEmpty();
        ContractTypes.Messages.Where(type => type.Alias() is null).ShouldBeEmpty();
    }

    [Fact]
    public void Every_message_is_marked_immutable() => ContractTypes.Messages
        .Where(type => !type.IsEnum && !typeof(Exception).IsAssignableFrom(type) && !type.Has("Immutable"))
        .ShouldBeEmpty();

    [Fact]
    public void Every_type_that_grains_exchange_is_public() =>
        ContractTypes.Reached.Except(ContractTypes.Messages).ShouldBeEmpty();

    [Fact]
    public void Every_message_carries_what_it_says_in_its_constructor_or_numbers_it()
    {
        var loose = from type in ContractTypes.Messages
                    where !type.IsEnum && !typeof(Exception).IsAssignableFrom(type)
                    let parameters = type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)?.GetParameters().Select(parameter => parameter.Name).ToHashSet()
                    from property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
                    where property.CanWrite && !(parameters?.Contains(property.Name) ?? false) && !property.Has("Id")
                    select $"{type.Name}.{property.Name}";
        loose.ShouldBeEmpty();
    }

    [Fact]
    public void No_message_can_be_changed_after_it_was_made()
    {
        var settable = from type in ContractTypes.Messages
                       where !type.IsEnum && !typeof(Exception).IsAssignableFrom(type)
                       from property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
                       where property.SetMethod is { } set && !set.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit")
                       select $"{type.Name}.{property.Name}";
        settable.ShouldBeEmpty();
        var mutable = from type in ContractTypes.Messages
                      from property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
                      let shape = property.PropertyType
                      where shape.IsArray || shape.IsGenericType && shape.GetGenericTypeDefinition() is var open
                          && (open == typeof(List<>) || open == typeof(Dictionary<,>) || open == typeof(HashSet<>) || open == typeof(IList<>))
                      select $"{type.Name}.{property.Name}";
        mutable.ShouldBeEmpty();
    }

    [Fact]
    public void Every_grain_interface_and_method_has_an_alias()
    {
        ContractTypes.Grains.Count.ShouldBeGreaterThan(4);
        ContractTypes.Grains.Where(grain => grain.Alias() is null).ShouldBeEmpty();
        ContractTypes.Grains.SelectMany(grain => grain.GetMethods()).Where(method => method.Alias() is null)
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}").ShouldBeEmpty();
    }

    [Fact]
    public void Aliases_are_unique()
    {
        ContractTypes.Grains.Concat(ContractTypes.Messages).GroupBy(type => type.Alias()).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();
        foreach (var grain in ContractTypes.Grains)
            grain.GetMethods().GroupBy(method => method.Alias()).Where(group => group.Count() > 1).Select(group => $"{grain.Name}: {group.Key}").ShouldBeEmpty();
    }

    [Fact]
    public void Aliases_once_given_stay_and_new_ones_are_added_to_the_list()
    {
        var frozen = House.Text("tests/Tidy/aliases.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var given = ContractTypes.Grains.Concat(ContractTypes.Messages).Select(type => type.Alias()!)
            .Concat(ContractTypes.Grains.SelectMany(grain => grain.GetMethods().Select(method => $"{grain.Alias()}/{method.Alias()}")))
            .Order(StringComparer.Ordinal).ToArray();
        frozen.Except(given).ShouldBeEmpty("These were given once and are gone; a peer or a stored message may still say them.");
        given.Except(frozen).ShouldBeEmpty("Add these lines to tests/Tidy/aliases.txt.");
        frozen.SequenceEqual(frozen.Distinct().Order(StringComparer.Ordinal)).ShouldBeTrue("The list is sorted and has no line twice.");
    }

    [Fact]
    public void Exceptions_that_cross_grains_are_few() =>
        ContractTypes.Messages.Count(type => typeof(Exception).IsAssignableFrom(type)).ShouldBeLessThanOrEqualTo(5);
}
