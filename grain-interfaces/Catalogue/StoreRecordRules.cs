namespace BeautyGrains.Contracts;

/// <summary>The rules of form of a store's record; the HTTP edge, imports and the grain share them.</summary>
public static class StoreRecordRules
{
    /// <summary>Licences of a store.</summary>
    public const int MaxLicences = 64;

    /// <summary>Tax rates of a store.</summary>
    public const int MaxTaxRates = 256;

    /// <summary>Every rule that the record breaks, by field as in a request, in the order of its fields; empty when it is well formed.</summary>
    /// <param name="timeZoneExists">Is it an IANA time zone that the house knows?</param>
    public static ImmutableArray<(string Field, string Rule)> Check(StoreRecord record, Func<string, bool> timeZoneExists)
    {
        var form = new FormRules();
        form.Needed(record.Name, SkuRecordRules.MaxName, "name");
        form.Require(record.TimeZone is not null && timeZoneExists(record.TimeZone), "timeZone", "unknown-time-zone");
        form.Optional(record.NameZh, SkuRecordRules.MaxName, "nameZh");
        form.Between(record.DefaultTtlSeconds, 1, 86_400, "defaultTtlSeconds");
        form.Between(record.OfferTtlSeconds, 1, 86_400, "offerTtlSeconds");
        form.Optional(record.LegalEntity, SkuRecordRules.MaxName, "legalEntity");
        form.Known(record.Ownership, "ownership");
        form.Known(record.Type, "type");
        form.Optional(record.Region, SkuRecordRules.MaxName, "region");
        Licences(record.Licences, form);
        TaxRates(record.TaxRates, form);
        return form.Broken;
    }

    private static void Licences(EquatableList<Licence>? licences, FormRules form)
    {
        if (licences is null || !form.Bounded(licences.Count, MaxLicences, "licences")) return;
        for (var i = 0; i < licences.Count; i++)
        {
            var field = $"licences[{i}]";
            if (licences[i] is not { } licence)
            {
                form.Require(false, field, "required");
                continue;
            }
            form.Needed(licence.Number, 100, $"{field}.number");
            form.Require(licence.Scope is { Count: > 0 }, $"{field}.scope", "required");
            form.Require(licence.Scope is null || licence.Scope.Distinct().Count() == licence.Scope.Count, $"{field}.scope", "must-be-unique");
            form.Require(licence.Scope is null || licence.Scope.All(Enum.IsDefined), $"{field}.scope", "unknown-value");
            form.Require(
                licence.ValidFrom is null || licence.ValidThrough is null || licence.ValidFrom <= licence.ValidThrough,
                $"{field}.validThrough", "must-not-be-before-valid-from");
        }
    }

    private static void TaxRates(EquatableList<TaxRate>? rates, FormRules form)
    {
        if (rates is null || !form.Bounded(rates.Count, MaxTaxRates, "taxRates")) return;
        var seen = new HashSet<(string, DateOnly)>();
        for (var i = 0; i < rates.Count; i++)
        {
            var field = $"taxRates[{i}]";
            if (rates[i] is not { } rate)
            {
                form.Require(false, field, "required");
                continue;
            }
            form.Needed(rate.TaxClass, Limits.MaxIdLength, $"{field}.taxClass");
            form.Between(rate.Rate, 0, 1, $"{field}.rate");
            form.Require(rate.TaxClass is null || seen.Add((rate.TaxClass, rate.ValidFrom)), $"{field}.validFrom", "must-be-unique");
        }
    }
}
