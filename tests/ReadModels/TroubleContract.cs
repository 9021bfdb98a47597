using System.Data.Common;
using BeautyGrains.Grains.Tests;
using BeautyGrains.Journal;
using BeautyGrains.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>What goes wrong and does not heal by itself holds up nothing else, and a rebuild heals it.</summary>
public abstract class TroubleContract : ReadModelContract
{
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
            await new Copies(connection, Store.Dialect, Stock).Announce(1, CancellationToken.None);
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

    [Fact]
    public async Task A_database_that_refuses_large_batches_gets_small_ones()
    {
        await Trade(100);
        await using var tailer = NewTailer(new Fussy { MostEvents = 3 });
        for (var i = 0; i < 60 && tailer.Status.Position != await Journal.Head(); i++)
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

    protected ReadModelHost NewHost(TailerOptions options) => new(
        [StockModel.Instance], [], Journal, Store, new() { Options = options }, Clock, TaskScheduler.Default, NullLogger<Tailer>.Instance);

    private async Task Spoil()
    {
        var name = $"{Store.Dialect.Prefix}stock_levels_{(await Store.CopiesOf(Stock)).Single().Generation}";
        await Store.Write(connection => connection.Execute($"DELETE FROM {name}", CancellationToken.None), CancellationToken.None);
    }

    /// <summary>Stock that refuses to be built from the beginning past a position, and whose database refuses large batches.</summary>
    private sealed class Fussy : ReadModel
    {
        public long RefusesFrom { get; set; } = long.MaxValue;

        public int MostEvents { get; init; }

        public override string Name => Stock;

        public override int Version => 1;

        public override IReadOnlyList<Table> Tables => StockTables.All;

        public override IProjection Project() => new Projection(this, StockModel.Instance.Project());

        private sealed class Projection(Fussy model, IProjection stock) : IProjection
        {
            private readonly long _refusesFrom = model.RefusesFrom;

            public ValueTask<RowChanges> Apply(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel) =>
                batch.Count > model.MostEvents ? throw new TooMuch()
                : copy.Generation > 1 && batch[^1].Position.Number >= _refusesFrom ? throw new JournalCorruptException("Not this one.")
                : stock.Apply(batch, copy, cancel);
        }
    }

    /// <summary>Stock that keeps little at hand.</summary>
    private sealed class Short : ReadModel
    {
        public StockProjection? Projection { get; private set; }

        public override string Name => Stock;

        public override int Version => 1;

        public override IReadOnlyList<Table> Tables => StockTables.All;

        public override IProjection Project() => Projection = new(kept: 12);
    }

    private sealed class TooMuch() : DbException("Too much at once.");

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

    private sealed class Listener : IModelListener
    {
        public required Func<int, bool> Fails { get; init; }

        public int Calls { get; private set; }

        public List<long> Numbers { get; } = [];

        public string Model => Stock;

        public bool IsHeard => true;

        public Task Tell(IReadOnlyList<RecordedEvent> batch, IProjection projection, CopyTables copy, CancellationToken cancel)
        {
            if (Fails(++Calls)) throw new InvalidOperationException("Nobody takes it.");
            Numbers.AddRange(batch.Select(recorded => recorded.Position.Number));
            return Task.CompletedTask;
        }
    }
}

public sealed class SqliteTroubleTests : TroubleContract
{
    private readonly SqliteFolder _folder = new();

    protected override IReadModelStore OpenStore() => _folder.Open();

    protected override Task<IReadModelStore> OpenOther() => _folder.Other();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

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
[TestCaseOrderer(WherePostgresIs.Type, WherePostgresIs.Assembly)]
public sealed class PostgresTroubleTests(PostgresServer server) : TroubleContract
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

    [Fact]
    public async Task The_database_looks_whether_the_machine_that_leads_is_still_there()
    {
        await using var lead = (await Store.Lead(Stock, CancellationToken.None)).ShouldNotBeNull();
        foreach (var setting in new[] { "tcp_keepalives_idle", "tcp_keepalives_interval", "tcp_keepalives_count" })
            (await lead.Connection.Query($"SELECT current_setting('{setting}')::int", row => row.GetInt32(0), CancellationToken.None)).Single().ShouldBeInRange(1, 10, setting);
    }
}
