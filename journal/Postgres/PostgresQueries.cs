using System.Text;
using Npgsql;

namespace BeautyGrains.Journal.Postgres;

/// <summary>What is read from the database, one page at a time. Each asks over the connection given.</summary>
internal sealed class PostgresQueries(NpgsqlConnection connection, CancellationToken cancel)
{
    private const string StreamId = "(SELECT id FROM streams WHERE category = $1 AND key = $2)";
    private const string Columns = "e.version, e.partition, e.position, e.type, e.payload, e.at, e.actor, e.correlation_id, e.hash";

    public Task<List<RecordedEvent>> Events(StreamKey stream, long after, int limit) => All(
        $"SELECT {Columns} FROM events e WHERE e.stream = {StreamId} AND e.version > $3 ORDER BY e.version LIMIT $4",
        row => Event(row, stream), stream.Category, stream.Key, after, limit);

    public Task<List<RecordedEvent>> EventsOfTypes(StreamKey stream, long after, IReadOnlyCollection<string> types, int limit) => All(
        $"SELECT {Columns} FROM events e WHERE e.stream = {StreamId} AND e.version > $3 AND e.type = ANY ($5) ORDER BY e.version LIMIT $4",
        row => Event(row, stream), stream.Category, stream.Key, after, limit, types.ToArray());

    public Task<List<RecordedEvent>> AllEvents(JournalPosition after, int limit) => All(
        $"SELECT {Columns}, s.category, s.key FROM events e JOIN streams s ON s.id = e.stream WHERE (e.partition, e.position) > ($1, $2) ORDER BY e.partition, e.position LIMIT $3",
        row => Event(row, new(row.GetString(9), row.GetString(10))), after.Partition, after.Number, limit);

    public async Task<JournalPosition> Head() =>
        await All("SELECT partition, position FROM events ORDER BY partition DESC, position DESC LIMIT 1", row => new JournalPosition(row.GetInt32(0), row.GetInt64(1)))
            is [var head] ? head : JournalPosition.Start;

    public async Task<JournalHead> NotedHead() =>
        await All(
            "SELECT partition, position, hash FROM heads ORDER BY partition DESC LIMIT 1",
            row => new JournalHead(new(row.GetInt32(0), row.GetInt64(1)), row.GetFieldValue<byte[]>(2))) is [var head] ? head : new(JournalPosition.Start, HashChain.Root);

    public async Task<long> LastVersion(StreamKey stream) =>
        await All($"SELECT version FROM events WHERE stream = {StreamId} ORDER BY version DESC LIMIT 1", row => row.GetInt64(0), stream.Category, stream.Key) is [var version] ? version : 0;

    public async Task<Snapshot?> Snapshot(StreamKey stream, int foldVersion) =>
        await All(
            $"SELECT version, payload FROM snapshots WHERE stream = {StreamId} AND fold_version = $3",
            row => new Snapshot(row.GetInt64(0), foldVersion, row.GetFieldValue<byte[]>(1)), stream.Category, stream.Key, foldVersion) is [var snapshot] ? snapshot : null;

    public async Task<RememberedCommand?> Command(StreamKey stream, string id) =>
        await All(
            $"""
            SELECT newest.version, newest.body_hash
            FROM (SELECT * FROM events WHERE stream = {StreamId} AND command_id = $3 ORDER BY version DESC LIMIT 1) AS newest
            WHERE newest.at >= (SELECT before FROM forgotten) OR EXISTS (
              SELECT FROM events step JOIN streams process
                ON process.open AND process.category = split_part(step.process, ':', 1) AND process.key = substr(step.process, strpos(step.process, ':') + 1)
              WHERE step.stream = newest.stream AND step.command_id = newest.command_id)
            """,
            row => new RememberedCommand(id, row.GetInt64(0), row.GetString(1)), stream.Category, stream.Key, id) is [var command] ? command : null;

    public async Task<List<StreamKey>> Streams(string category, string prefix, string afterKey, int limit)
    {
        // Keys with the prefix lie together and begin at it, so that the first other one is the end.
        var page = await All(
            "SELECT key FROM streams WHERE category = $1 AND key > $2 AND key >= $3 ORDER BY key LIMIT $4",
            row => new StreamKey(category, row.GetString(0)), category, afterKey, prefix, limit);
        return page.TakeWhile(stream => stream.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList();
    }

    public Task<List<StreamKey>> OpenStreams(string category, string afterKey, int limit) => All(
        "SELECT key FROM streams WHERE open AND category = $1 AND key > $2 ORDER BY key LIMIT $3",
        row => new StreamKey(category, row.GetString(0)), category, afterKey, limit);

    public async Task<int> SaveSnapshot(StreamKey stream, Snapshot snapshot)
    {
        // Newer ones stand. Told twice it changes nothing, so that a lost connection may be tried again.
        await Run($"DELETE FROM snapshots WHERE stream = {StreamId} AND version <= $3", stream.Category, stream.Key, snapshot.Version);
        return await Run(
            $"INSERT INTO snapshots (stream, fold_version, version, payload) VALUES ({StreamId}, $3, $4, $5) ON CONFLICT (stream, fold_version) DO NOTHING",
            stream.Category, stream.Key, snapshot.FoldVersion, snapshot.Version, snapshot.Payload.ToArray());
    }

    public Task<int> ForgetCommands(DateTimeOffset before) => Run("UPDATE forgotten SET before = $1 WHERE before < $1", before.UtcTicks);

    private static RecordedEvent Event(NpgsqlDataReader row, StreamKey stream) => new(
        stream, row.GetInt64(0), new(row.GetInt32(1), row.GetInt64(2)), row.GetString(3), Encoding.UTF8.GetBytes(row.GetString(4)),
        new DateTimeOffset(row.GetInt64(5), TimeSpan.Zero), row.GetString(6), row.GetString(7), row.GetFieldValue<byte[]>(8));

    private async Task<List<T>> All<T>(string sql, Func<NpgsqlDataReader, T> row, params object[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancel)) rows.Add(row(reader));
        return rows;
    }

    private async Task<int> Run(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    private NpgsqlCommand Command(string sql, object[] values)
    {
        // Values go as parameters.
#pragma warning disable CA2100 // The texts above are constants.
        var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
