using System.Globalization;

namespace BeautyGrains.Bench.Scale;

/// <summary>Two years of the sample chain's size: 12 stores, 400 products in each, a new lot every quarter, and sales that name their clients.</summary>
internal static class TwoYears
{
    public const int Stores = 12;
    private const int Skus = 400;
    private const int Quarters = 8;
    private const int Known = 20_000;
    private const string Hash = "aGFzaCBvZiBib2R5";

    /// <summary>When it began.</summary>
    public static readonly DateTimeOffset Begin = new(2024, 6, 1, 2, 0, 0, TimeSpan.Zero);

    public static string Store(int number) => string.Create(CultureInfo.InvariantCulture, $"store-{number:D2}");

    /// <summary>Writes all of it.</summary>
    public static async Task Write(Filling filling, int sales)
    {
        for (var store = 0; store < Stores; store++)
            await filling.Append(filling.Begin(StoreKind.Instance, Store(store)), StoreKind.Instance, Begin, [new StorePut(new StoreRecord(Store(store), "Asia/Shanghai"))]);
        for (var sku = 0; sku < Skus; sku++)
            await filling.Append(filling.Begin(SkuKind.Instance, Sku(sku)), SkuKind.Instance, Begin, [new SkuPut(new SkuRecord($"Product {sku}", "piece"))]);
        for (var store = 0; store < Stores; store++)
            for (var sku = 0; sku < Skus; sku++) await Stock(filling, store, sku, Math.Max(Quarters, sales / (Stores * Skus)));
        await filling.Flush();
    }

    private static async Task Stock(Filling filling, int store, int sku, int sales)
    {
        var writer = filling.Begin(StockKind.Instance, StockKey.Of(Store(store), Sku(sku)));
        var each = sales / Quarters;
        decimal onHand = 0;
        for (var quarter = 0; quarter < Quarters; quarter++)
        {
            var (lot, at) = (string.Create(CultureInfo.InvariantCulture, $"L{quarter}-{sku:D3}"), Begin.AddDays(quarter * 91));
            onHand += each;
            await filling.Append(writer, StockKind.Instance, at,
            [
                new LotOpened(lot, lot, null, null, null, LotStatus.Released, new(500, "CNY"), "Supplier", null, null, lot, null),
                new StockMoved(MovementKind.Receipt, $"r-{quarter}", [new(lot, each, new(500, "CNY"), each)], onHand, Hash, Party: "Supplier"),
            ]);
            for (var i = 0; i < each; i++)
            {
                onHand--;
                var client = string.Create(CultureInfo.InvariantCulture, $"C-{(store * 7919L + sku * 104729L + quarter * 1299709L + i * 15485863L) % Known:D6}");
                await filling.Append(writer, StockKind.Instance, at.AddDays(91.0 * (i + 1) / (each + 1)),
                    [new StockMoved(i % 5 == 0 ? MovementKind.ServiceConsumption : MovementKind.Sale, $"s-{quarter}-{i}", [new(lot, -1, new(500, "CNY"), each - i - 1)], onHand, Hash, Client: client)]);
            }
        }
    }

    private static string Sku(int number) => string.Create(CultureInfo.InvariantCulture, $"sku-{number:D3}");
}
