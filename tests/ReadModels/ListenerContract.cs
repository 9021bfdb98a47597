using BeautyGrains.Contracts;
using BeautyGrains.Grains.Tests;
using BeautyGrains.Journal;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>Whoever listens is told of every batch, however often telling fails; what is told of a batch is the listener's to choose.</summary>
public abstract class ListenerContract(TestDatabase database) : ReadModelContract(database)
{
    [Fact]
    public async Task Listeners_are_told_the_newest_picture_of_every_stock_in_order_however_often_telling_fails_or_the_process_dies()
    {
        var heard = new Heard();
        var trading = new Trading(House, 3);
        await trading.Open();
        for (var round = 0; round < 12; round++)
        {
            await trading.Run(25);
            // The process dies before it has told everything.
            await using var tailer = NewTailer(most: 24, listener: new StockLevelTeller(heard));
            for (var step = 0; step < 6; step++)
            {
                await tailer.RunOnce(CancellationToken.None);
                Clock.Advance(TimeSpan.FromMilliseconds(200));
            }
        }
        await Close();
        var last = NewTailer(most: 6, listener: new StockLevelTeller(heard));
        for (var step = 0; step < 100; step++)
        {
            await last.RunOnce(CancellationToken.None);
            Clock.Advance(TimeSpan.FromSeconds(6));
        }
        heard.Failures.ShouldBeGreaterThan(2);
        var lines = await new StockList(new(Store)).Page(new(), StockOrders.ByStore, null, 500, Clock.GetUtcNow(), CancellationToken.None);
        foreach (var line in lines.Items)
        {
            var told = heard.Levels.Where(level => level.Store == line.Store && level.Sku == line.Sku).ToList();
            told[^1].Version.ShouldBe(line.Version);
            told[^1].OnHand.ShouldBe(line.OnHand);
            told[^1].At.ShouldBe(line.ChangedAt);
            told.Select(level => level.Version).ShouldBeInOrder();
        }
    }

    [Fact]
    public async Task A_batch_that_touches_very_many_stocks_is_told_of_in_part_and_of_moved_goods_first()
    {
        const int stocks = StockLevelTeller.MostAtOnce + 10;
        await House.PutStore("S-1");
        for (var sku = 0; sku < stocks; sku++)
        {
            await House.PutSku($"K-{sku}");
            await House.Receive("S-1", $"K-{sku}", 10);
        }
        var heard = new Patient();
        await using var tailer = NewTailer(listener: new StockLevelTeller(heard));
        await CatchUp(tailer);
        heard.Levels.Clear();
        for (var sku = 0; sku < stocks; sku++)
            await House.Stock("S-1", $"K-{sku}").Reserve(new("r", 1, null, TimeSpan.FromMinutes(5), null, null, null, null, null, false, Grains.Tests.House.By));
        await House.Receive("S-1", $"K-{stocks - 1}", 5, "L2");
        await CatchUp(tailer);
        heard.Levels.Count.ShouldBe(StockLevelTeller.MostAtOnce);
        (heard.Levels[0].Sku, heard.Levels[0].OnHand).ShouldBe(($"K-{stocks - 1}", 15));
        heard.Levels[1].Sku.ShouldBe("K-0");
    }

    [Fact]
    public async Task A_stock_of_which_next_to_nothing_is_reserved_is_not_told_of_until_more_is_or_some_is_given_back()
    {
        await House.PutStore("S-1");
        await House.PutSku("K-1");
        await House.Receive("S-1", "K-1", 100);
        var heard = new Patient();
        await using var tailer = NewTailer(listener: new StockLevelTeller(heard));
        await CatchUp(tailer);
        heard.Levels.Clear();
        await Hold("a-little", 1);
        await CatchUp(tailer);
        heard.Levels.ShouldBeEmpty();
        await Hold("more", 4);
        await CatchUp(tailer);
        heard.Levels.ShouldHaveSingleItem().Available.ShouldBe(95);
        await House.Stock("S-1", "K-1").Release(new("more", Grains.Tests.House.By));
        await CatchUp(tailer);
        heard.Levels[^1].Available.ShouldBe(99);

        Task Hold(string id, decimal quantity) =>
            House.Stock("S-1", "K-1").Reserve(new(id, quantity, null, TimeSpan.FromMinutes(5), null, null, null, null, null, false, Grains.Tests.House.By));
    }

    [Fact]
    public async Task A_listener_that_could_not_be_told_for_a_while_is_told_every_event_since()
    {
        var heard = new Listener { Fails = call => call <= 30 };
        var trading = new Trading(House, 1);
        await trading.Open();
        await using var tailer = NewTailer(most: 4, listener: heard);
        for (var round = 0; round < 15; round++)
        {
            await trading.Run(4);
            await CatchUp(tailer);
            Clock.Advance(TimeSpan.FromSeconds(6));
        }
        await Close();
        for (var i = 0; i < 60; i++)
        {
            await CatchUp(tailer);
            Clock.Advance(TimeSpan.FromSeconds(6));
        }
        heard.Numbers.ShouldBe(Enumerable.Range(1, (int)(await Journal.Head()).Number).Select(number => (long)number));
    }

    [Fact]
    public async Task A_listener_that_was_told_is_tried_again_soon_when_it_fails_the_next_time()
    {
        var heard = new Listener { Fails = call => call is not 6 };
        await Trade(20);
        await using var tailer = NewTailer(most: 4, listener: heard);
        for (var i = 0; i < 40 && heard.Calls < 7; i++)
        {
            await CatchUp(tailer);
            if (heard.Calls < 7) Clock.Advance(TimeSpan.FromSeconds(6));
        }
        heard.Calls.ShouldBe(7);
        Clock.Advance(TimeSpan.FromMilliseconds(60));
        await CatchUp(tailer);
        heard.Calls.ShouldBe(8);
    }

    private sealed class Patient : IStockLevels
    {
        public List<StockLevelChanged> Levels { get; } = [];

        public bool IsHeard => true;

        public Task Publish(StockLevelChanged level)
        {
            Levels.Add(level);
            return Task.CompletedTask;
        }
    }

    private sealed class Heard : IStockLevels
    {
        private int _calls;

        public int Failures { get; private set; }

        public List<Contracts.StockLevelChanged> Levels { get; } = [];

        public bool IsHeard => true;

        public Task Publish(Contracts.StockLevelChanged level)
        {
            // Ever more seldom, so that no number of stocks in a batch always meets it.
            var root = (int)Math.Sqrt(++_calls);
            if (root > 1 && root * root == _calls)
            {
                Failures++;
                throw new InvalidOperationException("Nobody takes it.");
            }
            Levels.Add(level);
            return Task.CompletedTask;
        }
    }

    private sealed class Listener : IModelListener
    {
        public required Func<int, bool> Fails { get; init; }

        public int Calls { get; private set; }

        public List<long> Numbers { get; } = [];

        public string Model => Stock;

        public bool IsHeard => true;

        public Task Tell(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
        {
            if (Fails(++Calls)) throw new InvalidOperationException("Nobody takes it.");
            Numbers.AddRange(batch.Select(recorded => recorded.Position.Number));
            return Task.CompletedTask;
        }
    }
}

public sealed class SqliteListenerTests() : ListenerContract(new SqliteFolder());

[Collection(PostgresCases.Name)]
[TestCaseOrderer(WherePostgresIs.Type, PostgresCases.Assembly)]
public sealed class PostgresListenerTests(PostgresServer server) : ListenerContract(new PostgresDatabase(server));
