using BeautyGrains.Contracts;
using BeautyGrains.Journal.Memory;

namespace BeautyGrains.Grains.Tests;

/// <summary>Who waits for what is not there, and gets it in order.</summary>
public sealed class WaitingListTests : IAsyncLifetime
{
    private House _house = null!;

    public async Task InitializeAsync() => _house = await Opened();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task What_arrives_is_offered_in_order_held_accepted_and_sold_as_any_reservation()
    {
        await Join("a", 2);
        await Join("b", 1);
        (await List.Queue()).ShouldBe(new(3, 2));
        (await View("b")).Place.ShouldBe(2);
        await _house.Receive("S", "K", 2);
        await Tell();
        var offer = await View("a");
        (offer.State, offer.Reservation, offer.Place, offer.ExpiresAt).ShouldBe((WaitingState.Offered, "waiting.1", null, _house.Clock.GetUtcNow().AddHours(2)));
        (await View("b")).ShouldSatisfyAllConditions(b => b.State.ShouldBe(WaitingState.Waiting), b => b.Place.ShouldBe(1));
        (await _house.Look("S", "K")).Available.ShouldBe(0);
        var accepted = (await List.Accept(new("a", TimeSpan.FromHours(8), House.By))).Value.ShouldNotBeNull();
        (accepted.State, accepted.ExpiresAt).ShouldBe((WaitingState.Accepted, _house.Clock.GetUtcNow().AddHours(8)));
        (await List.Accept(new("a", TimeSpan.FromHours(8), House.By))).Value!.State.ShouldBe(WaitingState.Accepted);
        (await _house.Stock("S", "K").Commit(new("waiting.1", null, [], MovementKind.Sale, null, House.By))).Refusal.ShouldBeNull();
        (await List.Decline(new("a", House.By))).Refusal!.ShouldBe(Refusal.NotIn("accepted"));
    }

    [Fact]
    public async Task A_client_waits_once_and_only_for_what_is_not_there()
    {
        await Join("a", 2);
        (await List.Join(new("a", "C-a", 2, null, House.By))).ShouldSatisfyAllConditions(again => again.IsNew.ShouldBeFalse(), again => again.Value!.Number.ShouldBe(1));
        (await List.Join(new("a", "C-a", 3, null, House.By))).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
        (await List.Join(new("a2", "C-a", 2, null, House.By))).Refusal.ShouldBe(new(RefusalKind.AlreadyWaiting, State: "a"));
        (await List.Leave(new("a", House.By))).Value!.State.ShouldBe(WaitingState.Left);
        // The first answer again, though the wait is over.
        (await List.Join(new("a", "C-a", 2, null, House.By))).Value!.State.ShouldBe(WaitingState.Waiting);
        (await View("a")).State.ShouldBe(WaitingState.Left);
        await Join("a2", 2, "C-a");
        (await List.Leave(new("a2", House.By))).Refusal.ShouldBeNull();
        await _house.Receive("S", "K", 2);
        (await List.Join(new("c", "C-c", 2, null, House.By))).Refusal.ShouldBe(new(RefusalKind.StockAvailable, Available: 2));
        (await List.Join(new("c", "C-c", 3, null, House.By))).Refusal.ShouldBeNull();
        (await List.Join(new("d", "C-d", 1.0001m, null, House.By))).Refusal!.Field.ShouldBe("quantity");
        (await _house.Grains.GetGrain<IWaitingListGrain>("S/none").Join(new("x", "C", 1, null, House.By))).Refusal!.Kind.ShouldBe(RefusalKind.UnknownSku);
        (await List.Get("nobody")).Refusal!.Kind.ShouldBe(RefusalKind.UnknownWaiting);
        (await List.Accept(new("c", null, House.By))).Refusal!.ShouldBe(Refusal.NotIn("waiting"));
    }

