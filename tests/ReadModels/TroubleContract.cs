using BeautyGrains.Grains.Tests;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>What goes wrong and does not heal by itself holds up nothing else.</summary>
public abstract class TroubleContract(TestDatabase database) : ReadModelContract(database)
{
    [Fact]
    public async Task A_database_that_refuses_large_batches_gets_small_ones()
    {
        await Trade(100);
        await using var tailer = NewTailer(new Fussy { MostEvents = 3 });
        for (var i = 0; i < 200 && tailer.Status.Position != await Journal.Head(); i++)
        {
            await CatchUp(tailer);
            Clock.Advance(TimeSpan.FromSeconds(6));
        }
        await ShouldEqualFresh(StockModel.Instance);
    }

    [Fact]
    public async Task A_wall_clock_that_is_set_back_puts_nothing_off()
    {
        await Trade(20);
        var faults = new OneLoss();
        var clock = new WallClock(Clock);
        await using var tailer = NewTailer(faults: faults, clock: clock);
        (await tailer.RunOnce(CancellationToken.None)).ShouldBeFalse();
        clock.Ahead = TimeSpan.FromHours(-1);
        // The database may notice only now that the first session has gone.
        for (var i = 0; i < 50 && tailer.Status.State != TailerState.Following; i++)
        {
            Clock.Advance(TimeSpan.FromSeconds(2));
            await CatchUp(tailer);
        }
        tailer.Status.State.ShouldBe(TailerState.Following);
    }

    [Fact]
    public async Task A_process_that_only_asks_sees_how_far_the_others_are_and_writes_nothing()
    {
        await Trade(20);
        await using var host = NewHost(new() { Leads = false });
        var asking = host.Tailers.Single();
        await CatchUp(asking);
        (await Store.CopiesOf(Stock)).ShouldBeEmpty();
        await Once(NewTailer());
        Clock.Advance(TimeSpan.FromSeconds(3));
        await CatchUp(asking);
        asking.Status.State.ShouldBe(TailerState.Passive);
        asking.Status.Generation.ShouldBeGreaterThan(0);
        asking.Status.Position.ShouldBe(await Journal.Head());
        // So lists do not wait for it.
        await new Freshness(host, Journal, Clock).Wait(StockModel.Instance, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("stock_levels")]
    [InlineData("stock_lots")]
    public async Task A_tailer_whose_rows_are_gone_does_not_go_on_as_if_they_were_there(string table)
    {
        var trading = new Trading(House, 1);
        await trading.Open();
        await using var tailer = NewTailer();
        await CatchUp(tailer);
        var position = tailer.Status.Position;
        var name = $"{Store.Dialect.Prefix}{table}_{tailer.Status.Generation}";
        await Store.Write(connection => connection.Execute($"DELETE FROM {name}", CancellationToken.None), CancellationToken.None);
        var reserved = await House.Stock("S-1", "K-1").Reserve(new("R-1", 1, null, TimeSpan.FromMinutes(5), null, null, null, null, null, false, House.By));
        reserved.Refusal.ShouldBeNull();
        await Close();
        for (var i = 0; i < 5; i++)
        {
            await CatchUp(tailer);
            Clock.Advance(TimeSpan.FromSeconds(6));
        }
        tailer.Status.State.ShouldBe(TailerState.Stopped);
        tailer.Status.Position.ShouldBe(position);
    }

    [Fact]
    public async Task Events_gather_between_transactions_until_somebody_waits_for_the_copy()
    {
        var trading = new Trading(House, 1);
        await trading.Open();
        // The clock stands still, so that no pause ends by itself.
        await using var host = NewHost(new() { Gather = TimeSpan.FromMinutes(1) });
        await host.StartAsync(CancellationToken.None);
        var tailer = host.Tailers.Single();
        var patience = TimeSpan.FromSeconds(30);
        await tailer.Reaches(await Journal.Head(), CancellationToken.None).WaitAsync(patience);
        var before = tailer.Status.Batches;
        for (var i = 0; i < 30; i++) await House.Receive("S-1", "K-1", 1, "L1", $"gathered-{i}");
        tailer.Status.Batches.ShouldBe(before);
        await tailer.Reaches(await Journal.Head(), CancellationToken.None).WaitAsync(patience);
        tailer.Status.Batches.ShouldBe(before + 1);
        await host.StopAsync(CancellationToken.None);
        await Close();
        await ShouldEqualFresh(StockModel.Instance);
    }

    [Fact]
    public async Task What_stays_at_hand_is_bounded_by_its_rows()
    {
        await Trade(150);
        var model = new Short();
        await using var tailer = NewTailer(model, most: 7);
        while (await tailer.RunOnce(CancellationToken.None)) model.Projection!.RowsAtHand.ShouldBeInRange(0, 12);
        model.Projection!.RowsAtHand.ShouldBeGreaterThan(0);
        await ShouldEqualFresh(StockModel.Instance);
    }

    /// <summary>Stock that keeps little at hand.</summary>
    private sealed class Short : ReadModel
    {
        public StockProjection? Projection { get; private set; }

        public override string Name => Stock;

        public override int Version => StockModel.Instance.Version;

        public override IReadOnlyList<Table> Tables => StockTables.All;

        public override IProjection Project() => Projection = new(kept: 12, recent: 5);
    }

    private sealed class OneLoss : ReadModelFaults
    {
        private bool _lost;

        public override ValueTask BeforeCommit(string model)
        {
            if (_lost) return ValueTask.CompletedTask;
            _lost = true;
            throw new IOException("The disk has gone.");
        }
    }

    private sealed class WallClock(TimeProvider clock) : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override long TimestampFrequency => clock.TimestampFrequency;

        public override long GetTimestamp() => clock.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + Ahead;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => clock.CreateTimer(callback, state, dueTime, period);
    }
}

public sealed class SqliteTroubleTests() : TroubleContract(new SqliteFolder())
{
    [Fact]
    public async Task A_copy_that_never_stands_where_it_should_is_trouble_and_not_tried_without_pause()
    {
        await Trade(20);
        await Store.Write(connection => connection.Execute("CREATE TRIGGER stuck BEFORE UPDATE ON copies BEGIN SELECT RAISE(IGNORE); END", CancellationToken.None), CancellationToken.None);
        await using var tailer = NewTailer();
        (await CatchUp(tailer)).ShouldBeLessThan(3);
        tailer.Status.State.ShouldBe(TailerState.Troubled);
        await Store.Write(connection => connection.Execute("DROP TRIGGER stuck", CancellationToken.None), CancellationToken.None);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await CatchUp(tailer);
        await ShouldEqualFresh(StockModel.Instance);
    }
}

[Collection(PostgresCases.Name)]
[TestCaseOrderer(WherePostgresIs.Type, PostgresCases.Assembly)]
public sealed class PostgresTroubleTests(PostgresServer server) : TroubleContract(new PostgresDatabase(server));
