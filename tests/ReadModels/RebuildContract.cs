using BeautyGrains.Grains.Tests;
using BeautyGrains.Journal;
using BeautyGrains.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>Tables are built anew while those at hand serve, whatever the new ones meet.</summary>
public abstract class RebuildContract(TestDatabase database) : ReadModelContract(database)
{
    [Fact]
    public async Task A_new_version_is_built_while_the_old_one_serves_and_then_takes_its_place()
    {
        await Trade(100);
        await Once(NewTailer());
        var old = await Store.Dump(StockModel.Instance);
        var tablesBefore = await Store.Tables();
        var next = StockModel.Instance.Version + 1;
        var newer = new OtherVersion(next, readableFrom: StockModel.Instance.Version);
        await using (var tailer = NewTailer(newer, most: 4))
        {
            await tailer.RunOnce(CancellationToken.None);
            ShouldBeSame(await Store.Dump(newer), old);
            await Should.ThrowAsync<ReadModelNotReadyException>(() => Store.Dump(new OtherVersion(next, readableFrom: next)));
            await CatchUp(tailer);
            ShouldBeSame(await Store.Dump(newer), old);
            // The old tables go when nobody can be reading them any more.
            Clock.Advance(TimeSpan.FromSeconds(2));
            await CatchUp(tailer);
        }
        (await Store.CopiesOf(Stock)).Single().Version.ShouldBe(next);
        (await Store.Tables()).Count.ShouldBe(tablesBefore.Count);
        // An older program that comes back leaves it alone.
        await using var outdated = NewTailer();
        await outdated.RunOnce(CancellationToken.None);
        outdated.Status.State.ShouldBe(TailerState.Outdated);
        (await Store.CopiesOf(Stock)).Single().Version.ShouldBe(next);
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
    public async Task A_copy_whose_rows_are_spoilt_stops_and_a_rebuild_heals_it()
    {
        var trading = new Trading(House, 1);
        await trading.Open();
        await Once(NewTailer());
        await Spoil();
        await trading.Run(60);
        await Close();
        await using var host = NewHost(new() { MostEvents = 20 });
        var tailer = host.Tailers.Single(one => one.Model == StockModel.Instance);
        await CatchUp(tailer);
        tailer.Status.State.ShouldBe(TailerState.Stopped);
        var generation = (await host.Rebuild(Stock, CancellationToken.None)).ShouldNotBeNull();
        // Who waits for the rebuild does not read of the stop that it is to heal.
        tailer.Status.State.ShouldBe(TailerState.Starting);
        (await CatchUp(tailer)).ShouldBeLessThan(40);
        tailer.Status.State.ShouldBe(TailerState.Following);
        tailer.Status.Generation.ShouldBe(generation);
        await ShouldEqualFresh(StockModel.Instance);
    }

    [Fact]
    public async Task A_rebuild_that_meets_an_event_it_cannot_take_is_given_up_and_the_copy_at_hand_goes_on()
    {
        var trading = new Trading(House, 1);
        await trading.Open();
        var model = new Fussy { MostEvents = int.MaxValue };
        await using var tailer = NewTailer(model, most: 10);
        await CatchUp(tailer);
        model.RefusesFrom = 5;
        await Store.Write(async connection =>
        {
            await new Copies(connection, Store.Dialect, Stock).Announce(StockModel.Instance.Version, CancellationToken.None);
            return true;
        }, CancellationToken.None);
        tailer.Wake();
        await trading.Run(40);
        await Close();
        await CatchUp(tailer);
        tailer.Status.State.ShouldBe(TailerState.Following);
        Clock.Advance(TimeSpan.FromSeconds(2));
        await CatchUp(tailer);
        (await Store.CopiesOf(Stock)).Single().State.ShouldBe(CopyState.Serving);
        await ShouldEqualFresh(StockModel.Instance);
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

    private async Task Spoil()
    {
        var name = $"{Store.Dialect.Prefix}stock_levels_{(await Store.CopiesOf(Stock)).Single().Generation}";
        await Store.Write(connection => connection.Execute($"DELETE FROM {name}", CancellationToken.None), CancellationToken.None);
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

public sealed class SqliteRebuildTests() : RebuildContract(new SqliteFolder());

[Collection(PostgresCases.Name)]
[TestCaseOrderer(WherePostgresIs.Type, PostgresCases.Assembly)]
public sealed class PostgresRebuildTests(PostgresServer server) : RebuildContract(new PostgresDatabase(server))
{
    [Fact]
    public async Task Whoever_reads_a_retired_copy_for_long_holds_nothing_up()
    {
        var trading = new Trading(House, 1);
        await trading.Open();
        await using var host = NewHost(new());
        var tailer = host.Tailers.Single();
        await CatchUp(tailer);
        var tables = (await Store.Tables()).Count;
        await Store.Read(async reader =>
        {
            await reader.Query($"SELECT 1 FROM read_models.stock_levels_{tailer.Status.Generation}", row => row.GetInt32(0), CancellationToken.None);
            await host.Rebuild(Stock, CancellationToken.None);
            await CatchUp(tailer);
            await trading.Run(20);
            await Close();
            Clock.Advance(TimeSpan.FromSeconds(2));
            await CatchUp(tailer);
            tailer.Status.Failures.ShouldBe(0);
            tailer.Status.Position.ShouldBe(await Journal.Head());
            return true;
        }, CancellationToken.None);
        Clock.Advance(TimeSpan.FromSeconds(2));
        await CatchUp(tailer);
        (await Store.Tables()).Count.ShouldBe(tables);
    }
}
