using BeautyGrains.Journal.Writing;
using Npgsql;

namespace BeautyGrains.Journal.Postgres;

/// <summary>Brings the database to the schema that this code knows: numbered scripts, each applied once.</summary>
internal static class PostgresSchema
{
    /// <summary>The first half of the keys of the journal's advisory locks; the second is a partition, or -1 for the schema.</summary>
    public const int LockSpace = 0x62656175;

    /// <summary>Applies what is missing in one transaction, one process at a time.</summary>
    /// <exception cref="JournalUnavailableException">The database is newer than this code, or not in UTF8.</exception>
    public static void Apply(NpgsqlConnection connection)
    {
        if (Scalar(connection, "SHOW server_encoding") is not "UTF8")
            throw new JournalUnavailableException("The journal's database must have the encoding UTF8.");
        using var transaction = connection.BeginTransaction();
        Execute(connection, $"SELECT pg_advisory_xact_lock({LockSpace}, -1)");
        if (Scalar(connection, "SELECT to_regclass('schema_version')::text") is not string)
            Execute(connection, "CREATE TABLE schema_version (number integer PRIMARY KEY, script text NOT NULL)");
        var applied = Scalar(connection, "SELECT max(number) FROM schema_version") as int? ?? 0;
        foreach (var (number, name, sql) in NumberedScript.Missing(NumberedScript.In("Postgres.Schema"), applied))
        {
            Execute(connection, sql);
            using var note = new NpgsqlCommand("INSERT INTO schema_version (number, script) VALUES ($1, $2)", connection);
            note.Parameters.Add(new() { Value = number });
            note.Parameters.Add(new() { Value = name });
            note.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        // Texts are this program's own: constants and embedded scripts.
#pragma warning disable CA2100 // No input of anybody is in them.
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
