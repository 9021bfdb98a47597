namespace BeautyGrains.Contracts;

/// <summary>The rules of form of a supplier's record; the HTTP edge, imports and the grain share them.</summary>
public static class SupplierRecordRules
{
    /// <summary>Qualifications of a supplier.</summary>
    public const int MaxQualifications = 256;

    /// <summary>Prices of a supplier.</summary>
    public const int MaxPrices = 5_000;

    /// <summary>The longest lead time or payment term in days.</summary>
    public const int MaxDays = 730;

    /// <summary>Every rule that the record breaks, by field as in a request, in the order of its fields; empty when it is well formed.</summary>
    public static ImmutableArray<(string Field, string Rule)> Check(SupplierRecord record)
    {
        var form = new FormRules();
        form.Needed(record.Name, SkuRecordRules.MaxName, "name");
        form.Require(SkuRecordRules.IsCurrency(record.Currency), "currency", "must-be-3-capitals");
        form.Between(record.LeadTimeDays, 0, MaxDays, "leadTimeDays");
        form.Optional(record.NameZh, SkuRecordRules.MaxName, "nameZh");
        form.Optional(record.CreditCode, 100, "creditCode");
        form.Optional(record.Address, Limits.MaxText, "address");
        form.Optional(record.Contact, SkuRecordRules.MaxName, "contact");
        form.Optional(record.Phone, 100, "phone");
        form.Optional(record.Email, SkuRecordRules.MaxName, "email");
        form.Between(record.LeadTimeDeviationDays, 0, 365, "leadTimeDeviationDays");
        form.Require(record.OrderDays is null || record.OrderDays.All(Enum.IsDefined), "orderDays", "unknown-value");
        form.Require(record.OrderDays is null || record.OrderDays.Distinct().Count() == record.OrderDays.Count, "orderDays", "must-be-unique");
        form.Between(record.MinimumOrder, 0, SkuRecordRules.MaxPrice, "minimumOrder");
        form.Between(record.PaymentDays, 0, MaxDays, "paymentDays");
        Qualifications(record.Qualifications, form);
        Prices(record.Prices, form);
        return form.Broken;
    }

    private static void Qualifications(EquatableList<Qualification>? papers, FormRules form)
    {
        if (papers is null || !form.Bounded(papers.Count, MaxQualifications, "qualifications")) return;
        for (var i = 0; i < papers.Count; i++)
        {
            var field = $"qualifications[{i}]";
            if (papers[i] is not { } paper)
            {
                form.Require(false, field, "required");
                continue;
            }
            form.Code(paper.Kind, $"{field}.kind");
            form.Needed(paper.Number, 100, $"{field}.number");
            form.Require(paper.Categories is null || paper.Categories.Count > 0, $"{field}.categories", "must-not-be-empty");
            form.Require(paper.Categories is null || paper.Categories.All(Enum.IsDefined), $"{field}.categories", "unknown-value");
            form.Days(paper.ValidFrom, paper.ValidThrough, field);
            form.Require(paper.Document is null || Limits.IsId(paper.Document), $"{field}.document", "must-be-an-id");
        }
    }

    private static void Prices(EquatableList<SupplierPrice>? prices, FormRules form)
    {
        if (prices is null || !form.Bounded(prices.Count, MaxPrices, "prices")) return;
        var seen = new HashSet<(string, DateOnly?)>();
        for (var i = 0; i < prices.Count; i++)
        {
            var field = $"prices[{i}]";
            if (prices[i] is not { } price)
            {
                form.Require(false, field, "required");
                continue;
            }
            form.Code(price.Sku, $"{field}.sku");
            form.Price(price.UnitPrice, $"{field}.unitPrice");
            form.Quantity(price.MinimumQuantity, $"{field}.minimumQuantity");
            form.Quantity(price.PackQuantity, $"{field}.packQuantity");
            form.Between(price.LeadTimeDays, 0, MaxDays, $"{field}.leadTimeDays");
            form.Days(price.ValidFrom, price.ValidThrough, field);
            form.Optional(price.SupplierSku, 100, $"{field}.supplierSku");
            form.Require(price.Sku is null || seen.Add((price.Sku, price.ValidFrom)), $"{field}.validFrom", "must-be-unique");
        }
    }
}
