using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BeautyGrains.Tidy.Tests;

/// <summary>Rules decide from state, ask and now; they wait for nobody and read no clock.</summary>
public sealed class RulePurityTests
{
    private static readonly HashSet<string> s_impure =
        ["TimeProvider", "Task", "ValueTask", "IGrainFactory", "GrainFactory", "IJournal", "ILogger", "Random", "Guid", "Stopwatch", "File", "Environment", "Console", "HttpClient"];

    private static IEnumerable<string> RuleFiles() => House.Sources("grains")
        .Where(file => Path.GetFileName(file).Contains("Rules", StringComparison.Ordinal) || Path.GetFileName(file).Contains("Evolve", StringComparison.Ordinal));

    [Fact]
    public void Rules_name_no_clock_no_task_and_nothing_outside()
    {
        RuleFiles().ShouldNotBeEmpty();
        var impure = from file in RuleFiles()
                     from name in House.Syntax(file).DescendantNodes().OfType<SimpleNameSyntax>()
                     where s_impure.Contains(name.Identifier.Text) && name.Parent is not NameColonSyntax && !IsMember(name)
                     select $"{House.At(file, name)} {name.Identifier.Text}";
        impure.ShouldBeEmpty();
    }

    [Fact]
    public void Rules_do_not_await()
    {
        var waiting = from file in RuleFiles()
                      from node in House.Syntax(file).DescendantNodes()
                      where node is AwaitExpressionSyntax or ForEachStatementSyntax { AwaitKeyword.RawKind: not (int)SyntaxKind.None }
                          || node is MethodDeclarationSyntax method && method.Modifiers.Any(SyntaxKind.AsyncKeyword)
                      select House.At(file, node);
        waiting.ShouldBeEmpty();
    }

    [Fact]
    public void Rules_read_no_ambient_time()
    {
        var clocks = from file in RuleFiles()
                     from access in House.Syntax(file).DescendantNodes().OfType<MemberAccessExpressionSyntax>()
                     where access.Name.Identifier.Text is "UtcNow" or "Now" or "Today" or "GetUtcNow"
                         && access.Expression.ToString().Split('.')[^1] is "DateTimeOffset" or "DateTime" or "DateOnly" or "clock" or "System"
                     select $"{House.At(file, access)} {access}";
        clocks.ShouldBeEmpty();
    }

    // "facts.Environment" is a member of something pure; "Environment.TickCount" starts outside.
    private static bool IsMember(SimpleNameSyntax name) => name.Parent is MemberAccessExpressionSyntax access && access.Name == name
        || name.Parent is MemberBindingExpressionSyntax;
}
