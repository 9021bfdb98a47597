using Npgsql;

namespace BeautyGrains.Database.Postgres;

/// <summary>Brings a database to the schema that the code knows: numbered scripts, each applied once.</summary>
public static class PostgresSchema
{
    /// <summary>
    /// The first half of the keys of the project's advisory locks. The second half is -1 for the change of a schema; what is 0 or above is the journal's,
    /// which numbers its partitions so.
    /// </summary>
    public const int LockSpace = 0x62656175;

    /// <summary>Applies what is missing in one transaction, one process at a time.</summary>
    /// <param name="versionTable">Where the steps applied are written down; each room that keeps something in the database has its own.</param>
    /// <exception cref="NewerSchemaException">The database is newer than the code.</exception>
    /// <exception cref="NotSupportedException">The database is not in UTF8.</exception>
    public static void Apply(NpgsqlConnection connection, IReadOnlyList<NumberedScript> scripts, string versionTable = "schema_version")
    {
        ArgumentNullException.ThrowIfNull(connection);
        if (Scalar(connection, "SHOW server_encoding") is not "UTF8")
            throw new NotSupportedException("The database must have the encoding UTF8.");
        using var transaction = connection.BeginTransaction();
        Execute(connection, $"SELECT pg_advisory_xact_lock({LockSpace}, -1)");
        if (Scalar(connection, $"SELECT to_regclass('{versionTable}')::text") is not string)
            Execute(connection, $"CREATE TABLE {versionTable} (number integer PRIMARY KEY, script text NOT NULL)");
        var applied = Scalar(connection, $"SELECT max(number) FROM {versionTable}") as int? ?? 0;
        foreach (var (number, name, sql) in NumberedScript.Missing(scripts, applied))
        {
            Execute(connection, sql);
#pragma warning disable CA2100 // Texts are the program's own: constants and embedded scripts. No input of anybody is in them.
            using var note = new NpgsqlCommand($"INSERT INTO {versionTable} (number, script) VALUES ($1, $2)", connection);
#pragma warning restore CA2100
            note.Parameters.Add(new() { Value = number });
            note.Parameters.Add(new() { Value = name });
            note.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // As above.
        using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static object? Scalar(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // As above.
        using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
