using System.Globalization;
using System.Text.Json.Nodes;
using BeautyGrains.Contracts;
using BeautyGrains.Silo.Client;
using BeautyGrains.Silo.Loading;

namespace BeautyGrains.Silo.Demo;

/// <summary>
/// A chain that never was: 12 stores, 400 SKUs, their first goods receipts, suppliers, and when to order again. The same seed and day give the same chain.
/// </summary>
internal sealed class SampleChain
{
    /// <summary>The store whose clients the sample tells of.</summary>
    public const string Salon = "SH-JINGAN";

    private const int VariantsPerFamily = 10;

    private static readonly GoodsCategory[] s_everything = Enum.GetValues<GoodsCategory>();

    private static readonly (string Code, string En, string Zh, StoreType Type, string Region)[] s_stores =
    [
        (Salon, "Jing'an Salon", "静安沙龙", StoreType.Salon, "east/shanghai"),
        ("SH-XUHUI", "Xuhui Clinic", "徐汇医疗美容诊所", StoreType.Clinic, "east/shanghai"),
        ("SH-PUDONG", "Pudong Shop", "浦东门店", StoreType.Shop, "east/shanghai"),
        ("HZ-XIHU", "West Lake Salon", "西湖沙龙", StoreType.Salon, "east/hangzhou"),
        ("HZ-BINJIANG", "Binjiang Clinic", "滨江医疗美容诊所", StoreType.Clinic, "east/hangzhou"),
        ("NJ-XINJIEKOU", "Xinjiekou Shop", "新街口门店", StoreType.Shop, "east/nanjing"),
        ("BJ-CHAOYANG", "Chaoyang Clinic", "朝阳医疗美容诊所", StoreType.Clinic, "north/beijing"),
        ("BJ-SANLITUN", "Sanlitun Shop", "三里屯门店", StoreType.Shop, "north/beijing"),
        ("CD-JINJIANG", "Jinjiang Salon", "锦江沙龙", StoreType.Salon, "west/chengdu"),
        ("GZ-TIANHE", "Tianhe Salon", "天河沙龙", StoreType.Salon, "south/guangzhou"),
        ("SZ-NANSHAN", "Nanshan Shop", "南山门店", StoreType.Shop, "south/shenzhen"),
        ("WH-KUNSHAN", "Kunshan Warehouse", "昆山中心仓", StoreType.Warehouse, "east/kunshan"),
    ];

    private readonly SplitMix64 _dice;
    private readonly DateOnly _day;
    private readonly List<RecordItem> _stores = [];
    private readonly List<RecordItem> _skus = [];
    private readonly List<ReceiptItem> _receipts = [];
    private readonly List<ReceiptItem> _controlled = [];
    private readonly List<(string Sku, Family Family, Money Price)> _goods = [];
    private readonly List<(string Store, StoreType Type, string Sku, Family Family)> _shelves = [];
    private readonly ulong _seed;

    private SampleChain(ulong seed, DateOnly day)
    {
        _seed = seed;
        _dice = new(seed);
        _day = day;
    }

    public IReadOnlyList<RecordItem> Stores => _stores;

    public IReadOnlyList<RecordItem> Skus => _skus;

    public IReadOnlyList<ReceiptItem> Receipts => _receipts;

    /// <summary>What comes in by the registers of controlled goods.</summary>
    public IReadOnlyList<ReceiptItem> Controlled => _controlled;

    public IReadOnlyList<RecordItem> Suppliers => [.. SampleBuying.Suppliers(_goods, _day)];

    public IReadOnlyList<RecordItem> Policies => [.. SampleBuying.Policies(_shelves)];

    /// <param name="day">The day on which the chain opens; expiries are counted from it.</param>
    public static SampleChain Make(ulong seed, DateOnly day)
    {
        var chain = new SampleChain(seed, day);
        foreach (var store in s_stores) chain.AddStore(store.Code, store.En, store.Zh, store.Type, store.Region);
        foreach (var family in Families.All)
            for (var variant = 0; variant < VariantsPerFamily; variant++) chain.AddSku(family, variant);
        return chain;
    }

    private void AddStore(string code, string en, string zh, StoreType type, string region)
    {
        var scope = s_everything.Where(goods => type is StoreType.Clinic or StoreType.Warehouse || !(goods is GoodsCategory.Drug or GoodsCategory.ControlledDrug or GoodsCategory.DeviceII or GoodsCategory.DeviceIII));
        var licence = new Licence($"SAMPLE-{code}", [.. scope], _day.AddYears(-2), _day.AddYears(3));
        var record = new StoreRecord(en, "Asia/Shanghai", zh, 600, "Sample Beauty Co., Ltd.", Ownership.Direct, type, region, [licence]);
        _stores.Add(new(0, code, "/v1/stores/" + code, RecordJson.Of(record), []));
    }

