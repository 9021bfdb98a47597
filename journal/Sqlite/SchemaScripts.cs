using System.Globalization;
using System.Reflection;

namespace BeautyGrains.Journal.Sqlite;

/// <summary>Brings the file to the schema that this code knows: numbered scripts, each applied once.</summary>
internal static class SchemaScripts
{
    private const string Folder = ".Sqlite.Schema.";

    /// <summary>Applies what is missing in one transaction that shuts everybody else out.</summary>
    /// <exception cref="JournalUnavailableException">The file is newer than this code.</exception>
    public static void Apply(Connection connection)
    {
        var scripts = All();
        connection.Execute("BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS schema_version (number INTEGER PRIMARY KEY, script TEXT NOT NULL) STRICT;");
        var applied = connection.Number("SELECT max(number) FROM schema_version") ?? 0;
        if (applied > scripts[^1].Number)
        {
            throw new JournalUnavailableException(
                $"The journal has schema {applied}, but this program knows only {scripts[^1].Number}: it was written by a newer version. Use that one.");
        }
        foreach (var (number, name, sql) in scripts.Where(script => script.Number > applied))
        {
            connection.Execute(sql);
            connection.Prepare("INSERT INTO schema_version (number, script) VALUES (?1, ?2)").Bind(1, number).Bind(2, name).Run();
        }
        connection.Execute("COMMIT");
    }

    private static List<(int Number, string Name, string Sql)> All()
    {
        var assembly = typeof(SchemaScripts).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(name => name.Contains(Folder, StringComparison.Ordinal))
            .Select(name => Load(assembly, name)).OrderBy(script => script.Number)];
    }

    private static (int Number, string Name, string Sql) Load(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var name = resource[(resource.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..];
        return (int.Parse(name.AsSpan(0, 3), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}
