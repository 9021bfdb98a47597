using System.Globalization;
using BeautyGrains.Database.Postgres;
using Npgsql;

namespace BeautyGrains.Journal.Postgres;

/// <summary>
/// Tries a write that leaves nothing behind, beside the writer. It waits for the partition as a batch does, but holds it for no longer than it takes
/// to let it go, and does what costs time without it.
/// </summary>
internal sealed class PostgresProbe(PostgresJournalOptions options, NpgsqlDataSource source)
{
    // What a batch needs of its partition and its tables. No row is written, so that no page changes.
    private static readonly string s_turn = string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock_shared({PostgresSchema.LockSpace}, 0)");

    private const string Tables =
        """
        WITH a AS (INSERT INTO streams SELECT * FROM streams WHERE false), b AS (UPDATE heads SET position = position WHERE false)
        INSERT INTO events SELECT * FROM events WHERE false
        """;

    // 4 MB on the disk of the database's tables, given back at the end of the statement.
    private const string Room = "WITH room AS MATERIALIZED (SELECT repeat('x', 8192) FROM generate_series(1, 512)) SELECT count(*) FROM room";

    // A commit waits for the disk, and for replicas that commits wait for, only when it has something in the log: these few bytes, which the log gives up in its time.
    private const string Log = "SELECT pg_logical_emit_message(true, 'beautygrains', '')";

    /// <summary>Completes when a write would have become durable.</summary>
    /// <exception cref="JournalUnavailableException">The database is away, or refused.</exception>
    /// <exception cref="TimeoutException">Others have held the partition or a table for too long.</exception>
    public async Task Try(CancellationToken cancel)
    {
        try
        {
            await Retry.Do(source, options.Clock, options.ProbePatience, Write, cancel);
        }
        catch (PostgresException stuck) when (stuck.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new TimeoutException("Others hold the journal's tables or its place in them: " + stuck.MessageText, stuck);
        }
        catch (Exception failure) when (failure is NpgsqlException || failure.IsConnectionTrouble())
        {
            throw failure.WhileWriting();
        }
    }

    private async Task<int> Write(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        Transaction(batch, s_turn);
        Transaction(batch, Tables, Room, Log);
        return await batch.ExecuteNonQueryAsync(cancel);
    }

    private void Transaction(NpgsqlBatch batch, params string[] statements)
    {
        batch.BatchCommands.Add(new("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"));
        batch.BatchCommands.Add(new(
            """
            SELECT set_config('lock_timeout', $1, true), set_config('work_mem', '64kB', true), set_config('temp_tablespaces', '', true),
              CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', true) END
            """) { Parameters = { new NpgsqlParameter<string> { TypedValue = $"{(long)options.ProbePatience.TotalMilliseconds}ms" } } });
#pragma warning disable CA2100 // The texts above are constants.
        foreach (var statement in statements) batch.BatchCommands.Add(new(statement));
#pragma warning restore CA2100
        batch.BatchCommands.Add(new("COMMIT"));
    }
}
