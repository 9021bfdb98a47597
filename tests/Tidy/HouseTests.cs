using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BeautyGrains.Tidy.Tests;

/// <summary>House rules that a reader would otherwise have to look for.</summary>
public sealed partial class HouseTests
{
    [Fact]
    public void No_file_has_conditions_for_the_compiler_where_both_engines_share_the_source()
    {
        var conditional = from file in House.Sources("codes", "grain-interfaces", "grains", "database", "documents", "vault", "journal", "read-models", "api")
                          where House.Syntax(file).DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.IfDirectiveTrivia))
                          select file;
        conditional.ShouldBeEmpty();
    }

    [Fact]
    public void No_source_file_is_larger_than_24_kilobytes()
    {
        House.Files.Count.ShouldBeGreaterThan(50);
        House.Sources().Where(file => new FileInfo(Path.Combine(House.Root, file)).Length > 24 * 1024).ShouldBeEmpty();
    }

    [Fact]
    public void Every_suppressed_warning_has_its_reason_beside_it()
    {
        var silent = from file in House.Sources()
                     let lines = House.Text(file).Split('\n')
                     from number in Enumerable.Range(0, lines.Length)
                     let line = lines[number].Trim()
                     where line.StartsWith("#pragma warning disable", StringComparison.Ordinal) && !HasReason(lines, number)
                     select $"{file}:{number + 1}";
        silent.ShouldBeEmpty();
        var attributes = from file in House.Sources()
                         from attribute in House.Syntax(file).DescendantNodes().OfType<AttributeSyntax>()
                         where attribute.Name.ToString().EndsWith("SuppressMessage", StringComparison.Ordinal) && !attribute.ToString().Contains("Justification", StringComparison.Ordinal)
                         select House.At(file, attribute);
        attributes.ShouldBeEmpty();
    }

    [Fact]
    public void Clocks_threads_and_randomness_are_unbanned_for_host_projects_only()
    {
        var free = House.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal) && House.Text(file).Contains("<HostIo>true", StringComparison.Ordinal));
        free.Where(file => !file.StartsWith("silo/", StringComparison.Ordinal) && !file.StartsWith("bench/", StringComparison.Ordinal) && !file.StartsWith("tests/", StringComparison.Ordinal)).ShouldBeEmpty();
        // A grain or a rule has no reason that would count.
        House.Sources("grain-interfaces", "grains").Where(file => House.Text(file).Contains("RS0030", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void No_file_names_a_package_feed()
    {
        House.Files.Where(file => Path.GetFileName(file).Equals("nuget.config", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
        House.Files.Where(file => Feed().IsMatch(House.Text(file))).ShouldBeEmpty();
    }

    [Fact]
    public void Work_put_off_is_not_left_in_the_code() =>
        House.Sources().Where(file => PutOff().IsMatch(House.Text(file))).ShouldBeEmpty();

    [Fact]
    public void Every_public_type_of_the_product_is_explained()
    {
        var types = (from file in House.Sources("codes", "grain-interfaces", "grains", "database", "documents", "vault", "journal", "engine", "read-models", "api", "silo")
                     from type in House.Syntax(file).DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
                     where type.Modifiers.Any(SyntaxKind.PublicKeyword)
                         && type.Ancestors().OfType<BaseTypeDeclarationSyntax>().All(outer => outer.Modifiers.Any(SyntaxKind.PublicKeyword))
                     select (At: $"{House.At(file, type)} {type.Identifier.Text}", Type: type)).ToArray();
        // One part of a partial type speaks for all.
        var explained = types.Where(it => it.Type.Modifiers.Any(SyntaxKind.PartialKeyword) && IsExplained(it.Type)).Select(it => it.Type.Identifier.Text).ToHashSet();
        types.Where(it => !IsExplained(it.Type) && !(it.Type.Modifiers.Any(SyntaxKind.PartialKeyword) && explained.Contains(it.Type.Identifier.Text)))
            .Select(it => it.At).ShouldBeEmpty();
    }

    private static bool IsExplained(BaseTypeDeclarationSyntax type) =>
        type.GetLeadingTrivia().Any(trivia => trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia));

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.zh-CN.md")]
    public void The_readme_names_the_two_commands_in_both_languages(string readme)
    {
        House.Files.Contains(readme).ShouldBeTrue();
        var text = House.Text(readme);
        text.ShouldContain("./run.sh");
        text.ShouldContain("./test.sh");
        House.Text("README.md").ShouldContain("README.zh-CN.md");
        House.Text("README.zh-CN.md").ShouldContain("README.md");
    }

    [Theory]
    [InlineData("run.sh")]
    [InlineData("test.sh")]
    [InlineData(".ci/run")]
    public void The_commands_can_be_executed(string script)
    {
        var file = Path.Combine(House.Root, script);
        File.Exists(file).ShouldBeTrue();
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute).ShouldBeTrue();
    }

    [Fact]
    public void Every_test_project_is_in_the_solution()
    {
        var solution = House.Text("BeautyGrains.sln").Replace('\\', '/');
        House.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal) && !solution.Contains(file, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static bool HasReason(string[] lines, int number)
    {
        var line = lines[number];
        return line.Contains("//", StringComparison.Ordinal) || number > 0 && lines[number - 1].TrimStart().StartsWith("//", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"https?://[^\s""'<>]*(nuget\.org|npmjs|pypi\.|/v3/index\.json|registry\.)", RegexOptions.IgnoreCase)]
    private static partial Regex Feed();

    // Spelt so that this file does not find itself.
    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK|NotImplemented" + @"Exception)\b")]
    private static partial Regex PutOff();
}
