using BeautyGrains.Contracts;
using BeautyGrains.Grains.Tests;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>What the stock is worth, as the read model tells it on every database, beside what the stocks themselves say.</summary>
public abstract class ValuationContract(TestDatabase database) : ReadModelContract(database)
{
    private static readonly CancellationToken s_never = CancellationToken.None;

    [Fact]
    public async Task After_much_trade_the_values_are_those_of_the_stocks_lots_and_the_same_when_built_anew()
    {
        var trading = new Trading(House, 3);
        await trading.Open();
        foreach (var (store, sku) in Trading.Stocks)
            (await House.Stock(store, sku).Receive(new(
                "costed", 40, null, "COSTED", null, null, new(33.333333m, "CNY"), null, null, null, null, LotStatus.Released, null, House.By))).Refusal.ShouldBeNull();
        await using var tailer = NewTailer(ValuationModel.Instance, most: 7);
        await trading.Run(150);
        await CatchUp(tailer);
        await trading.Run(150);
        var (own, others) = (0m, 0m);
        foreach (var (store, sku) in Trading.Stocks)
            foreach (var lot in (await House.Stock(store, sku).Get())!.Lots)
            {
                var value = lot.UnitCost is { } cost ? decimal.Round(lot.OnHand * cost.Amount, 6) : 0;
                if (lot.Owner is null) own += value;
                else others += value;
            }
        await Close();
        await CatchUp(tailer);

        var list = new ValuationList(new(Store));
        var (_, totals) = await list.Page(new(), ValuationBy.Owner, ValuationOrders.By(ValuationBy.Owner), null, 10, s_never);
        totals.Where(line => line.Owner is null).Sum(line => line.Value - line.InTransit ?? 0).ShouldBe(own);
        totals.Where(line => line.Owner is not null).Sum(line => line.Value - line.InTransit ?? 0).ShouldBe(others);
        own.ShouldBeGreaterThan(1_000);
        others.ShouldBeGreaterThan(0);
        foreach (var by in Enum.GetValues<ValuationBy>()) (await All(list, by)).Sum(line => line.Value ?? 0).ShouldBe(totals.Sum(line => line.Value ?? 0), by.ToString());
        (await All(list, ValuationBy.Stock)).Count(line => line.Currency is not null && line.Owner is null).ShouldBeGreaterThan(3);
        await ShouldEqualFresh(ValuationModel.Instance);
    }

    private static async Task<List<ValuationLine>> All(ValuationList list, ValuationBy by)
    {
        var all = new List<ValuationLine>();
        for (ListCursor? after = null; ;)
        {
            var (page, _) = await list.Page(new(), by, ValuationOrders.By(by), after, 2, s_never);
            all.AddRange(page.Items);
            if (page.Next is null) return all;
            after = page.Next;
        }
    }
}

/// <summary>In a file.</summary>
public sealed class SqliteValuationTests() : ValuationContract(new SqliteFolder());

/// <summary>On a server.</summary>
[Collection(PostgresCases.Name)]
[TestCaseOrderer(WherePostgresIs.Type, PostgresCases.Assembly)]
public sealed class PostgresValuationTests(PostgresServer server) : ValuationContract(new PostgresDatabase(server));
