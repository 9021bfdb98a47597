using System.Data.Common;
using BeautyGrains.Database;
using BeautyGrains.Database.Postgres;
using Npgsql;

namespace BeautyGrains.ReadModels;

/// <summary>
/// The read models in the journal's PostgreSQL database, in a schema of their own. Who writes a read model holds an advisory lock of its session,
/// so that another process takes over as soon as the session ends.
/// </summary>
public sealed class PostgresReadModelStore : IReadModelStore
{
    // The first half of the keys of these locks; the second tells the read model.
    private const int LockSpace = 0x62657264;
    private const int ReadingConnections = 8;

    private readonly NpgsqlDataSource _readers;
    private readonly NpgsqlDataSource _leaders;

    /// <summary>Connects and brings the schema up to this program.</summary>
    /// <param name="connectionString">In Npgsql's words. May hold a password.</param>
    /// <exception cref="ReadModelsUnavailableException">The database cannot be used.</exception>
    public PostgresReadModelStore(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString) { Enlist = false, TcpKeepAlive = true, MaxAutoPrepare = 64, AutoPrepareMinUsages = 2 };
        parts.ApplicationName ??= "beautygrains";
        parts.MaxPoolSize = ReadingConnections;
        _readers = PostgresSources.Named("beautygrains-read-models", parts);
        parts.Pooling = false;
        _leaders = PostgresSources.Named("beautygrains-read-model-leaders", parts);
        try
        {
            using var connection = _leaders.OpenConnection();
            ApplySchema(connection);
        }
        catch (Exception failure) when (failure is NpgsqlException or NewerSchemaException or NotSupportedException)
        {
            _readers.Dispose();
            _leaders.Dispose();
            throw new ReadModelsUnavailableException("The read models' database cannot be used: " + failure.Message, failure);
        }
    }

    /// <inheritdoc />
    public Dialect Dialect => Dialect.Postgres;

    /// <inheritdoc />
    public async Task<ILeadership?> Lead(string model, CancellationToken cancel)
    {
        var connection = await _leaders.OpenConnectionAsync(cancel);
        try
        {
            // A machine that vanishes says no farewell: without the keepalives the database would keep its lock for two hours.
            // Rows are found by their keys alone: a plan that was made while a table was small would later read all of it.
            // What a crash of the server takes goes with its position, and is read from the journal again: nobody waits for the disk.
            var got = await connection.Query(
                """
                SELECT pg_try_advisory_lock(@space, @model), set_config('synchronous_commit', 'off', false), set_config('lock_timeout', '5s', false),
                  set_config('idle_in_transaction_session_timeout', '30s', false), set_config('tcp_keepalives_idle', '10', false),
                  set_config('tcp_keepalives_interval', '5', false), set_config('tcp_keepalives_count', '3', false), set_config('tcp_user_timeout', '25s', false),
                  set_config('enable_seqscan', 'off', false), set_config('enable_hashjoin', 'off', false), set_config('enable_mergejoin', 'off', false)
                """,
                row => row.GetBoolean(0), cancel, ("@space", LockSpace), ("@model", LockOf(model)));
            if (got is [true]) return new Leadership(connection);
            await connection.DisposeAsync();
            return null;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async Task<T> Read<T>(Func<DbConnection, Task<T>> read, CancellationToken cancel)
    {
        for (var again = true; ; again = false)
        {
            await using var connection = await _readers.OpenConnectionAsync(cancel);
            try
            {
                await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
                return await read(connection);
            }
            // The copy was dropped after the reader had found it; by now another one serves.
            catch (PostgresException gone) when (again && gone.SqlState == PostgresErrorCodes.UndefinedTable)
            {
            }
        }
    }

    /// <inheritdoc />
    public async Task<T> Write<T>(Func<DbConnection, Task<T>> write, CancellationToken cancel)
    {
        await using var connection = await _readers.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var result = await write(connection);
        await transaction.CommitAsync(cancel);
        return result;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _readers.DisposeAsync();
        await _leaders.DisposeAsync();
    }

    private static void ApplySchema(NpgsqlConnection connection)
    {
        using (var transaction = connection.BeginTransaction())
        {
            Run(connection, $"SELECT pg_advisory_xact_lock({PostgresSchema.LockSpace}, -1)");
            Run(connection, "CREATE SCHEMA IF NOT EXISTS read_models");
            transaction.Commit();
        }
        PostgresSchema.Apply(connection, NumberedScript.In(typeof(PostgresReadModelStore).Assembly, "Schema.Postgres"), "read_models.schema_version");
    }

    private static void Run(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // Texts are this program's own: constants and embedded scripts.
        using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    // FNV-1a, 32 bits: the same in every process. Two models that shared a lock would only wait for each other's leader.
    private static int LockOf(string model)
    {
        var hash = 2_166_136_261u;
        foreach (var letter in model) hash = unchecked((hash ^ letter) * 16_777_619u);
        return (int)(hash & int.MaxValue);
    }

    private sealed class Leadership(NpgsqlConnection connection) : ILeadership
    {
        public DbConnection Connection => connection;

        public async ValueTask DisposeAsync()
        {
            try
            {
                // The database notices the end of a session a little later; whoever leads next need not wait for that.
                if (connection.State == System.Data.ConnectionState.Open) await LetGo();
            }
            catch (Exception broken) when (broken is DbException or InvalidOperationException)
            {
                // The session is gone or going, and its lock with it.
            }
            await connection.DisposeAsync();
        }

        private async Task LetGo()
        {
            await using var command = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", connection) { CommandTimeout = 2 };
            await command.ExecuteNonQueryAsync();
        }
    }
}
