using BeautyGrains.Grains;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BeautyGrains.Tidy.Tests;

/// <summary>Every event can be written, read and folded.</summary>
public sealed class EventTests
{
    private static IEnumerable<(Type Kind, Type Event)> Kinds() =>
        from type in typeof(AggregateOptions).Assembly.GetTypes()
        where !type.IsAbstract
        let kind = Base(type)
        where kind is not null
        select (type, kind.GetGenericArguments()[1]);

    private static Type? Base(Type type)
    {
        for (var above = type.BaseType; above is not null; above = above.BaseType)
            if (above.IsGenericType && above.GetGenericTypeDefinition() == typeof(AggregateKind<,>)) return above;
        return null;
    }

    private static Type[] EventsOf(Type root) => [.. root.Assembly.GetTypes().Where(type => !type.IsAbstract && root.IsAssignableFrom(type))];

    private static IEnumerable<(Type Type, string Name)> Written(Type kind)
    {
        var made = Activator.CreateInstance(kind, nonPublic: true)!;
        var codec = kind.GetProperty("Events")!.GetValue(made)!;
        return (IEnumerable<(Type, string)>)codec.GetType().GetProperty("Written")!.GetValue(codec)!;
    }

    [Fact]
    public void Every_event_has_a_name_in_its_codec()
    {
        Kinds().ShouldNotBeEmpty();
        foreach (var (kind, root) in Kinds())
            EventsOf(root).ShouldBe(Written(kind).Select(written => written.Type), ignoreOrder: true, kind.Name);
    }

    [Fact]
    public void Every_event_name_ends_in_its_version_and_is_used_once()
    {
        // The same streams may be folded twice, to a whole and to what a list shows; they have one set of events.
        var names = Kinds().DistinctBy(kind => kind.Event).SelectMany(kind => Written(kind.Kind)).Select(written => written.Name).ToArray();
        names.Where(name => !System.Text.RegularExpressions.Regex.IsMatch(name, @"^[a-z][a-z-]*\.[1-9]\d*$")).ShouldBeEmpty();
        names.ShouldBeUnique();
    }

    [Fact]
    public void Every_event_has_a_transition()
    {
        var methods = House.Sources("grains").SelectMany(file => House.Syntax(file).DescendantNodes().OfType<MethodDeclarationSyntax>()).ToArray();
        // A kind folds itself or hands the event on to its state: "state.After(happened, info)".
        var names = methods.Where(method => method.Identifier.Text == "Evolve")
            .Select(method => method.ExpressionBody?.Expression).OfType<InvocationExpressionSyntax>()
            .Select(call => call.Expression is MemberAccessExpressionSyntax access ? access.Name.Identifier.Text : call.Expression.ToString())
            .Append("Evolve").ToHashSet();
        var folded = methods.Where(method => names.Contains(method.Identifier.Text))
            .SelectMany(method => method.DescendantNodes())
            // A look at an event beside the switch is no transition.
            .Where(node => node.Ancestors().Any(above => above is SwitchExpressionArmSyntax or SwitchLabelSyntax)).Select(TypeOf).OfType<string>().Select(name => name.Split('.')[^1]).ToHashSet();
        Kinds().SelectMany(kind => EventsOf(kind.Event)).Select(type => type.Name).Where(name => !folded.Contains(name)).ShouldBeEmpty();
    }

    /// <summary>The type that a pattern of a switch asks for.</summary>
    private static string? TypeOf(Microsoft.CodeAnalysis.SyntaxNode node) => node switch
    {
        DeclarationPatternSyntax pattern => pattern.Type.ToString(),
        RecursivePatternSyntax { Type: { } type } => type.ToString(),
        TypePatternSyntax pattern => pattern.Type.ToString(),
        ConstantPatternSyntax pattern => pattern.Expression.ToString(),
        _ => null,
    };
}
