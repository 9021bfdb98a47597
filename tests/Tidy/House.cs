using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BeautyGrains.Tidy.Tests;

/// <summary>The project's files as they stand beside the tests.</summary>
internal static class House
{
    private static readonly HashSet<string> s_notSource =
        ["bin", "obj", "data", "artifacts", "node_modules", "TestResults", ".git", ".vs", ".idea", "BenchmarkDotNet.Artifacts"];

    private static readonly string[] s_text =
        [".cs", ".csproj", ".props", ".targets", ".md", ".json", ".sql", ".sh", ".txt", ".ts", ".tsx", ".css", ".html", ".yml", ".yaml", ".editorconfig"];

    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every text file of the project, as a path from the root with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(new(Root)).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> Sources(params string[] rooms) => Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal)
        && (rooms.Length == 0 || rooms.Any(room => file.StartsWith(room + "/", StringComparison.Ordinal))));

    public static string Text(string file) => File.ReadAllText(Path.Combine(Root, file));

    // Several tests look at the same files.
    private static readonly ConcurrentDictionary<string, SyntaxNode> s_syntax = new(StringComparer.Ordinal);

    public static SyntaxNode Syntax(string file) => s_syntax.GetOrAdd(file,
        name => CSharpSyntaxTree.ParseText(Text(name), new CSharpParseOptions(LanguageVersion.Preview), name).GetRoot());

    public static string At(string file, SyntaxNode node) => $"{file}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "BeautyGrains.sln"))) return folder.FullName;
        throw new InvalidOperationException("The tests must run inside the checkout: BeautyGrains.sln was not found above them.");
    }

    private static IEnumerable<string> Walk(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles())
            if (s_text.Contains(file.Extension)) yield return Path.GetRelativePath(Root, file.FullName).Replace('\\', '/');
        foreach (var inner in folder.EnumerateDirectories())
            if (!s_notSource.Contains(inner.Name))
                foreach (var file in Walk(inner)) yield return file;
    }
}
