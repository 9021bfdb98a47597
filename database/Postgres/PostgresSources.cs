using Npgsql;

namespace BeautyGrains.Database.Postgres;

/// <summary>Where connections come from.</summary>
public static class PostgresSources
{
    /// <summary>A source that metrics and traces call by its name; one without a name is called by its whole connection string.</summary>
    /// <param name="name">Such as "beautygrains-journal"; each source of a process has its own.</param>
    /// <param name="each">Run on every new connection; null for nothing.</param>
    public static NpgsqlDataSource Named(string name, NpgsqlConnectionStringBuilder parts, string? each = null)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var builder = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(parts.ConnectionString) { PersistSecurityInfo = false }.ConnectionString) { Name = name };
        if (each is not null) builder.UsePhysicalConnectionInitializer(connection => Run(connection, each), connection => RunAsync(connection, each));
        return builder.Build();
    }

#pragma warning disable CA2100 // Texts are the program's own constants. No input of anybody is in them.
    private static void Run(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
#pragma warning restore CA2100
}
