using BeautyGrains.Contracts;
using BeautyGrains.Grains.Tests;
using BeautyGrains.ReadModels.Trace;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>Where lots came from and where they went, as the read model tells it on every database.</summary>
public abstract class TraceContract(TestDatabase database) : ReadModelContract(database)
{
    private const int Clients = 1_000;
    private static readonly CancellationToken s_never = CancellationToken.None;

    [Fact]
    public async Task After_much_trade_every_lots_steps_add_up_to_what_its_stock_has_and_are_the_same_when_built_anew()
    {
        var trading = new Trading(House, 5);
        await trading.Open();
        await using var tailer = NewTailer(TraceModel.Instance, most: 7);
        await trading.Run(150);
        await CatchUp(tailer);
        await trading.Run(150);
        var book = new Dictionary<(string, string, string), decimal>();
        foreach (var (store, sku) in Trading.Stocks)
            foreach (var lot in (await House.Stock(store, sku).Get())!.Lots) book[(sku, store, lot.Lot)] = lot.OnHand;
        var numbers = new HashSet<LotNumber>();
        foreach (var (store, sku) in Trading.Stocks)
            foreach (var lot in (await House.Stock(store, sku).Get())!.Lots) numbers.Add(new(sku, lot.LotNo));
        await Close();
        await CatchUp(tailer);

        var traces = new Traces(new(Store));
        var told = new Dictionary<(string, string, string), decimal>();
        foreach (var number in numbers)
        {
            var trace = (await traces.OfLot(number, null, 5_000, 5_000, s_never)).ShouldNotBeNull();
            foreach (var lot in trace.Lots) told[(lot.Number.Sku, lot.Store, lot.Lot)] = lot.OnHand!.Value;
            trace.Steps.Count.ShouldBe((int)trace.StepCount);
            trace.Flows.Sum(flow => flow.Steps).ShouldBe(trace.StepCount);
            trace.Steps.Sum(step => step.Quantity).ShouldBe(trace.Flows.Sum(flow => flow.Quantity));
            trace.Clients.Sum(client => client.Quantity).ShouldBe(-trace.Steps.Where(step => step.Client is not null && step.Stream != TraceKinds.Container).Sum(step => step.Quantity));
            // Pages lead to the same.
            var paged = new List<TraceStep>();
            for (ListCursor? after = null; ;)
            {
                var page = await traces.Steps(number, null, TraceOrders.ByTime, after, 7, s_never);
                paged.AddRange(page.Items);
                if (page.Next is null) break;
                after = page.Next;
            }
            paged.ShouldBe(trace.Steps);
        }
        told.OrderBy(one => one.Key).ShouldBe(book.OrderBy(one => one.Key));
        book.Count.ShouldBeGreaterThan(20);
        await ShouldEqualFresh(TraceModel.Instance);
    }

