using BeautyGrains.Bench.Pos.Record;
using BeautyGrains.Bench.Pos.Views;

namespace BeautyGrains.Bench.Pos.Load;

/// <summary>Reservations: alone and in batches, and what becomes of them.</summary>
public sealed partial class Terminal
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);
    private readonly Queue<Held> _ending = new();

    private sealed record Held(string Id, StockKey Key, decimal Quantity, DateTimeOffset ExpiresAt);

    private async Task Hold(CancellationToken stop)
    {
        var (id, key, quantity) = (NextId(), set.Pick(dice), Quantity(3));
        var isShort = dice.Percent(12);
        var reserved = await Do(Asks.Reserve(id, key, quantity, isShort ? dice.Between(1, 2) : LongHoldSeconds), stop);
        if (!reserved.IsAcknowledged) return;
        var held = new Held(id, key, quantity, ReservationRead.From(reserved.Answer).ExpiresAt);
        if (isShort) _ending.Enqueue(held);
        else await Decide(held, stop);
    }

    private async Task Batch(CancellationToken stop)
    {
        var items = Enumerable.Range(0, dice.Between(2, 12)).Select(_ => (Id: NextId(), Key: set.Pick(dice), Quantity: Quantity(2))).ToList();
        var batch = await Do(Asks.Batch(NextId(), items, LongHoldSeconds, allOrNothing: dice.Percent(20)), stop);
        foreach (var single in batch.Split().Where(single => single.IsAcknowledged && dice.Percent(60)))
            await Decide(new(single.Ask.Id, single.Ask.Key, single.Ask.Quantity, ReservationRead.From(single.Answer).ExpiresAt), stop);
    }

    private async Task Decide(Held held, CancellationToken stop)
    {
        var fate = dice.Below(100);
        if (fate is >= 75 and < 85) held = await Extend(held, stop);
        if (fate >= 95) return;
        var ask = fate switch
        {
            < 45 => Asks.Commit(held.Id, held.Key, null),
            < 60 when held.Quantity > 1 => Asks.Commit(held.Id, held.Key, held.Quantity - 1),
            < 75 => Asks.Release(held.Id, held.Key),
            _ => Asks.Commit(held.Id, held.Key, held.Quantity),
        };
        MustWork(await Do(ask, stop), held);
    }

    private async Task<Held> Extend(Held held, CancellationToken stop)
    {
        var extended = await Do(Asks.Extend(held.Id, held.Key, LongHoldSeconds + 600), stop, Http.Manner.Plain);
        MustWork(extended, held);
        return extended.IsAcknowledged ? held with { ExpiresAt = ReservationRead.From(extended.Answer).ExpiresAt } : held;
    }

    // Nobody but this terminal touches its reservations, so an open one may not be refused for its state.
    private void MustWork(Command command, Held held)
    {
        if (command.Status == 409 && command.Answer.Text("type").EndsWith("invalid-state", StringComparison.Ordinal) && DateTimeOffset.UtcNow + Grace < held.ExpiresAt)
            book.Saw(new(command.Ask.Path, $"{command.Ask.Kind} was refused as {command.Answer.Text("state")}, though it is held until {held.ExpiresAt:O}"));
    }

    private Held? TakeEnded() => _ending.TryPeek(out var held) && held.ExpiresAt + Grace < DateTimeOffset.UtcNow ? _ending.Dequeue() : null;

    private async Task TryAfterItsEnd(Held held, CancellationToken stop)
    {
        if (dice.Percent(50)) return;
        var late = await Do(dice.Percent(70) ? Asks.Commit(held.Id, held.Key, null) : Asks.Extend(held.Id, held.Key, LongHoldSeconds), stop, Http.Manner.Plain);
        if (late.IsAcknowledged) book.Saw(new(late.Ask.Path, $"{late.Ask.Kind} worked, though it ended at {held.ExpiresAt:O}"));
    }
}
