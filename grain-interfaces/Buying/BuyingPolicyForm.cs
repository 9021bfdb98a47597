namespace BeautyGrains.Contracts;

/// <summary>The rules of form of the tables of buying; the HTTP edge and the grain share them.</summary>
public static class BuyingPolicyForm
{
    /// <summary>Rows of each table.</summary>
    public const int MaxRows = 1_000;

    /// <summary>People who can be asked to approve one order.</summary>
    public const int MaxApprovals = 5;

    /// <summary>Every rule that the tables break, by field as in a request; empty when they are well formed.</summary>
    public static ImmutableArray<(string Field, string Rule)> Check(BuyingPolicy policy)
    {
        var form = new FormRules();
        form.Require(SkuRecordRules.IsCurrency(policy.Currency), "currency", "must-be-3-capitals");
        Rows(policy.Qualifications, "qualifications", form, (row, field) =>
        {
            form.Known(row.Category, $"{field}.category");
            form.Code(row.Kind, $"{field}.kind");
            form.Days(row.ValidFrom, row.ValidThrough, field);
        });
        Rows(policy.Registrations, "registrations", form, (row, field) =>
        {
            form.Known(row.Category, $"{field}.category");
            form.Days(row.ValidFrom, row.ValidThrough, field);
        });
        Rows(policy.StoreLicences, "storeLicences", form, (row, field) =>
        {
            form.Known(row.Category, $"{field}.category");
            if (row.StoreType is { } type) form.Known(type, $"{field}.storeType");
            form.Days(row.ValidFrom, row.ValidThrough, field);
        });
        Rows(policy.ApprovalTiers, "approvalTiers", form, (row, field) =>
        {
            form.Between(row.FromAmount, 0, SkuRecordRules.MaxPrice, $"{field}.fromAmount");
            form.Between(row.Approvals, 1, MaxApprovals, $"{field}.approvals");
            if (row.Store is not null) form.Code(row.Store, $"{field}.store");
            if (row.Category is { } category) form.Known(category, $"{field}.category");
            form.Days(row.ValidFrom, row.ValidThrough, field);
        });
        Receiving(policy, form);
        Money(policy, form);
        return form.Broken;
    }

    private static void Receiving(BuyingPolicy policy, FormRules form)
    {
        Rows(policy.DeliveryTolerances, "deliveryTolerances", form, (row, field) =>
        {
            form.Between(row.Over, 0, 1, $"{field}.over");
            form.Between(row.Under, 0, 1, $"{field}.under");
            if (row.Category is { } category) form.Known(category, $"{field}.category");
            form.Days(row.ValidFrom, row.ValidThrough, field);
        });
        Rows(policy.Sampling, "sampling", form, (row, field) =>
        {
            form.Known(row.Category, $"{field}.category");
            form.Between(row.Least, 0, Limits.MaxQuantity, $"{field}.least");
            form.Require(decimal.Truncate(row.Least) == row.Least, $"{field}.least", "must-be-whole");
            form.Between(row.Share, 0, 1, $"{field}.share");
            form.Days(row.ValidFrom, row.ValidThrough, field);
        });
    }

    private static void Money(BuyingPolicy policy, FormRules form)
    {
        var rates = new HashSet<(string, DateOnly)>();
        Rows(policy.ExchangeRates, "exchangeRates", form, (row, field) =>
        {
            form.Require(SkuRecordRules.IsCurrency(row.Currency), $"{field}.currency", "must-be-3-capitals");
            form.Require(row.Currency != policy.Currency, $"{field}.currency", "must-differ-from-currency");
            form.Require(row.Rate is > 0 and <= 1_000_000, $"{field}.rate", "must-be-above-0-to-1000000");
            form.Require(decimal.Round(row.Rate, 10) == row.Rate, $"{field}.rate", "at-most-10-decimals");
            form.Require(row.Currency is null || rates.Add((row.Currency, row.ValidFrom)), $"{field}.validFrom", "must-be-unique");
        });
        if (policy.ScoreWeights is not null)
        {
            Rows(policy.ScoreWeights, "scoreWeights", form, (row, field) =>
            {
                form.Between(row.OnTime, 0, 1, $"{field}.onTime");
                form.Between(row.Fill, 0, 1, $"{field}.fill");
                form.Between(row.Accepted, 0, 1, $"{field}.accepted");
                form.Between(row.Price, 0, 1, $"{field}.price");
                form.Between(row.Margin, 0, 1, $"{field}.margin");
                form.Days(row.ValidFrom, row.ValidThrough, field);
            });
        }
        if (policy.TransferPrices is not null) Rows(policy.TransferPrices, "transferPrices", form, (row, field) => Price(row, field, form));
        Rows(policy.InvoiceTolerances, "invoiceTolerances", form, (row, field) =>
        {
            form.Between(row.Amount, 0, SkuRecordRules.MaxPrice, $"{field}.amount");
            form.Between(row.Share, 0, 1, $"{field}.share");
            form.Days(row.ValidFrom, row.ValidThrough, field);
        });
    }

    private static void Price(TransferPrice row, string field, FormRules form)
    {
        form.Require(row.Markup is null != row.UnitPrice is null, $"{field}.markup", "must-be-markup-or-unit-price");
        form.Between(row.Markup, -1, 10, $"{field}.markup");
        form.Require(row.Markup is not { } markup || decimal.Round(markup, 6) == markup, $"{field}.markup", "at-most-6-decimals");
        form.Between(row.UnitPrice, 0, SkuRecordRules.MaxPrice, $"{field}.unitPrice");
        form.Require(row.UnitPrice is not { } price || decimal.Round(price, 4) == price, $"{field}.unitPrice", "at-most-4-decimals");
        form.Require(row.UnitPrice is null || row.Sku is not null, $"{field}.sku", "required");
        form.Optional(row.FromEntity, SkuRecordRules.MaxName, $"{field}.fromEntity");
        form.Optional(row.ToEntity, SkuRecordRules.MaxName, $"{field}.toEntity");
        form.Require(row.FromEntity is null || row.FromEntity != row.ToEntity, $"{field}.toEntity", "must-differ-from-from-entity");
        if (row.Category is { } category) form.Known(category, $"{field}.category");
        if (row.Sku is not null) form.Code(row.Sku, $"{field}.sku");
        form.Days(row.ValidFrom, row.ValidThrough, field);
    }

    private static void Rows<T>(EquatableList<T> rows, string table, FormRules form, Action<T, string> check)
        where T : class
    {
        if (rows is null)
        {
            form.Require(false, table, "required");
            return;
        }
        if (!form.Bounded(rows.Count, MaxRows, table)) return;
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i] is { } row) check(row, $"{table}[{i}]");
            else form.Require(false, $"{table}[{i}]", "required");
        }
    }
}
