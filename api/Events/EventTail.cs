using System.Text;
using System.Text.Json;
using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Waiting;
using BeautyGrains.Journal;
using BeautyGrains.ReadModels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BeautyGrains.Api.Events;

/// <summary>A change of a stock over the wire.</summary>
/// <param name="Type">Such as "stock-moved", "stock-reserved", "reservation-expired".</param>
internal sealed record StockChangeJson(
    string Store,
    string Sku,
    long Version,
    string Type,
    DateTimeOffset At,
    string Actor,
    MovementView? Movement,
    ReservationChange? Reservation,
    LotChange? Lot,
    string? Incident,
    string? Transfer);

/// <summary>What a listener listens to.</summary>
internal enum FeedTopic
{
    /// <summary>Changes of stocks.</summary>
    Stock,
    /// <summary>Changes of alerts.</summary>
    Alerts,
}

/// <summary>A change with its frame as the wire carries it, made once for all listeners.</summary>
/// <param name="Store">Null for what concerns the whole chain.</param>
/// <param name="Frame">For those who may see cost prices.</param>
/// <param name="PlainFrame">For the others.</param>
internal sealed record FeedItem(JournalPosition Position, FeedTopic Topic, string? Store, string? Sku, ReadOnlyMemory<byte> Frame, ReadOnlyMemory<byte> PlainFrame)
{
    /// <summary>The frame for a listener.</summary>
    public ReadOnlyMemory<byte> FrameFor(bool seesCost) => seesCost ? Frame : PlainFrame;

    /// <summary>The item that an event is, or null when listeners do not see it.</summary>
    public static FeedItem? Of(RecordedEvent recorded)
    {
        if (AlertFeed.Of(recorded) is { } change) return AlertChangeJson.Item(change);
        if (WaitingFeed.Of(recorded) is { } waiting) return WaitingChangeJson.Item(waiting);
        if (StockFeed.Of(recorded) is not { } it) return null;
        var frame = FrameOf(it, it.Movement);
        var hasCost = it.Movement is { } movement && movement.Lines.Any(line => line.UnitCost is not null);
        return new(it.Position, FeedTopic.Stock, it.Store, it.Sku, frame, hasCost ? FrameOf(it, it.Movement!.WithoutCost()) : frame);
    }

    private static byte[] FrameOf(StockChange it, MovementView? movement)
    {
        var data = JsonSerializer.Serialize(
            new StockChangeJson(it.Store, it.Sku, it.Version, it.Type, it.At, it.Actor, movement, it.Reservation, it.Lot, it.Incident, it.Transfer),
            Wire.Json.StockChangeJson);
        return Encoding.UTF8.GetBytes($"id: {it.Position}\nevent: stock-changed\ndata: {data}\n\n");
    }
}

/// <summary>Items after a position, and the position up to which they are complete.</summary>
internal readonly record struct FeedPage(IReadOnlyList<FeedItem> Items, JournalPosition UpTo);

/// <summary>
/// The one reader of the journal's end in this process, while anybody listens. It keeps the newest changes at hand; whoever is further back reads
/// the journal itself, so that a slow listener costs nothing and loses nothing.
/// </summary>
internal sealed class EventTail(IJournal journal, TimeProvider clock, ILogger<EventTail> log) : BackgroundService
{
    private const int Kept = 4_096;
    private const int PageSize = 256;
    private static readonly TimeSpan s_pauseAfterTrouble = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly List<FeedItem> _items = [];
    private JournalPosition _completeAfter;
    private JournalPosition _head;
    private bool _started;
    private int _listeners;
    private TaskCompletionSource _heard = New();
    private TaskCompletionSource? _moved;

    /// <summary>Whether it reads the journal's end.</summary>
    public bool IsFollowing
    {
        get
        {
            lock (_lock) return _started;
        }
    }

    /// <summary>Somebody listens until it is disposed of. While nobody does, no event is read.</summary>
    public IDisposable Listen()
    {
        lock (_lock)
        {
            _listeners++;
            _heard.TrySetResult();
        }
        return new Listener(this);
    }

    /// <summary>The next items after a position, from memory or the journal.</summary>
    public async ValueTask<FeedPage> Read(JournalPosition after, CancellationToken cancel) =>
        AtHand(after) ?? await FromJournal(after, cancel);

    /// <summary>Completes once there is something after the position.</summary>
    public async Task WaitForMore(JournalPosition after, TimeSpan atMost, CancellationToken cancel)
    {
        Task moved;
        lock (_lock)
        {
            if (_head > after) return;
            moved = (_moved ??= New()).Task;
        }
        await moved.WaitAsync(atMost, clock, cancel);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _heard.Task.WaitAsync(stoppingToken);
                await Follow(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception trouble)
            {
                log.LogError(trouble, "Live events could not be read; trying again");
                await Pause(stoppingToken);
            }
        }
    }

    private async Task Pause(CancellationToken stopping)
    {
        try
        {
            await Task.Delay(s_pauseAfterTrouble, clock, stopping);
        }
        catch (OperationCanceledException)
        {
            // The host stops; the loop sees it.
        }
    }

    /// <summary>Follows until nobody listens.</summary>
    private async Task Follow(CancellationToken cancel)
    {
        if (!_started) Start(await journal.Head(cancel));
        while (true)
        {
            await foreach (var recorded in journal.ReadAll(_head, cancel)) Take(recorded);
            if (StopsUnheard()) return;
            await journal.WaitForMore(_head, cancel);
            // Who left meanwhile wants no more of it.
            if (StopsUnheard()) return;
        }
    }

    private void Start(JournalPosition head)
    {
        lock (_lock)
        {
            (_completeAfter, _head, _started) = (head, head, true);
            // Who came before it began may wait for what is in the journal already.
            Moved();
        }
    }

    private bool StopsUnheard()
    {
        lock (_lock)
        {
            if (_listeners > 0) return false;
            _items.Clear();
            (_started, _heard) = (false, New());
            return true;
        }
    }

    private void Take(RecordedEvent recorded)
    {
        var item = FeedItem.Of(recorded);
        lock (_lock)
        {
            if (item is not null) _items.Add(item);
            if (_items.Count > Kept)
            {
                _completeAfter = _items[(Kept / 2) - 1].Position;
                _items.RemoveRange(0, Kept / 2);
            }
            _head = recorded.Position;
            Moved();
        }
    }

    // Those who wait go on by themselves, outside of the lock.
    private void Moved()
    {
        _moved?.SetResult();
        _moved = null;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FeedPage? AtHand(JournalPosition after)
    {
        lock (_lock)
        {
            if (!_started || after < _completeAfter) return null;
            var (low, high) = (0, _items.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (_items[middle].Position > after) high = middle;
                else low = middle + 1;
            }
            var page = _items.GetRange(low, Math.Min(PageSize, _items.Count - low));
            return new(page, low + page.Count < _items.Count ? page[^1].Position : _head > after ? _head : after);
        }
    }

    private async ValueTask<FeedPage> FromJournal(JournalPosition after, CancellationToken cancel)
    {
        var items = new List<FeedItem>();
        var read = 0;
        await foreach (var recorded in journal.ReadAll(after, cancel))
        {
            if (FeedItem.Of(recorded) is { } item) items.Add(item);
            after = recorded.Position;
            if (++read == PageSize) break;
        }
        return new(items, after);
    }

    private sealed class Listener(EventTail tail) : IDisposable
    {
        private bool _gone;

        public void Dispose()
        {
            lock (tail._lock)
            {
                if (!_gone) tail._listeners--;
                _gone = true;
            }
        }
    }
}