    private void AddSku(Family family, int variant)
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"{family.Code}-{variant + 1:00}");
        var brands = family.IsMedical || family.IsConsumable ? Families.MedicalBrands : Families.Brands;
        var brand = brands[variant % brands.Length];
        // Every pair of brand and size is one product: the size moves on each time the brands start over.
        var spec = family.Specs[(variant % brands.Length + variant / brands.Length) % family.Specs.Length];
        var price = new Money(_dice.Between(family.Price.Least, family.Price.Most) * 100m, "CNY");
        var labelled = family.Storage == StorageClass.Labelled;
        var record = new SkuRecord(
            $"{brand.En} {family.En} {spec}", family.Unit, $"{brand.Zh}{family.Zh} {spec}", null, brand.En, spec, family.Category,
            Ingredients: family.Ingredients, Gtin: Gtin(_skus.Count + 1),
            Packs: family.Pack > 0 ? [new Pack("carton", family.Pack)] : null,
            MinShelfLifeDays: family.IsMedical || family.Months == 0 ? 0 : 30, ShelfLifeMonths: family.Months > 0 ? family.Months : null,
            Price: price, TaxClass: "standard", Storage: family.Storage, MinCelsius: labelled ? 2 : null, MaxCelsius: labelled ? 8 : null,
            Security: family.Security, GoodsCategory: family.Goods, Implant: family.Implant,
            Registration: new($"SAMPLE-{code}", brand.En, null, _day.AddYears(-2), _day.AddYears(3)), Controlled: SampleRegisters.MarkOf(family, spec));
        _goods.Add((code, family, price));
        _skus.Add(new(0, code, "/v1/skus/" + code, RecordJson.Of(record), []));
        foreach (var store in s_stores)
        {
            if (!Stocks(store.Type, family)) continue;
            AddStock(store.Code, store.Type, code, family, price);
            _shelves.Add((store.Code, store.Type, code, family));
        }
    }

    private bool Stocks(StoreType type, Family family) => type switch
    {
        StoreType.Warehouse => true,
        StoreType.Clinic => family.IsMedical || family.IsConsumable ? _dice.Percent(80) : _dice.Percent(25),
        StoreType.Salon => !family.IsMedical && _dice.Percent(family.IsConsumable ? 70 : 45),
        _ => !family.IsMedical && !family.IsConsumable && family.Category != "Salon" && _dice.Percent(60),
    };

    private void AddStock(string store, StoreType type, string sku, Family family, Money price)
    {
        var lots = type == StoreType.Warehouse ? _dice.Between(2, 3) : _dice.Between(1, 2);
        for (var lot = 1; lot <= lots; lot++)
        {
            var quantity = type == StoreType.Warehouse ? _dice.Between(60, 600) : _dice.Between(4, 48);
            var body = new JsonObject
            {
                ["quantity"] = quantity,
                ["lot"] = string.Create(CultureInfo.InvariantCulture, $"L{_day:yyMM}{_receipts.Count + _controlled.Count + 1:00000}"),
                ["unitCost"] = new JsonObject { ["amount"] = decimal.Round(price.Amount * _dice.Between(35, 60) / 100m, 0, MidpointRounding.ToEven), ["currency"] = price.Currency },
                ["supplier"] = "Sample Supplies",
            };
            if (family.Months > 0) AddDates(body, family.Months);
            if (_dice.Percent(3)) body["status"] = "quarantined";
            var receipt = new ReceiptItem(0, store, sku, string.Create(CultureInfo.InvariantCulture, $"demo-{_seed}-{_receipts.Count + _controlled.Count + 1}"), body);
            if (family.Goods == GoodsCategory.ControlledDrug) _controlled.Add(Registered(receipt, family));
            else _receipts.Add(receipt);
        }
    }

    // Two people take in nothing that waits to be looked at.
    private static ReceiptItem Registered(ReceiptItem receipt, Family family)
    {
        receipt.Body.Remove("status");
        receipt.Body["supplier"] = SampleBuying.SupplierOf(family);
        receipt.Body["cabinet"] = SampleRegisters.Cabinet;
        return receipt;
    }

    private void AddDates(JsonObject body, int months)
    {
        // Two in a hundred expire within a week, six more within two months, the rest have most of their life before them.
        var roll = _dice.Between(1, 100);
        var expires = roll <= 2 ? _day.AddDays(_dice.Between(1, 7))
            : roll <= 8 ? _day.AddDays(_dice.Between(10, 60))
            : _day.AddDays(_dice.Between(90, months * 28));
        body["expiresOn"] = Day(expires);
        body["madeOn"] = Day(expires.AddMonths(-months));
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A number of the range that GS1 keeps for use inside a company (prefix 20 to 29), with its check digit.</summary>
    private static string Gtin(int number)
    {
        var digits = "20" + number.ToString("0000000000", CultureInfo.InvariantCulture);
        return Enumerable.Range(0, 10).Select(check => digits + check).Single(SkuRecordRules.IsGtin);
    }
}
