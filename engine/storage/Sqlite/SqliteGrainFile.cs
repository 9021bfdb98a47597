using System.Threading.Channels;
using BeautyGrains.Database;
using BeautyGrains.Database.Sqlite;

namespace BeautyGrains.Engine.Storage.Sqlite;

/// <summary>How a <see cref="SqliteGrainFile"/> is kept.</summary>
/// <param name="Path">The file; made when missing, its folder too.</param>
public sealed record SqliteGrainFileOptions(string Path)
{
    /// <summary>Writes that may wait; above 0. One that finds no room fails at once.</summary>
    public int Capacity { get; init; } = 16_384;

    /// <summary>How long to wait for another process's write lock.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Runs the writer.</summary>
    public TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;

    /// <summary>Called when it can no longer be known what is on the disk (a failed sync). Ends the process by default; if it returns, the file takes no more writes.</summary>
    public Action<string, Exception> OnFatal { get; init; } = Environment.FailFast;
}

/// <summary>
/// Grains' states and reminders in one SQLite file, for one machine. Writes go through one queue and one writer, which commits all that waits
/// at once; what was written is on the disk when its answer comes. Reads run on connections of their own.
/// </summary>
public sealed class SqliteGrainFile : IAsyncDisposable
{
    private const int MostAtOnce = 512;

    private readonly SqliteGrainFileOptions _options;
    private readonly ConnectionPool _readers;
    private readonly Channel<Work> _queue;
    private readonly List<Work> _batch = [];
    private readonly Task _writer;
    private Connection? _connection;
    private Exception? _dead;

    /// <summary>Opens the file, makes it when missing, and brings it to the schema of this program.</summary>
    /// <exception cref="StorageUnavailableException">The file cannot be opened, is no database, or was written by a newer program.</exception>
    public SqliteGrainFile(SqliteGrainFileOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.Path))!);
            _connection = Open();
            SqliteSchema.Apply(_connection, NumberedScript.In(typeof(SqliteGrainFile).Assembly, "Sqlite.Schema"));
            Etags = new(_connection.Prepare("UPDATE writers SET newest = newest + 1 RETURNING newest").All(row => row.Number(0))[0]);
        }
        catch (Exception unusable)
        {
            _connection?.Dispose();
            throw new StorageUnavailableException($"What grains keep in {options.Path} cannot be opened: {unusable.Message}", unusable);
        }
        _readers = new(options.Path, options.BusyTimeout);
        _queue = Channel.CreateBounded<Work>(new BoundedChannelOptions(options.Capacity) { SingleReader = true });
        _writer = Task.Factory.StartNew(WriteAll, CancellationToken.None, TaskCreationOptions.DenyChildAttach, options.Scheduler).Unwrap();
    }

    internal Etags Etags { get; }

    /// <summary>Reads something small, on the caller's thread.</summary>
    internal T Read<T>(Func<Connection, T> read) => _readers.Read(read);

    /// <summary>Does something within a transaction. It may refuse by an exception that is not of SQLite, provided that it has changed nothing.</summary>
    /// <returns>Complete once it is on the disk.</returns>
    internal Task<T> Write<T>(Func<Connection, T> write)
    {
        var work = new Work<T>(write);
        if (!_queue.Writer.TryWrite(work))
            return Task.FromException<T>(new InvalidOperationException("The file of grain states is closed, or too many writes wait for it; nothing was written."));
        return work.Answer;
    }

    /// <summary>Writes what waits, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_queue.Writer.TryComplete()) await _writer;
        _readers.Dispose();
        _connection?.Dispose();
        _connection = null;
    }

    private Connection Open()
    {
        var connection = new Connection(_options.Path, _options.BusyTimeout);
        try
        {
            connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY");
            var mode = connection.Prepare("PRAGMA journal_mode").All(row => row.Text(0))[0];
            if (mode != "wal") throw new NotSupportedException($"{_options.Path} cannot be kept with a write-ahead log (its mode is {mode}); is it on a network drive?");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private async Task WriteAll()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            _batch.Clear();
            while (_batch.Count < MostAtOnce && _queue.Reader.TryRead(out var work)) _batch.Add(work);
            var failure = _dead ?? WriteBatch();
            foreach (var work in _batch) work.Complete(failure);
        }
    }

    /// <returns>Why the whole batch was lost, or may be; null when it is on the disk.</returns>
    private Exception? WriteBatch()
    {
        try
        {
            _connection ??= Open();
            _connection.Execute("BEGIN IMMEDIATE");
            foreach (var work in _batch) work.Run(_connection);
            _connection.Execute("COMMIT");
            return null;
        }
        catch (Exception failure)
        {
            // What is open ends with its connection; the next batch opens another.
            _connection?.Dispose();
            _connection = null;
            if (failure is SqliteFailedException { IsFailedSync: true })
            {
                _dead = failure;
                _options.OnFatal("The disk did not confirm what was written of grains' states. Nothing can be promised until the process has started anew.", failure);
            }
            return failure;
        }
    }

    private abstract class Work
    {
        public abstract void Run(Connection connection);

        public abstract void Complete(Exception? batchFailure);
    }

    private sealed class Work<T>(Func<Connection, T> write) : Work
    {
        // Whoever waits goes on where it belongs and never within the writer.
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;
        private Exception? _refusal;

        public Task<T> Answer => _answer.Task;

        public override void Run(Connection connection)
        {
            try
            {
                _result = write(connection);
            }
            catch (Exception refusal) when (refusal is not SqliteFailedException)
            {
                _refusal = refusal;
            }
        }

        public override void Complete(Exception? batchFailure)
        {
            if ((batchFailure ?? _refusal) is { } failure) _answer.SetException(failure);
            else _answer.SetResult(_result);
        }
    }
}
