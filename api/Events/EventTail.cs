using System.Text;
using System.Text.Json;
using BeautyGrains.Api.Http;
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

/// <summary>A change with its frame as the wire carries it, made once for all listeners.</summary>
internal sealed record FeedItem(JournalPosition Position, string Store, string Sku, ReadOnlyMemory<byte> Frame)
{
    /// <summary>The item that an event is, or null when listeners do not see it.</summary>
    public static FeedItem? Of(RecordedEvent recorded)
    {
        if (StockFeed.Of(recorded) is not { } it) return null;
        var data = JsonSerializer.Serialize(
            new StockChangeJson(it.Store, it.Sku, it.Version, it.Type, it.At, it.Actor, it.Movement, it.Reservation, it.Lot, it.Incident, it.Transfer),
            Wire.Json.StockChangeJson);
        return new(it.Position, it.Store, it.Sku, Encoding.UTF8.GetBytes($"id: {it.Position}\nevent: stock-changed\ndata: {data}\n\n"));
    }
}

/// <summary>Items after a position, and the position up to which they are complete.</summary>
internal readonly record struct FeedPage(IReadOnlyList<FeedItem> Items, JournalPosition UpTo);

/// <summary>
/// The one reader of the journal's end in this process. It keeps the newest changes at hand; whoever is further back reads the journal itself,
/// so that a slow listener costs nothing and loses nothing.
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
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);

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
            moved = _moved.Task;
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

    private async Task Follow(CancellationToken cancel)
    {
        if (!_started)
        {
            var head = await journal.Head(cancel);
            lock (_lock) (_completeAfter, _head, _started) = (head, head, true);
        }
        while (true)
        {
            await foreach (var recorded in journal.ReadAll(_head, cancel)) Take(recorded);
            await journal.WaitForMore(_head, cancel);
        }
    }

    private void Take(RecordedEvent recorded)
    {
        var item = FeedItem.Of(recorded);
        TaskCompletionSource moved;
        lock (_lock)
        {
            if (item is not null) _items.Add(item);
            if (_items.Count > Kept)
            {
                _completeAfter = _items[(Kept / 2) - 1].Position;
                _items.RemoveRange(0, Kept / 2);
            }
            _head = recorded.Position;
            moved = _moved;
            _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        moved.SetResult();
    }

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
}
