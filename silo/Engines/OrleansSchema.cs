using BeautyGrains.Database;
using BeautyGrains.Database.Postgres;
using Npgsql;

namespace BeautyGrains.Silo.Engines;

/// <summary>
/// Brings a database to what the ADO.NET providers of Orleans ask of it. Their packages carry no scripts; those in the folder of this name are
/// this project's own.
/// </summary>
internal static class OrleansSchema
{
    /// <summary>Applies what is missing, one process at a time.</summary>
    /// <exception cref="NpgsqlException">The database cannot be reached or used.</exception>
    /// <exception cref="NewerSchemaException">It was written by a newer program.</exception>
    public static void Apply(string connectionString)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        PostgresSchema.Apply(connection, NumberedScript.In(typeof(OrleansSchema).Assembly, "OrleansSchema"), "cluster_schema_version");
    }
}
