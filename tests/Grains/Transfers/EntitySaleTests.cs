using BeautyGrains.Contracts;
using BeautyGrains.Grains.Tests.Buying;
using BeautyGrains.Journal;
using BeautyGrains.Journal.Memory;

namespace BeautyGrains.Grains.Tests.Transfers;

/// <summary>
/// Transfers between legal entities are sales. Whatever is moved, short, broken or in excess: what the stocks of an entity are worth is what it received and bought, less
/// what it shipped at cost; over the chain that is what was received, and the margin, less what was lost.
/// </summary>
public sealed class EntitySaleTests
{
    private static readonly string[] s_stores = ["S", "T", "U"];
    private static readonly string[] s_skus = ["A", "B", "C"];

    // S and U are of the house, T of a partner. A goes at cost and 10 %, B at a fixed price below its cost, C is consigned.
    private static async Task Prepare(House house)
    {
        foreach (var (store, entity) in new[] { ("S", "House"), ("T", "Partner"), ("U", "House") })
            (await house.Grains.GetGrain<IStoreGrain>(store).Put(new(new($"Store {store}", "Asia/Shanghai", LegalEntity: entity), null, House.By))).Refusal.ShouldBeNull();
        foreach (var sku in s_skus) await house.PutSku(sku);
        await Receive(house, "A", "L1", 20, 100);
        await Receive(house, "A", "L2", 20, 200);
        await Receive(house, "B", "L1", 20, 50);
        await Receive(house, "C", "L1", 20, 70, new(OwnerKind.Consignor, "V"));
        (await house.Grains.GetGrain<IBuyingPolicyGrain>(IBuyingPolicyGrain.Key).Put(new(
            BuyingDefaults.Policy with { TransferPrices = [new(0.1m), new(null, 40, Sku: "B")] }, null, House.By))).Refusal.ShouldBeNull();
    }

    private static async Task Receive(House house, string sku, string lot, decimal quantity, decimal cost, LotOwner? owner = null) => (await house.Stock("S", sku).Receive(new(
        $"r-{lot}", quantity, null, lot, null, null, new(cost, "CNY"), null, null, null, null, LotStatus.Released, null, House.By, Owner: owner))).Refusal.ShouldBeNull();

    private static async Task Move(House house, string id, string from, string to, BasketLine[] lines, params ReceivedLot[] arrived)
    {
        (await house.Transfer(id).Put(new(from, to, [.. lines], House.By))).Refusal.ShouldBeNull();
        (await house.Transfer(id).Ship(new(House.By))).Refusal.ShouldBeNull();
        if (arrived.Length > 0) (await house.Transfer(id).Receive(new([.. arrived], [], House.By))).Refusal.ShouldBeNull();
    }

    // Some is short, some broken, some in excess; some comes back dearer, some stays in the entity, some is still on its way.
    private static async Task Trade(House house)
    {
        await Move(house, "T1", "S", "T", [new("A", 25, null), new("B", 10, null), new("C", 4, null)], new("A", "L1", 18, 1), new("A", "L2", 6, 0), new("B", "L1", 10, 0), new("C", "L1", 4, 0));
        await Move(house, "T2", "T", "U", [new("A", 10, null)], new ReceivedLot("A", "L1", 10, 0));
        await Move(house, "T3", "S", "U", [new("B", 3, null)], new ReceivedLot("B", "L1", 2, 1));
        await Move(house, "T4", "S", "T", [new("B", 2, null)]);
    }

    [Fact]
    public async Task Goods_leave_at_cost_arrive_at_the_price_and_the_transfer_names_it()
    {
        await using var journal = new MemoryJournal(new());
        await using var house = await House.Open(journal);
        await Prepare(house);
        await Trade(house);
        var first = (await house.Transfer("T1").Get()).Value!;
        first.Sale.ShouldBe(new EntityPair("House", "Partner"));
        first.Lines.SelectMany(line => line.Lots).Select(lot => lot.UnitPrice?.Amount).ShouldBe([110, 220, 40, null]);
        (await house.Look("T", "A")).Lots.Select(lot => lot.UnitCost!.Amount).ShouldBe([110, 220]);
        (await house.Look("T", "C")).Lots.Single().ShouldSatisfyAllConditions(lot => lot.UnitCost!.Amount.ShouldBe(70), lot => lot.Owner!.Id.ShouldBe("V"));
        (await house.Look("U", "A")).Lots.Single().UnitCost!.Amount.ShouldBe(121);
        (await house.Transfer("T3").Get()).Value!.ShouldSatisfyAllConditions(within => within.Sale.ShouldBeNull(), within => within.Lines[0].Lots[0].UnitPrice.ShouldBeNull());
        await Balanced(journal);
    }

