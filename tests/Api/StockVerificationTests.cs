using System.Collections.Immutable;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;
using BeautyGrains.Journal.Memory;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Tests;

/// <summary>The verifier alone, over histories that a server seldom leaves behind.</summary>
public sealed class StockVerificationTests
{
    private static readonly StockFacts s_facts = new(new("Serum", "bottle"), new("Bund", "Asia/Shanghai"));
    private static readonly Caller s_by = new("key-1", "");

    [Fact]
    public async Task Holds_whose_time_has_passed_do_not_count_as_oversold_before_they_are_recorded()
    {
        var clock = new ManualClock();
        var now = clock.GetUtcNow();
        const int holds = StockRules.MostOverdue + 44;
        await using var journal = new MemoryJournal(new());
        var stock = new Versioned<Grains.Stock>(StockKind.Instance.Empty("S/K"), 0, DateTimeOffset.MinValue);
        var writer = journal.Open(StockKind.Instance.Stream("S/K"), 0);

        await Write(StockRules.Receive(stock.State, new("R", holds, null, "L1", null, null, null, null, null, null, null, LotStatus.Released, null, s_by), s_facts, now).Events);
        for (var i = 0; i < holds; i++)
            await Write(StockRules.Reserve(stock.State, new($"r{i}", 1, null, null, null, null, null, null, null, false, s_by), s_facts, now).Events);
        clock.Advance(TimeSpan.FromHours(1));
        now = clock.GetUtcNow();
        // As a stock does it: a bounded number of them ends with the next decision, and the rest later.
        await Write(StockRules.Overdue(stock.State, now));
        await Write(StockRules.Sell(stock.State, new("s1", holds, null, null, MovementKind.Sale, null, s_by), s_facts, now).Events);

        stock.State.OnHand.ShouldBe(0);
        (await new Verifier(journal, new(journal), clock).Run().Select(finding => finding.What).ToListAsync()).ShouldBeEmpty();

        async Task Write(ImmutableArray<StockEvent> events)
        {
            var entries = new List<NewEvent>();
            foreach (var happened in events)
            {
                var (name, payload) = StockKind.Instance.Events.Write(happened);
                stock = new(StockKind.Instance.Evolve(stock.State, happened, new(stock.Version + 1, now, s_by.Actor)), stock.Version + 1, now);
                entries.Add(new(name, payload, now, s_by.Actor, "", null, null));
            }

            await writer.Append(journal.Enter(), entries.ToArray());
        }
    }
}
