using BeautyGrains.Database.Postgres;
using BeautyGrains.Journal.Writing;
using Npgsql;

namespace BeautyGrains.Journal.Postgres;

/// <summary>
/// The writing connection. A transaction takes the partition's lock, numbers its rows from the journal's end and commits, in one pipelined round trip.
/// The lock is held until the commit is visible, so that positions are gap-free and appear in their order, whoever writes.
/// </summary>
internal sealed class PostgresSession : IAsyncDisposable
{
    private const int Partition = 0;

    private readonly NpgsqlConnection _connection;

    private PostgresSession(NpgsqlConnection connection, SessionToken token) => (_connection, Token) = (connection, token);

    /// <summary>What tells this session at the server, for <see cref="PostgresSettlement"/>.</summary>
    public SessionToken Token { get; }

    /// <summary>When the server answered last, in the clock's timestamps.</summary>
    public long LastHeard { get; set; }

    public static async Task<PostgresSession> Open(NpgsqlDataSource source, PostgresJournalOptions options, CancellationToken cancel)
    {
        var connection = await source.OpenConnectionAsync(cancel);
        try
        {
            // A process that dies or hangs within its transaction must not keep the lock from the others. Whoever writes does, whatever the database begins.
            await using var set = new NpgsqlCommand(
                """
                SELECT set_config('lock_timeout', $1, false), set_config('idle_in_transaction_session_timeout', '10s', false),
                  set_config('default_transaction_read_only', 'off', false),
                  CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', false) END
                """,
                connection);
            set.Parameters.Add(Of($"{(long)options.LockTimeout.TotalMilliseconds}ms"));
            await set.ExecuteNonQueryAsync(cancel);
            return new(connection, await SessionToken.Take(connection, cancel)) { LastHeard = options.Clock.GetTimestamp() };
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a transaction and takes the partition for it.</summary>
    public async Task Begin()
    {
        await using var batch = new NpgsqlBatch(_connection);
        AddBegin(batch);
        await batch.ExecuteNonQueryAsync();
    }

    /// <summary>Where streams end now; new ones get their numbers here.</summary>
    public async Task<Dictionary<StreamKey, FoundStream>> Find(List<StreamKey> streams)
    {
        var found = new Dictionary<StreamKey, FoundStream>(streams.Count);
        if (streams.Count == 0) return found;
        await using var command = new NpgsqlCommand(
            """
            SELECT wanted.place, coalesce(s.id, nextval('stream_ids')), s.id IS NULL, coalesce(s.open, false), coalesce(last.version, 0), last.hash
            FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS wanted (category, key, place)
            LEFT JOIN streams s ON s.category = wanted.category AND s.key = wanted.key
            LEFT JOIN LATERAL (SELECT version, hash FROM events WHERE stream = s.id ORDER BY version DESC LIMIT 1) AS last ON true
            """,
            _connection);
        command.Parameters.Add(Of(streams.ConvertAll(stream => stream.Category)));
        command.Parameters.Add(Of(streams.ConvertAll(stream => stream.Key)));
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var hash = reader.IsDBNull(5) ? HashChain.Root.ToArray() : reader.GetFieldValue<byte[]>(5);
            found[streams[(int)reader.GetInt64(0) - 1]] = new(new(reader.GetInt64(1), reader.GetInt64(4), hash, reader.GetBoolean(3)), reader.GetBoolean(2));
        }
        return found;
    }

    /// <summary>Writes the rows and commits. Whatever it throws but a refusal by the server leaves the outcome open.</summary>
    /// <param name="isBegun">Whether the transaction is open already; otherwise it is opened along with the rest.</param>
    /// <returns>The position of the last row.</returns>
    public async Task<JournalPosition> WriteAndCommit(PostgresBatch rows, bool isBegun)
    {
        await using var batch = new NpgsqlBatch(_connection);
        if (!isBegun) AddBegin(batch);
        if (rows.Made.Count > 0) batch.BatchCommands.Add(StreamRows(rows.Made));
        if (rows.Marked.Count > 0) batch.BatchCommands.Add(Marks(rows.Marked));
        batch.BatchCommands.Add(EventRows(rows.Events));
        batch.BatchCommands.Add(Command(
            "UPDATE heads SET position = (SELECT max(position) FROM events WHERE partition = $1), hash = $2 WHERE partition = $1 RETURNING position",
            Of(Partition), Of(rows.Events.Hashes[^1])));
        batch.BatchCommands.Add(new("COMMIT"));
        await using var reader = await batch.ExecuteReaderAsync();
        // The lock's own row.
        if (!isBegun) await reader.NextResultAsync();
        await reader.ReadAsync();
        var last = reader.GetInt64(0);
        while (await reader.NextResultAsync())
        {
        }
        return new(Partition, last);
    }

    public async Task Rollback()
    {
        await using var command = new NpgsqlCommand("ROLLBACK", _connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What a setting of the session stands at.</summary>
    public async Task<string> Setting(string name)
    {
        await using var command = new NpgsqlCommand("SELECT current_setting($1)", _connection);
        command.Parameters.Add(Of(name));
        return (string)(await command.ExecuteScalarAsync())!;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static void AddBegin(NpgsqlBatch batch)
    {
        // The level is named because each statement must see what was committed before it, whatever the database's default is.
        batch.BatchCommands.Add(new("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"));
        batch.BatchCommands.Add(Command("SELECT pg_advisory_xact_lock($1, $2)", Of(PostgresSchema.LockSpace), Of(Partition)));
    }

    private static NpgsqlBatchCommand StreamRows(Dictionary<StreamKey, StreamTip> made) => Command(
        "INSERT INTO streams (id, category, key, open) SELECT *, false FROM unnest($1::bigint[], $2::text[], $3::text[])",
        Of(made.Values.Select(tip => tip.Id).ToList()), Of(made.Keys.Select(key => key.Category).ToList()), Of(made.Keys.Select(key => key.Key).ToList()));

    private static NpgsqlBatchCommand Marks(Dictionary<long, bool> marked) => Command(
        "UPDATE streams SET open = marked.open FROM unnest($1::bigint[], $2::boolean[]) AS marked (id, open) WHERE streams.id = marked.id",
        Of(marked.Keys.ToList()), Of(marked.Values.ToList()));

    private static NpgsqlBatchCommand EventRows(EventRows rows) => Command(
        """
        INSERT INTO events (partition, stream, version, position, type, payload, at, actor, correlation_id, hash, command_id, body_hash, process)
        SELECT $1, stream, version, (SELECT coalesce(max(position), 0) FROM events WHERE partition = $1) + place, type, payload, at, actor, correlation_id, hash,
          command_id, body_hash, process
        FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[], $9::bytea[], $10::text[], $11::text[], $12::text[])
          WITH ORDINALITY AS rows (stream, version, type, payload, at, actor, correlation_id, hash, command_id, body_hash, process, place)
        """,
        Of(Partition), Of(rows.Streams), Of(rows.Versions), Of(rows.Types), Of(rows.Payloads), Of(rows.Times), Of(rows.Actors), Of(rows.Correlations), Of(rows.Hashes),
        Of(rows.CommandIds), Of(rows.BodyHashes), Of(rows.Processes));

    private static NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };
}
