using System.Threading.RateLimiting;

namespace BeautyGrains.Api.Stock;

/// <summary>
/// Lets batches go by turns, oldest first, so that a bounded number of their items is under way at once. A batch that is alone has all of its own at once; of 64
/// batches of 100 an item took two to four times the processor's time without it, most of it spent on moving what is under way from one collection
/// of garbage to the next.
/// </summary>
internal sealed class BatchTurns : IAsyncDisposable
{
    /// <summary>Items under way at once.</summary>
    public const int Items = 1_000;

    /// <summary>Items that may wait for their turn.</summary>
    public const int Waiting = 100_000;

    private readonly ConcurrencyLimiter _limiter = new(new() { PermitLimit = Items, QueueLimit = Waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    /// <summary>Waits for the turn of a batch; the turn ends when it is disposed of.</summary>
    /// <param name="items">1 to <see cref="Items"/>.</param>
    /// <exception cref="BusyException">Too many wait already; nothing was decided.</exception>
    public async ValueTask<IDisposable> Take(int items, CancellationToken cancel)
    {
        var turn = await _limiter.AcquireAsync(items, cancel);
        if (turn.IsAcquired) return turn;
        turn.Dispose();
        throw new BusyException("Too many batches wait for their turn.");
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _limiter.DisposeAsync();
}
