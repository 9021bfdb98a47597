using System.Globalization;
using BeautyGrains.Tests.Shared;
using Npgsql;

namespace BeautyGrains.Bench.Compare;

/// <summary>The database server that our journal and the peers share: PostgreSQL's own defaults but for the number of connections.</summary>
internal sealed class Postgres(Settings settings) : IAsyncDisposable
{
    private readonly PostgresServer _server = new() { Settings = "-c max_connections=400" };
    private bool _prepared;

    public int Process { get; private set; }

    public async Task Start()
    {
        if (Process != 0) return;
        if (PostgresServer.Missing is { } why) throw new TroubleException(why);
        await _server.Start();
        Process = await _server.Postmaster();
    }

    public string ConnectionTo(string database) => PostgresServer.ConnectionString(database, _server.Port);

    public Task Run(string database, params string[] arguments) => _server.Psql(database, arguments);

    /// <summary>Bytes of its log so far.</summary>
    public Task<long> Log() => Number("postgres", "SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint");

    /// <summary>Bytes of a database on the disk.</summary>
    public Task<long> Size(string database) => Number("postgres", $"SELECT pg_database_size('{database}')");

    public Task Checkpoint() => Run("postgres", "-c", "CHECKPOINT");

    /// <summary>A database with the prepared stocks, a copy of its own; how to connect to it.</summary>
    public async Task<string> PreparedDatabase(string name)
    {
        await Start();
        if (!_prepared)
        {
            await Run("postgres", "-c", "CREATE DATABASE prepared");
            await Stocks.Prepare(settings, "prepared", ConnectionTo("prepared"));
            await Run("postgres", "-c", "CHECKPOINT");
            _prepared = true;
        }
        await Run("postgres", "-c", $"CREATE DATABASE {name} TEMPLATE prepared STRATEGY file_copy");
        // What a server finds that has been at work for a while.
        await Run(name, "-c", "VACUUM ANALYZE");
        return ConnectionTo(name);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<long> Number(string database, string query)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionTo(database) + ";Pooling=false");
        await using var command = source.CreateCommand(query);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}

/// <summary>Fills storage with the stocks that all cases work on.</summary>
internal static class Stocks
{
    /// <param name="name">Of the data folder.</param>
    /// <param name="database">Null for SQLite in the data folder.</param>
    public static async Task Prepare(Settings settings, string name, string? database) => await Child.Run(settings.At($"{name}.log"), Server.Environment(database),
        "dotnet", settings.Program("bench/inprocess", "inprocess"), "prepare", $"{settings.Grid.Stores}", $"{settings.Grid.Skus}", "--data", settings.At(name));
}
