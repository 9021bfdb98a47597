using System.Globalization;
using BeautyGrains.Contracts;
using BeautyGrains.Silo.Demo;

namespace BeautyGrains.Simulation;

/// <summary>How a product is asked for.</summary>
internal enum DemandShape
{
    /// <summary>Every day.</summary>
    Steady,
    /// <summary>Now and then, several at once.</summary>
    Intermittent,
}

/// <summary>One product of the sample chain.</summary>
/// <param name="Mean">Units per day in a store of size 1, over the whole year.</param>
/// <param name="Swing">How far the season goes above and below: 0 to 1.</param>
/// <param name="Peak">The day of the year on which it is asked for most.</param>
/// <param name="Chance">Intermittent: probability that a day has any demand in a store of size 1.</param>
/// <param name="ShelfDays">Left on arrival, on average; null for goods without expiry.</param>
/// <param name="Launch">The day on which stores begin to sell it; 0 for the first.</param>
/// <param name="IsCentral">Used up in treatments, and given out by the warehouse.</param>
internal sealed record YearSku(
    string Id, SkuRecord Record, string Supplier, decimal Cost, decimal Pack, DemandShape Shape, double Mean, double Swing, int Peak, double Chance, int? ShelfDays, int Launch, bool IsCentral)
{
    public MovementKind Use => IsCentral ? MovementKind.ServiceConsumption : MovementKind.Sale;
}

/// <summary>One store of the sample chain.</summary>
/// <param name="Size">Of its demand; 0 for the warehouse.</param>
internal sealed record YearStore(string Id, StoreRecord Record, double Size)
{
    public bool IsWarehouse => Record.Type == StoreType.Warehouse;
}

/// <summary>One supplier of the sample chain.</summary>
/// <param name="PaperEnds">The day on which its licence ends; null for no end.</param>
internal sealed record YearSupplier(string Id, int LeadDays, decimal Deviation, EquatableList<WeekDay> OrderDays, int? PaperEnds)
{
    /// <summary>The longest time from one order day to the next.</summary>
    public int Review => OrderDays.Count == 1 ? 7 : 4;
}

/// <summary>The sample chain: made by the project, the same for a seed, whoever plans.</summary>
internal sealed class YearChain
{
    public const string Zone = "Asia/Shanghai";
    public const string Currency = "CNY";
    public const decimal TaxRate = 0.13m;

    private static readonly string[] s_categories = ["care", "serum", "mask", "make-up", "hair", "salon"];

    // One is used whole, one is for one client, and one is shared.
    private static readonly OpeningRule?[] s_openings =
    [
        null, new("ml", 2, SharingRule.SingleUse, new(4, PeriodUnit.Hours)), new("ml", 30, SharingRule.ManyClients, new(14, PeriodUnit.Days)),
    ];

    public YearChain(YearOptions options)
    {
        Options = options;
        var random = new SplitMix64(options.Seed ^ 0xC4A1_2025);
        Suppliers =
        [
            new("V1", 4, 1, [WeekDay.Monday, WeekDay.Thursday], null),
            new("V2", 6, 1.5m, [WeekDay.Monday], null),
            new("V3", 9, 2.5m, [WeekDay.Thursday], options.WarmUpDays + (options.Days / 2)),
            new("V4", 3, 0.7m, [WeekDay.Monday, WeekDay.Thursday], null),
            new("V5", 7, 1.5m, [WeekDay.Thursday], null),
        ];
        Stores = [.. Enumerable.Range(0, options.Stores).Select(at => Store(at, options.Stores, random))];
        Skus = [.. Enumerable.Range(0, options.Skus).Select(at => Sku(at, random))];
        Clinic = [.. Enumerable.Range(0, s_openings.Length).Select(ClinicSku)];
        Consigned = [.. Enumerable.Range(0, Math.Max(1, options.Skus / 10)).Select(at => ConsignedSku(at, random))];
    }

    public YearOptions Options { get; }

    public IReadOnlyList<YearStore> Stores { get; }

    public IReadOnlyList<YearSku> Skus { get; }

    /// <summary>What suppliers leave with the stores, to be paid once it is sold.</summary>
    public IReadOnlyList<YearSku> Consigned { get; }

    /// <summary>What is kept cold and used on clients.</summary>
    public IReadOnlyList<YearSku> Clinic { get; }

