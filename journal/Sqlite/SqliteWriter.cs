using BeautyGrains.Database.Sqlite;
using BeautyGrains.Journal.Writing;

namespace BeautyGrains.Journal.Sqlite;

/// <summary>The one writer: takes all that waits, writes it in one transaction, answers in order, and again.</summary>
internal sealed class SqliteWriter : IDisposable
{
    // Pages in the log from which on they are moved into the database: 64 MB. The longer it waits, the more changes of one page are moved at once: four
    // times as many as before made reservations over 2,000 stocks about an eighth faster.
    private const int CheckpointPages = 16_000;

    // About 70 bytes each. An index that has not been written for so long will not be, and memory is not for that.
    private const int MostUnindexed = 4 << 20;

    private readonly SqliteJournalOptions _options;
    private readonly UnindexedEvents _unindexed;
    private readonly StreamTips _tips = new();
    private readonly WriteQueue _queue;
    private readonly HeadSignal _head;
    private readonly RecentEvents _recent;
    private readonly JournalStatistics _statistics;
    private readonly SemaphoreSlim _wake = new(0);
    private readonly List<QueuedWrite> _batch = [];
    private WriterConnection? _connection;
    private volatile bool _isDead;

    public SqliteWriter(SqliteJournalOptions options, UnindexedEvents unindexed, HeadSignal head, RecentEvents recent, JournalStatistics statistics)
    {
        _options = options;
        _unindexed = unindexed;
        _head = head;
        _recent = recent;
        _statistics = statistics;
        _queue = new(options.Capacity, () => _wake.Release());
        _connection = new(options, unindexed, _tips);
        try
        {
            // After the journal's own file is there: the index is made from it.
            Indexer = new(options, unindexed, statistics, (message, error) => Die(message, error));
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
        Evidence = new(options.Clock);
        Stopped = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, options.Scheduler);
    }

    public WriteQueue Queue => _queue;

    /// <summary>What its batches tell of whether writes become durable.</summary>
    public WriteEvidence Evidence { get; }

    /// <summary>What it writes goes there to be indexed; to be closed after it.</summary>
    public SqliteIndexer Indexer { get; }

    /// <summary>Completes when the queue is closed and all that waited is answered.</summary>
    public Task Stopped { get; }

    // A late wake may still come, so the semaphore, which holds nothing of the system, is left to the collector.
    public void Dispose()
    {
        _connection?.Dispose();
        Indexer.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            if (_queue.TryTake(_batch, _options.MaxBatchEvents)) WriteBatch();
            else if (_queue.IsClosed) return;
            else _wake.Wait();
        }
    }

    private void WriteBatch()
    {
        var span = Spans.Commit(_batch);
        var started = _options.Clock.GetTimestamp();
        Evidence.Begun();
        var lost = _isDead ? Failures.Closed() : Write() ?? Commit();
        var written = Written();
        Evidence.Ended(written, lost);
        if (lost is null)
        {
            _statistics.Committed(written, _batch.Count(write => write.Failure is JournalConflictException), _options.Clock.GetElapsedTime(started));
        }
        else
        {
            _statistics.Failed();
            Drop();
        }
        span?.End(lost);
        // Before anybody is answered, so that what is acknowledged is found.
        _connection?.Remember();
        foreach (var write in _batch) write.Complete(lost);
        if (_connection is null) return;
        Indexer.Added();
        _recent.Add(_connection.Written);
        _head.MoveTo(_connection.Head);
        Checkpoint(_connection.Raw);
    }

    private int Written() => _batch.Sum(write => write is QueuedAppend { Failure: null } append ? append.Weight : 0);

    /// <summary>Writes the batch up to its commit. What fails here is undone for sure.</summary>
    private JournalException? Write()
    {
        try
        {
            if (_unindexed.Count >= MostUnindexed) throw new JournalUnavailableException($"The journal's index could not be written for {MostUnindexed} events.");
            _connection ??= new(_options, _unindexed, _tips);
            WriteAll(_connection);
            return null;
        }
        catch (SqliteFailedException error) when (error.IsFailedSync)
        {
            return Die(error);
        }
        catch (JournalUnavailableException error)
        {
            return error;
        }
        catch (Exception error)
        {
            return new JournalUnavailableException("The journal could not be written: " + error.Message, error);
        }
    }

    private void WriteAll(WriterConnection connection)
    {
        connection.Begin();
        foreach (var write in _batch)
        {
            if (write is SqliteWork work) work.Run(connection.Raw);
            else if (write is QueuedAppend { Failure: null } append) Write(connection, append);
        }
    }

    private static void Write(WriterConnection connection, QueuedAppend append)
    {
        append.Failure = append.Writer.Poisoned is null ? connection.Append(append) : append.Writer.FailedBefore();
        // At once, so that the writer's next append in this very batch fails too.
        if (append.Failure is not null) append.Writer.Poison(append.Failure);
    }

    private JournalException? Commit()
    {
        var first = _connection!.Written.FirstOrDefault();
        try
        {
            _connection.Commit();
            return null;
        }
        catch (SqliteFailedException error) when (error.IsFailedSync)
        {
            return Die(error);
        }
        catch (SqliteFailedException error) when (error.IsDefiniteAtCommit)
        {
            return new JournalUnavailableException("The journal could not be written: " + error.Message, error);
        }
        catch (SqliteFailedException error)
        {
            Drop();
            return Settle(error, first);
        }
    }

    /// <summary>
    /// Finds out what a failed commit left. A small transaction of its own takes the place of whatever lies unfinished in the log; once that is
    /// durable, the batch is either there or never will be.
    /// </summary>
    private JournalException? Settle(SqliteFailedException commitError, RecordedEvent? first)
    {
        try
        {
            using var fresh = new Connection(_options.Path, _options.BusyTimeout);
            fresh.Execute("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; BEGIN IMMEDIATE");
            Queries.WriteNothingNew(fresh);
            fresh.Execute("COMMIT");
            var found = fresh.Prepare("SELECT hash FROM events WHERE place = ?1").Bind(1, first is null ? 0 : Place.Of(first.Position)).All(row => row.Bytes(0));
            return found.Count == 1 && found[0].AsSpan().SequenceEqual(first!.Hash.Span)
                ? null
                : new JournalUnavailableException("The journal could not be written: " + commitError.Message, commitError);
        }
        catch (SqliteFailedException error) when (error.IsFailedSync)
        {
            return Die(error);
        }
        catch (SqliteFailedException error)
        {
            return new JournalOutcomeUnknownException(
                $"A commit failed ({commitError.Message}) and what it left could not be found out ({error.Message}).", commitError);
        }
    }

    private JournalOutcomeUnknownException Die(SqliteFailedException error) =>
        Die("The disk did not confirm what the journal wrote. Nothing can be promised until the process has started anew.", error);

    private JournalOutcomeUnknownException Die(string message, Exception error)
    {
        _options.OnFatal(message, error);
        _isDead = true;
        _queue.Close();
        return new(message, error);
    }

    /// <summary>A failed batch takes the connection with it, and all that it remembered; the next batch opens another.</summary>
    private void Drop()
    {
        _connection?.Dispose();
        _connection = null;
        _tips.Forget();
    }

    private void Checkpoint(Connection connection)
    {
        try
        {
            if (connection.PagesWritten(forget: false) < CheckpointPages) return;
            connection.Checkpoint();
            connection.PagesWritten(forget: true);
        }
        catch (SqliteFailedException error) when (error.IsFailedSync)
        {
            Die(error);
        }
        catch (SqliteFailedException)
        {
            // The log holds everything; the next batch tries again.
            _statistics.CheckpointFailed();
        }
    }
}
