namespace BeautyGrains.Database.Sqlite;

/// <summary>Brings a file to the schema that the code knows: numbered scripts, each applied once.</summary>
public static class SqliteSchema
{
    /// <summary>Applies what is missing in one transaction that shuts everybody else out.</summary>
    /// <exception cref="NewerSchemaException">The file is newer than the code.</exception>
    public static void Apply(Connection connection, IReadOnlyList<NumberedScript> scripts)
    {
        ArgumentNullException.ThrowIfNull(connection);
        connection.Execute("BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS schema_version (number INTEGER PRIMARY KEY, script TEXT NOT NULL) STRICT;");
        var applied = connection.Number("SELECT max(number) FROM schema_version") ?? 0;
        foreach (var (number, name, sql) in NumberedScript.Missing(scripts, applied))
        {
            connection.Execute(sql);
            connection.Prepare("INSERT INTO schema_version (number, script) VALUES (?1, ?2)").Bind(1, number).Bind(2, name).Run();
        }
        connection.Execute("COMMIT");
    }
}
