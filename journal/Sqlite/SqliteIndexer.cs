using BeautyGrains.Database.Sqlite;
using BeautyGrains.Journal.Writing;

namespace BeautyGrains.Journal.Sqlite;

/// <summary>
/// Brings the index up to date in bulk, on a thread of its own, when much has come since or nothing has come for a while. A failure costs nothing but
/// memory: the events stay among the unindexed ones until a later try gets through.
/// </summary>
internal sealed class SqliteIndexer : IDisposable
{
    private static readonly TimeSpan s_while = TimeSpan.FromSeconds(1);

    private readonly SqliteJournalOptions _options;
    private readonly UnindexedEvents _unindexed;
    private readonly JournalStatistics _statistics;
    private readonly Action<string, Exception> _onFatal;
    private readonly SemaphoreSlim _wake = new(0);
    private readonly Lock _gate = new();
    private readonly Queue<SqliteWork> _asked = new();
    private readonly ITimer _look;
    private readonly Task _stopped;
    private readonly IndexFile _file;
    private long _seenEnd;
    private int _isWoken;
    private bool _closing;

    /// <summary>Opens the index and brings it up to date before it returns.</summary>
    public SqliteIndexer(SqliteJournalOptions options, UnindexedEvents unindexed, JournalStatistics statistics, Action<string, Exception> onFatal)
    {
        _options = options;
        _unindexed = unindexed;
        _statistics = statistics;
        _onFatal = onFatal;
        _file = IndexFile.Open(options, file => CatchUp(file, options.OnIndexing));
        _stopped = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, options.Scheduler);
        _look = options.Clock.CreateTimer(_ => LookForIdle(), null, s_while, s_while);
    }

    /// <summary>Events have come to be indexed.</summary>
    public void Added()
    {
        if (_unindexed.Count >= _options.IndexedAtOnce) Wake();
    }

    /// <summary>Forgets ids whose newest naming event is older, of all that is written now.</summary>
    public async Task ForgetCommands(DateTimeOffset before, CancellationToken cancel)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var work = new SqliteWork(_ =>
            {
                CatchUp(_file, told: null);
                return _file.ForgetCommands(before);
            });
            lock (_gate)
            {
                if (_closing) throw Failures.Closed();
                _asked.Enqueue(work);
            }
            Wake();
            if (await work.Answer == 0) return;
        }
    }

    /// <summary>Brings in the rest and ends; once nothing is written any more.</summary>
    public async Task Close()
    {
        await _look.DisposeAsync();
        lock (_gate) _closing = true;
        Wake();
        await _stopped;
    }

    public void Dispose()
    {
        _look.Dispose();
        _file.Dispose();
    }

    private void Wake()
    {
        if (Interlocked.Exchange(ref _isWoken, 1) == 0) _wake.Release();
    }

    private void LookForIdle()
    {
        var end = _unindexed.End;
        if (Interlocked.Exchange(ref _seenEnd, end) == end && _unindexed.Count > 0) Wake();
    }

    private void Run()
    {
        while (true)
        {
            _wake.Wait();
            Volatile.Write(ref _isWoken, 0);
            bool isLast;
            lock (_gate) isLast = _closing;
            Try(() => CatchUp(_file, told: null));
            while (NextAsked() is { } work) work.Complete(Try(() => work.Run(_file.Raw)));
            if (isLast) return;
        }
    }

    private SqliteWork? NextAsked()
    {
        lock (_gate) return _asked.TryDequeue(out var work) ? work : null;
    }

    private JournalUnavailableException? Try(Action work)
    {
        try
        {
            work();
            return null;
        }
        catch (SqliteFailedException error)
        {
            if (error.IsFailedSync) _onFatal("The disk did not confirm what the journal's index wrote. What it holds can only be known when the process has started anew.", error);
            _statistics.IndexingFailed();
            return new JournalUnavailableException("The journal's index could not be written: " + error.Message, error);
        }
    }

    private void CatchUp(IndexFile file, Action<long, long>? told)
    {
        while (true)
        {
            var (place, isAll) = file.CatchUp();
            _unindexed.Drop(place);
            if (isAll) return;
            told?.Invoke(place, file.NewestPlace);
        }
    }
}
