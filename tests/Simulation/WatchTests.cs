using System.Text;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;
using BeautyGrains.Journal.Memory;

namespace BeautyGrains.Simulation.Tests;

/// <summary>Those who watch see what must not be: journals written by hand, with one thing wrong each.</summary>
public sealed class WatchTests
{
    private static readonly DateTimeOffset s_now = VirtualTime.Start;

    private static readonly LotOpened s_lot = new("L", "L", null, s_now.AddDays(1), null, LotStatus.Released, null, null, null, null, null, null);

    private static readonly StockMoved s_receipt = new(MovementKind.Receipt, "m1", [new("L", 5, null, 5)], 5, "h");

    private static readonly StockReserved s_hold = new("r1", 2, [new("L", 2)], s_now.AddMinutes(1), null, null, false, "piece", 0, "h");

    public static TheoryData<string, string> Wrongs() => new()
    {
        { "twice", "Each id is applied once." },
        { "balance", "A ledger line has the balance that it leads to." },
        { "dead", "Expired or blocked lots are never sold." },
        { "promised", "What is promised is not sold to others." },
        { "overdue", "Who decides after a reservation's time records its end first." },
        { "back", "An expired or ended reservation never comes back." },
        { "early", "A reservation counts until its time has passed." },
        { "reason", "A step of a process is taken after its reason is durable." },
        { "clock", "Time of a stream never goes back." },
    };

    [Theory]
    [MemberData(nameof(Wrongs))]
    public void What_must_not_be_is_seen(string what, string invariant)
    {
        var expired = new ReservationExpired("r1", 2, [new("L", 2)], s_hold.ExpiresAt, null, "h", 3);
        (StockEvent Happened, DateTimeOffset At)[] wrong = what switch
        {
            "twice" => [(s_receipt with { Lines = [new("L", 5, null, 10)], OnHandAfter = 10 }, s_now)],
            "balance" => [(new StockMoved(MovementKind.Sale, "m2", [new("L", -1, null, 3)], 4, "h"), s_now)],
            "dead" => [(expired, s_now.AddDays(2)), (new StockMoved(MovementKind.Sale, "m2", [new("L", -1, null, 4)], 4, "h"), s_now.AddDays(2))],
            "promised" => [(new StockMoved(MovementKind.Sale, "m2", [new("L", -4, null, 1)], 1, "h"), s_now)],
            "overdue" => [(new LotStatusSet("L", LotStatus.Held, "x"), s_now.AddMinutes(2)), (new LotStatusSet("L", LotStatus.Released, "x"), s_now.AddMinutes(3))],
            "back" => [(expired, s_now.AddMinutes(1)), (s_hold with { ExpiresAt = s_now.AddHours(1) }, s_now.AddMinutes(1))],
            "early" => [(expired, s_now)],
            "reason" => [(s_hold with { Id = "basket:b1" }, s_now)],
            _ => [(new LotStatusSet("L", LotStatus.Held, "x"), s_now.AddSeconds(-1))],
        };
        var sound = Watch([(s_lot, s_now), (s_receipt, s_now), (s_hold, s_now)]);
        sound.ShouldBeNull();
        Watch([(s_lot, s_now), (s_receipt, s_now), (s_hold, s_now), .. wrong])?.Invariant.ShouldBe(invariant);
        Watch([(s_lot, s_now), (s_receipt, s_now), (s_hold, s_now), .. wrong]).ShouldNotBeNull();
    }

    [Fact]
    public void A_broken_chain_is_seen()
    {
        var disk = new MemoryDisk();
        Write(disk, [(s_lot, s_now), (s_receipt, s_now)]);
        disk.Look(look => look.Log[1] = look.Log[1] with { Payload = Encoding.UTF8.GetBytes("{}") });
        Found(disk)?.Invariant.ShouldBe("The hash chain holds.");
    }

    private static Violation? Watch((StockEvent Happened, DateTimeOffset At)[] events)
    {
        var disk = new MemoryDisk();
        Write(disk, events);
        return Found(disk);
    }

    private static void Write(MemoryDisk disk, (StockEvent Happened, DateTimeOffset At)[] events)
    {
        var entries = events.Select(one =>
        {
            var (name, payload) = StockKind.Instance.Events.Write(one.Happened);
            return new NewEvent(name, payload, one.At);
        }).ToArray();
        disk.TryWrite(disk, StockKind.Instance.Stream("S0/K0"), 1, entries, out _).ShouldBeTrue();
        disk.Sync(disk);
    }

    private static Violation? Found(MemoryDisk disk)
    {
        using var trace = new Trace(0);
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