    [Fact]
    public async Task The_price_of_the_day_on_which_shipping_was_asked_for_counts_whatever_the_tables_say_later()
    {
        await using var journal = new MemoryJournal(new());
        await using var house = await House.Open(journal);
        await Prepare(house);
        await Move(house, "T1", "S", "T", [new("A", 2, null)]);
        (await house.Grains.GetGrain<IBuyingPolicyGrain>(IBuyingPolicyGrain.Key).Put(new(BuyingDefaults.Policy with { TransferPrices = [new(9)] }, null, House.By))).Refusal.ShouldBeNull();
        (await house.Transfer("T1").Receive(new([], [], House.By))).Refusal.ShouldBeNull();
        (await house.Look("T", "A")).Lots.Single().UnitCost!.Amount.ShouldBe(110);
        await Balanced(journal);
    }

    [Fact]
    public async Task A_crash_anywhere_leaves_one_price_and_books_that_balance()
    {
        var crashes = await Crash.AfterEveryWrite(Prepare, Trade, async (house, _) =>
        {
            await house.Sweep.SweepOnce(CancellationToken.None);
            await Trade(house);
            (await house.Look("U", "A")).Lots.Single().UnitCost!.Amount.ShouldBe(121);
            await Balanced(house.Journal);
        });
        crashes.ShouldBeGreaterThan(20);
    }

    private static async Task Balanced(IJournal journal)
    {
        Dictionary<string, decimal> worth = [], books = [];
        var (margin, lost, onTheWay, received) = (0m, 0m, 0m, 0m);
        foreach (var sku in s_skus)
            foreach (var store in s_stores)
            {
                var stock = (await StockKind.Instance.Replay(journal, StockKey.Of(store, sku))).State;
                Add(worth, EntityOf(store), stock.Lots.Values.Where(lot => lot.Owner is null).Sum(lot => lot.OnHand * lot.UnitCost!.Amount));
            }
        foreach (var (quantity, cost) in new[] { (20m, 100m), (20m, 200m), (20m, 50m) })
        {
            Add(books, "House", quantity * cost);
            received += quantity * cost;
        }
        foreach (var id in new[] { "T1", "T2", "T3", "T4" })
        {
            var transfer = (await TransferKind.Instance.Replay(journal, id)).State;
            var sales = EntitySale.Of(transfer).ToList();
            margin += sales.Sum(sale => sale.Margin!.Value);
            foreach (var item in transfer.Items)
                foreach (var lot in item.Lots.Where(lot => lot.Owner is null))
                {
                    var arrived = item.Arrivals.FirstOrDefault(arrival => arrival.Lot == lot.Lot);
                    Add(books, EntityOf(transfer.From), -lot.Quantity * lot.UnitCost!.Amount);
                    if (arrived is null) onTheWay += lot.Quantity * lot.UnitCost.Amount;
                    else lost += arrived.Lost * lot.UnitCost.Amount;
                    if (arrived is not null && transfer.Terms is null) Add(books, EntityOf(transfer.To), arrived.Received * lot.UnitCost.Amount);
                }
            Add(books, EntityOf(transfer.To), sales.Sum(sale => sale.Amount));
        }
        worth.ShouldBe(books, ignoreOrder: true);
        worth.Values.Sum().ShouldBe(received + margin - lost - onTheWay);
    }

    private static string EntityOf(string store) => store == "T" ? "Partner" : "House";

    private static void Add(Dictionary<string, decimal> sums, string entity, decimal amount) => sums[entity] = sums.GetValueOrDefault(entity) + amount;
}
