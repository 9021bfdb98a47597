using System.Collections.Concurrent;
using BeautyGrains.Contracts;
using BeautyGrains.Journal;
using BeautyGrains.Journal.Memory;
using BeautyGrains.Journal.Postgres;
using BeautyGrains.Tests.Shared;
using Orleans.Runtime;

namespace BeautyGrains.Grains.Tests.Orleans;

/// <summary>One of two silos is lost while reservations run: nothing acknowledged is lost, nothing is oversold, and what was unknown is found out by the same id.</summary>
public sealed class KilledSiloTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    private const int Skus = 12;
    private const int OnHand = 30;
    private const int Tills = 16;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_nothing_is_oversold_when_a_silo_dies_under_load()
    {
        await using var journal = new MemoryJournal(new());
        await Run(journal);
    }

    [NeedsPostgres]
    public async Task The_same_holds_over_a_journal_in_PostgreSQL()
    {
        await using var journal = new PostgresJournal(new(await postgres.NewDatabase(), TimeProvider.System));
        await Run(journal);
    }

    private static async Task Run(IJournal journal)
    {
        await using var house = await House.Open(journal);
        await house.PutStore("S");
        for (var sku = 0; sku < Skus; sku++)
        {
            await house.PutSku($"sku-{sku}");
            await house.Receive("S", $"sku-{sku}", OnHand);
        }
        var day = new Day(house);
        var tills = Enumerable.Range(0, Tills).Select(day.Till).ToArray();
        await House.Until(() => day.Acknowledged.Count >= Skus * 5, "tills at work");
        await house.Engine.KillOne();
        await Task.WhenAll(tills);

        day.Asked.ShouldBe(Tills * Day.EachTill);
        day.Acknowledged.Count.ShouldBe(Skus * OnHand, "all that is there is reserved, and no more");
        for (var sku = 0; sku < Skus; sku++)
        {
            var stock = await house.Look("S", $"sku-{sku}");
            (stock.OnHand, stock.Reserved, stock.Available).ShouldBe((OnHand, OnHand, 0));
        }
        foreach (var (id, sku) in day.Acknowledged)
            (await house.Stock("S", sku).GetReservation(id)).Value.ShouldNotBeNull($"{id} was acknowledged").Quantity.ShouldBe(1);
    }

    /// <summary>Tills that ask for more than there is, one unit at a time, and ask again under the same id as long as they get no answer.</summary>
    private sealed class Day(House house)
    {
        public const int EachTill = 40;

        private int _asked;

        public ConcurrentDictionary<string, string> Acknowledged { get; } = new();

        public int Asked => _asked;

        public async Task Till(int till)
        {
            for (var i = 0; i < EachTill; i++)
            {
                var (id, sku) = ($"till-{till}-{i}", $"sku-{(till + i) % Skus}");
                var answer = await Answer(id, sku);
                Interlocked.Increment(ref _asked);
                if (answer.Refusal is null) Acknowledged[id] = sku;
                else answer.Refusal.Kind.ShouldBe(RefusalKind.InsufficientAvailable);
            }
        }

        private async Task<Answer<ReservationView>> Answer(string id, string sku)
        {
            var ask = new ReserveStock(id, 1, null, TimeSpan.FromHours(1), null, null, null, null, null, false, House.By);
            while (true)
            {
                try
                {
                    return await house.Stock("S", sku).Reserve(ask);
                }
                catch (Exception trouble) when (trouble is OrleansException or TimeoutException or NotWrittenException or OutcomeUnknownException)
                {
                    // The same id again finds the truth.
                    await Task.Yield();
                }
            }
        }
    }
}
