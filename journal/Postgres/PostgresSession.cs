using BeautyGrains.Database.Postgres;
using BeautyGrains.Journal.Writing;
using Npgsql;

namespace BeautyGrains.Journal.Postgres;

/// <summary>
/// The writing connection. A transaction is two pipelined round trips: what must be read under the partition's lock, then all rows and the
/// commit. The lock is held until the commit is visible, so that positions are gap-free and appear in their order, whoever writes.
/// </summary>
internal sealed class PostgresSession : IAsyncDisposable
{
    private const int Partition = 0;

    private readonly NpgsqlConnection _connection;

    private PostgresSession(NpgsqlConnection connection) => _connection = connection;

    /// <summary>What tells the transaction that is open, for <see cref="PostgresSettlement"/>.</summary>
    public string TransactionId { get; private set; } = "";

    public static async Task<PostgresSession> Open(NpgsqlDataSource source, PostgresJournalOptions options, CancellationToken cancel)
    {
        var connection = await source.OpenConnectionAsync(cancel);
        try
        {
            // A process that dies or hangs within its transaction must not keep the lock from the others.
            await using var set = new NpgsqlCommand(
                """
                SELECT set_config('lock_timeout', $1, false), set_config('idle_in_transaction_session_timeout', '10s', false),
                  CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', false) END
                """,
                connection);
            set.Parameters.Add(Of($"{(long)options.LockTimeout.TotalMilliseconds}ms"));
            await set.ExecuteNonQueryAsync(cancel);
            return new(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a transaction, takes the partition for it and reads what numbering needs; new streams get their numbers here.</summary>
    public async Task<(long Head, List<StreamState> States)> Begin(List<StreamKey> streams)
    {
        await using var batch = new NpgsqlBatch(_connection);
        // The level is named because each statement must see what was committed before it, whatever the database's default is.
        batch.BatchCommands.Add(new("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"));
        batch.BatchCommands.Add(Command("SELECT pg_advisory_xact_lock($1, $2)", Of(PostgresSchema.LockSpace), Of(Partition)));
        batch.BatchCommands.Add(Command(
            "SELECT pg_current_xact_id()::text, coalesce((SELECT max(position) FROM events WHERE partition = $1), 0)", Of(Partition)));
        batch.BatchCommands.Add(Command(
            """
            SELECT wanted.place, coalesce(s.id, nextval('stream_ids')), coalesce(s.last_version, 0), s.last_hash, coalesce(s.open, false)
            FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS wanted (category, key, place)
            LEFT JOIN streams s ON s.category = wanted.category AND s.key = wanted.key
            """,
            Of(streams.ConvertAll(stream => stream.Category)), Of(streams.ConvertAll(stream => stream.Key))));
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();
        await reader.ReadAsync();
        TransactionId = reader.GetString(0);
        var head = reader.GetInt64(1);
        await reader.NextResultAsync();
        var states = new StreamState[streams.Count];
        while (await reader.ReadAsync())
        {
            var hash = reader.IsDBNull(3) ? HashChain.Root.ToArray() : reader.GetFieldValue<byte[]>(3);
            states[(int)reader.GetInt64(0) - 1] = new(reader.GetInt64(1), reader.GetInt64(2), hash, reader.GetBoolean(4));
        }
        return (head, [.. states]);
    }

    /// <summary>Writes the rows and commits. Whatever it throws but a refusal by the server leaves the outcome open.</summary>
    public async Task WriteAndCommit(PostgresBatch rows)
    {
        await using var batch = new NpgsqlBatch(_connection);
        batch.BatchCommands.Add(StreamRows(rows));
        batch.BatchCommands.Add(EventRows(rows.Events));
        if (rows.Commands.Count > 0) batch.BatchCommands.Add(CommandRows(rows));
        batch.BatchCommands.Add(new("COMMIT"));
        await batch.ExecuteNonQueryAsync();
    }

    public async Task Rollback()
    {
        await using var command = new NpgsqlCommand("ROLLBACK", _connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Those of the rows whose place at the fence is taken.</summary>
    public async Task<List<(long Stream, long Version)>> Taken(EventRows rows)
    {
        await using var command = new NpgsqlCommand("SELECT stream, version FROM events JOIN unnest($1::bigint[], $2::bigint[]) AS wanted (stream, version) USING (stream, version)", _connection);
        command.Parameters.Add(Of(rows.Streams));
        command.Parameters.Add(Of(rows.Versions));
        await using var reader = await command.ExecuteReaderAsync();
        var taken = new List<(long, long)>();
        while (await reader.ReadAsync()) taken.Add((reader.GetInt64(0), reader.GetInt64(1)));
        return taken;
    }

    /// <summary>What a setting of the session stands at.</summary>
    public async Task<string> Setting(string name)
    {
        await using var command = new NpgsqlCommand("SELECT current_setting($1)", _connection);
        command.Parameters.Add(Of(name));
        return (string)(await command.ExecuteScalarAsync())!;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static NpgsqlBatchCommand StreamRows(PostgresBatch rows)
    {
        var (keys, states) = (rows.Changed.Keys.ToList(), rows.Changed.Values.ToList());
        return Command(
            """
            INSERT INTO streams (id, category, key, last_version, last_hash, open)
            SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::bytea[], $6::boolean[])
            ON CONFLICT (id) DO UPDATE SET last_version = excluded.last_version, last_hash = excluded.last_hash, open = excluded.open
            """,
            Of(states.ConvertAll(state => state.Id)), Of(keys.ConvertAll(key => key.Category)), Of(keys.ConvertAll(key => key.Key)),
            Of(states.ConvertAll(state => state.LastVersion)), Of(states.ConvertAll(state => state.LastHash)), Of(states.ConvertAll(state => state.IsOpen)));
    }

    private static NpgsqlBatchCommand EventRows(EventRows rows) => Command(
        """
        INSERT INTO events (partition, stream, version, position, type, payload, at, actor, correlation_id, hash)
        SELECT $1, rows.* FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::bigint[], $8::text[], $9::text[], $10::bytea[]) AS rows
        """,
        Of(Partition), Of(rows.Streams), Of(rows.Versions), Of(rows.Positions), Of(rows.Types), Of(rows.Payloads),
        Of(rows.Times), Of(rows.Actors), Of(rows.Correlations), Of(rows.Hashes));

    private static NpgsqlBatchCommand CommandRows(PostgresBatch rows)
    {
        var (names, values) = (rows.Commands.Keys.ToList(), rows.Commands.Values.ToList());
        return Command(
            """
            INSERT INTO command_ids AS known (stream, id, version, body_hash, at, process)
            SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::text[], $5::bigint[], $6::text[])
            ON CONFLICT (stream, id) DO UPDATE SET version = excluded.version, body_hash = excluded.body_hash, at = excluded.at,
              process = coalesce(excluded.process, known.process)
            """,
            Of(names.ConvertAll(name => name.Stream)), Of(names.ConvertAll(name => name.Id)),
            Of(values.ConvertAll(value => value.Version)), Of(values.ConvertAll(value => value.BodyHash)), Of(values.ConvertAll(value => value.At)),
            Of(values.ConvertAll(value => value.Process)));
    }

    private static NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };
}
