using System.Globalization;
using Orleans;

namespace BeautyGrains.Bench.Scale;

/// <summary>One lot's whole way, by the grains themselves: ordered, received with a paper, repacked, moved to every store, opened in one, sold or used up to many clients.</summary>
internal static class TracedLot
{
    public const string Sku = "traced";
    public const string LotNo = "T-1";
    private const string Bulk = "bulk";
    private const string Hash = "aGFzaCBvZiBib2R5";

    /// <param name="clients">Each gets one piece, in one of the stores.</param>
    public static async Task Write(Place place, int clients)
    {
        var warehouse = TwoYears.Store(0);
        var each = 1 + clients / (TwoYears.Stores - 1);
        decimal pieces = (each + 1) * (TwoYears.Stores - 1);
        await using (var house = await House.Open(place)) await Receive(house, warehouse, pieces);
        await Repack(place, warehouse, pieces);
        await using (var house = await House.Open(place))
        {
            for (var store = 1; store < TwoYears.Stores; store++) await Move(house, warehouse, TwoYears.Store(store), each + 1);
            for (var client = 0; client < clients; client++)
                Agreed((await house.Stock(TwoYears.Store(1 + client % (TwoYears.Stores - 1)), Sku).Sell(new(
                    $"t-{client}", 1, null, LotNo, client % 3 == 0 ? MovementKind.ServiceConsumption : MovementKind.Sale, client % 3 == 0 ? $"treatment-{client}" : null, House.By,
                    Client: string.Create(CultureInfo.InvariantCulture, $"T-{client:D4}")))).Refusal);
        }
        await Append(place, TwoYears.Store(1), Sku, stock => [new StockMoved(MovementKind.Opening, "o-1", [new(LotNo, -1, null, stock.Lots[LotNo].OnHand - 1)], stock.OnHand - 1, Hash, "container-1")]);
    }

    private static async Task Receive(House house, string warehouse, decimal pieces)
    {
        foreach (var (sku, name) in new[] { (Bulk, "A carton"), (Sku, "A product") }) Agreed((await house.Grains.GetGrain<ISkuGrain>(sku).Put(new(new(name, "piece"), null, House.By))).Refusal);
        Agreed((await house.Grains.GetGrain<ISupplierGrain>("SUP").Put(new(new("Supplier", Qualifications: [new("business-licence", "N")], Prices: [new(Bulk, 100)]), null, House.By))).Refusal);
        var order = house.Grains.GetGrain<IPurchaseOrderGrain>("PO-1");
        Agreed((await order.Draft(new("SUP", [new OrderLineAsk(1, warehouse, Bulk, pieces)], null, null, null, House.By))).Refusal);
        Agreed((await order.Submit(new(null, House.By))).Refusal);
        Agreed((await order.Approve(new(new("boss", [PersonRole.Finance], null, [new(ApprovalKind.Order, null)]), House.By))).Refusal);
        Agreed((await order.Send(new(House.By))).Refusal);
        Agreed((await house.Grains.GetGrain<IDocumentGrain>("D-1").Put(new(new(SubjectKind.PurchaseOrder, "PO-1"), "report.pdf", "application/pdf", 10, new('a', 64), House.By))).Refusal);
        var receipt = house.Grains.GetGrain<IReceiptGrain>("R-1");
        Agreed((await receipt.Put(new(
            "PO-1", warehouse, [new(1, "B-1", null, null, pieces, pieces, 0, 0, null, true, true, 0, null, null, Documents: ["D-1"])], "Li", null, House.By))).Refusal);
        while ((await receipt.Get()).Value!.State != ReceiptState.Received) await Task.Delay(20);
    }

    private static async Task Move(House house, string from, string to, decimal pieces)
    {
        var transfer = house.Grains.GetGrain<ITransferGrain>($"to-{to}");
        Agreed((await transfer.Put(new(from, to, [new(Sku, pieces, null)], House.By))).Refusal);
        Agreed((await transfer.Ship(new(House.By))).Refusal);
        Agreed((await transfer.Receive(new([], [], House.By))).Refusal);
    }

    private static async Task Repack(Place place, string store, decimal pieces)
    {
        const string document = "repack/RP-1";
        await Append(place, store, Bulk, stock => [new StockMoved(MovementKind.RepackOut, "RP-1", [new("B-1", -pieces, null, stock.Lots["B-1"].OnHand - pieces)], stock.OnHand - pieces, Hash, document)]);
        await Append(place, store, Sku, stock =>
        [
            new LotOpened(LotNo, LotNo, null, null, null, LotStatus.Released, null, null, null, null, "RP-1", null),
            new StockMoved(MovementKind.RepackIn, "RP-1", [new(LotNo, pieces, null, pieces)], stock.OnHand + pieces, Hash, document),
        ]);
    }

    /// <summary>What the rules of a stock would have written, into its journal.</summary>
    private static async Task Append(Place place, string store, string sku, Func<Stock, IReadOnlyList<StockEvent>> happened)
    {
        Stock stock;
        long version;
        var journal = House.OpenJournal(place);
        var key = StockKey.Of(store, sku);
        var kind = StockKind.Instance;
        try
        {
            var state = new Versioned<Stock>(Stock.Empty(key), 0, DateTimeOffset.MinValue);
            await foreach (var recorded in journal.Read(kind.Stream(key), 0)) state = kind.Evolve(state, recorded);
            (stock, version) = (state.State, state.Version);
            var (entries, at) = (new List<NewEvent>(), DateTimeOffset.UtcNow);
            foreach (var one in happened(stock))
            {
                var (name, payload) = kind.Events.Write(one);
                var command = kind.CommandOf(one);
                entries.Add(new(name, payload, at, House.By.Actor, House.By.CorrelationId, command?.Id, command?.BodyHash));
            }
            await journal.Open(kind.Stream(key), version).Append(journal.Enter(entries.Count), entries.ToArray());
        }
        finally
        {
            if (journal is IAsyncDisposable closing) await closing.DisposeAsync();
        }
    }

    private static void Agreed(Refusal? refusal)
    {
        if (refusal is not null) throw new InvalidOperationException($"Refused: {refusal}");
    }
}
