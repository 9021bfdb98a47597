using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Catalogue;

/// <summary>A product as callers write it. Absent fields take the defaults; a PUT replaces the whole record.</summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Unit">The base unit, such as "vial"; all quantities are in it.</param>
/// <param name="Picking">fefo (default) or fifo.</param>
/// <param name="MinShelfLifeDays">Life that must be left for a sale.</param>
internal sealed record SkuBody(
    [property: Needed] string? Name,
    [property: Needed] string? Unit,
    string? NameZh,
    string? NameEn,
    string? Brand,
    string? Specification,
    string? Category,
    IReadOnlyList<string?>? Tags,
    IReadOnlyList<string?>? Pictures,
    string? Use,
    string? Contraindications,
    string? Ingredients,
    string? Gtin,
    string? Udi,
    IReadOnlyList<PackBody?>? Packs,
    Num SaleStep,
    Num ServiceStep,
    Num PurchaseStep,
    string? Picking,
    int? MinShelfLifeDays,
    int? ShelfLifeMonths,
    MoneyBody? Price,
    string? TaxClass,
    string? Storage,
    Num MinCelsius,
    Num MaxCelsius,
    string? Security,
    string? GoodsCategory,
    bool? Implant,
    bool? Active,
    RegistrationBody? Registration,
    Num WeightGrams,
    OpeningBody? Opening,
    IReadOnlyList<ControlledMarkBody?>? Controlled,
    bool? Serialised)
{
    /// <summary>The record; every faulty field goes to the check.</summary>
    public SkuRecord ToRecord(Check check)
    {
        var record = new SkuRecord(
            Name!, Unit!, NameZh, NameEn, Brand, Specification, Category,
            Texts("tags", Tags, SkuRecordRules.MaxTags, check), Texts("pictures", Pictures, SkuRecordRules.MaxPictures, check),
            Use, Contraindications, Ingredients, Gtin, Udi, ToPacks(check),
            check.OptionalQuantity("saleStep", SaleStep), check.OptionalQuantity("serviceStep", ServiceStep), check.OptionalQuantity("purchaseStep", PurchaseStep),
            check.Word("picking", Picking, PickingRule.Fefo), MinShelfLifeDays ?? 0, ShelfLifeMonths, check.Money("price", Price, 4), TaxClass,
            check.Word("storage", Storage, StorageClass.Ambient),
            check.Optional("minCelsius", MinCelsius, -273, 200, 1), check.Optional("maxCelsius", MaxCelsius, -273, 200, 1),
            check.Word("security", Security, SecurityClass.Open), check.Word("goodsCategory", GoodsCategory, Contracts.GoodsCategory.Other),
            Implant ?? false, Active ?? true, Registration?.ToRegistration("registration", check),
            check.OptionalQuantity("weightGrams", WeightGrams), Opening?.ToRule("opening", check), ToMarks(check), Serialised ?? false);
        foreach (var (field, rule) in SkuRecordRules.Check(record))
            if (!check.Names(field)) check.Add(field, rule);
        return record;
    }

    private static EquatableList<string>? Texts(string field, IReadOnlyList<string?>? given, int most, Check check) =>
        given is null ? null : [.. check.OptionalList(field, given, most)];

    private EquatableList<ControlledMark>? ToMarks(Check check) =>
        Controlled is null ? null : [.. check.OptionalList("controlled", Controlled, ControlledForm.MaxMarks).Select((mark, i) => mark.ToMark($"controlled[{i}]", check))];

    private EquatableList<Pack>? ToPacks(Check check)
    {
        if (Packs is null) return null;
        var packs = check.OptionalList("packs", Packs, SkuRecordRules.MaxPacks);
        return [.. packs.Select((pack, i) => pack.ToPack($"packs[{i}]", check))];
    }
}

/// <summary>A product's registration or filing.</summary>
/// <param name="Holder">Registrant or filing party.</param>
/// <param name="ResponsiblePerson">In the country, for imported goods.</param>
/// <param name="ValidThrough">The last good day.</param>
/// <param name="CancelledOn">The first day on which the authority had taken it back.</param>
internal sealed record RegistrationBody([property: Needed] string? Number, string? Holder, string? ResponsiblePerson, string? ValidFrom, string? ValidThrough, string? CancelledOn)
{
    public Registration ToRegistration(string field, Check check) => new(
        Number!, Holder, ResponsiblePerson, check.Day($"{field}.validFrom", ValidFrom), check.Day($"{field}.validThrough", ValidThrough), check.Day($"{field}.cancelledOn", CancelledOn));
}

