using BeautyGrains.Database;
using BeautyGrains.Database.Postgres;
using BeautyGrains.Journal.Writing;
using Npgsql;

namespace BeautyGrains.Journal.Postgres;

/// <summary>
/// The journal in a PostgreSQL database (13 or later). Appends of a process go through one queue and one writer with group commit; reads run on
/// connections of their own, one page at a time. Several processes may write to one database.
/// </summary>
public sealed class PostgresJournal : IVerifiableJournal, IAsyncDisposable
{

    private readonly PostgresJournalOptions _options;
    private readonly HeadSignal _head = new();
    private readonly RecentEvents _recent;
    private readonly NpgsqlDataSource _writers;
    private readonly PostgresReaders _readers;
    private readonly PostgresWriter _writer;
    private readonly PostgresProbe _probe;
    private bool _disposed;

    /// <summary>Connects and brings the database to the schema of this program.</summary>
    /// <exception cref="JournalUnavailableException">The database cannot be reached or used, or was written by a newer program.</exception>
    public PostgresJournal(PostgresJournalOptions options)
    {
        _options = options;
        _recent = new(options.RecentBytes);
        _writers = options.Writers();
        try
        {
            using var connection = _writers.OpenConnection();
            PostgresSchema.Apply(connection, NumberedScript.In(typeof(PostgresJournal).Assembly, "Postgres.Schema"));
        }
        catch (Exception failure)
        {
            _writers.Dispose();
            if (failure is JournalException) throw;
            throw new JournalUnavailableException("The journal's database cannot be opened: " + failure.Message, failure);
        }
        var readers = options.Readers();
        _readers = new(options, readers);
        _probe = new(options, readers);
        Statistics = new(options.Meters, () => Queue);
        _writer = new(options, _writers, _head, _recent, Statistics);
    }

    /// <summary>What the writer of this process has done.</summary>
    public JournalStatistics Statistics { get; }

    /// <inheritdoc />
    public (int Waiting, int Capacity) Queue => (_writer.Queue.Taken, _writer.Queue.Capacity);

    /// <inheritdoc />
    public JournalPermit Enter(int events = 1) => _writer.Queue.Enter(events);

    /// <inheritdoc />
    public IStreamWriter Open(StreamKey stream, long lastVersion) => new SequencedWriter(stream, lastVersion, _writer.Queue);

    /// <inheritdoc />
    public IAsyncEnumerable<RecordedEvent> Read(StreamKey stream, long afterVersion, CancellationToken cancel = default) => Paging.All(
        afterVersion, (after, stop) => Look(ask => ask.Events(stream, after, Paging.Size), stop), entry => entry.Version, cancel);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<RecordedEvent>> ReadPage(
        StreamKey stream, long afterVersion, IReadOnlyCollection<string> types, int limit, CancellationToken cancel = default)
    {
        Paging.CheckLimit(limit);
        return await Look(ask => types.Count == 0 ? ask.Events(stream, afterVersion, limit) : ask.EventsOfTypes(stream, afterVersion, types, limit), cancel);
    }

    /// <inheritdoc />
    public IAsyncEnumerable<RecordedEvent> ReadAll(JournalPosition after, CancellationToken cancel = default) =>
        _recent.ReadAll(after, (from, stop) => new(Look(ask => ask.AllEvents(from, Paging.Size), stop)), cancel);

    /// <inheritdoc />
    public IAsyncEnumerable<RecordedEvent> ReadStored(JournalPosition after, CancellationToken cancel = default) => Paging.All(
        after, (from, stop) => Look(ask => ask.AllEvents(from, Paging.Size), stop), entry => entry.Position, cancel);

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
    public async ValueTask<JournalPosition> Head(CancellationToken cancel = default) => await Look(ask => ask.Head(), cancel);

    /// <inheritdoc />
    public async ValueTask<long> LastVersion(StreamKey stream, CancellationToken cancel = default) => await Look(ask => ask.LastVersion(stream), cancel);

    /// <inheritdoc />
    public async ValueTask<Snapshot?> ReadSnapshot(StreamKey stream, int foldVersion, CancellationToken cancel = default) =>
        await Look(ask => ask.Snapshot(stream, foldVersion), cancel);

    /// <inheritdoc />
    public async ValueTask SaveSnapshot(StreamKey stream, Snapshot snapshot, CancellationToken cancel = default)
    {
        if (snapshot.Version < 1 || snapshot.Version > await LastVersion(stream, cancel)) throw Failures.SnapshotAhead(stream, snapshot);
        await Look(ask => ask.SaveSnapshot(stream, snapshot), cancel);
    }

    /// <inheritdoc />
    public async ValueTask<RememberedCommand?> FindCommand(StreamKey stream, string id, CancellationToken cancel = default) =>
        await Look(ask => ask.Command(stream, id), cancel);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<StreamKey>> ListStreams(string category, string prefix, string afterKey, int limit, CancellationToken cancel = default)
    {
        Paging.CheckLimit(limit);
        return await Look(ask => ask.Streams(category, prefix, afterKey, limit), cancel);
    }

    /// <inheritdoc />
    public IAsyncEnumerable<StreamKey> OpenStreams(string category, CancellationToken cancel = default) => Paging.All(
        "", (after, stop) => Look(ask => ask.OpenStreams(category, after, Paging.Size), stop), stream => stream.Key, cancel);

    /// <inheritdoc />
    public async ValueTask ForgetCommands(DateTimeOffset before, CancellationToken cancel = default) => await Look(ask => ask.ForgetCommands(before), cancel);

    /// <inheritdoc />
    public async ValueTask CheckWritable(CancellationToken cancel = default)
    {
        if (_writer.Queue.IsClosed) throw Failures.Closed();
        if (_writer.Evidence.Tells()) return;
        await _probe.Try(cancel);
        // A server that is told to stop waiting for a standby answers as if the standby had said yes.
        cancel.ThrowIfCancellationRequested();
        _writer.Evidence.Proven();
    }

    /// <inheritdoc />
    public async ValueTask<JournalHead> NotedHead(CancellationToken cancel = default) => await Look(ask => ask.NotedHead(), cancel);

    /// <summary>Writes what waits, then closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        _writer.Queue.Close();
        await _writer.Stopped;
        await _readers.DisposeAsync();
        _head.WakeAll();
        await _writer.DisposeAsync();
        await _writers.DisposeAsync();
    }

    private Task<T> Look<T>(Func<PostgresQueries, Task<T>> read, CancellationToken cancel) => _writer.Queue.IsClosed
        ? Task.FromException<T>(Failures.Closed())
        : _readers.Do((connection, stop) => read(new(connection, stop)), cancel);
}
