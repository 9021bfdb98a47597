using System.Data.Common;
using BeautyGrains.Database;
using Microsoft.Data.Sqlite;

namespace BeautyGrains.ReadModels;

/// <summary>
/// The read models in a SQLite file of their own, so that they do not share a writer with the journal. Its calls run on the caller's thread and
/// end before they return. Who holds the data folder leads every read model. What a loss of power takes is read from the journal again.
/// </summary>
public sealed class SqliteReadModelStore : IReadModelStore
{
    // Rows change all over the tables: with room for the pages that are changed again and again, each is written once for many transactions.
    private const string Leading = "PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 16384;";

    private readonly string _connection;
    private readonly string _leading;
    private readonly SqliteConnection _kept;

    private SqliteReadModelStore(SqliteConnectionStringBuilder connection)
    {
        _connection = connection.ToString();
        _leading = new SqliteConnectionStringBuilder(_connection) { Pooling = false }.ToString();
        // A database in memory lives as long as a connection to it.
        _kept = new(_connection);
        try
        {
            _kept.Open();
            Prepare(_kept);
            ApplySchema(_kept);
        }
        catch (Exception failure) when (failure is SqliteException or NewerSchemaException)
        {
            _kept.Dispose();
            throw new ReadModelsUnavailableException(
                $"The read models' file {connection.DataSource} cannot be opened: {failure.Message} All that it holds comes from the journal: without the file it is built anew.", failure);
        }
    }

    /// <inheritdoc />
    public Dialect Dialect => Dialect.Sqlite;

    /// <summary>Opens a file; made when missing, with its folder.</summary>
    /// <exception cref="ReadModelsUnavailableException">It cannot be opened.</exception>
    public static SqliteReadModelStore InFile(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return new(new() { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, DefaultTimeout = 30 });
    }

    /// <summary>In memory, for simulation and checks: it is there as long as a store of that name is open, and for one thread.</summary>
    /// <param name="name">Tells it from others of the process.</param>
    public static SqliteReadModelStore InMemory(string name) =>
        new(new() { DataSource = name, Mode = SqliteOpenMode.Memory, Cache = SqliteCacheMode.Shared, Pooling = false });

    /// <inheritdoc />
    public async Task<ILeadership?> Lead(string model, CancellationToken cancel)
    {
        // Without pooling: its settings are not everybody's.
        var connection = await Open(_leading, cancel);
        using var command = connection.CreateCommand();
        command.CommandText = Leading;
        command.ExecuteNonQuery();
        return new Leadership(connection);
    }

    /// <inheritdoc />
    public async Task<T> Read<T>(Func<DbConnection, Task<T>> read, CancellationToken cancel)
    {
        await using var connection = await Open(_connection, cancel);
        await using var snapshot = connection.BeginTransaction(deferred: true);
        return await read(connection);
    }

    /// <inheritdoc />
    public async Task<T> Write<T>(Func<DbConnection, Task<T>> write, CancellationToken cancel)
    {
        await using var connection = await Open(_connection, cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var result = await write(connection);
        await transaction.CommitAsync(cancel);
        return result;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _kept.Dispose();
        // Closed connections are kept open for the next; the file is let go with them.
        using var pooled = new SqliteConnection(_connection);
        SqliteConnection.ClearPool(pooled);
        return ValueTask.CompletedTask;
    }

    private static async Task<SqliteConnection> Open(string how, CancellationToken cancel)
    {
        var connection = new SqliteConnection(how);
        try
        {
            await connection.OpenAsync(cancel);
            Prepare(connection);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // Without its own time-out SQLite would answer at once that it is busy, and the driver tries again only after 150 ms.
    private static void Prepare(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;";
        command.ExecuteNonQuery();
    }

    private static void ApplySchema(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        Run(connection, "CREATE TABLE IF NOT EXISTS schema_version (number INTEGER PRIMARY KEY, script TEXT NOT NULL) STRICT");
        using var applied = connection.CreateCommand();
        applied.CommandText = "SELECT coalesce(max(number), 0) FROM schema_version";
        var scripts = NumberedScript.In(typeof(SqliteReadModelStore).Assembly, "Schema.Sqlite");
        foreach (var (number, name, sql) in NumberedScript.Missing(scripts, (long)applied.ExecuteScalar()!).ToList())
        {
            Run(connection, sql);
            Run(connection, "INSERT INTO schema_version (number, script) VALUES (@number, @script)", ("@number", number), ("@script", name));
        }
        transaction.Commit();
    }

    private static void Run(SqliteConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Texts are this program's own: constants and embedded scripts.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }

    private sealed class Leadership(SqliteConnection connection) : ILeadership
    {
        public DbConnection Connection => connection;

        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}
