using BeautyGrains.Database;
using BeautyGrains.Database.Sqlite;
using BeautyGrains.Journal.Writing;

namespace BeautyGrains.Journal.Sqlite;

/// <summary>The writing connection. It remembers how far the journal goes until another process's commit; after a failure it is thrown away.</summary>
internal sealed class WriterConnection : IDisposable
{
    private const int Partition = 0;

    private readonly Connection _connection;
    private readonly Statement _begin, _commit, _rollback, _findStream, _findEnd, _addStream, _markStream, _addEntry, _addEvent, _addCommand, _noteHead;
    private long _seenData = -1;
    private long _begunAt;

    public WriterConnection(SqliteJournalOptions options)
    {
        _connection = new(options.Path, options.BusyTimeout);
        try
        {
            // The writer moves the log into the database itself, after it has answered.
            _connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768;");
            var mode = _connection.Prepare("PRAGMA journal_mode").All(row => row.Text(0))[0];
            if (mode != "wal") throw new JournalUnavailableException($"{options.Path} cannot be kept with a write-ahead log (its mode is {mode}); is it on a network drive?");
            SqliteSchema.Apply(_connection, NumberedScript.In(typeof(WriterConnection).Assembly, "Sqlite.Schema"));
            _begin = _connection.Prepare("BEGIN IMMEDIATE");
            _commit = _connection.Prepare("COMMIT");
            _rollback = _connection.Prepare("ROLLBACK");
            _findStream = _connection.Prepare("SELECT id, open FROM streams WHERE category = ?1 AND key = ?2");
            _findEnd = _connection.Prepare("SELECT n.name, e.hash FROM entries n CROSS JOIN events e ON e.place = n.place WHERE n.stream = ?1 AND n.name < '' ORDER BY n.name DESC LIMIT 1");
            _addStream = _connection.Prepare("INSERT INTO streams (category, key, open) VALUES (?1, ?2, 0) RETURNING id");
            _markStream = _connection.Prepare("UPDATE streams SET open = ?2 WHERE id = ?1");
            _addEntry = _connection.Prepare("INSERT INTO entries (stream, name, place) VALUES (?1, ?2, ?3)");
            _addEvent = _connection.Prepare("""
                INSERT INTO events (place, stream, version, type, payload, at, actor, correlation_id, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                """);
            _addCommand = _connection.Prepare("""
                INSERT INTO entries (stream, name, place, body_hash, at, process) VALUES (?1, ?2, ?3, ?4, ?5, nullif(?6, ''))
                ON CONFLICT (stream, name) DO UPDATE SET place = excluded.place, body_hash = excluded.body_hash, at = excluded.at,
                  process = coalesce(excluded.process, process)
                """);
            _noteHead = _connection.Prepare("UPDATE heads SET position = ?2, hash = ?3 WHERE partition = ?1");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>The newest position, the open transaction's own included.</summary>
    public long Head { get; private set; }

    /// <summary>The events that the transaction has written so far, in their order.</summary>
    public List<RecordedEvent> Written { get; private set; } = [];

    public Connection Raw => _connection;

    public void Begin()
    {
        _begin.Run();
        var seen = _connection.Number("PRAGMA data_version")!.Value;
        if (seen != _seenData)
        {
            // Somebody else has written since.
            Head = Queries.Head(_connection).Number;
            _seenData = seen;
        }
        _begunAt = Head;
        Written = [];
    }

    /// <summary>Ends the transaction as if it had not been.</summary>
    public void Rollback()
    {
        _rollback.Run();
        Head = _begunAt;
        Written = [];
    }

    /// <summary>Writes all events of the append, or none where it returns a conflict.</summary>
    /// <returns>The conflict met, or null.</returns>
    /// <exception cref="SqliteFailedException">Among others, that a version is taken; the transaction then holds a part of the append and must be rolled back.</exception>
    public JournalConflictException? Append(QueuedAppend append)
    {
        var tip = append.Writer.Tip ?? Find(append.Stream);
        var found = tip?.LastVersion ?? 0;
        if (found != append.FirstVersion - 1) return Failures.Conflict(append, found);
        tip ??= Add(append.Stream);
        AddEvents(append, tip);
        append.Writer.Tip = tip;
        return null;
    }

    /// <summary>Notes the end beside the events and commits.</summary>
    public void Commit()
    {
        if (Written.Count > 0) _noteHead.Bind(1, Partition).Bind(2, Head).BindBlob(3, Written[^1].Hash.Span).Run();
        _commit.Run();
    }

    public void Dispose() => _connection.Dispose();

    private void AddEvents(QueuedAppend append, StreamTip tip)
    {
        var isOpen = tip.IsOpen;
        foreach (ref readonly var entry in append.Events.Span)
        {
            tip.Hash = HashChain.Next(tip.Hash, append.Stream, ++tip.LastVersion, entry);
            var position = new JournalPosition(Partition, ++Head);
            var place = Place.Of(position);
            _addEntry.Bind(1, tip.Id).Bind(2, tip.LastVersion).Bind(3, place).Run();
            _addEvent.Bind(1, place).Bind(2, tip.Id).Bind(3, tip.LastVersion).Bind(4, entry.Type).BindText(5, entry.Payload.Span)
                .Bind(6, entry.At.UtcTicks).Bind(7, entry.Actor).Bind(8, entry.CorrelationId).BindBlob(9, tip.Hash).Run();
            if (entry.CommandId is { } id)
                _addCommand.Bind(1, tip.Id).Bind(2, id).Bind(3, place).Bind(4, entry.BodyHash ?? "").Bind(5, entry.At.UtcTicks).Bind(6, entry.Process ?? "").Run();
            if (entry.Mark != StreamMark.Keep) isOpen = entry.Mark == StreamMark.Open;
            Written.Add(new(append.Stream, tip.LastVersion, position, entry.Type, entry.Payload, entry.At.ToUniversalTime(), entry.Actor, entry.CorrelationId, tip.Hash));
        }
        if (isOpen == tip.IsOpen) return;
        _markStream.Bind(1, tip.Id).Bind(2, isOpen ? 1 : 0).Run();
        tip.IsOpen = isOpen;
    }

    private StreamTip? Find(StreamKey stream)
    {
        var found = _findStream.Bind(1, stream.Category).Bind(2, stream.Key).All(row => (Id: row.Number(0), IsOpen: row.Number(1) == 1));
        if (found.Count == 0) return null;
        var end = _findEnd.Bind(1, found[0].Id).All(row => (Version: row.Number(0), Hash: row.Bytes(1)));
        return end.Count == 0 ? new(found[0].Id, 0, HashChain.Root.ToArray(), found[0].IsOpen) : new(found[0].Id, end[0].Version, end[0].Hash, found[0].IsOpen);
    }

    private StreamTip Add(StreamKey stream)
    {
        var id = _addStream.Bind(1, stream.Category).Bind(2, stream.Key).All(row => row.Number(0))[0];
        return new(id, 0, HashChain.Root.ToArray(), isOpen: false);
    }
}
