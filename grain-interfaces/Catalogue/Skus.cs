namespace BeautyGrains.Contracts;

/// <summary>One product in the catalogue. Key: the SKU code.</summary>
[Alias("bg.ISkuGrain")]
public interface ISkuGrain : IGrainWithStringKey
{
    /// <summary>Creates or replaces the record. The same content again changes nothing.</summary>
    [Alias("Put")]
    Task<Answer<SkuView>> Put(PutSku ask);

    /// <summary>The record, or null.</summary>
    [ReadOnly, Alias("Get")]
    Task<SkuView?> Get();
}

/// <summary>Asks to create or replace a product's record.</summary>
/// <param name="IfVersion">Only if this is the newest version; null for any.</param>
/// <param name="Second">Who approves a change of price or registration that needs it; null where none does.</param>
[GenerateSerializer, Immutable, Alias("bg.PutSku")]
public sealed record PutSku(SkuRecord Record, long? IfVersion, Caller By, SecondPerson? Second = null);

/// <summary>A product's record with its code and version.</summary>
[GenerateSerializer, Immutable, Alias("bg.SkuView")]
public sealed record SkuView(string Sku, SkuRecord Record, DateTimeOffset ChangedAt, long Version);

/// <summary>Which lots go first.</summary>
[GenerateSerializer, Alias("bg.PickingRule")]
public enum PickingRule
{
    /// <summary>Earliest expiry first; goods without expiry last.</summary>
    Fefo,
    /// <summary>Earliest received first.</summary>
    Fifo,
}

/// <summary>What the law calls the goods.</summary>
[GenerateSerializer, Alias("bg.GoodsCategory")]
public enum GoodsCategory
{
    /// <summary>Anything else.</summary>
    Other,
    /// <summary>Ordinary cosmetic.</summary>
    OrdinaryCosmetic,
    /// <summary>Special cosmetic.</summary>
    SpecialCosmetic,
    /// <summary>Cosmetic for children.</summary>
    ChildrensCosmetic,
    /// <summary>Drug.</summary>
    Drug,
    /// <summary>Controlled drug.</summary>
    ControlledDrug,
    /// <summary>Medical device class I.</summary>
    DeviceI,
    /// <summary>Medical device class II.</summary>
    DeviceII,
    /// <summary>Medical device class III.</summary>
    DeviceIII,
    /// <summary>Disinfectant.</summary>
    Disinfectant,
}

/// <summary>How goods are kept; the temperatures of each class are data.</summary>
[GenerateSerializer, Alias("bg.StorageClass")]
public enum StorageClass
{
    /// <summary>10–30 °C by default.</summary>
    Ambient,
    /// <summary>At most 20 °C by default.</summary>
    Cool,
    /// <summary>Cool and dark.</summary>
    CoolDark,
    /// <summary>2–10 °C by default.</summary>
    Cold,
    /// <summary>The range on the label, such as 2–8 °C.</summary>
    Labelled,
    /// <summary>Frozen.</summary>
    Frozen,
}

/// <summary>How goods are secured.</summary>
[GenerateSerializer, Alias("bg.SecurityClass")]
public enum SecurityClass
{
    /// <summary>Open shelf.</summary>
    Open,
    /// <summary>Locked.</summary>
    Locked,
    /// <summary>Two locks, two people.</summary>
    DoubleLock,
}

