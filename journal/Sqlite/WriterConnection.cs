using BeautyGrains.Database;
using BeautyGrains.Database.Sqlite;
using BeautyGrains.Journal.Writing;

namespace BeautyGrains.Journal.Sqlite;

/// <summary>
/// The writing connection. One writes at a time, so that what it remembers of where the journal and its streams end is the truth until the file tells of
/// another process's commit: that is the fence. After a failure it is thrown away.
/// </summary>
internal sealed class WriterConnection : IDisposable
{
    private const int Partition = 0;

    private readonly Connection _connection;
    private readonly Statement _begin, _commit, _findStream, _findHash, _addStream, _markStream, _addEvent, _noteHead;
    private readonly UnindexedEvents _unindexed;
    private readonly StreamTips _tips;
    private readonly Lazy<Connection> _index;
    private readonly List<UnindexedEvent> _toIndex = [];
    private long _seenData = -1;
    private long _begunAt;

    public WriterConnection(SqliteJournalOptions options, UnindexedEvents unindexed, StreamTips tips)
    {
        _unindexed = unindexed;
        _tips = tips;
        _index = new(() => new(options.IndexPath, options.BusyTimeout), LazyThreadSafetyMode.None);
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
            _findStream = _connection.Prepare("SELECT id, open FROM streams WHERE category = ?1 AND key = ?2");
            _findHash = _connection.Prepare("SELECT hash FROM events WHERE place = ?1");
            _addStream = _connection.Prepare("INSERT INTO streams (category, key, open) VALUES (?1, ?2, 0) RETURNING id");
            _markStream = _connection.Prepare("UPDATE streams SET open = ?2 WHERE id = ?1");
            _addEvent = _connection.Prepare("""
                INSERT INTO events (place, stream, version, type, payload, at, actor, correlation_id, hash, command_id, body_hash, process)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, nullif(?12, ''))
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
        _tips.Bound();
        _begin.Run();
        var seen = _connection.Number("PRAGMA data_version")!.Value;
        if (seen != _seenData)
        {
            // Somebody else has written since. Looked at before this transaction writes, so that all that is met is committed.
            Head = Queries.Head(_connection).Number;
            _tips.Forget();
            _unindexed.Cover(_connection, () => IndexFile.Indexed(_index.Value));
            _seenData = seen;
        }
        _begunAt = Head;
        Written = [];
        _toIndex.Clear();
    }

    /// <summary>Writes all events of the append, or none where it returns a conflict.</summary>
    /// <returns>The conflict met, or null.</returns>
    public JournalConflictException? Append(QueuedAppend append)
    {
        var tip = append.Writer.Tip is { } known && _tips.IsCurrent(known) ? known : Find(append.Stream);
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

    /// <summary>After the commit: what it wrote is now among the unindexed events.</summary>
    public void Remember() => _unindexed.Add(Place.Of(new(Partition, _begunAt)), _toIndex);

    public void Dispose()
    {
        if (_index.IsValueCreated) _index.Value.Dispose();
        _connection.Dispose();
    }

    private void AddEvents(QueuedAppend append, StreamTip tip)
    {
        var isOpen = tip.IsOpen;
        foreach (ref readonly var entry in append.Events.Span)
        {
            tip.Hash = HashChain.Next(tip.Hash, append.Stream, ++tip.LastVersion, entry);
            var position = new JournalPosition(Partition, ++Head);
            var place = Place.Of(position);
            _addEvent.Bind(1, place).Bind(2, tip.Id).Bind(3, tip.LastVersion).Bind(4, entry.Type).BindText(5, entry.Payload.Span)
                .Bind(6, entry.At.UtcTicks).Bind(7, entry.Actor).Bind(8, entry.CorrelationId).BindBlob(9, tip.Hash)
                .Bind(10, entry.CommandId).Bind(11, entry.CommandId is null ? null : entry.BodyHash ?? "").Bind(12, entry.CommandId is null ? null : entry.Process).Run();
            _toIndex.Add(new(tip.Id, tip.LastVersion, place, entry.CommandId));
            if (entry.Mark != StreamMark.Keep) isOpen = entry.Mark == StreamMark.Open;
            Written.Add(new(append.Stream, tip.LastVersion, position, entry.Type, entry.Payload, entry.At.ToUniversalTime(), entry.Actor, entry.CorrelationId, tip.Hash, entry.Meaning));
        }
        if (isOpen == tip.IsOpen) return;
        _markStream.Bind(1, tip.Id).Bind(2, isOpen ? 1 : 0).Run();
        tip.IsOpen = isOpen;
    }

    private StreamTip? Find(StreamKey stream)
    {
        if (_findStream.Bind(1, stream.Category).Bind(2, stream.Key).All(row => (Id: row.Number(0), IsOpen: row.Number(1) == 1)) is not [var (id, isOpen)]) return null;
        if (_tips.Of(id) is { } known) return known;
        var (version, place) = _unindexed.Last(id) ?? _index.Value
            .Prepare("SELECT name, place FROM entries WHERE stream = ?1 AND name < '' ORDER BY name DESC LIMIT 1").Bind(1, id).All(row => (row.Number(0), row.Number(1))).FirstOrDefault();
        var hash = version == 0 ? HashChain.Root.ToArray() : _findHash.Bind(1, place).All(row => row.Bytes(0))[0];
        return _tips.Add(new(id, version, hash, isOpen));
    }

    private StreamTip Add(StreamKey stream)
    {
        var id = _addStream.Bind(1, stream.Category).Bind(2, stream.Key).All(row => row.Number(0))[0];
        return _tips.Add(new(id, 0, HashChain.Root.ToArray(), isOpen: false));
    }
}
