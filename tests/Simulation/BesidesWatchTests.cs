using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;
using BeautyGrains.Journal.Memory;

namespace BeautyGrains.Simulation.Tests;

/// <summary>Those who watch goods of others, waiting lists, budgets, needs and returns see what must not be: journals written by hand, with one thing wrong each.</summary>
public sealed class BesidesWatchTests
{
    private static readonly DateTimeOffset s_now = VirtualTime.Start;
    private static readonly LotOwner s_owner = new(OwnerKind.Consignor, "V");
    private static readonly Money s_cost = new(100, "CNY");
    private static readonly NeedReason s_why = new(
        0, 0, 0, 0, 0, 0, 14, new(DateOnly.FromDateTime(s_now.UtcDateTime), 1, 0, 1, 0.95m, 1, 2, 1, 6, 14, 0, 1, "plan", 30), null);

    [Fact]
    public void Goods_that_change_their_owner_are_seen()
    {
        var lot = new LotOpened("L", "L", null, null, null, LotStatus.Released, s_cost, null, null, null, null, null, s_owner);
        var came = new StockMoved(MovementKind.Receipt, "m1", [new("L", 5, s_cost, 5, Owner: s_owner)], 5, "h");
        var sold = new StockMoved(MovementKind.Sale, "m2", [new("L", -1, s_cost, 4, Owner: s_owner)], 4, "h");
        Found(disk => Stock(disk, lot, came, sold)).ShouldBeNull();
        Found(disk => Stock(disk, lot, came, sold with { Lines = [new("L", -1, s_cost, 4)] })).ShouldNotBeNull().Invariant.ShouldBe("Goods of others stay theirs.");
        // Without what is owed for a unit nothing is.
        Found(disk => Stock(disk, lot, came, sold with { Lines = [new("L", -1, null, 4, Owner: s_owner)] })).ShouldNotBeNull().Invariant.ShouldBe("What is owed to an owner is what was sold of theirs.");
    }

    [Fact]
    public void Offers_out_of_order_and_offers_of_nothing_are_seen()
    {
        WaitingEvent[] queue = [new WaitingJoined("a", "c1", 2, 1, "h"), new WaitingJoined("b", "c2", 1, 2, "h")];
        var held = new StockReserved("waiting.1", 2, [], s_now.AddHours(1), null, null, false, "piece", 0, "h");
        WaitingEvent[] Offered(string id) => [.. queue, new WaitingOfferDecided(id, 1, 60), new WaitingOffered(id, s_now.AddHours(1))];
        StockEvent[] goods = [new LotOpened("L", "L", null, null, null, LotStatus.Released, null, null, null, null, null, null), new StockMoved(MovementKind.Receipt, "m1", [new("L", 5, null, 5)], 5, "h"), held];
        Found(disk => { Stock(disk, goods); Write(disk, WaitingListKind.Instance, "S0/K0", Offered("a")); }).ShouldBeNull();
        Found(disk => { Stock(disk, goods); Write(disk, WaitingListKind.Instance, "S0/K0", Offered("b")); }).ShouldNotBeNull().Invariant.ShouldBe("Goods are offered to whoever came first.");
        Found(disk => Write(disk, WaitingListKind.Instance, "S0/K0", Offered("a"))).ShouldNotBeNull().Invariant.ShouldBe("What is offered to those who wait is there, and held.");
    }

    [Fact]
    public void A_budget_that_spends_twice_is_seen()
    {
        BudgetEvent[] once = [new BudgetPut(1_000, "CNY", 80, BudgetPolicy.Escalate), new BudgetSpent("order", "r1", 100, "CNY", 0)];
        Found(disk => Write(disk, BudgetKind.Instance, "S0/-/2026-03", once)).ShouldBeNull();
        Found(disk => Write(disk, BudgetKind.Instance, "S0/-/2026-03", [.. once, once[1]])).ShouldNotBeNull().Invariant.ShouldBe("A budget spends what it is told of once.");
    }

    [Fact]
    public void A_second_open_need_is_seen()
    {
        ReplenishmentEvent[] one = [new ReplenishmentPolicyPut(new(ReplenishmentMethod.MinMax, "V", Minimum: 6, Maximum: 14)), new NeedOpened(1, [], 14, s_why)];
        Found(disk => Write(disk, ReplenishmentKind.Instance, "S0/K0", one)).ShouldBeNull();
        Found(disk => Write(disk, ReplenishmentKind.Instance, "S0/K0", [.. one, new NeedOpened(2, [], 14, s_why)])).ShouldNotBeNull().Invariant.ShouldBe("A stock has one open need at a time.");
    }

    [Fact]
    public void More_that_goes_back_than_was_asked_for_is_seen()
    {
        SupplierReturnEvent[] Sent(decimal units) =>
        [
            new SupplierReturnPut("V", "S0", SupplierReturnCause.Defective, SupplierReturnWish.Credit, [new("K0", 3, "L", null, null)], null, "h"), new SupplierReturnLinesSent([new(0, units, s_cost, null)]),
        ];
        Found(disk => Write(disk, SupplierReturnKind.Instance, "v1", Sent(3))).ShouldBeNull();
        Found(disk => Write(disk, SupplierReturnKind.Instance, "v1", Sent(4))).ShouldNotBeNull().Invariant.ShouldBe("No more goes back than was asked for, and no more comes back than went.");
    }

    private static void Stock(MemoryDisk disk, params StockEvent[] events) => Write(disk, StockKind.Instance, "S0/K0", events);

    private static void Write<TState, TEvent>(MemoryDisk disk, AggregateKind<TState, TEvent> kind, string key, TEvent[] events)
        where TState : class
        where TEvent : class
    {
        var entries = events.Select(one =>
        {
            var (name, payload) = kind.Events.Write(one);
            return new NewEvent(name, payload, s_now);
        }).ToArray();
        disk.TryWrite(disk, kind.Stream(key), 1, entries, out _).ShouldBeTrue();
        disk.Sync(disk);
    }

    private static Violation? Found(Action<MemoryDisk> write)
    {
        using var trace = new Trace(0);
        var disk = new MemoryDisk();
        write(disk);
        try
        {
            new JournalWatch(disk, new(), trace).Look();
            return null;
        }
        catch (Violation found)
        {
            return found;
        }
    }
}
