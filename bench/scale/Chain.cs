using System.Globalization;

namespace BeautyGrains.Bench.Scale;

/// <summary>A chain of stores in the journal: every store has every product, in three lots.</summary>
/// <param name="stocks">Of one product in one store, at least.</param>
internal sealed class Chain(int stocks)
{
    private const int LotsOfStock = 3;

    /// <summary>Of each stock when all lots are there.</summary>
    public const decimal OnHand = 3_000_000;

    /// <summary>Of one lot.</summary>
    public const decimal LotOnHand = OnHand / LotsOfStock;

    private static readonly DateTimeOffset s_opened = new(2026, 1, 5, 2, 0, 0, TimeSpan.Zero);

    /// <summary>Of every store.</summary>
    public static StoreRecord Record { get; } = new("A store", "Asia/Shanghai");

    /// <summary>Of every product.</summary>
    public static SkuRecord Product { get; } = new("A product", "piece");

    private int Skus { get; } = Math.Clamp(stocks / 200, 1, 5_000);

    /// <summary>How many there are.</summary>
    public int Count => stocks;

    public string Store(int stock) => string.Create(CultureInfo.InvariantCulture, $"store-{stock / Skus:D4}");

    public string Sku(int stock) => string.Create(CultureInfo.InvariantCulture, $"sku-{stock % Skus:D5}");

    /// <summary>Writes the catalogue and one receipt for each lot of each stock.</summary>
    public async Task Write(Filling filling)
    {
        for (var i = 0; i < Skus; i++)
            await filling.Append(filling.Begin(SkuKind.Instance, Sku(i)), SkuKind.Instance, s_opened, [new SkuPut(Product)]);
        for (var i = 0; i < stocks; i += Skus)
            await filling.Append(filling.Begin(StoreKind.Instance, Store(i)), StoreKind.Instance, s_opened, [new StorePut(Record)]);
        for (var i = 0; i < stocks; i++) await WriteStock(filling, i);
        await filling.Flush();
    }

    /// <summary>The receipts of one stock, as the rules decide them.</summary>
    private async ValueTask WriteStock(Filling filling, int number)
    {
        var key = StockKey.Of(Store(number), Sku(number));
        var writer = filling.Begin(StockKind.Instance, key);
        var stock = Stock.Empty(key);
        for (var lot = 1; lot <= LotsOfStock; lot++)
        {
            var at = s_opened.AddDays(lot);
            var happened = Receive(stock, string.Create(CultureInfo.InvariantCulture, $"{Store(number)}-{Sku(number)}-{lot}"), lot, at);
            foreach (var one in happened) stock = StockEvolve.ApplyForgetting(stock, one, new(stock.Version + 1, at, House.By.Actor));
            await filling.Append(writer, StockKind.Instance, at, happened);
        }
    }

    /// <summary>What is printed on the packs of a lot.</summary>
    public static string LotNo(int lot) => string.Create(CultureInfo.InvariantCulture, $"L{BestBefore(lot):yyMM}-{lot}");

    private static DateOnly BestBefore(int lot) => new DateOnly(2036, 1, 1).AddMonths(lot);

    /// <summary>What a receipt of the last goods for a case leads to.</summary>
    public static ImmutableArray<StockEvent> Receive(Stock stock, string id, int lot, DateTimeOffset at)
    {
        var best = BestBefore(lot);
        var decision = StockRules.Receive(
            stock,
            new(id, LotOnHand, null, LotNo(lot),
                new(best.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), best, DatePrecision.Day, ExpiryKind.ValidThrough),
                new DateOnly(2025, 12, lot), new(1250, "CNY"), "Supplier 7", "06901234567892", null, null, LotStatus.Released, null, House.By),
            new(Product, Record), at);
        return decision.Refusal is { } refusal ? throw new InvalidOperationException($"{id} was refused: {refusal}") : decision.Events;
    }
}
