using System.Globalization;
using Orleans;

namespace BeautyGrains.Bench.Scale;

/// <summary>One lot's whole way, by the grains themselves: ordered, received with a paper, repacked, moved to every store, opened in one, sold or used up to many clients.</summary>
internal static class TracedLot
{
    public const string Sku = "traced";

    /// <summary>What is unpacked of one lot keeps its number.</summary>
    public const string LotNo = "B-1";
    private const string Bulk = "bulk";
    private const int Uses = 10;

    /// <param name="clients">Each gets one piece, in one of the stores.</param>
    public static async Task Write(Place place, int clients)
    {
        var warehouse = TwoYears.Store(0);
        var each = 1 + clients / (TwoYears.Stores - 1);
        decimal pieces = (each + 1) * (TwoYears.Stores - 1);
        await using var house = await House.Open(place);
        await Receive(house, warehouse, pieces);
        Agreed((await house.Grains.GetGrain<IRecipeGrain>("unpack").Put(new(new("Unpack", null, [new([new(Bulk, 1)], [new(Sku, 1)])]), null, House.By))).Refusal);
        Agreed((await house.Grains.GetGrain<IRepackGrain>("RP-1").Put(new(warehouse, "unpack", pieces, false, [], null, null, House.By))).Refusal);
        for (var store = 1; store < TwoYears.Stores; store++) await Move(house, warehouse, TwoYears.Store(store), each + 1);
        for (var client = 0; client < clients; client++)
            Agreed((await house.Stock(TwoYears.Store(1 + client % (TwoYears.Stores - 1)), Sku).Sell(new(
                $"t-{client}", 1, null, LotNo, client % 3 == 0 ? MovementKind.ServiceConsumption : MovementKind.Sale, client % 3 == 0 ? $"treatment-{client}" : null, House.By,
                Client: ClientName(client)))).Refusal);
        // One piece is left in each store; the first one opens it, and uses it on some of those who had bought a piece.
        var stock = house.Stock(TwoYears.Store(1), Sku);
        Agreed((await stock.OpenContainer(new("container-1", LotNo, null, null, null, House.By))).Refusal);
        for (var use = 0; use < Uses; use++) Agreed((await stock.UseContainer(new($"u-{use}", "container-1", 1, ClientName(use), $"treatment-{use}", House.By))).Refusal);
    }

    private static string ClientName(int client) => string.Create(CultureInfo.InvariantCulture, $"T-{client:D4}");

    private static async Task Receive(House house, string warehouse, decimal pieces)
    {
        foreach (var (sku, name, opening) in new[] { (Bulk, "A carton", null), (Sku, "A product", new OpeningRule("ml", 30, SharingRule.ManyClients)) })
            Agreed((await house.Grains.GetGrain<ISkuGrain>(sku).Put(new(new(name, "piece", Opening: opening), null, House.By))).Refusal);
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

    private static void Agreed(Refusal? refusal)
    {
        if (refusal is not null) throw new InvalidOperationException($"Refused: {refusal}");
    }
}
