using BeautyGrains.Engine.Tests;
using BeautyGrains.Grains.Tests;
using BeautyGrains.Journal;
using BeautyGrains.Journal.Memory;
using Microsoft.Extensions.Logging.Abstractions;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>What needs no database of its own.</summary>
public sealed class SmallPartsTests
{
    [Fact]
    public async Task The_tailer_runs_in_one_thread_on_the_injected_scheduler_over_a_database_in_memory()
    {
        await using var journal = new MemoryJournal();
        var house = await House.Open(journal);
        var trading = new Trading(house, 1);
        await trading.Open();
        await trading.Run(100);
        await house.DisposeAsync();
        await using var store = SqliteReadModelStore.InMemory("one-thread");
        var threads = new Threads();
        var tailer = new Tailer(StockModel.Instance, new(journal), store, house.Clock, new() { MostEvents = 7, Faults = threads }, null, NullLogger.Instance);
        var scheduler = new PumpedScheduler(1);
        scheduler.RunToEnd(async () => await ReadModelContract.CatchUp(tailer), house.Clock, TimeSpan.FromSeconds(1), 10);
        threads.Seen.ShouldBe([Environment.CurrentManagedThreadId]);
        tailer.Status.Position.ShouldBe(await journal.Head());
        (await store.Dump(StockModel.Instance)).Count.ShouldBeGreaterThan(20);
        await tailer.DisposeAsync();
    }

    [Fact]
    public async Task What_is_read_at_hand_is_what_the_journal_has()
    {
        await using var journal = new MemoryJournal();
        var house = await House.Open(journal);
        await new Trading(house, 1).Open();
        await house.DisposeAsync();
        var all = await journal.ReadAll(JournalPosition.Start).Select(recorded => recorded.Position).ToListAsync();
        var tail = new JournalTail(journal, kept: 10);
        var places = new[] { 0, 3, 6, 6, 9, 4, 20, 18, 25, 30, 12, all.Count - 1, all.Count };
        foreach (var place in places)
        {
            var read = await tail.Read(new(0, place), 5, CancellationToken.None);
            read.Select(recorded => recorded.Position).ShouldBe(all.Skip(place).Take(read.Count), $"after {place}");
            read.Count.ShouldBeInRange(place == all.Count ? 0 : 1, 5, $"after {place}");
        }
        (await tail.At(new(0, 4), CancellationToken.None))!.Position.Number.ShouldBe(4);
        (await tail.At(new(0, all.Count + 1), CancellationToken.None)).ShouldBeNull();
    }

    [Theory]
    [InlineData("x")]
    [InlineData("!")]
    [InlineData("W10")]
    [InlineData("W1tdXQ")]
    [InlineData("W1sic3RvcmUiLDEsMl1d")]
    [InlineData("W1sic2t1IiwiYSIsImIiXV0")]
    public void A_cursor_that_this_order_did_not_give_is_not_read(string text) => StockOrders.ByStore.TryRead(text, out _).ShouldBeFalse();

    [Fact]
    public void A_cursor_that_it_gave_is_read_again()
    {
        var cursor = StockOrders.ByOnHand.After(-5L, "S-1", "玻~1");
        StockOrders.ByOnHand.TryRead(cursor.ToString(), out var read).ShouldBeTrue();
        read!.After.ShouldBe(cursor.After);
        StockOrders.ByStore.TryRead(cursor.ToString(), out _).ShouldBeFalse();
        StockOrders.ByStore.TryRead(null, out var beginning).ShouldBeTrue();
        beginning.ShouldBeNull();
    }

    [Fact]
    public void Quantities_are_exact_or_refused()
    {
        Stored.Quantity(Stored.Quantity(1_000_000_000.125m)).ShouldBe(1_000_000_000.125m);
        Stored.Quantity(Stored.Quantity(-2m)).ShouldBe(-2m);
        Should.Throw<OverflowException>(() => Stored.Quantity(0.0001m));
    }

    private sealed class Threads : ReadModelFaults
    {
        public HashSet<int> Seen { get; } = [];

        public override ValueTask BeforeCommit(string model)
        {
            Seen.Add(Environment.CurrentManagedThreadId);
            return ValueTask.CompletedTask;
        }

        public override ValueTask AfterCommit(string model) => BeforeCommit(model);
    }
}
