using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>Of a stock only that is at hand which events name, and the rows are nevertheless those of the whole.</summary>
public abstract class StockPartsContract(TestDatabase database) : ReadModelContract(database)
{
    private const string Body = "body";
    private static readonly LotQuantity s_two = new("L-1", 2);

    private readonly List<StockEvent> _events = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Whatever_befalls_a_row_within_one_batch_or_in_several_it_ends_as_the_whole_stock_says(int most)
    {
        Everything();
        await Write("S-1/K-1", _events);
        await Close();
        await Once(NewTailer(new Forgetful(), most));
        await ShouldEqualFresh(StockModel.Instance);
        var whole = (await StockKind.Instance.Replay(Journal, "S-1/K-1", fromZero: true)).State;
        var now = _at.AddMinutes(1);
        var line = (await new StockList(new(Store)).Page(new(), StockOrders.ByNewest, null, 500, now, CancellationToken.None)).Items.Single();
        var free = new Availability(whole, now);
        (line.OnHand, line.Reserved, line.Available, line.Held, line.InTransitIn, line.InTransitOut, line.Unmatched, line.Version)
            .ShouldBe((whole.OnHand, free.Reserved, free.Available, 7, 4, 5, 1, whole.Version));
        var open = await new ReservationList(new(Store)).Page(new(WithOverdue: true), ReservationOrders.ByStore, null, 500, now, CancellationToken.None);
        open.Items.Select(one => (one.Id, one.Quantity, one.ExpiresAt, one.Pinned, one.Version, string.Join(',', one.Lots)))
            .ShouldBe(whole.Open.Values.Select(one => (one.Id, one.Quantity, one.ExpiresAt, one.Pinned, one.Version, string.Join(',', one.Lots))));
        open.Items.Count.ShouldBe(3);
    }

    [Fact]
    public async Task However_many_reservations_are_open_an_event_reads_and_writes_the_rows_that_it_names()
    {
        Open("L-1", LotStatus.Released, 10_000);
        for (var i = 0; i < 1_000; i++) Reserve($"R-{i}", s_two);
        await Write("S-1/K-1", _events);
        var model = new Forgetful();
        var tailer = NewTailer(model);
        await CatchUp(tailer);
        model.Projection!.ReservationsAtHand.ShouldBe(Forgetful.Recent);
        model.Projection.RowsAtHand.ShouldBe(2);
        var from = await Journal.Head();
        _events.Clear();
        Reserve("R-new", s_two);
        Release("R-500");
        await Write("S-1/K-1", _events);
        List<RecordedEvent> batch = [];
        await foreach (var recorded in Journal.ReadAll(from)) batch.Add(recorded);
        var written = await Store.Read(async connection =>
        {
            var copy = new CopyTables(connection, Store.Dialect, (await new Copies(connection, Store.Dialect, Stock).Serving(CancellationToken.None))!.Generation);
            var changes = await StockModel.Instance.Project().Apply(batch, copy, CancellationToken.None);
            return changes.Tables.Select(one => (one.Table.Name, one.Puts.Count, one.Changes.Count, one.Removals.Count)).Order().ToList();
        }, CancellationToken.None);
        written.ShouldBe([("stock_levels", 0, 1, 0), ("stock_lots", 0, 1, 0), ("stock_reservations", 1, 0, 1)]);
        await CatchUp(tailer);
        await tailer.DisposeAsync();
        await Close();
        await ShouldEqualFresh(StockModel.Instance);
    }

