using BeautyGrains.Api.Http;
using NodaTime;

namespace BeautyGrains.Api.Catalogue;

/// <summary>A store as callers write it. A PUT replaces the whole record.</summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="TimeZone">IANA name, such as "Asia/Shanghai".</param>
/// <param name="DefaultTtlSeconds">Hold of reservations that name none: 1 to 86,400; 600 when absent.</param>
/// <param name="OfferTtlSeconds">How long goods are held for a client who waited: 1 to 86,400; 7,200 when absent.</param>
internal sealed record StoreBody(
    [property: Needed] string? Name,
    [property: Needed] string? TimeZone,
    string? NameZh,
    int? DefaultTtlSeconds,
    string? LegalEntity,
    string? Ownership,
    string? Type,
    string? Region,
    IReadOnlyList<LicenceBody?>? Licences,
    IReadOnlyList<TaxRateBody?>? TaxRates,
    bool? Active,
    int? OfferTtlSeconds)
{
    /// <summary>The record; every faulty field goes to the check.</summary>
    public StoreRecord ToRecord(Check check)
    {
        var record = new StoreRecord(
            Name!, TimeZone!, NameZh, DefaultTtlSeconds, LegalEntity,
            check.Word("ownership", Ownership, Contracts.Ownership.Direct), check.Word("type", Type, StoreType.Salon), Region,
            Licences is null ? null : [.. check.OptionalList("licences", Licences, StoreRecordRules.MaxLicences).Select((it, i) => it.ToLicence($"licences[{i}]", check))],
            TaxRates is null ? null : [.. check.OptionalList("taxRates", TaxRates, StoreRecordRules.MaxTaxRates).Select((it, i) => it.ToTaxRate($"taxRates[{i}]", check))],
            Active ?? true, OfferTtlSeconds);
        if (TimeZone is null) check.Add("timeZone", "required");
        foreach (var (field, rule) in StoreRecordRules.Check(record, zone => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null))
            if (!check.Names(field)) check.Add(field, rule);
        return record;
    }
}

/// <summary>A licence.</summary>
/// <param name="Scope">Categories of goods, such as "drug".</param>
internal sealed record LicenceBody([property: Needed] string? Number, [property: Needed] IReadOnlyList<string?>? Scope, string? ValidFrom, string? ValidThrough)
{
    public Licence ToLicence(string field, Check check) => new(
        Number!, [.. check.List($"{field}.scope", Scope, 32).Select((word, i) => check.Word<GoodsCategory>($"{field}.scope[{i}]", word))],
        check.Day($"{field}.validFrom", ValidFrom), check.Day($"{field}.validThrough", ValidThrough));
}

/// <summary>A dated tax rate.</summary>
/// <param name="Rate">0 to 1: 0.13 is 13 %.</param>
internal sealed record TaxRateBody([property: Needed] string? TaxClass, [property: Needed] Num Rate, [property: Needed] string? ValidFrom)
{
    public TaxRate ToTaxRate(string field, Check check)
    {
        if (!Rate.Given) check.Add($"{field}.rate", "required");
        if (ValidFrom is null) check.Add($"{field}.validFrom", "required");
        return new(TaxClass!, check.Optional($"{field}.rate", Rate, 0, 1, 6) ?? 0, check.Day($"{field}.validFrom", ValidFrom) ?? default);
    }
}

/// <summary>A store as the house answers it.</summary>
internal sealed record StoreJson(
    string Store,
    string Name,
    string TimeZone,
    string? NameZh,
    int? DefaultTtlSeconds,
    string? LegalEntity,
    Ownership Ownership,
    StoreType Type,
    string? Region,
    IReadOnlyList<LicenceJson>? Licences,
    IReadOnlyList<TaxRate>? TaxRates,
    bool Active,
    DateTimeOffset ChangedAt,
    long Version,
    int? OfferTtlSeconds)
{
    public static StoreJson Of(StoreView view)
    {
        var it = view.Record;
        return new(view.Store, it.Name, it.TimeZone, it.NameZh, it.DefaultTtlSeconds, it.LegalEntity, it.Ownership, it.Type, it.Region,
            it.Licences is null ? null : [.. it.Licences.Select(LicenceJson.Of)], it.TaxRates, it.Active, view.ChangedAt, view.Version, it.OfferTtlSeconds);
    }
}

/// <summary>A licence as the house answers it.</summary>
internal sealed record LicenceJson(string Number, IReadOnlyList<GoodsCategory> Scope, DateOnly? ValidFrom, DateOnly? ValidThrough)
{
    public static LicenceJson Of(Licence it) => new(it.Number, it.Scope, it.ValidFrom, it.ValidThrough);
}

/// <summary>A page of stores by code.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record StoreList(IReadOnlyList<StoreJson> Items, string? Cursor);
