using BeautyGrains.Database;
using BeautyGrains.Database.Sqlite;
using BeautyGrains.Journal.Writing;

namespace BeautyGrains.Journal.Sqlite;

/// <summary>
/// The journal in SQLite files, for one machine. Appends go through one queue and one writer with group commit, and only lengthen the file of the events;
/// the index of streams and ids, in a file of its own, is made from them afterwards and in bulk, and what it lacks is found in memory. Reads run on
/// connections of their own, on the caller's thread, one page at a time. Several processes may share the files.
/// </summary>
public sealed class SqliteJournal : IVerifiableJournal, IAsyncDisposable
{
    private readonly SqliteJournalOptions _options;
    private readonly HeadSignal _head = new();
    private readonly RecentEvents _recent;
    private readonly SqliteReaders _readers;
    private readonly SqliteWriter _writer;
    private readonly UnindexedEvents _unindexed = new();
    private readonly StreamQueries _streams;
    private bool _disposed;

    /// <summary>Opens the file, makes it when missing, and brings it to the schema of this program.</summary>
    /// <exception cref="JournalUnavailableException">The file cannot be opened, or was written by a newer program.</exception>
    /// <exception cref="JournalCorruptException">The file is no journal, or damaged.</exception>
    public SqliteJournal(SqliteJournalOptions options)
    {
        _options = options;
        _readers = new(options);
        _recent = new(options.RecentBytes);
        _streams = new(_unindexed);
        Statistics = new(options.Meters, () => Queue);
        try
        {
            Directory.CreateDirectory(options.Folder);
            _writer = new(options, _unindexed, _head, _recent, Statistics);
        }
        catch (SqliteFailedException error)
        {
            throw error.WhileReading();
        }
        catch (NewerSchemaException newer)
        {
            throw new JournalUnavailableException($"The journal in {options.Folder} cannot be used. {newer.Message}", newer);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new JournalUnavailableException($"The journal in {options.Folder} cannot be opened: {error.Message}", error);
        }
    }

    /// <summary>What the writer has done.</summary>
    public JournalStatistics Statistics { get; }

    /// <inheritdoc />
    public (int Waiting, int Capacity) Queue => (_writer.Queue.Taken, _writer.Queue.Capacity);

    /// <inheritdoc />
    public JournalPermit Enter(int events = 1) => _writer.Queue.Enter(events);

    /// <inheritdoc />
    public IStreamWriter Open(StreamKey stream, long lastVersion) => new SequencedWriter(stream, lastVersion, _writer.Queue);

    /// <inheritdoc />
    public IAsyncEnumerable<RecordedEvent> Read(StreamKey stream, long afterVersion, CancellationToken cancel = default) => Paging.All(
        afterVersion, after => Look(file => _streams.Events(file, stream, after, [], Paging.Size)), entry => entry.Version, cancel);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<RecordedEvent>> ReadPage(
        StreamKey stream, long afterVersion, IReadOnlyCollection<string> types, int limit, CancellationToken cancel = default)
    {
        Paging.CheckLimit(limit);
        return new(Look(file => _streams.Events(file, stream, afterVersion, types, limit)));
    }

    /// <inheritdoc />
    public IAsyncEnumerable<RecordedEvent> ReadAll(JournalPosition after, CancellationToken cancel = default) =>
        _recent.ReadAll(after, (from, _) => new(Look(file => Queries.AllEvents(file, from, Paging.Size))), cancel);

    /// <inheritdoc />
    public IAsyncEnumerable<RecordedEvent> ReadStored(JournalPosition after, CancellationToken cancel = default) => Paging.All(
        after, from => Look(file => Queries.AllEvents(file, from, Paging.Size)), entry => entry.Position, cancel);

    /// <inheritdoc />
    public async Task WaitForMore(JournalPosition after, CancellationToken cancel)
    {
        while (true)
        {
            var move = _head.NextMove;
            if (after < new JournalPosition(0, _head.Head) || await Head(cancel) > after) return;
            // Other processes give no signal, so look again from time to time.
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            await Task.WhenAny(move, Task.Delay(_options.PollInterval, _options.Clock, pause.Token));
            await pause.CancelAsync();
            cancel.ThrowIfCancellationRequested();
        }
    }

    /// <inheritdoc />
    public ValueTask<JournalPosition> Head(CancellationToken cancel = default) => new(Look(Queries.Head));

    /// <inheritdoc />
    public ValueTask<long> LastVersion(StreamKey stream, CancellationToken cancel = default) => new(Look(file => _streams.LastVersion(file, stream)));

    /// <inheritdoc />
    public ValueTask<Snapshot?> ReadSnapshot(StreamKey stream, int foldVersion, CancellationToken cancel = default) =>
        new(Look(file => Queries.Snapshot(file, stream, foldVersion)));

    /// <inheritdoc />
    public async ValueTask SaveSnapshot(StreamKey stream, Snapshot snapshot, CancellationToken cancel = default)
    {
        if (snapshot.Version < 1 || snapshot.Version > await LastVersion(stream, cancel)) throw Failures.SnapshotAhead(stream, snapshot);
        await Write(file => Queries.SaveSnapshot(file, stream, snapshot));
    }

    /// <inheritdoc />
    public ValueTask<RememberedCommand?> FindCommand(StreamKey stream, string id, CancellationToken cancel = default) =>
        new(Look(file => _streams.Command(file, stream, id)));

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<StreamKey>> ListStreams(string category, string prefix, string afterKey, int limit, CancellationToken cancel = default)
    {
        Paging.CheckLimit(limit);
        return new(Look(file => Queries.Streams(file, category, prefix, afterKey, limit)));
    }

    /// <inheritdoc />
    public IAsyncEnumerable<StreamKey> OpenStreams(string category, CancellationToken cancel = default) => Paging.All(
        "", after => Look(file => Queries.OpenStreams(file, category, after, Paging.Size)), stream => stream.Key, cancel);

    /// <inheritdoc />
    public async ValueTask ForgetCommands(DateTimeOffset before, CancellationToken cancel = default) => await _writer.Indexer.ForgetCommands(before, cancel);

    /// <inheritdoc />
    public async ValueTask CheckWritable(CancellationToken cancel = default)
    {
        if (_writer.Queue.IsClosed) throw Failures.Closed();
        if (_writer.Evidence.Tells()) return;
        // The way of all writes, so that it waits behind whatever they wait for.
        await Write(Queries.WriteNothingNew).WaitAsync(cancel);
        _writer.Evidence.Proven();
    }

    /// <inheritdoc />
    public ValueTask<JournalHead> NotedHead(CancellationToken cancel = default) => new(Look(Queries.NotedHead));

    /// <inheritdoc />
    public IAsyncEnumerable<JournalFinding> CheckIndex(CancellationToken cancel = default) =>
        _writer.Queue.IsClosed ? throw Failures.Closed() : IndexCheck.Findings(_readers, cancel).ToAsyncEnumerable();

    /// <summary>Writes what waits, then closes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        _writer.Queue.Close();
        await _writer.Stopped;
        await _writer.Indexer.Close();
        _readers.Dispose();
        _head.WakeAll();
        _writer.Dispose();
    }

    private T Look<T>(Func<Connection, T> read) => _writer.Queue.IsClosed ? throw Failures.Closed() : _readers.Read(read);

    private Task<int> Write(Func<Connection, int> work)
    {
        var write = new SqliteWork(work);
        if (!_writer.Queue.TryAdd(write)) write.Complete(Failures.Closed());
        return write.Answer;
    }
}