    [Fact]
    public async Task An_offer_that_is_declined_left_or_lapses_goes_on_to_the_next()
    {
        foreach (var id in new[] { "a", "b", "c", "d" }) await Join(id, 1);
        await _house.Receive("S", "K", 1);
        await Tell();
        (await List.Decline(new("a", House.By))).Value!.State.ShouldBe(WaitingState.Declined);
        (await View("b")).State.ShouldBe(WaitingState.Offered);
        (await List.Leave(new("b", House.By))).Value!.State.ShouldBe(WaitingState.Left);
        (await View("c")).State.ShouldBe(WaitingState.Offered);
        _house.Clock.Advance(TimeSpan.FromHours(2));
        (await List.Accept(new("c", null, House.By))).Refusal!.ShouldBe(Refusal.NotIn("lapsed"));
        (await View("c")).State.ShouldBe(WaitingState.Lapsed);
        (await View("d")).State.ShouldBe(WaitingState.Offered);
        (await _house.Look("S", "K")).Reserved.ShouldBe(1);
        _house.Clock.Advance(TimeSpan.FromHours(2));
        await _house.Sweep.SweepOnce(default);
        (await View("d")).State.ShouldBe(WaitingState.Lapsed);
        (await _house.Look("S", "K")).Available.ShouldBe(1);
    }

    [Fact]
    public async Task Goods_sold_or_given_back_by_their_reservation_end_the_offer_so()
    {
        await Join("a", 1);
        await Join("b", 1);
        await Join("c", 1);
        await _house.Receive("S", "K", 3);
        await _house.Sweep.SweepOnce(default);
        (await _house.Stock("S", "K").Commit(new("waiting.1", null, [], MovementKind.Sale, null, House.By))).Refusal.ShouldBeNull();
        (await _house.Stock("S", "K").Release(new("waiting.2", House.By))).Refusal.ShouldBeNull();
        (await _house.Stock("S", "K").Extend(new("waiting.3", TimeSpan.FromHours(5), House.By))).Refusal.ShouldBeNull();
        await _house.Sweep.SweepOnce(default);
        ((await View("a")).State, (await View("b")).State).ShouldBe((WaitingState.Accepted, WaitingState.Declined));
        (await View("c")).ExpiresAt.ShouldBe(_house.Clock.GetUtcNow().AddHours(5));
    }

    [Fact]
    public async Task Whoever_wants_more_than_there_is_keeps_the_place_and_those_behind_wait_too()
    {
        await Join("big", 5);
        await Join("small", 1);
        await _house.Receive("S", "K", 3);
        await Tell();
        (await View("small")).State.ShouldBe(WaitingState.Waiting);
        await _house.Receive("S", "K", 3, "L2");
        await Tell();
        ((await View("big")).State, (await View("small")).State).ShouldBe((WaitingState.Offered, WaitingState.Offered));
    }

    [Fact]
    public async Task An_id_of_an_offer_that_somebody_else_has_used_is_passed_over()
    {
        await Join("a", 1);
        await _house.Receive("S", "K", 3);
        (await _house.Stock("S", "K").Reserve(new("waiting.1", 2, null, null, null, null, null, null, null, false, House.By))).Refusal.ShouldBeNull();
        await Tell();
        (await View("a")).State.ShouldBe(WaitingState.Waiting);
        await _house.Receive("S", "K", 1, "L2");
        await Tell();
        (await View("a")).ShouldSatisfyAllConditions(a => a.State.ShouldBe(WaitingState.Offered), a => a.Reservation.ShouldBe("waiting.2"));
    }