    [Fact]
    public async Task What_changes_seldom_is_written_when_it_does()
    {
        Open("L-1", LotStatus.Released, 10);
        Open("L-2", LotStatus.Released, 10);
        await Write("S-1/K-1", _events);
        await Once(NewTailer());
        _events.Clear();
        _events.Add(new StockMoved(MovementKind.Sale, "S-1", [new("L-1", -3, null, 7)], 17, Body));
        await Write("S-1/K-1", _events);
        await Once(NewTailer());
        _events.Clear();
        // The hour is another, though nothing else is that stands in an index.
        _at = _at.AddHours(2);
        Reserve("R-1", s_two);
        await Write("S-1/K-1", _events);
        await Once(NewTailer());
        await Close();
        await ShouldEqualFresh(StockModel.Instance);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Lots_that_expire_while_others_are_reserved_of_are_no_longer_free_in_one_batch_or_in_several(int most)
    {
        var begin = _at;
        foreach (var (lot, hours) in new[] { ("L-1", 48), ("L-2", 5), ("L-3", 9), ("L-4", 2) }) Open(lot, LotStatus.Released, 10, begin.AddHours(hours));
        for (var hour = 1; hour < 12; hour++)
        {
            Reserve($"R-{hour}", s_two);
            if (hour == 6) Open("L-5", LotStatus.Released, 10, begin.AddHours(7));
            await Write("S-1/K-1", _events);
            _events.Clear();
            _at = begin.AddHours(hour);
        }
        await Close();
        await Once(NewTailer(new Forgetful(), most));
        await ShouldEqualFresh(StockModel.Instance);
        var whole = (await StockKind.Instance.Replay(Journal, "S-1/K-1", fromZero: true)).State;
        var list = new AvailabilityList(new(Store));
        foreach (var later in new[] { 0, 60, 60 * 40 })
        {
            var now = _at.AddMinutes(later);
            var free = new Availability(whole, now);
            var (stores, _) = await list.Of("K-1", null, now, CancellationToken.None);
            stores.Single().ShouldBe(new("S-1", whole.OnHand, free.Reserved, free.Available, 0, whole.Version));
        }
    }

    private DateTimeOffset _at = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private void Everything()
    {
        Open("L-1", LotStatus.Released, 100);
        Open("L\"2\\", LotStatus.Quarantined, 7);
        foreach (var id in new[] { "R-1", "R-2", "R-3", "R-4", "R-5" }) Reserve(id, s_two);
        Reserve("R-both", s_two, new("L\"2\\", 1));
        Reserve("R-booked");
        _events.Add(new ReservationExtended("R-1", _at.AddHours(3)));
        _events.Add(new ReservationExtended("R-2", _at.AddHours(5)));
        // Taken back, and its id taken again: now and at the end that it had.
        Release("R-2");
        Reserve("R-2", s_two);
        Release("R-3");
        _events.Add(new StockReserved("R-3", 9, [s_two], _at.AddHours(1), null, null, false, "piece", 0, Body));
        _events.Add(new ReservationPinned("R-4", 1));
        _events.Add(new ReservationUnpinned("R-4", 1));
        _events.Add(new ReservationPinned("R-4", 2));
        _events.Add(new ReservationRepinned("R-5", [new("L\"2\\", 2)]));
        _events.Add(new ReservationKept("R-5"));
        _events.Add(new ReservationCommitted("R-1", 2, [s_two], _at, null, Body, 1, 2));
        _events.Add(new StockMoved(MovementKind.Sale, "R-1", [new("L-1", -2, null, 98)], 105, Body));
        Release("R-both");
        _events.Add(new ReservationExpired("R-5", 2, [new("L\"2\\", 2)], _at, null, Body, 1));
        _events.Add(new LotStatusSet("L\"2\\", LotStatus.Released, "Seen."));
        _events.Add(new LotStatusSet("L\"2\\", LotStatus.Held, "Seen."));
        foreach (var id in new[] { "T-1", "T-2" })
        {
            _events.Add(new OutboundTransitOpened(id, "S-2", [], 5, Body));
            _events.Add(new InboundTransitOpened(id, "S-2", 4, Body));
        }
        _events.Add(new OutboundTransitClosed("T-1", [], 5));
        _events.Add(new InboundTransitClosed("T-2", 4));
        _events.Add(new UnmatchedChanged("F-1", 1, 1));
        Release("R-booked");
    }

    private void Open(string lot, LotStatus status, decimal quantity, DateTimeOffset? expiresAt = null)
    {
        _events.Add(new LotOpened(lot, lot, null, expiresAt, null, status, null, null, null, null, "G-1", null));
        var after = _events.OfType<StockMoved>().LastOrDefault()?.OnHandAfter ?? 0;
        _events.Add(new StockMoved(MovementKind.Receipt, "G-" + lot, [new(lot, quantity, null, quantity)], after + quantity, Body));
    }

    private void Reserve(string id, params LotQuantity[] pins) =>
        _events.Add(new StockReserved(id, 4, [.. pins], _at.AddHours(1), null, null, false, "piece", 0, Body));

    private void Release(string id) => _events.Add(new ReservationReleased(id, 4, [], _at, null, Body, 1));

    private async Task Write(string key, IReadOnlyList<StockEvent> events)
    {
        var stream = new StreamKey(Stock, key);
        var writer = Journal.Open(stream, await Journal.LastVersion(stream));
        foreach (var happened in events)
        {
            var (name, payload) = StockKind.Instance.Events.Write(happened);
            await writer.Append(Journal.Enter(), new NewEvent[] { new(name, payload, _at) });
        }
    }

    /// <summary>Stock that keeps hardly anything at hand.</summary>
    private sealed class Forgetful : ReadModel
    {
        public const int Recent = 2;

        public StockProjection? Projection { get; private set; }

        public override string Name => Stock;

        public override int Version => StockModel.Instance.Version;

        public override IReadOnlyList<Table> Tables => StockTables.All;

        public override IProjection Project() => Projection = new(kept: 2, recent: Recent);
    }
}

public sealed class SqliteStockPartsTests() : StockPartsContract(new SqliteFolder());

[Collection(PostgresCases.Name)]
[TestCaseOrderer(WherePostgresIs.Type, PostgresCases.Assembly)]
public sealed class PostgresStockPartsTests(PostgresServer server) : StockPartsContract(new PostgresDatabase(server));
