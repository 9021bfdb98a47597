using BeautyGrains.Database;
using BeautyGrains.Database.Sqlite;
using BeautyGrains.Journal.Writing;

namespace BeautyGrains.Journal.Sqlite;

/// <summary>
/// The writing connection and what it remembers of the file. It remembers only what its own commits made true: another process's commit makes
/// it forget, and after a failure it is thrown away.
/// </summary>
internal sealed class WriterConnection : IDisposable
{
    private const int MaxStreams = 100_000;
    private const int Partition = 0;

    private readonly Connection _connection;
    private readonly Dictionary<StreamKey, StreamState> _streams = [];
    private readonly List<StreamState> _changed = [];
    private readonly Statement _begin, _commit, _savepoint, _release, _findStream, _addStream, _updateStream, _addEvent, _addCommand;
    private long _seenData = -1;

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
            _savepoint = _connection.Prepare("SAVEPOINT run");
            _release = _connection.Prepare("RELEASE run");
            _findStream = _connection.Prepare("SELECT id, last_version, last_hash, open FROM streams WHERE category = ?1 AND key = ?2");
            _addStream = _connection.Prepare("INSERT INTO streams (category, key, last_version, last_hash, open) VALUES (?1, ?2, 0, ?3, 0) RETURNING id");
            _updateStream = _connection.Prepare("UPDATE streams SET last_version = ?2, last_hash = ?3, open = ?4 WHERE id = ?1");
            _addEvent = _connection.Prepare("""
                INSERT INTO events (stream, version, partition, position, type, payload, at, actor, correlation_id, hash)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
                """);
            _addCommand = _connection.Prepare("""
                INSERT INTO command_ids (stream, id, version, body_hash, at, process) VALUES (?1, ?2, ?3, ?4, ?5, nullif(?6, ''))
                ON CONFLICT (stream, id) DO UPDATE SET version = excluded.version, body_hash = excluded.body_hash, at = excluded.at,
                  process = coalesce(excluded.process, process)
                """);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>The newest position, the open transaction's own included.</summary>
    public long Head { get; private set; }

    /// <summary>The position and hash of the first event of the last transaction, or null when it had none.</summary>
    public (long Position, byte[] Hash)? FirstOfBatch { get; private set; }

    public Connection Raw => _connection;

    public void Begin()
    {
        _begin.Run();
        FirstOfBatch = null;
        var seen = _connection.Number("PRAGMA data_version")!.Value;
        if (seen != _seenData)
        {
            // Somebody else has written since.
            _streams.Clear();
            Head = _connection.Number("SELECT max(position) FROM events WHERE partition = 0") ?? 0;
            _seenData = seen;
        }
        if (_streams.Count > MaxStreams) _streams.Clear();
    }

    /// <summary>Writes all events of the append or none.</summary>
    /// <returns>The conflict met, or null.</returns>
    public JournalConflictException? Append(QueuedAppend append)
    {
        var state = Find(append.Stream);
        var found = state?.LastVersion ?? 0;
        if (found != append.FirstVersion - 1) return Failures.Conflict(append, found);
        var isNew = state is null;
        _savepoint.Run();
        try
        {
            state ??= Add(append.Stream);
            var hash = AddEvents(append, state);
            _release.Run();
            Change(state, append, hash);
            return null;
        }
        catch (SqliteFailedException error) when (error.IsTaken)
        {
            _connection.Execute("ROLLBACK TO run; RELEASE run");
            if (isNew) _streams.Remove(append.Stream);
            if (FirstOfBatch?.Position > Head) FirstOfBatch = null;
            return Failures.Conflict(append, append.FirstVersion);
        }
    }

    /// <summary>Writes what the appends changed of their streams, once for each stream.</summary>
    public void Flush()
    {
        foreach (var state in _changed)
        {
            _updateStream.Bind(1, state.Id).Bind(2, state.LastVersion).BindBlob(3, state.LastHash).Bind(4, state.IsOpen ? 1 : 0).Run();
            state.IsChanged = false;
        }
        _changed.Clear();
    }

    public void Commit() => _commit.Run();

    public void Dispose() => _connection.Dispose();

    private byte[] AddEvents(QueuedAppend append, StreamState state)
    {
        var hash = state.LastHash;
        var (version, position) = (append.FirstVersion, Head + 1);
        foreach (ref readonly var entry in append.Events.Span)
        {
            hash = HashChain.Next(hash, append.Stream, version, entry);
            FirstOfBatch ??= (position, hash);
            _addEvent.Bind(1, state.Id).Bind(2, version).Bind(3, Partition).Bind(4, position)
                .Bind(5, entry.Type).BindText(6, entry.Payload.Span).Bind(7, entry.At.UtcTicks)
                .Bind(8, entry.Actor).Bind(9, entry.CorrelationId).BindBlob(10, hash).Run();
            if (entry.CommandId is { } id)
                _addCommand.Bind(1, state.Id).Bind(2, id).Bind(3, version).Bind(4, entry.BodyHash ?? "").Bind(5, entry.At.UtcTicks)
                    .Bind(6, entry.Process ?? "").Run();
            version++;
            position++;
        }
        return hash;
    }

    private void Change(StreamState state, QueuedAppend append, byte[] hash)
    {
        Head += append.Events.Length;
        state.LastVersion = append.LastVersion;
        state.LastHash = hash;
        foreach (ref readonly var entry in append.Events.Span)
        {
            if (entry.Mark != StreamMark.Keep) state.IsOpen = entry.Mark == StreamMark.Open;
        }
        if (state.IsChanged) return;
        state.IsChanged = true;
        _changed.Add(state);
    }

    private StreamState? Find(StreamKey stream)
    {
        if (_streams.TryGetValue(stream, out var known)) return known;
        var found = _findStream.Bind(1, stream.Category).Bind(2, stream.Key)
            .All(row => new StreamState(row.Number(0)) { LastVersion = row.Number(1), LastHash = row.Bytes(2), IsOpen = row.Number(3) == 1 });
        return found.Count == 0 ? null : _streams[stream] = found[0];
    }

    private StreamState Add(StreamKey stream)
    {
        var root = HashChain.Root.ToArray();
        var id = _addStream.Bind(1, stream.Category).Bind(2, stream.Key).BindBlob(3, root).All(row => row.Number(0))[0];
        return _streams[stream] = new(id) { LastHash = root };
    }

    private sealed class StreamState(long id)
    {
        public long Id { get; } = id;

        public long LastVersion { get; set; }

        public required byte[] LastHash { get; set; }

        public bool IsOpen { get; set; }

        public bool IsChanged { get; set; }
    }
}
