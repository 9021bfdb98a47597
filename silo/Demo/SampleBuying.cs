using System.Globalization;
using BeautyGrains.Contracts;
using BeautyGrains.Silo.Client;
using BeautyGrains.Silo.Loading;

namespace BeautyGrains.Silo.Demo;

/// <summary>Who supplies the sample chain, and when its stores order again.</summary>
internal static class SampleBuying
{
    // Every so many products have a policy: the first minutes show needs, without a list that nobody reads.
    private const int EveryPolicy = 4;

    private static readonly (string Id, string En, string Zh, string[] Papers)[] s_suppliers =
    [
        ("beauty-trade", "Sample Beauty Trading Co., Ltd.", "示例美妆贸易有限公司", ["business-licence"]),
        ("med-supply", "Sample Medical Supplies Co., Ltd.", "示例医药器械有限公司", ["business-licence", "drug-licence", "controlled-drug-approval", "device-filing", "device-licence"]),
        ("daily-goods", "Sample Consumables Co., Ltd.", "示例耗材有限公司", ["business-licence", "disinfectant-licence", "device-filing", "device-licence"]),
    ];

    /// <summary>Who supplies a kind of goods.</summary>
    public static string SupplierOf(Family family) => family.IsMedical ? "med-supply" : family.IsConsumable ? "daily-goods" : "beauty-trade";

    /// <summary>The suppliers with their price lists.</summary>
    public static IEnumerable<RecordItem> Suppliers(IReadOnlyCollection<(string Sku, Family Family, Money Price)> goods, DateOnly day) => s_suppliers.Select(one =>
    {
        var papers = one.Papers.Select(kind => new Qualification(kind, $"SAMPLE-{one.Id}-{kind}", null, day.AddYears(-1), day.AddYears(2)));
        // Half of what clients pay, and a carton's worth of small goods at a time.
        var prices = goods.Where(sku => SupplierOf(sku.Family) == one.Id)
            .Select(sku => new SupplierPrice(sku.Sku, decimal.Floor(sku.Price.Amount / 2), PackQuantity: sku.Family.Pack > 0 ? 6 : null));
        var record = new SupplierRecord(
            one.En, LeadTimeDays: 5, NameZh: one.Zh, LeadTimeDeviationDays: 2, OrderDays: [WeekDay.Monday, WeekDay.Thursday], PaymentDays: 30, Qualifications: [.. papers], Prices: [.. prices]);
        return new RecordItem(0, one.Id, "/v1/suppliers/" + one.Id, RecordJson.Of(record), []);
    });

    /// <summary>When a store orders goods again, for some of those that it has.</summary>
    public static IEnumerable<RecordItem> Policies(IEnumerable<(string Store, StoreType Type, string Sku, Family Family)> stocks) => stocks.Where((_, number) => number % EveryPolicy == 0).Select(stock =>
    {
        var (least, most) = stock.Type == StoreType.Warehouse ? (150m, 300m) : (12m, 36m);
        var policy = new ReplenishmentPolicy(ReplenishmentMethod.MinMax, SupplierOf(stock.Family), Minimum: least, Maximum: most);
        return new RecordItem(0, $"{stock.Store}/{stock.Sku}", string.Create(CultureInfo.InvariantCulture, $"/v1/stores/{stock.Store}/skus/{stock.Sku}/replenishment"), RecordJson.Of(policy), [], "policy");
    });
}
