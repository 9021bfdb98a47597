using BeautyGrains.Journal.Writing;

namespace BeautyGrains.Journal.Sqlite;

/// <summary>Brings the file to the schema that this code knows: numbered scripts, each applied once.</summary>
internal static class SchemaScripts
{
    /// <summary>Applies what is missing in one transaction that shuts everybody else out.</summary>
    /// <exception cref="JournalUnavailableException">The file is newer than this code.</exception>
    public static void Apply(Connection connection)
    {
        connection.Execute("BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS schema_version (number INTEGER PRIMARY KEY, script TEXT NOT NULL) STRICT;");
        var applied = connection.Number("SELECT max(number) FROM schema_version") ?? 0;
        foreach (var (number, name, sql) in NumberedScript.Missing(NumberedScript.In("Sqlite.Schema"), applied))
        {
            connection.Execute(sql);
            connection.Prepare("INSERT INTO schema_version (number, script) VALUES (?1, ?2)").Bind(1, number).Bind(2, name).Run();
        }
        connection.Execute("COMMIT");
    }
}
