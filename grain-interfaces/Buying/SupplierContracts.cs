namespace BeautyGrains.Contracts;

/// <summary>A contract with a supplier. Key: the contract's id.</summary>
[Alias("bg.IContractGrain")]
public interface IContractGrain : IGrainWithStringKey
{
    /// <summary>Creates or replaces the record. The same content again changes nothing; the supplier never changes.</summary>
    [Alias("Put")]
    Task<Answer<ContractView>> Put(PutContract ask);

    /// <summary>The record, or null.</summary>
    [ReadOnly, Alias("Get")]
    Task<ContractView?> Get();
}

/// <summary>Asks to create or replace a contract's record.</summary>
/// <param name="IfVersion">Only if this is the newest version; null for any.</param>
[GenerateSerializer, Immutable, Alias("bg.PutContract")]
public sealed record PutContract(ContractRecord Record, long? IfVersion, Caller By);

/// <summary>A contract's record with its id and version.</summary>
[GenerateSerializer, Immutable, Alias("bg.ContractView")]
public sealed record ContractView(string Id, ContractRecord Record, DateTimeOffset ChangedAt, long Version)
{
    /// <summary>Is it in force on a day?</summary>
    public bool IsInForce(DateOnly day) => Record.Active && Record.ValidFrom <= day && day <= Record.ValidThrough;
}

/// <summary>What was agreed with a supplier. Orders are compared with it, and what is outside it warns.</summary>
/// <param name="Supplier">Never changes.</param>
/// <param name="ValidThrough">The last day in force.</param>
/// <param name="Currency">Of its prices; ISO 4217.</param>
/// <param name="Prices">The highest prices agreed; a SKU that is not among them is outside the contract.</param>
/// <param name="LeadTimeDays">The longest time from order to receipt; null where none was agreed.</param>
/// <param name="MostValue">The highest net value of one order, in minor units; null for none.</param>
[GenerateSerializer, Immutable, Alias("bg.ContractRecord")]
public sealed record ContractRecord(
    string Supplier,
    DateOnly ValidFrom,
    DateOnly ValidThrough,
    string Currency = "CNY",
    EquatableList<ContractPrice>? Prices = null,
    int? LeadTimeDays = null,
    decimal? MostValue = null,
    string? Title = null,
    string? Terms = null,
    string? QualityStandard = null,
    string? InspectionMethod = null,
    string? ReturnRights = null,
    string? Document = null,
    bool Active = true);

/// <summary>A price of a contract.</summary>
/// <param name="UnitPrice">Net, per base unit, in minor units; at most 4 decimals.</param>
/// <param name="MinimumQuantity">Below this quantity of a line the price is not promised; null for none.</param>
[GenerateSerializer, Immutable, Alias("bg.ContractPrice")]
public sealed record ContractPrice(string Sku, decimal UnitPrice, decimal? MinimumQuantity = null);

/// <summary>The rules of form of a contract's record; the HTTP edge, imports and the grain share them.</summary>
public static class ContractRecordRules
{
    /// <summary>Prices of a contract.</summary>
    public const int MaxPrices = 5_000;

    /// <summary>Every rule that the record breaks, by field as in a request, in the order of its fields; empty when it is well formed.</summary>
    public static ImmutableArray<(string Field, string Rule)> Check(ContractRecord record)
    {
        var form = new FormRules();
        form.Code(record.Supplier, "supplier");
        form.Days(record.ValidFrom, record.ValidThrough, "");
        form.Require(SkuRecordRules.IsCurrency(record.Currency), "currency", "must-be-3-capitals");
        Prices(record.Prices, form);
        form.Between(record.LeadTimeDays, 0, SupplierRecordRules.MaxDays, "leadTimeDays");
        form.Between(record.MostValue, 0, SkuRecordRules.MaxPrice, "mostValue");
        form.Optional(record.Title, SkuRecordRules.MaxName, "title");
        form.Optional(record.Terms, SkuRecordRules.MaxLongText, "terms");
        form.Optional(record.QualityStandard, SkuRecordRules.MaxLongText, "qualityStandard");
        form.Optional(record.InspectionMethod, SkuRecordRules.MaxLongText, "inspectionMethod");
        form.Optional(record.ReturnRights, SkuRecordRules.MaxLongText, "returnRights");
        form.Require(record.Document is null || Limits.IsId(record.Document), "document", "must-be-an-id");
        return form.Broken;
    }

    private static void Prices(EquatableList<ContractPrice>? prices, FormRules form)
    {
        if (prices is null || !form.Bounded(prices.Count, MaxPrices, "prices")) return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
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
            form.Require(price.Sku is null || seen.Add(price.Sku), $"{field}.sku", "must-be-unique");
        }
    }
}
