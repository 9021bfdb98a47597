namespace BeautyGrains.Contracts;

/// <summary>The rules of form of a product's record; the HTTP edge, imports and the grain share them.</summary>
public static class SkuRecordRules
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxName = 200;

    /// <summary>The longest name of a unit, in characters.</summary>
    public const int MaxUnit = 32;

    /// <summary>Packs of a product.</summary>
    public const int MaxPacks = 16;

    /// <summary>Tags of a product.</summary>
    public const int MaxTags = 64;

    /// <summary>Pictures of a product.</summary>
    public const int MaxPictures = 32;

    /// <summary>The longest use, contraindications or ingredients, in characters.</summary>
    public const int MaxLongText = 10_000;

    /// <summary>The largest price in minor units.</summary>
    public const decimal MaxPrice = 1_000_000_000_000m;

    /// <summary>Every rule that the record breaks, by field as in a request ("packs[1].contains"), in the order of its fields; empty when it is well formed.</summary>
    public static ImmutableArray<(string Field, string Rule)> Check(SkuRecord record)
    {
        var form = new FormRules();
        Texts(record, form);
        Packs(record, form);
        form.Quantity(record.SaleStep, "saleStep");
        form.Quantity(record.ServiceStep, "serviceStep");
        form.Quantity(record.PurchaseStep, "purchaseStep");
        form.Known(record.Picking, "picking");
        form.Between(record.MinShelfLifeDays, 0, 36_500, "minShelfLifeDays");
        form.Between(record.ShelfLifeMonths, 1, 240, "shelfLifeMonths");
        Price(record.Price, form);
        form.Optional(record.TaxClass, Limits.MaxIdLength, "taxClass");
        form.Known(record.Storage, "storage");
        form.Between(record.MinCelsius, -273, 200, "minCelsius");
        form.Between(record.MaxCelsius, -273, 200, "maxCelsius");
        form.Require(record.MinCelsius is null || record.MaxCelsius is null || record.MinCelsius <= record.MaxCelsius, "maxCelsius", "must-not-be-below-min-celsius");
        form.Known(record.Security, "security");
        form.Known(record.GoodsCategory, "goodsCategory");
        Registered(record.Registration, form);
        form.Quantity(record.WeightGrams, "weightGrams");
        Opened(record.Opening, form);
        ControlledForm.Check(record.Controlled, form);
        return form.Broken;
    }

    /// <summary>
    /// Is it a GTIN-8, -12, -13 or -14 with a right check digit? GS1 General Specifications, section 7.9.1: weights 3 and 1
    /// alternate from the digit before the check digit leftwards; all digits together are a multiple of 10.
    /// </summary>
    public static bool IsGtin(string? text)
    {
        if (text is not { Length: 8 or 12 or 13 or 14 }) return false;
        var sum = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i])) return false;
            sum += (text[i] - '0') * ((text.Length - i) % 2 == 0 ? 3 : 1);
        }
        return sum % 10 == 0;
    }

    /// <summary>Is it three capitals, as ISO 4217 writes currencies?</summary>
    public static bool IsCurrency(string? text) => text is { Length: 3 } && text.All(char.IsAsciiLetterUpper);

    private static void Texts(SkuRecord record, FormRules form)
    {
        form.Needed(record.Name, MaxName, "name");
        form.Needed(record.Unit, MaxUnit, "unit");
        form.Optional(record.NameZh, MaxName, "nameZh");
        form.Optional(record.NameEn, MaxName, "nameEn");
        form.Optional(record.Brand, MaxName, "brand");
        form.Optional(record.Specification, MaxName, "specification");
        form.Optional(record.Category, MaxName, "category");
        form.Texts(record.Tags, MaxTags, 64, "tags");
        form.Texts(record.Pictures, MaxPictures, 1_000, "pictures");
        form.Optional(record.Use, MaxLongText, "use");
        form.Optional(record.Contraindications, MaxLongText, "contraindications");
        form.Optional(record.Ingredients, MaxLongText, "ingredients");
        form.Require(record.Gtin is null || IsGtin(record.Gtin), "gtin", "must-be-a-gtin");
        form.Optional(record.Udi, 200, "udi");
    }

    private static void Packs(SkuRecord record, FormRules form)
    {
        if (record.Packs is not { } packs || !form.Bounded(packs.Count, MaxPacks, "packs")) return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < packs.Count; i++)
        {
            var field = $"packs[{i}]";
            if (packs[i] is not { } pack)
            {
                form.Require(false, field, "required");
                continue;
            }
            form.Needed(pack.Unit, MaxUnit, $"{field}.unit");
            form.Require(pack.Unit != record.Unit, $"{field}.unit", "must-differ-from-unit");
            form.Require(pack.Unit is null || seen.Add(pack.Unit), $"{field}.unit", "must-be-unique");
            form.Quantity(pack.Contains, $"{field}.contains");
            form.Require(pack.Gtin is null || IsGtin(pack.Gtin), $"{field}.gtin", "must-be-a-gtin");
        }
    }

    private static void Registered(Registration? registration, FormRules form)
    {
        if (registration is null) return;
        form.Needed(registration.Number, 100, "registration.number");
        form.Optional(registration.Holder, MaxName, "registration.holder");
        form.Optional(registration.ResponsiblePerson, MaxName, "registration.responsiblePerson");
        form.Days(registration.ValidFrom, registration.ValidThrough, "registration");
    }

    private static void Opened(OpeningRule? opening, FormRules form)
    {
        if (opening is null) return;
        form.Needed(opening.Unit, MaxUnit, "opening.unit");
        form.Quantity(opening.Content, "opening.content");
        form.Known(opening.Sharing, "opening.sharing");
        Period(opening.AfterOpening, "opening.afterOpening", form);
        Period(opening.AfterReconstitution, "opening.afterReconstitution", form);
    }

    private static void Period(OpenPeriod? period, string field, FormRules form)
    {
        if (period is null) return;
        form.Between(period.Length, 1, 9_999, $"{field}.length");
        form.Known(period.Unit, $"{field}.unit");
    }

    private static void Price(Money? price, FormRules form)
    {
        if (price is null) return;
        form.Between(price.Amount, 0, MaxPrice, "price.amount");
        form.Require(decimal.Round(price.Amount, 4) == price.Amount, "price.amount", "at-most-4-decimals");
        form.Require(IsCurrency(price.Currency), "price.currency", "must-be-3-capitals");
    }
}
