using BeautyGrains.Contracts;

namespace BeautyGrains.Simulation;

/// <summary>The stores and products that every run has.</summary>
internal static class Chain
{
    public const int MostStores = 3;

    public const int MostSkus = 4;

    /// <summary>The product that leaves with scanned lots only.</summary>
    public const int Drug = 3;

    private static readonly string[] s_zones = ["Asia/Shanghai", "America/New_York", "Asia/Urumqi"];

    private static readonly EquatableList<Licence> s_licences = [new("L-1", [GoodsCategory.Drug])];

    private static readonly SkuRecord[] s_skus =
    [
        new("Product", "piece", Opening: new("ml", 30, SharingRule.ManyClients, new(2, PeriodUnit.Days))),
        new("Product", "vial", Picking: PickingRule.Fifo, MinShelfLifeDays: 1, Opening: new("ml", 7, SharingRule.OneClient, new(30, PeriodUnit.Hours))),
        new("Product", "bottle", Storage: StorageClass.Cold),
        new("Product", "box", GoodsCategory: GoodsCategory.Drug, Opening: new("U", 10.5m, SharingRule.SingleUse, new(1, PeriodUnit.Months), new(6, PeriodUnit.Hours))),
    ];

    public static string Store(int store) => $"S{store % MostStores}";

    public static string Sku(int sku) => $"K{sku % MostSkus}";

    public static StoreRecord StoreRecord(int store) => new($"Store {store}", s_zones[store % MostStores], DefaultTtlSeconds: store == 1 ? 45 : null, Licences: s_licences);

    public static SkuRecord Record(int sku) => s_skus[sku % MostSkus];
}
