using BeautyGrains.Bench.Pos.Http;
using BeautyGrains.Bench.Pos.Views;

namespace BeautyGrains.Bench.Pos.Load;

/// <summary>The stores and SKUs that the terminals work on. The first few SKUs are hot: a quarter of all choices falls on them.</summary>
public sealed class WorkingSet(IReadOnlyList<string> stores, IReadOnlyList<string> skus)
{
    /// <summary>Store codes.</summary>
    public IReadOnlyList<string> Stores => stores;

    /// <summary>SKU codes, hot ones first.</summary>
    public IReadOnlyList<string> Skus => skus;

    /// <summary>How many of the SKUs are hot.</summary>
    public int Hot => HotOf(skus.Count);

    /// <summary>One in fifty, at least one.</summary>
    public static int HotOf(int skus) => Math.Max(1, skus / 50);

    /// <summary>Every stock.</summary>
    public IEnumerable<StockKey> Keys => stores.SelectMany(store => skus.Select(sku => new StockKey(store, sku)));

    /// <summary>Chooses a SKU.</summary>
    public string PickSku(Dice dice) => dice.Percent(25) ? skus[dice.Below(Hot)] : dice.Of(skus);

    /// <summary>Chooses a stock.</summary>
    public StockKey Pick(Dice dice) => new(dice.Of(stores), PickSku(dice));

    /// <summary>Reads the catalogue at the server, at most so many of each.</summary>
    public static async Task<WorkingSet> Read(Pages pages, int stores, int skus, CancellationToken stop) => new(
        await Codes(pages, "/v1/stores", "store", stores, stop),
        await Codes(pages, "/v1/skus", "sku", skus, stop));

    private static async Task<IReadOnlyList<string>> Codes(Pages pages, string path, string field, int most, CancellationToken stop)
    {
        var codes = new List<string>();
        await foreach (var item in pages.All(path, stop))
        {
            if (codes.Count == most) break;
            codes.Add(item.Text(field));
        }

        return codes;
    }
}