    [Fact]
    public async Task A_lot_leads_over_receipt_transfer_and_sale_to_a_thousand_clients_and_a_client_leads_back_to_the_receipts()
    {
        await Begin();
        var until = await Scatter();
        await using var tailer = NewTailer(TraceModel.Instance);
        await CatchUp(tailer);

        var traces = new Traces(new(Store));
        var trace = (await traces.OfLot(new("K", "L"), null, 5_000, 10, s_never)).ShouldNotBeNull();
        trace.Receipts.ShouldHaveSingleItem().ShouldSatisfyAllConditions(it => it.Store.ShouldBe("W"), it => it.Party.ShouldBe("Supplier 1"), it => it.Document.ShouldBe("note-7"), it => it.Quantity.ShouldBe(2_000));
        trace.Lots.Select(lot => (lot.Store, lot.OnHand)).ShouldBe([("S", 1_000 - 500), ("T", 1_000 - 500 + 1), ("W", 0m)]);
        trace.ClientCount.ShouldBe(Clients);
        trace.Clients.Select(one => one.Client).ShouldBe(Enumerable.Range(0, Clients).Select(i => $"C-{i:0000}"));
        trace.Clients.Single(one => one.Client == "C-0007").ShouldSatisfyAllConditions(it => it.Quantity.ShouldBe(0), it => it.Steps.ShouldBe(2), it => it.Last.ShouldBe(until));
        trace.Clients.Single(one => one.Client == "C-0009").Quantity.ShouldBe(1);
        trace.Steps.Count.ShouldBe(10);
        trace.StepCount.ShouldBe(1 + 4 + Clients + 3);
        trace.Flows.Where(flow => flow.Kind == "sale").Select(flow => (flow.Store, flow.Quantity, flow.Clients)).ShouldBe([("S", -500m, 500), ("T", -250m, 250)], ignoreOrder: true);
        trace.Flows.Single(flow => flow.Kind == "service-consumption").Clients.ShouldBe(250);
        // Bound to a store, one sees what happened there.
        var here = (await traces.OfLot(new("K", "L"), ["T"], 5_000, 10, s_never)).ShouldNotBeNull();
        here.ClientCount.ShouldBe(500);
        here.Receipts.ShouldBeEmpty();
        (await traces.OfLot(new("K", "L"), ["nowhere"], 1, 1, s_never)).ShouldBeNull();
        (await traces.OfLot(new("K", "M"), null, 1, 1, s_never)).ShouldBeNull();
        // A page of clients goes on where the one before ended.
        var first = await traces.Clients(new("K", "L"), null, TraceOrders.ByClient, null, 400, s_never);
        (await traces.Clients(new("K", "L"), null, TraceOrders.ByClient, first.Next, 1, s_never)).Items.Single().Client.ShouldBe("C-0400");

        var back = await traces.OfClient("C-0009", null, TraceOrders.ByNewest, null, 10, s_never);
        back.Steps.Select(step => step.Kind).ShouldBe(["reversal", "customer-return", "service-consumption"]);
        back.Steps.ShouldAllBe(step => step.Number == new LotNumber("K", "L"));
        back.Receipts.ShouldHaveSingleItem().Document.ShouldBe("note-7");
        back.Flows.ShouldContain(flow => flow.Kind == "transfer-in" && flow.Store == "T" && flow.Party == "W");
        (await traces.OfClient("C-0007", null, TraceOrders.ByNewest, null, 1, s_never)).ShouldSatisfyAllConditions(
            it => it.StepCount.ShouldBe(2), it => it.Steps.Single().Kind.ShouldBe("customer-return"), it => it.Next.ShouldNotBeNull());
        (await traces.OfClient("nobody", null, TraceOrders.ByNewest, null, 1, s_never)).Steps.ShouldBeEmpty();
    }

