using System.Globalization;
using BeautyGrains.Contracts;

namespace BeautyGrains.Simulation;

/// <summary>Clients who did not get what they asked for and wait for it: half of them queue; of those who are offered something most come and buy it.</summary>
internal sealed partial class YearRun
{
    private const int Joins = 50;
    private const int Takes = 70;
    private const int Declines = 10;
    private const int WaitDays = 14;

    private readonly SortedDictionary<(int Store, int Sku), List<Waiter>> _waiting = [];
    private readonly QueueWatch _queues = new();
    private int _waiters;
    private decimal _waitedUnits;
    private decimal _waitedSales;

    /// <param name="Units">That it waits for.</param>
    private sealed record Waiter(string Id, decimal Units, int Day);

    private IWaitingListGrain ListOf(int store, int sku) => _house.Grains.GetGrain<IWaitingListGrain>(StockKey.Of(_chain.Stores[store].Id, _chain.Skus[sku].Id));

    /// <summary>Some of those who go away queue. Who could have had it, as the book says, is not taken: the shelf lacks it.</summary>
    private async Task Queue(int store, int sku, int slot, decimal units)
    {
        if (_chain.Skus[sku].IsCentral || !_random.Percent(Joins)) return;
        var id = string.Create(CultureInfo.InvariantCulture, $"w.{_day}.{slot}");
        var answer = await ListOf(store, sku).Join(new(id, $"client.{id}", units, null, By($"till-{_chain.Stores[store].Id}")));
        if (answer.Refusal?.Kind == RefusalKind.StockAvailable) return;
        Must(answer, id);
        if (!_waiting.TryGetValue((store, sku), out var waiters)) _waiting[(store, sku)] = waiters = [];
        waiters.Add(new(id, units, _day));
        if (Counts) _waiters++;
    }

    /// <summary>The sweep looks at every list with somebody on it; those who are offered something come, say no, or do not answer.</summary>
    private async Task ServeWaiting()
    {
        foreach (var ((store, sku), waiters) in _waiting)
        {
            await ListOf(store, sku).Look();
            foreach (var waiter in waiters.ToList())
            {
                var view = Must(await ListOf(store, sku).Get(waiter.Id), waiter.Id);
                if (view.State == WaitingState.Offered) await Answer(store, sku, waiter, view);
                else if (view.State == WaitingState.Waiting && _day >= waiter.Day + WaitDays) Must(await ListOf(store, sku).Leave(new(waiter.Id, By("client"))), waiter.Id);
                else if (view.State == WaitingState.Waiting) continue;
                if ((await ListOf(store, sku).Get(waiter.Id)).Value!.State != WaitingState.Offered) waiters.Remove(waiter);
            }
        }
        foreach (var key in _waiting.Where(one => one.Value.Count == 0).Select(one => one.Key).ToList()) _waiting.Remove(key);
    }

    private async Task Answer(int store, int sku, Waiter waiter, WaitingView view)
    {
        await CheckOffer(store, sku, view);
        var (list, stock, luck) = (ListOf(store, sku), StockOf(store, sku), _random.Between(0, 99));
        // What the shelf lacks nobody can take.
        if ((await stock.Get())!.OnHand - _gone[store, sku] < waiter.Units) luck = Takes;
        if (luck >= Takes + Declines) return;
        if (luck >= Takes)
        {
            Must(await list.Decline(new(waiter.Id, By("client"))), waiter.Id);
            return;
        }
        Must(await list.Accept(new(waiter.Id, TimeSpan.FromMinutes(10), By("client"))), waiter.Id);
        var paid = Must(await stock.Commit(new(view.Reservation!, null, [], _chain.Skus[sku].Use, null, By($"till-{_chain.Stores[store].Id}"))), waiter.Id);
        foreach (var lot in paid.Lots) Issued(store, sku, lot.Lot, lot.Quantity);
        if (!Counts) return;
        _waitedUnits += waiter.Units;
        _waitedSales += waiter.Units * _chain.Skus[sku].Record.Price!.Amount;
    }

    // What is offered is held: by a reservation of its own, of goods that are there.
    private async Task CheckOffer(int store, int sku, WaitingView view)
    {
        var (held, stock) = ((await StockOf(store, sku).GetReservation(view.Reservation!)).Value, (await StockOf(store, sku).Get())!);
        if (held is not { State: ReservationState.Open } || held.Quantity != view.Quantity || stock.Reserved > stock.OnHand || stock.Reserved < held.Quantity)
            throw new Violation("What is offered to those who wait is there, and held.", $"{view.Store}/{view.Sku} {view.Id}: {view.Quantity} by {held}, {stock.Reserved} of {stock.OnHand} reserved.");
    }

    /// <summary>Nobody waits for what is there, and the product's list is the queue as it was kept here.</summary>
    private async Task CheckWaiting()
    {
        var queued = 0;
        foreach (var ((store, sku), waiters) in _waiting)
        {
            await ListOf(store, sku).Look();
            var views = new List<WaitingView>();
            foreach (var waiter in waiters) views.Add(Must(await ListOf(store, sku).Get(waiter.Id), waiter.Id));
            queued += views.Count(view => view.State is WaitingState.Waiting or WaitingState.Offered);
            var (first, stock) = (views.Where(view => view.State == WaitingState.Waiting).MinBy(view => view.Number), (await StockOf(store, sku).Get())!);
            var beyond = _house.Now.AddDays(_chain.Skus[sku].Record.MinShelfLifeDays);
            var free = Math.Min(stock.Available, stock.Lots.Where(lot => lot is { Status: LotStatus.Released, Expired: false } && !(lot.ExpiresAt <= beyond)).Sum(lot => lot.OnHand - lot.Reserved));
            if (first is not null && first.Quantity <= free)
                throw new Violation("Nobody waits for what is there.", $"{first.Store}/{first.Sku} {first.Id} waits for {first.Quantity}, {free} are free.");
        }
        Read();
        if (_queues.Open != queued) throw new Violation("Whose wait is over no longer waits.", $"{_queues.Open} wait, {queued} of them are known.");
    }
}
