using BeautyGrains.Contracts;

namespace BeautyGrains.Grains.Tests.Catalogue;

public sealed class RecordRulesTests
{
    private static readonly SkuRecord s_sku = new("Serum", "bottle");
    private static readonly StoreRecord s_store = new("Store", "Asia/Shanghai");

    public static TheoryData<SkuRecord, string, string> BadSkus => new()
    {
        { s_sku with { Name = " " }, "name", "required" },
        { s_sku with { Name = new('n', 201) }, "name", "at-most-200-characters" },
        { s_sku with { Unit = "" }, "unit", "required" },
        { s_sku with { Unit = new('u', 33) }, "unit", "at-most-32-characters" },
        { s_sku with { Packs = [new("box", 10), new("box", 20)] }, "packs[1].unit", "must-be-unique" },
        { s_sku with { Packs = [new("bottle", 10)] }, "packs[0].unit", "must-differ-from-unit" },
        { s_sku with { Packs = [new("box", 0)] }, "packs[0].contains", "must-be-positive" },
        { s_sku with { Packs = [new("box", 1.0001m)] }, "packs[0].contains", "at-most-3-decimals" },
        { s_sku with { Packs = [.. Enumerable.Range(1, 17).Select(i => new Pack($"p{i}", i))] }, "packs", "at-most-16-items" },
        { s_sku with { MinShelfLifeDays = -1 }, "minShelfLifeDays", "must-be-0-to-36500" },
        { s_sku with { ShelfLifeMonths = 241 }, "shelfLifeMonths", "must-be-1-to-240" },
        { s_sku with { Price = new(-1, "CNY") }, "price.amount", "must-be-0-to-1000000000000" },
        { s_sku with { Price = new(1, "cny") }, "price.currency", "must-be-3-capitals" },
        { s_sku with { Gtin = "6901234567891" }, "gtin", "must-be-a-gtin" },
        { s_sku with { Gtin = "690123456789" + "x" }, "gtin", "must-be-a-gtin" },
        { s_sku with { MinCelsius = 8, MaxCelsius = 2 }, "maxCelsius", "must-not-be-below-min-celsius" },
        { s_sku with { Tags = [.. Enumerable.Range(0, 65).Select(i => $"t{i}")] }, "tags", "at-most-64-items" },
        { s_sku with { Pictures = [.. Enumerable.Range(0, 33).Select(i => $"p{i}")] }, "pictures", "at-most-32-items" },
        { s_sku with { Ingredients = new('i', 10_001) }, "ingredients", "at-most-10000-characters" },
        { s_sku with { Storage = (StorageClass)99 }, "storage", "unknown-value" },
        { s_sku with { SaleStep = 0 }, "saleStep", "must-be-positive" },
    };

    public static TheoryData<StoreRecord, string, string> BadStores => new()
    {
        { s_store with { Name = "" }, "name", "required" },
        { s_store with { TimeZone = "Asia/Nowhere" }, "timeZone", "unknown-time-zone" },
        { s_store with { DefaultTtlSeconds = 0 }, "defaultTtlSeconds", "must-be-1-to-86400" },
        { s_store with { DefaultTtlSeconds = 86_401 }, "defaultTtlSeconds", "must-be-1-to-86400" },
        { s_store with { Licences = [new("L1", [GoodsCategory.Drug], new(2026, 2, 1), new(2026, 1, 31))] }, "licences[0].validThrough", "must-not-be-before-valid-from" },
        { s_store with { Licences = [new("L1", [])] }, "licences[0].scope", "required" },
        { s_store with { TaxRates = [new("standard", 1.01m, new(2026, 1, 1))] }, "taxRates[0].rate", "must-be-0-to-1" },
        { s_store with { TaxRates = [new("a", 0.1m, new(2026, 1, 1)), new("a", 0.2m, new(2026, 1, 1))] }, "taxRates[1].validFrom", "must-be-unique" },
    };

    [Theory, MemberData(nameof(BadSkus))]
    public void A_product_record_tells_the_field_and_the_rule_that_it_breaks(SkuRecord record, string field, string rule) =>
        SkuRecordRules.Check(record).ShouldBe([(field, rule)]);

    [Theory, MemberData(nameof(BadStores))]
    public void A_store_record_tells_the_field_and_the_rule_that_it_breaks(StoreRecord record, string field, string rule) =>
        StoreRecordRules.Check(record, StoreRules.TimeZoneExists).ShouldBe([(field, rule)]);

    [Fact]
    public void Well_formed_records_break_nothing()
    {
        SkuRecordRules.Check(s_sku with { Packs = [new("box", 0.5m)], Price = new(0, "EUR"), MinCelsius = -20, MaxCelsius = -20 }).ShouldBeEmpty();
        StoreRecordRules.Check(s_store with { TaxRates = [new("zero", 0, new(2026, 1, 1)), new("all", 1, new(2026, 1, 1))] }, StoreRules.TimeZoneExists).ShouldBeEmpty();
    }

    // Examples of GS1: GTIN-8, -12, -13 and -14 with right check digits, and each with its last digit changed.
    [Theory]
    [InlineData("96385074", true)]
    [InlineData("96385075", false)]
    [InlineData("614141000036", true)]
    [InlineData("614141000037", false)]
    [InlineData("4006381333931", true)]
    [InlineData("4006381333932", false)]
    [InlineData("10614141000415", true)]
    [InlineData("10614141000416", false)]
    [InlineData("123456789", false)]
    [InlineData("", false)]
    public void A_gtin_is_known_by_its_length_and_check_digit(string text, bool isGtin) => SkuRecordRules.IsGtin(text).ShouldBe(isGtin);
}