/// <summary>A product's record, as the catalogue keeps it.</summary>
/// <param name="Name">1 to 200 characters, any language.</param>
/// <param name="NameZh">Chinese name.</param>
/// <param name="NameEn">English name, where <paramref name="Name"/> is not it.</param>
/// <param name="Unit">The base unit, such as "vial": 1 to 32 characters. All quantities of the ledger are in it.</param>
/// <param name="Packs">Larger units; unique names, none of them the base unit.</param>
/// <param name="SaleStep">The smallest step of a sale, in the base unit; null for none.</param>
/// <param name="MinShelfLifeDays">Life that must be left for a sale; 0 or more.</param>
/// <param name="ShelfLifeMonths">From made-on, where lots have no printed expiry: 1 to 240.</param>
/// <param name="Price">Tax-inclusive, per base unit.</param>
/// <param name="MinCelsius">Of the label, with storage class Labelled.</param>
/// <param name="Implant">Implants need the scanned lot and serial at issue.</param>
/// <param name="Registration">What the law knows the goods by; null where there is none.</param>
/// <param name="WeightGrams">Of one base unit with its packing, above 0, at most 3 decimals; null where nobody has weighed it.</param>
/// <param name="Serialised">One item, one code: its units are known by their serials.</param>
/// <param name="Opening">What becomes of a base unit once it is opened; null for goods that are not used out of open containers.</param>
/// <param name="Controlled">From when to when it is controlled; of those that count on a day, the one that began last. Null for never.</param>
[GenerateSerializer, Immutable, Alias("bg.SkuRecord")]
public sealed record SkuRecord(
    string Name,
    string Unit,
    string? NameZh = null,
    string? NameEn = null,
    string? Brand = null,
    string? Specification = null,
    string? Category = null,
    EquatableList<string>? Tags = null,
    EquatableList<string>? Pictures = null,
    string? Use = null,
    string? Contraindications = null,
    string? Ingredients = null,
    string? Gtin = null,
    string? Udi = null,
    EquatableList<Pack>? Packs = null,
    decimal? SaleStep = null,
    decimal? ServiceStep = null,
    decimal? PurchaseStep = null,
    PickingRule Picking = PickingRule.Fefo,
    int MinShelfLifeDays = 0,
    int? ShelfLifeMonths = null,
    Money? Price = null,
    string? TaxClass = null,
    StorageClass Storage = StorageClass.Ambient,
    decimal? MinCelsius = null,
    decimal? MaxCelsius = null,
    SecurityClass Security = SecurityClass.Open,
    GoodsCategory GoodsCategory = GoodsCategory.Other,
    bool Implant = false,
    bool Active = true,
    Registration? Registration = null,
    decimal? WeightGrams = null,
    OpeningRule? Opening = null,
    EquatableList<ControlledMark>? Controlled = null,
    [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault)] bool Serialised = false)
{
    /// <summary>The mark that counts on a day; null where it is not controlled then.</summary>
    public ControlledMark? ControlledOn(DateOnly day) => Controlled?.Where(mark => mark.Counts(day)).MaxBy(mark => mark.ValidFrom ?? DateOnly.MinValue);
}

/// <summary>The registration or filing of a product.</summary>
/// <param name="Number">1 to 100 characters.</param>
/// <param name="Holder">Registrant or filing party.</param>
/// <param name="ResponsiblePerson">In the country, for imported goods.</param>
/// <param name="ValidThrough">The last good day; null for no end.</param>
/// <param name="CancelledOn">The first day on which it was no longer good because the authority took it back; null while it stands.</param>
[GenerateSerializer, Immutable, Alias("bg.Registration")]
public sealed record Registration(
    string Number, string? Holder = null, string? ResponsiblePerson = null, DateOnly? ValidFrom = null, DateOnly? ValidThrough = null, DateOnly? CancelledOn = null);

/// <summary>A larger unit of a SKU.</summary>
/// <param name="Unit">Its name, such as "box".</param>
/// <param name="Contains">How many base units: above 0, at most 3 decimals. Immutable once given; a new content is a new pack name.</param>
/// <param name="Breakable">May part of it be sold?</param>
/// <param name="ValidFrom">The day from which this conversion is used; null for always.</param>
[GenerateSerializer, Immutable, Alias("bg.Pack")]
public sealed record Pack(string Unit, decimal Contains, string? Gtin = null, bool Breakable = true, DateOnly? ValidFrom = null);
