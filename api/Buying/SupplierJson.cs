using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Buying;

/// <summary>A supplier as callers write it. Absent fields take the defaults; a PUT replaces the whole record.</summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Currency">Of prices and orders; CNY unless told.</param>
/// <param name="LeadTimeDays">From order to receipt, 0 to 730; 7 unless told.</param>
/// <param name="LeadTimeDeviationDays">Its standard deviation, 0 to 365.</param>
/// <param name="OrderDays">monday to sunday; absent for every day.</param>
/// <param name="MinimumOrder">The least net value of an order, in minor units.</param>
/// <param name="Prices">At most 5,000, each SKU once per day of validFrom.</param>
internal sealed record SupplierBody(
    [property: Needed] string? Name,
    string? NameZh,
    string? Currency,
    int? LeadTimeDays,
    Num LeadTimeDeviationDays,
    IReadOnlyList<string?>? OrderDays,
    Num MinimumOrder,
    int? PaymentDays,
    string? CreditCode,
    string? Address,
    string? Contact,
    string? Phone,
    string? Email,
    IReadOnlyList<QualificationBody?>? Qualifications,
    IReadOnlyList<SupplierPriceBody?>? Prices,
    bool? Active)
{
    public SupplierRecord ToRecord(Check check)
    {
        var record = new SupplierRecord(
            Name!, Currency ?? "CNY", LeadTimeDays ?? 7, NameZh, CreditCode, Address, Contact, Phone, Email,
            check.Optional("leadTimeDeviationDays", LeadTimeDeviationDays, 0, 365, 3), Days(check), check.Optional("minimumOrder", MinimumOrder, 0, SkuRecordRules.MaxPrice, 0), PaymentDays,
            Qualifications is null ? null : [.. check.OptionalList("qualifications", Qualifications, SupplierRecordRules.MaxQualifications).Select((paper, i) => paper.ToQualification($"qualifications[{i}]", check))],
            Prices is null ? null : [.. check.OptionalList("prices", Prices, SupplierRecordRules.MaxPrices).Select((price, i) => price.ToPrice($"prices[{i}]", check))],
            Active ?? true);
        foreach (var (field, rule) in SupplierRecordRules.Check(record))
            if (!check.Names(field)) check.Add(field, rule);
        return record;
    }

    private EquatableList<WeekDay>? Days(Check check) =>
        OrderDays is null ? null : [.. check.OptionalList("orderDays", OrderDays, 7).Select((day, i) => check.Word<WeekDay>($"orderDays[{i}]", day))];
}

/// <summary>A supplier's qualification.</summary>
/// <param name="Kind">As the buying policy names it, such as "business-licence".</param>
/// <param name="Categories">What it covers; absent for every category.</param>
/// <param name="ValidThrough">The last good day; absent for no end.</param>
/// <param name="Document">Id of the kept document.</param>
internal sealed record QualificationBody(
    [property: Needed] string? Kind, [property: Needed] string? Number, IReadOnlyList<string?>? Categories, string? ValidFrom, string? ValidThrough, string? Document)
{
    public Qualification ToQualification(string field, Check check) => new(
        Kind!, Number!, PolicyRow.Categories($"{field}.categories", Categories, check), check.Day($"{field}.validFrom", ValidFrom), check.Day($"{field}.validThrough", ValidThrough), Document);
}

/// <summary>One price of a supplier's list.</summary>
/// <param name="UnitPrice">Net, per base unit, in minor units of the supplier's currency; at most 4 decimals.</param>
/// <param name="MinimumQuantity">The least quantity of a line, in the base unit.</param>
/// <param name="PackQuantity">Lines are multiples of it, in the base unit.</param>
internal sealed record SupplierPriceBody(
    [property: Needed] string? Sku, [property: Needed] Num UnitPrice, Num MinimumQuantity, Num PackQuantity, int? LeadTimeDays, string? ValidFrom, string? ValidThrough, string? SupplierSku)
{
    public SupplierPrice ToPrice(string field, Check check)
    {
        if (!UnitPrice.Given) check.Add($"{field}.unitPrice", "required");
        return new(
            Sku!, check.Optional($"{field}.unitPrice", UnitPrice, 0, SkuRecordRules.MaxPrice, 4) ?? 0, check.OptionalQuantity($"{field}.minimumQuantity", MinimumQuantity),
            check.OptionalQuantity($"{field}.packQuantity", PackQuantity), LeadTimeDays, check.Day($"{field}.validFrom", ValidFrom), check.Day($"{field}.validThrough", ValidThrough), SupplierSku);
    }
}

/// <summary>A supplier as the house answers it.</summary>
/// <param name="Prices">Absent in lists, and where the key does not see cost prices.</param>
/// <param name="Contracts">Ids of its contracts.</param>
internal sealed record SupplierJson(
    string Id,
    string Name,
    string? NameZh,
    string Currency,
    int LeadTimeDays,
    decimal? LeadTimeDeviationDays,
    IReadOnlyList<WeekDay>? OrderDays,
    decimal? MinimumOrder,
    int? PaymentDays,
    string? CreditCode,
    string? Address,
    string? Contact,
    string? Phone,
    string? Email,
    IReadOnlyList<Qualification>? Qualifications,
    IReadOnlyList<SupplierPrice>? Prices,
    IReadOnlyList<string> Contracts,
    bool Active,
    DateTimeOffset ChangedAt,
    long Version)
{
    public static SupplierJson Of(SupplierView view, Identity seer)
    {
        var it = view.Record;
        return new(
            view.Id, it.Name, it.NameZh, it.Currency, it.LeadTimeDays, it.LeadTimeDeviationDays, it.OrderDays, it.MinimumOrder, it.PaymentDays, it.CreditCode, it.Address, it.Contact,
            it.Phone, it.Email, it.Qualifications, seer.SeesCost ? it.Prices : null, view.Contracts, it.Active, view.ChangedAt, view.Version);
    }
}