    [Fact]
    public async Task Many_who_are_told_of_at_once_are_offered_what_there_is_and_no_more()
    {
        for (var i = 0; i < 30; i++) await Join($"w{i:00}", 1);
        await _house.Receive("S", "K", 10);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => List.Look()));
        for (var i = 0; i < 30; i++) (await View($"w{i:00}")).State.ShouldBe(i < 10 ? WaitingState.Offered : WaitingState.Waiting);
        var stock = await _house.Look("S", "K");
        (stock.Reserved, stock.Available).ShouldBe((10, 0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20_260_504)]
    public async Task Whatever_is_lost_repeated_or_reordered_of_what_is_told_ends_in_the_same_offers(uint seed)
    {
        var whole = await Day(seed, faults: false);
        (await Day(seed, faults: true)).ShouldBe(whole);
        whole.ShouldContain("offered");
    }

    [Fact]
    public async Task Wherever_a_crash_falls_the_list_goes_on_and_what_is_held_is_what_is_offered()
    {
        var crashes = await Crash.AfterEveryWrite(
            async house =>
            {
                await Furnish(house);
                var list = house.Grains.GetGrain<IWaitingListGrain>("S/K");
                foreach (var id in new[] { "a", "b", "c" }) (await list.Join(new(id, $"C-{id}", 1, null, House.By))).Refusal.ShouldBeNull();
                await house.Receive("S", "K", 1);
            },
            async house =>
            {
                var list = house.Grains.GetGrain<IWaitingListGrain>("S/K");
                await list.Look();
                await list.Decline(new("a", House.By));
                await list.Accept(new("b", TimeSpan.FromHours(5), House.By));
            },
            async (house, _) =>
            {
                await house.Sweep.SweepOnce(CancellationToken.None);
                var list = house.Grains.GetGrain<IWaitingListGrain>("S/K");
                var states = new List<WaitingState>();
                foreach (var id in new[] { "a", "b", "c" }) states.Add((await list.Get(id)).Value!.State);
                states.Count(state => state is WaitingState.Offered or WaitingState.Accepted).ShouldBe(1, string.Join(' ', states));
                (await house.Look("S", "K")).Reserved.ShouldBe(1);
            });
        crashes.ShouldBeGreaterThan(8);
    }

    // Receipts, sales and waits in a fixed order; what is told of them goes astray. A sweep comes at the end of each day.
    private static async Task<string> Day(uint seed, bool faults)
    {
        await using var house = await Opened();
        var list = house.Grains.GetGrain<IWaitingListGrain>("S/K");
        var watch = house.Grains.GetGrain<IStockWatchGrain>("S/K");
        var (dice, fate) = (new Dice(seed), new Dice(seed ^ 0xabcdef));
        var late = new List<StockLevelChanged>();
        for (var i = 0; i < 40; i++)
        {
            if (dice.Next(3) > 0)
            {
                // Who need not wait buys at once.
                var wanted = 1 + dice.Next(3);
                if ((await list.Join(new($"w{i}", $"C{i}", wanted, null, House.By))).Refusal is { Kind: RefusalKind.StockAvailable })
                    (await house.Stock("S", "K").Sell(new($"s{i}", wanted, null, null, MovementKind.Sale, null, House.By))).Refusal.ShouldBeNull();
            }
            else await house.Receive("S", "K", 1 + dice.Next(4), $"L{i}");
            var level = await Level(house);
            var told = (faults ? fate.Next(10) : 9) switch
            {
                < 3 => [],
                < 6 => [level, level],
                _ => new[] { level },
            };
            if (faults && fate.Next(10) < 3) late.AddRange(told);
            else foreach (var one in told) await watch.Hear(one);
            if (late.Count > 2)
            {
                late.Reverse();
                foreach (var one in late) await watch.Hear(one);
                late.Clear();
            }
        }
        await house.Sweep.SweepOnce(default);
        var stock = await house.Look("S", "K");
        var entries = new List<string>();
        for (var i = 0; i < 40; i++)
            if ((await list.Get($"w{i}")).Value is { } entry) entries.Add($"{entry.Id}:{WaitingRules.NameOf(entry.State)}:{entry.Quantity}");
        return $"{stock.OnHand} {stock.Reserved} {stock.Available} {string.Join(' ', entries)}";
    }

    private sealed class Dice(uint seed)
    {
        private uint _state = unchecked((seed * 2_654_435_761) + 1);

        public int Next(int below)
        {
            _state ^= _state << 13;
            _state ^= _state >> 17;
            _state ^= _state << 5;
            return (int)(_state % (uint)below);
        }
    }

    private static async Task<StockLevelChanged> Level(House house)
    {
        var it = await house.Stock("S", "K").Get();
        return new("S", "K", it!.OnHand, it.Reserved, it.Available, 0, 0, 0, 0, 0, 0, 0, null, house.Clock.GetUtcNow(), it.Version);
    }

    private static async Task<House> Opened()
    {
        var house = await House.Open(new MemoryJournal());
        await Furnish(house);
        return house;
    }

    private static async Task Furnish(House house)
    {
        await house.PutStore("S");
        await house.PutSku("K");
    }

    private async Task Tell()
    {
        await _house.Grains.GetGrain<IStockWatchGrain>("S/K").Hear(await Level(_house));
        // Whether anybody waits is known where the list is; what the other silo hears is left to the sweep.
        if (House.HasSeveralSilos) await List.Look();
    }

    private IWaitingListGrain List => _house.Grains.GetGrain<IWaitingListGrain>("S/K");

    private async Task Join(string id, decimal quantity, string? client = null) =>
        (await List.Join(new(id, client ?? $"C-{id}", quantity, null, House.By))).ShouldSatisfyAllConditions(it => it.Refusal.ShouldBeNull(), it => it.IsNew.ShouldBeTrue());

    private async Task<WaitingView> View(string id) => (await List.Get(id)).Value.ShouldNotBeNull();
}