    [Fact]
    public async Task Facts_that_the_book_had_nothing_of_lead_to_their_clients_and_units_are_found_by_their_serial_number()
    {
        await Begin();
        (await House.Stock("S", "K").Receive(new("r", 1, null, "L", null, null, null, "Supplier 1", null, null, "note-7", LotStatus.Released, null, House.By, Serial: "SN-1"))).Refusal.ShouldBeNull();
        var now = Clock.GetUtcNow();
        (await House.Stock("S", "K").RecordFact(new("f1", FactKind.OfflineSale, 3, null, "L", now, "C-1", "SN-1", null, null, House.By))).Refusal.ShouldBeNull();
        // Of a lot that this store never had.
        (await House.Stock("T", "K").RecordFact(new("f2", FactKind.Treatment, 1, null, "L", now, "C-2", null, null, null, House.By))).Refusal.ShouldBeNull();
        await using var tailer = NewTailer(TraceModel.Instance, most: 1);
        await CatchUp(tailer);

        var traces = new Traces(new(Store));
        var trace = (await traces.OfLot(new("K", "L"), null, 10, 10, s_never)).ShouldNotBeNull();
        trace.Clients.Select(one => (one.Client, one.Quantity)).ShouldBe([("C-1", 3), ("C-2", 1)]);
        trace.Lots.Select(lot => (lot.Store, lot.OnHand)).ShouldBe([("S", 0m), ("T", 0m)]);
        trace.Steps.Where(step => !step.InBook).Select(step => (step.Store, step.Kind, step.Quantity)).ShouldBe([("S", "offline-sale", -2m), ("T", "treatment", -1m)]);
        (await traces.OfClient("C-2", null, TraceOrders.ByNewest, null, 10, s_never)).Receipts.Single().Store.ShouldBe("S");
        var unit = await traces.OfSerial("K", "SN-1", null, TraceOrders.ByTime, null, 10, s_never);
        unit.Steps.Select(step => (step.Kind, step.Client)).ShouldBe([("receipt", null), ("offline-sale", "C-1"), ("offline-sale", "C-1")]);
        // The lot comes in there after all.
        (await House.Stock("T", "K").Receive(new("late", 5, null, "L", null, null, null, "Supplier 2", null, null, null, LotStatus.Released, null, House.By))).Refusal.ShouldBeNull();
        await CatchUp(tailer);
        (await traces.OfLot(new("K", "L"), null, 10, 10, s_never))!.Lots.Select(lot => (lot.Store, lot.Supplier)).ShouldBe([("S", "Supplier 1"), ("T", "Supplier 2")]);
        await Close();
        await CatchUp(tailer);
        await ShouldEqualFresh(TraceModel.Instance);
    }

    private async Task Begin()
    {
        foreach (var store in new[] { "S", "T", "W" }) await House.PutStore(store);
        await House.PutSku("K", new("Product", "piece"));
    }

    // 2,000 come in at W; S and T get 1,000 each, and sell and use 500 each to a client apiece. Two bring theirs back, one of which was taken back again.
    private async Task<DateTimeOffset> Scatter()
    {
        (await House.Stock("W", "K").Receive(new("r", 2_000, null, "L", null, null, null, "Supplier 1", null, null, "note-7", LotStatus.Released, null, House.By))).Refusal.ShouldBeNull();
        foreach (var store in new[] { "S", "T" })
        {
            (await House.Transfer($"to-{store}").Put(new("W", store, [new("K", 1_000, null)], House.By))).Refusal.ShouldBeNull();
            (await House.Transfer($"to-{store}").Ship(new(House.By))).Refusal.ShouldBeNull();
            (await House.Transfer($"to-{store}").Receive(new([], [], House.By))).Refusal.ShouldBeNull();
        }
        for (var i = 0; i < Clients; i++)
            (await House.Stock(i % 2 == 0 ? "S" : "T", "K").Sell(new($"s{i}", 1, null, "L", i % 4 == 1 ? MovementKind.ServiceConsumption : MovementKind.Sale, null, House.By, Client: $"C-{i:0000}"))).Refusal.ShouldBeNull();
        Clock.Advance(TimeSpan.FromHours(1));
        (await House.Stock("T", "K").Return(new("b7", 1, null, "L", ReturnDisposition.Stock, null, null, House.By, Client: "C-0007"))).Refusal.ShouldBeNull();
        var until = Clock.GetUtcNow();
        (await House.Stock("T", "K").Return(new("b9", 1, null, "L", ReturnDisposition.Stock, null, null, House.By, Client: "C-0009"))).Refusal.ShouldBeNull();
        (await House.Stock("T", "K").Reverse(new("v9", MovementKind.CustomerReturn, "b9", "wrong", House.By))).Refusal.ShouldBeNull();
        return until;
    }
}

/// <summary>In a file.</summary>
public sealed class SqliteTraceTests() : TraceContract(new SqliteFolder());

/// <summary>On a server.</summary>
[Collection(PostgresCases.Name)]
[TestCaseOrderer(WherePostgresIs.Type, PostgresCases.Assembly)]
public sealed class PostgresTraceTests(PostgresServer server) : TraceContract(new PostgresDatabase(server));
