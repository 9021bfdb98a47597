using BeautyGrains.Database.Postgres;
using BeautyGrains.Journal.Writing;
using Npgsql;

namespace BeautyGrains.Journal.Postgres;

/// <summary>The one writer of this process: takes all that waits, writes it in one transaction, answers in order, and again.</summary>
internal sealed class PostgresWriter : IAsyncDisposable
{
    // A connection that the server has answered on so lately is taken to live. Over one that is dead a whole transaction would be sent, and then have to be
    // settled; an older one is asked first, which costs a round trip.
    private static readonly TimeSpan s_lately = TimeSpan.FromMilliseconds(50);

    private readonly PostgresJournalOptions _options;
    private readonly WriteQueue _queue;
    private readonly HeadSignal _head;
    private readonly RecentEvents _recent;
    private readonly JournalStatistics _statistics;
    private readonly NpgsqlDataSource _source;
    private readonly PostgresSettlement _settlement;
    private readonly SemaphoreSlim _wake = new(0);
    private readonly List<QueuedWrite> _batch = [];
    private PostgresSession? _session;
    private JournalPosition? _last;

    public PostgresWriter(PostgresJournalOptions options, NpgsqlDataSource source, HeadSignal head, RecentEvents recent, JournalStatistics statistics)
    {
        _options = options;
        _source = source;
        _head = head;
        _recent = recent;
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
        _last = null;
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
        if (_last is not { } last) return;
        _recent.Add(batch.Recorded(last));
        _head.MoveTo(last.Number);
    }

    /// <returns>Why the batch as a whole is lost, or null.</returns>
    private async Task<JournalException?> Write(PostgresBatch batch)
    {
        for (var withCare = false; batch.HasWork; withCare = true)
        {
            bool isBegun;
            try
            {
                isBegun = await Begin(batch, withCare);
                if (batch.Events.Count == 0)
                {
                    if (isBegun) await _session!.Rollback();
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
                _last = await _session!.WriteAndCommit(batch, isBegun);
                _session.LastHeard = _options.Clock.GetTimestamp();
                return null;
            }
            catch (Exception fence) when (fence.IsFence() && !withCare)
            {
                if (await Undo() is { } lost) return lost;
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

    /// <summary>
    /// Numbers the batch, over as many connections as it takes and patience allows: from what is remembered of its streams, or, with care, from what the
    /// database holds within the transaction.
    /// </summary>
    /// <returns>Whether the transaction is open.</returns>
    private async Task<bool> Begin(PostgresBatch batch, bool withCare)
    {
        using var deadline = new CancellationTokenSource(_options.ConnectPatience, _options.Clock);
        for (var pause = Backoff.First; ; pause = Backoff.After(pause))
        {
            try
            {
                _session ??= await PostgresSession.Open(_source, _options, deadline.Token);
                var isBegun = withCare || _options.Clock.GetElapsedTime(_session.LastHeard) > s_lately;
                if (withCare) batch.ForgetTips();
                if (isBegun) await _session.Begin();
                batch.Number(await _session.Find(batch.Unknown()));
                return isBegun;
            }
            catch (Exception failure) when (failure.IsConnectionTrouble() && !deadline.IsCancellationRequested)
            {
                // Nothing was written, so that another connection may try; the old one may have been dead for long.
                await Drop();
                await Backoff.Wait(pause, _options.Clock, deadline.Token);
            }
        }
    }

    /// <summary>What was remembered of some stream is no longer true: nothing is written, and the next try looks closely.</summary>
    private async Task<JournalException?> Undo()
    {
        try
        {
            await _session!.Rollback();
            return null;
        }
        catch (Exception failure)
        {
            await Drop();
            return failure.WhileWriting();
        }
    }

    private async Task<JournalException?> Settle(PostgresBatch batch, Exception failure)
    {
        var session = _session!.Token;
        await Drop();
        return await _settlement.Settle(session, batch.Events, failure);
    }

    /// <summary>A failed batch takes the connection with it; the next one opens another.</summary>
    private async ValueTask Drop()
    {
        var session = _session;
        _session = null;
        if (session is not null) await session.DisposeAsync();
    }
}
