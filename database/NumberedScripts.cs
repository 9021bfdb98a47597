using System.Globalization;
using System.Reflection;

namespace BeautyGrains.Database;

/// <summary>A database was brought to a schema that this program does not know yet.</summary>
public sealed class NewerSchemaException(long applied, int known)
    : Exception($"It has schema {applied}, but this program knows only {known}: it was written by a newer version. Use that one.");

/// <summary>A step of a schema.</summary>
/// <param name="Number">Above 0; the steps of a schema count up.</param>
/// <param name="Name">The file's name, such as "001_journal.sql".</param>
/// <param name="Sql">What it does.</param>
public sealed record NumberedScript(int Number, string Name, string Sql)
{
    /// <summary>The scripts that an assembly has embedded from a folder, such as "Sqlite.Schema", in order.</summary>
    public static IReadOnlyList<NumberedScript> In(Assembly assembly, string folder)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var marker = $".{folder}.";
        return [.. assembly.GetManifestResourceNames().Where(name => name.Contains(marker, StringComparison.Ordinal))
            .Select(name => Load(assembly, name, name[(name.IndexOf(marker, StringComparison.Ordinal) + marker.Length)..])).OrderBy(script => script.Number)];
    }

    /// <summary>The steps that follow what is applied.</summary>
    /// <exception cref="NewerSchemaException">What is applied is newer than this code.</exception>
    public static IEnumerable<NumberedScript> Missing(IReadOnlyList<NumberedScript> known, long applied) =>
        applied > known[^1].Number ? throw new NewerSchemaException(applied, known[^1].Number) : known.Where(script => script.Number > applied);

    private static NumberedScript Load(Assembly assembly, string resource, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return new(int.Parse(name.AsSpan(0, 3), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}
