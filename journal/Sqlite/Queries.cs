using BeautyGrains.Database.Sqlite;

namespace BeautyGrains.Journal.Sqlite;

/// <summary>What is read from the file, one page at a time.</summary>
internal static class Queries
{
    private const string StreamId = "(SELECT id FROM streams WHERE category = ?1 AND key = ?2)";
    public const string Columns = "e.version, e.place, e.type, e.payload, e.at, e.actor, e.correlation_id, e.hash";

    public static List<RecordedEvent> AllEvents(Connection connection, JournalPosition after, int limit) => connection
        .Prepare($"SELECT {Columns}, s.category, s.key FROM events e CROSS JOIN streams s ON s.id = e.stream WHERE e.place > ?1 ORDER BY e.place LIMIT ?2")
        .Bind(1, Place.Of(after)).Bind(2, limit).All(row => Event(row, new(row.Text(8), row.Text(9))));

    public static JournalPosition Head(Connection connection) =>
        connection.Number("SELECT max(place) FROM events") is { } place ? Place.Position(place) : JournalPosition.Start;

    public static JournalHead NotedHead(Connection connection) => connection
        .Prepare("SELECT partition, position, hash FROM heads ORDER BY partition DESC LIMIT 1")
        .All(row => new JournalHead(new((int)row.Number(0), row.Number(1)), row.Bytes(2))) is [var head] ? head : new(JournalPosition.Start, HashChain.Root);

    public static Snapshot? Snapshot(Connection connection, StreamKey stream, int foldVersion) => connection
        .Prepare($"SELECT version, payload FROM snapshots WHERE stream = {StreamId} AND fold_version = ?3")
        .Bind(1, stream.Category).Bind(2, stream.Key).Bind(3, foldVersion)
        .All(row => new Snapshot(row.Number(0), foldVersion, row.Bytes(1))) is [var snapshot] ? snapshot : null;

    public static List<StreamKey> Streams(Connection connection, string category, string prefix, string afterKey, int limit)
    {
        // Keys with the prefix lie together and begin at it, so that the first other one is the end.
        var statement = connection.Prepare("SELECT key FROM streams WHERE category = ?1 AND key > ?2 AND key >= ?3 ORDER BY key LIMIT ?4")
            .Bind(1, category).Bind(2, afterKey).Bind(3, prefix).Bind(4, limit);
        return statement.All(row => new StreamKey(category, row.Text(0)))
            .TakeWhile(stream => stream.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList();
    }

    public static List<StreamKey> OpenStreams(Connection connection, string category, string afterKey, int limit) => connection
        .Prepare("SELECT key FROM streams WHERE open = 1 AND category = ?1 AND key > ?2 ORDER BY key LIMIT ?3")
        .Bind(1, category).Bind(2, afterKey).Bind(3, limit).All(row => new StreamKey(category, row.Text(0)));

    public static int SaveSnapshot(Connection connection, StreamKey stream, Snapshot snapshot)
    {
        connection.Prepare($"DELETE FROM snapshots WHERE stream = {StreamId} AND version <= ?3")
            .Bind(1, stream.Category).Bind(2, stream.Key).Bind(3, snapshot.Version).Run();
        connection.Prepare($"INSERT INTO snapshots (stream, fold_version, version, payload) VALUES ({StreamId}, ?3, ?4, ?5) ON CONFLICT (stream, fold_version) DO NOTHING")
            .Bind(1, stream.Category).Bind(2, stream.Key).Bind(3, snapshot.FoldVersion).Bind(4, snapshot.Version).BindBlob(5, snapshot.Payload.Span).Run();
        return connection.Changes;
    }

    /// <summary>Writes a page as it is, which a commit then waits to see in the log on the disk.</summary>
    public static int WriteNothingNew(Connection connection)
    {
        // Nobody reads this number of the file's. An UPDATE of a row with what is in it writes nothing.
        connection.Execute("PRAGMA user_version = 0");
        return 0;
    }

    /// <summary>An event from <see cref="Columns"/>.</summary>
    public static RecordedEvent Event(Statement row, StreamKey stream) => new(
        stream, row.Number(0), Place.Position(row.Number(1)), row.Text(2), row.Bytes(3),
        new DateTimeOffset(row.Number(4), TimeSpan.Zero), row.Text(5), row.Text(6), row.Bytes(7));
}
