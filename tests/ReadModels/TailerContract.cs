using System.Text;
using BeautyGrains.Grains.Tests;
using BeautyGrains.Journal;
using BeautyGrains.Journal.Memory;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>Whatever happens on the way, the tables say what the journal says.</summary>
public abstract class TailerContract : ReadModelContract
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
        var (first, second) = (NewTailer(most: 5), NewTailer(most: 5, store: Opened(OpenStore())));
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
    public async Task A_new_version_is_built_while_the_old_one_serves_and_then_takes_its_place()
    {
        await Trade(100);
        await Once(NewTailer());
        var old = await Store.Dump(StockModel.Instance);
        var tablesBefore = await Store.Tables();
        var newer = new OtherVersion(2, readableFrom: 1);
        await using (var tailer = NewTailer(newer, most: 4))
        {
            await tailer.RunOnce(CancellationToken.None);
            ShouldBeSame(await Store.Dump(newer), old);
            await Should.ThrowAsync<ReadModelNotReadyException>(() => Store.Dump(new OtherVersion(2, readableFrom: 2)));
            await CatchUp(tailer);
            ShouldBeSame(await Store.Dump(newer), old);
            // The old tables go when nobody can be reading them any more.
            Clock.Advance(TimeSpan.FromSeconds(2));
            await CatchUp(tailer);
        }
        (await Store.CopiesOf(Stock)).Single().Version.ShouldBe(2);
        (await Store.Tables()).Count.ShouldBe(tablesBefore.Count);
        // An older program that comes back leaves it alone.
        await using var outdated = NewTailer();
        await outdated.RunOnce(CancellationToken.None);
        outdated.Status.State.ShouldBe(TailerState.Outdated);
        (await Store.CopiesOf(Stock)).Single().Version.ShouldBe(2);
    }

    [Fact]
    public async Task Models_that_are_built_anew_under_load_serve_all_the_while_and_equal_those_built_live()
    {
        var trading = new Trading(House, 1);
        await trading.Open();
        await using var host = new ReadModelHost(
            ReadModelsRegistration.Models, [], Journal, Store, new() { Options = new() { MostEvents = 50, LookAgain = TimeSpan.FromMilliseconds(20) } }, TimeProvider.System, TaskScheduler.Default,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<Tailer>.Instance);
        await host.StartAsync(CancellationToken.None);
        await Until(() => host.Status.All(status => status.Generation > 0));
        using var done = new CancellationTokenSource();
        var reads = Read(done.Token);
        for (var round = 0; round < 3; round++)
        {
            var asked = new Dictionary<string, long>();
            foreach (var model in host.Status) asked[model.Model] = (await host.Rebuild(model.Model, CancellationToken.None)).ShouldNotBeNull();
            await trading.Run(120);
            await Until(() => host.Status.All(status => status.Generation >= asked[status.Model]));
        }
        await Close();
        var head = await Journal.Head();
        await Until(() => host.Status.All(status => status.Position == head && status.State == TailerState.Following));
        await done.CancelAsync();
        (await reads).ShouldBeGreaterThan(10);
        (await host.Rebuild("nothing", CancellationToken.None)).ShouldBeNull();
        await host.StopAsync(CancellationToken.None);
        foreach (var model in ReadModelsRegistration.Models) await ShouldEqualFresh(model);
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
        await using var store = await OpenOther();
        await Once(NewTailer(store: store, journal: other));
        ShouldBeSame(await Store.Dump(StockModel.Instance), await store.Dump(StockModel.Instance));
    }

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
            await using var tailer = NewTailer(most: 6, listener: new StockLevelTeller(heard));
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
    public async Task The_verifier_names_rows_that_differ_from_the_journal()
    {
        await Trade(100);
        await Once(NewTailer());
        await Once(NewTailer(ProductModel.Instance));
        (await Differences()).ShouldBeEmpty();
        await Change($"UPDATE {{0}} SET on_hand = on_hand + 1000 WHERE store = 'S-1' AND sku = 'K-1'", "stock_levels", Stock);
        await Change($"DELETE FROM {{0}} WHERE store = 'S-2' AND sku = 'K-2'", "stock_levels", Stock);
        await Change($"UPDATE {{0}} SET sku = 'K-0' WHERE sku = 'K-3'", "products", "products");
        var found = await Differences();
        found.Count.ShouldBe(4);
        found[0].ShouldStartWith("read-model:stock stock_levels S-1/K-1: on_hand is ");
        found[1].ShouldBe("read-model:stock stock_levels S-2/K-2 is missing.");
        found[2].ShouldBe("read-model:products products K-0 is there, but nothing in the journal makes it.");
        found[3].ShouldBe("read-model:products products K-3 is missing.");
    }

    private async Task<List<string>> Differences() =>
        await new ReadModelCheck(Journal, Store, ReadModelsRegistration.Models).Run().Select(finding => $"{finding.Stream} {finding.What}").ToListAsync();

    private async Task Change(string sql, string table, string model)
    {
        var generation = (await Store.CopiesOf(model)).Single().Generation;
        var name = $"{Store.Dialect.Prefix}{table}_{generation}";
        await Store.Write(connection => connection.Execute(sql.Replace("{0}", name, StringComparison.Ordinal), CancellationToken.None), CancellationToken.None);
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

    private async Task<int> Read(CancellationToken done)
    {
        var list = new StockList(new(Store));
        var pages = 0;
        for (; !done.IsCancellationRequested; pages++)
        {
            var page = await list.Page(new(), StockOrders.ByStore, null, 500, Clock.GetUtcNow(), CancellationToken.None);
            page.Items.Count.ShouldBe(Trading.Stocks.Count());
            await Task.Yield();
        }
        return pages;
    }

    private static Task Until(Func<bool> holds) => House.Until(holds, "read models");

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

    private sealed class OtherVersion(int version, int readableFrom) : ReadModel
    {
        public override string Name => Stock;

        public override int Version => version;

        public override int ReadableFrom => readableFrom;

        public override IReadOnlyList<Table> Tables => StockTables.All;

        public override IProjection Project() => StockModel.Instance.Project();
    }
}

