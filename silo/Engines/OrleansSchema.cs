using System.Globalization;
using Npgsql;

namespace BeautyGrains.Silo.Engines;

/// <summary>
/// Brings a database to what the ADO.NET providers of Orleans ask of it. The packages carry no scripts; these, numbered and each applied once, are
/// this project's own.
/// </summary>
internal static class OrleansSchema
{
    // The space of the journal's locks, with a number that no partition has.
    private const int LockSpace = 0x62656175;
    private const int LockNumber = -2;

    /// <summary>Applies what is missing in one transaction, one process at a time.</summary>
    /// <exception cref="NpgsqlException">The database cannot be reached or used.</exception>
    /// <exception cref="InvalidOperationException">It was written by a newer program.</exception>
    public static async Task Apply(string connectionString, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Execute(connection, $"SELECT pg_advisory_xact_lock({LockSpace}, {LockNumber})", cancel);
        await Execute(connection, "CREATE TABLE IF NOT EXISTS cluster_schema_version (number integer PRIMARY KEY, script text NOT NULL)", cancel);
        var applied = await Applied(connection, cancel);
        var scripts = Scripts();
        if (applied > scripts[^1].Number)
            throw new InvalidOperationException($"The cluster's tables have schema {applied}, but this program knows only {scripts[^1].Number}: a newer version wrote them. Use that one.");
        foreach (var (number, name, sql) in scripts.Where(script => script.Number > applied))
        {
            await Execute(connection, sql, cancel);
            await Note(connection, number, name, cancel);
        }
        await transaction.CommitAsync(cancel);
    }

    private static async Task<int> Applied(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var ask = new NpgsqlCommand("SELECT coalesce(max(number), 0) FROM cluster_schema_version", connection);
        return (int)(await ask.ExecuteScalarAsync(cancel))!;
    }

    private static async Task Note(NpgsqlConnection connection, int number, string name, CancellationToken cancel)
    {
        await using var note = new NpgsqlCommand("INSERT INTO cluster_schema_version (number, script) VALUES ($1, $2)", connection);
        note.Parameters.Add(new() { Value = number });
        note.Parameters.Add(new() { Value = name });
        await note.ExecuteNonQueryAsync(cancel);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
#pragma warning disable CA2100 // Texts are this program's own: constants and embedded scripts.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static List<(int Number, string Name, string Sql)> Scripts()
    {
        const string folder = ".OrleansSchema.";
        var assembly = typeof(OrleansSchema).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(name => name.Contains(folder, StringComparison.Ordinal))
            .Select(resource => Load(resource, resource[(resource.IndexOf(folder, StringComparison.Ordinal) + folder.Length)..])).OrderBy(script => script.Number)];

        (int Number, string Name, string Sql) Load(string resource, string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            return (int.Parse(name.AsSpan(0, 3), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
        }
    }
}
