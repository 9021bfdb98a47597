using System.Text;
using BeautyGrains.Grains.Tests;
using BeautyGrains.Journal;
using BeautyGrains.Journal.Memory;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>Whatever happens on the way, the tables say what the journal says.</summary>
public abstract class TailerContract(TestDatabase database) : ReadModelContract(database)
{
    [Fact]
    public async Task A_copy_made_in_small_steps_by_one_process_after_another_equals_one_made_at_once()
    {
        var trading = new Trading(House, 1);
        await trading.Open();
        for (var round = 0; round < 6; round++)
        {
            await trading.Run(50);
            await using var tailer = NewTailer(most: 3 + round);
            for (var step = 0; step < 20; step++) await tailer.RunOnce(CancellationToken.None);
        }
        await Close();
        await Once(NewTailer());
        await ShouldEqualFresh(StockModel.Instance);
    }

    [Fact]
    public async Task Products_are_listed_with_their_newest_record()
    {
        var trading = new Trading(House, 1);
        await trading.Open();
        await trading.Run(200);
        await Once(NewTailer(ProductModel.Instance, most: 5));
        var put = await House.PutSku("K-9", new("Serum", "vial", NameZh: "玻尿酸精华液", Brand: "A\0B", Price: new(1999.5m, "CNY")));
        await Close();
        await Once(NewTailer(ProductModel.Instance));
        await ShouldEqualFresh(ProductModel.Instance);
        var record = await new ReadModelReader(Store).Read(ProductModel.Instance, async (copy, _) => (await copy.ByKey(
            ProductModel.Products, [["K-9"]], row => ProductRows.Record(row.GetString(20), row.GetString(21)), CancellationToken.None)).Single(), CancellationToken.None);
        record.ShouldBe(put.Record);
    }

    [Fact]
    public async Task Batches_that_are_lost_or_whose_commit_is_hidden_leave_nothing_out_and_nothing_in_twice()
    {
        await Trade(200);
        var faults = new Faults();
        await using var tailer = NewTailer(most: 9, faults: faults);
        await UntilCaughtUp(tailer);
        faults.Lost.ShouldBeGreaterThan(3);
        faults.Hidden.ShouldBeGreaterThan(3);
        tailer.Status.Failures.ShouldBe(faults.Lost + faults.Hidden);
        await ShouldEqualFresh(StockModel.Instance);
    }

    [Fact]
    public async Task Two_tailers_apply_every_event_once_and_the_second_goes_on_when_the_first_is_gone()
    {
        await Trade(200);
        var (first, second) = (NewTailer(most: 5), NewTailer(most: 5, store: Opened(Database.Open())));
        for (var i = 0; i < 40; i++)
        {
            await first.RunOnce(CancellationToken.None);
            await second.RunOnce(CancellationToken.None);
            // Between two looks at the rows each believes that it stands where it stood.
            if (i % 8 == 7) Clock.Advance(TimeSpan.FromSeconds(1));
        }
        await first.DisposeAsync();
        Clock.Advance(TimeSpan.FromSeconds(3));
        await CatchUp(second);
        var served = (await Store.CopiesOf(Stock)).Single(copy => copy.State == CopyState.Serving);
        served.Position.ShouldBe(await Journal.Head());
        // What both had read but one had committed is not counted by the other.
        (first.Status.EventsApplied + second.Status.EventsApplied).ShouldBe(served.Position.Number);
        await ShouldEqualFresh(StockModel.Instance);
    }

    [Fact]
    public async Task An_event_that_nobody_knows_stops_the_model_just_before_it_and_no_other_model()
    {
        await new Trading(House, 1).Open();
        await Once(NewTailer());
        await House.Receive("S-2", "K-2", 5, "L9", "before");
        var stream = new StreamKey(Stock, "S-1/K-1");
        await Journal.Open(stream, await Journal.LastVersion(stream)).Append(
            Journal.Enter(), new NewEvent[] { new("stock-vanished.9", Encoding.UTF8.GetBytes("{}"), Clock.GetUtcNow()) });
        var unknown = await Journal.Head();
        await House.Receive("S-2", "K-2", 5, "L9", "after");
        await Close();
        var (tailer, products) = (NewTailer(), NewTailer(ProductModel.Instance));
        await CatchUp(tailer);
        await CatchUp(products);
        tailer.Status.State.ShouldBe(TailerState.Stopped);
        tailer.Status.Fault.ShouldNotBeNull().ShouldContain("stock-vanished.9");
        var behind = tailer.Status.Behind;
        Clock.Advance(TimeSpan.FromSeconds(30));
        (tailer.Status.Behind - behind).ShouldBe(TimeSpan.FromSeconds(30));
        var served = (await Store.CopiesOf(Stock)).Single();
        served.Position.Number.ShouldBe(unknown.Number - 1);
        products.Status.State.ShouldBe(TailerState.Following);
        products.Status.Position.ShouldBe(await Journal.Head());
        // What is there goes on serving.
        var page = await new StockList(new(Store)).Page(new(Stores: ["S-2"], Sku: "K-2"), StockOrders.ByStore, null, 5, Clock.GetUtcNow(), CancellationToken.None);
        page.AsOf.Position.Number.ShouldBe(unknown.Number - 1);
        Clock.Advance(TimeSpan.FromSeconds(31));
        await CatchUp(tailer);
        tailer.Status.State.ShouldBe(TailerState.Stopped);
    }

    [Fact]
    public async Task Tables_made_of_another_journal_are_built_anew()
    {
        await Trade(100);
        await Once(NewTailer());
        var other = Opened(new MemoryJournal());
        await using (var house = await House.Open(other))
        {
            var trading = new Trading(house, 7);
            await trading.Open();
            await trading.Run(300);
        }
        await Once(NewTailer(journal: other));
        await using var store = await Database.Other();
        await Once(NewTailer(store: store, journal: other));
        ShouldBeSame(await Store.Dump(StockModel.Instance), await store.Dump(StockModel.Instance));
    }

    private async Task UntilCaughtUp(Tailer tailer)
    {
        var head = await Journal.Head();
        for (var i = 0; tailer.Status.Position != head || tailer.Status.State != TailerState.Following || await tailer.RunOnce(CancellationToken.None); i++)
        {
            i.ShouldBeLessThan(5_000);
            await CatchUp(tailer);
            Clock.Advance(TimeSpan.FromSeconds(6));
            head = await Journal.Head();
        }
    }

    private sealed class Faults : ReadModelFaults
    {
        private int _commits;

        public int Lost { get; private set; }

        public int Hidden { get; private set; }

        public override ValueTask BeforeCommit(string model)
        {
            if (++_commits % 4 != 1) return ValueTask.CompletedTask;
            Lost++;
            throw new IOException("The disk has gone.");
        }

        public override ValueTask AfterCommit(string model)
        {
            if (_commits % 5 != 2) return ValueTask.CompletedTask;
            Hidden++;
            throw new TimeoutException("No answer came.");
        }
    }
}

public sealed class SqliteTailerTests() : TailerContract(new SqliteFolder());

[Collection(PostgresCases.Name)]
[TestCaseOrderer(WherePostgresIs.Type, PostgresCases.Assembly)]
public sealed class PostgresTailerTests(PostgresServer server) : TailerContract(new PostgresDatabase(server));