/// <summary>How a base unit is used once it is opened.</summary>
/// <param name="Unit">Of the content, such as "ml".</param>
/// <param name="Content">Of one sealed base unit.</param>
/// <param name="Sharing">many-clients (default), one-client or single-use.</param>
/// <param name="AfterReconstitution">Goods that have one are reconstituted before they are used.</param>
internal sealed record OpeningBody(
    [property: Needed] string? Unit, [property: Needed] Num Content, string? Sharing, OpenPeriodBody? AfterOpening, OpenPeriodBody? AfterReconstitution)
{
    public OpeningRule ToRule(string field, Check check) => new(
        Unit!, check.Quantity($"{field}.content", Content), check.Word($"{field}.sharing", Sharing, SharingRule.ManyClients),
        AfterOpening?.ToPeriod($"{field}.afterOpening", check), AfterReconstitution?.ToPeriod($"{field}.afterReconstitution", check));
}

/// <summary>A period.</summary>
/// <param name="Length">1 to 9,999.</param>
/// <param name="Unit">hours, days or months.</param>
internal sealed record OpenPeriodBody([property: Needed] int? Length, [property: Needed] string? Unit)
{
    public OpenPeriod ToPeriod(string field, Check check)
    {
        if (Length is null) check.Add($"{field}.length", "required");
        return new(Length ?? 1, check.Word<PeriodUnit>($"{field}.unit", Unit));
    }
}

/// <summary>From when to when a product is controlled.</summary>
/// <param name="Class">Id of a class of the table of controlled goods.</param>
/// <param name="Content">What one base unit holds, such as 100.</param>
/// <param name="ContentUnit">Of what, such as "U".</param>
internal sealed record ControlledMarkBody([property: Needed] string? Class, [property: Needed] Num Content, [property: Needed] string? ContentUnit, string? ValidFrom, string? ValidThrough)
{
    public ControlledMark ToMark(string field, Check check) => new(
        check.Id($"{field}.class", Class), check.Quantity($"{field}.content", Content), check.Text($"{field}.contentUnit", ContentUnit, SkuRecordRules.MaxUnit), check.Day($"{field}.validFrom", ValidFrom), check.Day($"{field}.validThrough", ValidThrough));
}

/// <summary>A larger unit.</summary>
/// <param name="Contains">How many base units.</param>
/// <param name="ValidFrom">The day from which this conversion is used.</param>
internal sealed record PackBody([property: Needed] string? Unit, [property: Needed] Num Contains, string? Gtin, bool? Breakable, string? ValidFrom)
{
    public Pack ToPack(string field, Check check) => new(
        Unit!, check.Quantity($"{field}.contains", Contains), Gtin, Breakable ?? true, check.Day($"{field}.validFrom", ValidFrom));
}

/// <summary>A product as the house answers it.</summary>
internal sealed record SkuJson(
    string Sku,
    string Name,
    string Unit,
    string? NameZh,
    string? NameEn,
    string? Brand,
    string? Specification,
    string? Category,
    IReadOnlyList<string>? Tags,
    IReadOnlyList<string>? Pictures,
    string? Use,
    string? Contraindications,
    string? Ingredients,
    string? Gtin,
    string? Udi,
    IReadOnlyList<Pack>? Packs,
    decimal? SaleStep,
    decimal? ServiceStep,
    decimal? PurchaseStep,
    PickingRule Picking,
    int MinShelfLifeDays,
    int? ShelfLifeMonths,
    Money? Price,
    string? TaxClass,
    StorageClass Storage,
    decimal? MinCelsius,
    decimal? MaxCelsius,
    SecurityClass Security,
    GoodsCategory GoodsCategory,
    bool Implant,
    bool Active,
    Registration? Registration,
    decimal? WeightGrams,
    OpeningRule? Opening,
    IReadOnlyList<ControlledMark>? Controlled,
    bool Serialised,
    DateTimeOffset ChangedAt,
    long Version)
{
    public static SkuJson Of(SkuView view)
    {
        var it = view.Record;
        return new(view.Sku, it.Name, it.Unit, it.NameZh, it.NameEn, it.Brand, it.Specification, it.Category, it.Tags, it.Pictures, it.Use,
            it.Contraindications, it.Ingredients, it.Gtin, it.Udi, it.Packs, it.SaleStep, it.ServiceStep, it.PurchaseStep, it.Picking,
            it.MinShelfLifeDays, it.ShelfLifeMonths, it.Price, it.TaxClass, it.Storage, it.MinCelsius, it.MaxCelsius, it.Security,
            it.GoodsCategory, it.Implant, it.Active, it.Registration, it.WeightGrams, it.Opening, it.Controlled, it.Serialised, view.ChangedAt, view.Version);
    }
}
