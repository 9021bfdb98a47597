using BeautyGrains.Database.Postgres;
using BeautyGrains.Journal.Writing;
using Npgsql;

namespace BeautyGrains.Journal.Postgres;

/// <summary>The one writer of this process: takes all that waits, writes it in one transaction, answers in order, and again.</summary>
internal sealed class PostgresWriter : IAsyncDisposable
{
    private readonly PostgresJournalOptions _options;
    private readonly WriteQueue _queue;
    private readonly HeadSignal _head;
    private readonly JournalStatistics _statistics;
    private readonly NpgsqlDataSource _source;
    private readonly PostgresSettlement _settlement;
    private readonly SemaphoreSlim _wake = new(0);
    private readonly List<QueuedWrite> _batch = [];
    private PostgresSession? _session;

    public PostgresWriter(PostgresJournalOptions options, NpgsqlDataSource source, HeadSignal head, JournalStatistics statistics)
    {
        _options = options;
        _source = source;
        _head = head;
        _statistics = statistics;
        _settlement = new(source, options);
        Evidence = new(options.Clock);
        _queue = new(options.Capacity, () => _wake.Release());
        Stopped = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.None, options.Scheduler).Unwrap();
    }

    public WriteQueue Queue => _queue;

    /// <summary>What its batches tell of whether writes become durable.</summary>
    public WriteEvidence Evidence { get; }

    /// <summary>Completes when the queue is closed and all that waited is answered.</summary>
    public Task Stopped { get; }

    // A late wake may still come, so the semaphore, which holds nothing of the system, is left to the collector.
    public ValueTask DisposeAsync() => Drop();

    private async Task Run()
    {
        while (true)
        {
            if (_queue.TryTake(_batch, _options.MaxBatchEvents)) await WriteBatch();
            else if (_queue.IsClosed) return;
            else await _wake.WaitAsync();
        }
    }

    private async Task WriteBatch()
    {
        var span = Spans.Commit(_batch);
        var started = _options.Clock.GetTimestamp();
        var batch = new PostgresBatch(_batch);
        Evidence.Begun();
        var lost = await Write(batch);
        Evidence.Ended(batch.Events.Count, lost);
        if (lost is null)
        {
            var conflicts = _batch.Count(write => write.Failure is JournalConflictException);
            _statistics.Committed(batch.Events.Count, conflicts, _options.Clock.GetElapsedTime(started));
        }
        else
        {
            _statistics.Failed();
        }
        span?.End(lost);
        foreach (var write in _batch) write.Complete(lost);
        if (lost is null && batch.Events.Count > 0) _head.MoveTo(batch.Events.Positions[^1]);
    }

    /// <returns>Why the batch as a whole is lost, or null.</returns>
    private async Task<JournalException?> Write(PostgresBatch batch)
    {
        while (batch.HasWork)
        {
            try
            {
                await Begin(batch);
                if (batch.Events.Count == 0)
                {
                    await _session!.Rollback();
                    return null;
                }
            }
            catch (Exception failure)
            {
                // Nothing of this has been sent for good.
                await Drop();
                return failure.WhileWriting();
            }
            try
            {
                await _session!.WriteAndCommit(batch);
                return null;
            }
            catch (Exception fence) when (fence.IsFence())
            {
                if (await FailOffenders(batch, fence) is { } lost) return lost;
            }
            catch (Exception refusal) when (refusal.IsRefusal())
            {
                await Drop();
                return refusal.WhileWriting();
            }
            catch (Exception failure)
            {
                return await Settle(batch, failure);
            }
        }
        return null;
    }

    /// <summary>Opens the transaction and numbers the batch in it, over as many connections as it takes and patience allows.</summary>
    private async Task Begin(PostgresBatch batch)
    {
        using var deadline = new CancellationTokenSource(_options.ConnectPatience, _options.Clock);
        for (var pause = Backoff.First; ; pause = Backoff.After(pause))
        {
            try
            {
                _session ??= await PostgresSession.Open(_source, _options, deadline.Token);
                var (head, states) = await _session.Begin(batch.Streams);
                var known = batch.Streams.Zip(states).ToDictionary(pair => pair.First, pair => pair.Second);
                batch.Number(head, stream => known[stream]);
                return;
            }
            catch (Exception failure) when (failure.IsConnectionTrouble() && !deadline.IsCancellationRequested)
            {
                // Nothing was written, so that another connection may try; the old one may have been dead for long.
                await Drop();
                await Backoff.Wait(pause, _options.Clock, deadline.Token);
            }
        }
    }

    /// <summary>Somebody has rows where these were to go: fails those that they are in the way of, so that the others are written again.</summary>
    private async Task<JournalException?> FailOffenders(PostgresBatch batch, Exception fence)
    {
        try
        {
            await _session!.Rollback();
            if (batch.FailTaken(await _session.Taken(batch.Events))) return null;
            // The row is gone again, which no honest writer does.
            return fence.WhileWriting();
        }
        catch (Exception failure)
        {
            await Drop();
            return failure.WhileWriting();
        }
    }

    private async Task<JournalException?> Settle(PostgresBatch batch, Exception failure)
    {
        var id = _session!.TransactionId;
        await Drop();
        return await _settlement.Settle(id, batch.Events.Positions[0], batch.Events.Hashes[0], failure);
    }

    /// <summary>A failed batch takes the connection with it; the next one opens another.</summary>
    private async ValueTask Drop()
    {
        var session = _session;
        _session = null;
        if (session is not null) await session.DisposeAsync();
    }
}