public sealed class SqliteTailerTests : TailerContract
{
    private readonly SqliteFolder _folder = new();

    protected override IReadModelStore OpenStore() => _folder.Open();

    protected override Task<IReadModelStore> OpenOther() => _folder.Other();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}

[Collection(PostgresCases.Name)]
[TestCaseOrderer(WherePostgresIs.Type, WherePostgresIs.Assembly)]
public sealed class PostgresTailerTests(PostgresServer server) : TailerContract
{
    private string _database = "";

    protected override IReadModelStore OpenStore() => new PostgresReadModelStore(_database);

    protected override async Task<IReadModelStore> OpenOther() => new PostgresReadModelStore(await server.NewDatabase());

    public override async Task InitializeAsync()
    {
        _database = await server.NewDatabase();
        await base.InitializeAsync();
    }

    [Fact]
    public async Task Whose_session_ends_loses_the_lead_and_another_takes_it_over_without_loss()
    {
        await Trade(100);
        var (first, second) = (NewTailer(most: 5), NewTailer(most: 5));
        for (var i = 0; i < 5; i++) await first.RunOnce(CancellationToken.None);
        await second.RunOnce(CancellationToken.None);
        second.Status.State.ShouldBe(TailerState.Passive);
        second.Status.Position.ShouldBe(first.Status.Position);
        second.Status.EventsBehind.ShouldBe((await Journal.Head()).Number - first.Status.Position.Number);
        await server.Psql("postgres", "-c", $"SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = '{Database}')");
        Clock.Advance(TimeSpan.FromSeconds(3));
        (await second.RunOnce(CancellationToken.None)).ShouldBeTrue();
        await CatchUp(second);
        second.Status.State.ShouldBe(TailerState.Following);
        await first.RunOnce(CancellationToken.None);
        first.Status.State.ShouldBe(TailerState.Troubled);
        Clock.Advance(TimeSpan.FromSeconds(3));
        await first.RunOnce(CancellationToken.None);
        first.Status.State.ShouldBe(TailerState.Passive);
        await ShouldEqualFresh(StockModel.Instance);
    }

    [Fact]
    public async Task A_database_that_is_restarted_loses_nothing()
    {
        await Trade(100);
        var tailer = NewTailer(most: 5);
        for (var i = 0; i < 5; i++) await tailer.RunOnce(CancellationToken.None);
        await server.Stop("immediate");
        (await tailer.RunOnce(CancellationToken.None)).ShouldBeFalse();
        tailer.Status.State.ShouldBe(TailerState.Troubled);
        tailer.Status.Fault.ShouldNotBeNull();
        await server.Start();
        // Sessions of before the crash may still lie in the pool of the readers.
        for (var i = 0; tailer.Status.State != TailerState.Following; i++)
        {
            i.ShouldBeLessThan(50);
            Clock.Advance(TimeSpan.FromSeconds(6));
            await CatchUp(tailer);
        }
        await ShouldEqualFresh(StockModel.Instance);
    }

    private string Database => _database.Split(';').Single(part => part.StartsWith("Database=", StringComparison.Ordinal))["Database=".Length..];
}