    /// <summary>The stores that clients come to.</summary>
    public IEnumerable<YearStore> Shops => Stores.Take(Stores.Count - 1);

    public IReadOnlyList<YearSupplier> Suppliers { get; }

    public YearStore Warehouse => Stores[^1];

    public YearSupplier SupplierOf(YearSku sku) => Suppliers.First(supplier => supplier.Id == sku.Supplier);

    /// <summary>Units that a store is asked for per day, over the whole year.</summary>
    public static double MeanOf(YearStore store, YearSku sku) => store.Size * sku.Mean;

    private static YearStore Store(int at, int stores, SplitMix64 random)
    {
        var isWarehouse = at == stores - 1;
        var size = isWarehouse ? 0 : random.Between(60, 160) / 100.0;
        var id = isWarehouse ? "WH" : string.Create(CultureInfo.InvariantCulture, $"S{at + 1:00}");
        return new(id, new(id, Zone, LegalEntity: "Chain", Type: isWarehouse ? StoreType.Warehouse : StoreType.Shop, TaxRates: [new("standard", TaxRate, new(2020, 1, 1))]), size);
    }

    private static YearSku ClinicSku(int at)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"D{at + 1:000}");
        var record = new SkuRecord(
            $"Product {id}", "vial", NameZh: $"产品 {id}", Category: s_categories[5], TaxClass: "standard", GoodsCategory: GoodsCategory.OrdinaryCosmetic, Registration: new($"G-{id}", "Maker"), Storage: StorageClass.Cold, Opening: s_openings[at]);
        return new(id, record, "V5", 20_000 + (5_000 * at), 1, DemandShape.Steady, 0.35, 0, 0, 0, 500, 0, false);
    }

    private YearSku ConsignedSku(int at, SplitMix64 random)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"C{at + 1:000}");
        var cost = 100m * random.Between(30, 120);
        var record = new SkuRecord(
            $"Product {id}", "piece", NameZh: $"产品 {id}", Category: s_categories[3], Price: new(Math.Round(cost * 2.2m), Currency), TaxClass: "standard", GoodsCategory: GoodsCategory.OrdinaryCosmetic,
            Registration: new($"G-{id}", "Maker"));
        return new(id, record, Suppliers[at % 2].Id, cost, 1, DemandShape.Steady, random.Between(20, 90) / 100.0, 0.1, random.Between(0, 364), 0, 600, 0, false);
    }

    // A fifth sells well, a third so-so, the rest seldom; of those half come in bursts. One in eight is new in the course of the year.
    private YearSku Sku(int at, SplitMix64 random)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"K{at + 1:000}");
        var rank = (double)at / Options.Skus;
        var isCentral = at % 8 == 5;
        var isNew = at % 8 == 3;
        var (mean, shape) = rank < 0.2 ? (random.Between(200, 400) / 100.0, DemandShape.Steady)
            : rank < 0.5 ? (random.Between(50, 130) / 100.0, DemandShape.Steady)
            : at % 2 == 0 ? (random.Between(15, 35) / 100.0, DemandShape.Steady)
            : (random.Between(15, 30) / 100.0, DemandShape.Intermittent);
        var cost = 100m * random.Between(20, 180);
        var supplier = isCentral ? "V5" : Suppliers[at % 4].Id;
        var pack = random.Of<decimal>(mean >= 2 ? [6, 12] : mean >= 0.5 ? [2, 3, 6] : [1, 1, 2, 6]);
        int? shelf = isCentral ? 540 : (at % 4) switch { 0 => random.Between(75, 110), 1 => random.Between(180, 300), 2 => random.Between(400, 700), _ => null };
        var launch = isNew ? Options.WarmUpDays + random.Between(Options.Days / 8, Options.Days / 3) : 0;
        var record = new SkuRecord(
            $"Product {id}", "piece", NameZh: $"产品 {id}", Category: s_categories[isCentral ? 5 : at % 5], MinShelfLifeDays: shelf is < 120 ? 3 : 0, Price: new(Math.Round(cost * 2.2m), Currency),
            TaxClass: "standard", GoodsCategory: GoodsCategory.OrdinaryCosmetic, Registration: new($"G-{id}", "Maker"));
        return new(id, record, supplier, cost, pack, shape, mean, random.Between(0, 30) / 100.0, random.Between(0, 364), random.Between(4, 9) / 100.0, shelf, launch, isCentral);
    }
}
