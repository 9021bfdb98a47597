namespace BeautyGrains.Contracts;

/// <summary>One supplier. Key: the supplier's id.</summary>
[Alias("bg.ISupplierGrain")]
public interface ISupplierGrain : IGrainWithStringKey
{
    /// <summary>Creates or replaces the record. The same content again changes nothing.</summary>
    [Alias("Put")]
    Task<Answer<SupplierView>> Put(PutSupplier ask);

    /// <summary>Notes that a contract names this supplier; a repeat changes nothing. Refused with UnknownSupplier. Called by the contract before it is written.</summary>
    [Alias("AddContract")]
    Task<Answer<SupplierView>> AddContract(AddContract ask);

    /// <summary>The record, or null.</summary>
    [ReadOnly, Alias("Get")]
    Task<SupplierView?> Get();
}

/// <summary>Asks to create or replace a supplier's record.</summary>
/// <param name="IfVersion">Only if this is the newest version; null for any.</param>
[GenerateSerializer, Immutable, Alias("bg.PutSupplier")]
public sealed record PutSupplier(SupplierRecord Record, long? IfVersion, Caller By);

/// <summary>Asks to note a contract.</summary>
[GenerateSerializer, Immutable, Alias("bg.AddContract")]
public sealed record AddContract(string Contract, Caller By);

/// <summary>A supplier's record with its id and version.</summary>
/// <param name="Contracts">Ids of contracts that name the supplier, in ordinal order; one of them may never have been written.</param>
[GenerateSerializer, Immutable, Alias("bg.SupplierView")]
public sealed record SupplierView(string Id, SupplierRecord Record, ImmutableArray<string> Contracts, DateTimeOffset ChangedAt, long Version)
{
    /// <summary>The price in force for a SKU on a day: of those that are valid then, the one that became valid last; null without one.</summary>
    public SupplierPrice? PriceOf(string sku, DateOnly day) => Record.Prices?
        .Where(price => price.Sku == sku && !(price.ValidFrom > day) && !(price.ValidThrough < day))
        .MaxBy(price => price.ValidFrom ?? DateOnly.MinValue);

    /// <summary>Days from order to receipt of a SKU: of its price where that names any, else of the supplier.</summary>
    public int LeadTimeDaysOf(SupplierPrice? price) => price?.LeadTimeDays ?? Record.LeadTimeDays;

    /// <summary>The first day, from one on, on which the supplier takes orders.</summary>
    public DateOnly NextOrderDay(DateOnly from)
    {
        if (Record.OrderDays is not { Count: > 0 } days) return from;
        while (!days.Contains((WeekDay)(((int)from.DayOfWeek + 6) % 7))) from = from.AddDays(1);
        return from;
    }
}

/// <summary>A day of the week, as ISO 8601 orders them.</summary>
[GenerateSerializer, Alias("bg.WeekDay")]
public enum WeekDay
{
    /// <summary>Monday.</summary>
    Monday,
    /// <summary>Tuesday.</summary>
    Tuesday,
    /// <summary>Wednesday.</summary>
    Wednesday,
    /// <summary>Thursday.</summary>
    Thursday,
    /// <summary>Friday.</summary>
    Friday,
    /// <summary>Saturday.</summary>
    Saturday,
    /// <summary>Sunday.</summary>
    Sunday,
}

/// <summary>A supplier's record.</summary>
/// <param name="Name">1 to 200 characters, any language.</param>
/// <param name="Currency">Of its prices and orders; ISO 4217.</param>
/// <param name="LeadTimeDays">From order to receipt: 0 to 730.</param>
/// <param name="LeadTimeDeviationDays">Standard deviation of the lead time: 0 to 365; null where nobody knows.</param>
/// <param name="OrderDays">Days on which it takes orders; null or empty for every day.</param>
/// <param name="MinimumOrder">The least net value of an order, in minor units of <paramref name="Currency"/>; null for none.</param>
/// <param name="CreditCode">Unified social credit code or the like.</param>
/// <param name="PaymentDays">From invoice: 0 to 730.</param>
[GenerateSerializer, Immutable, Alias("bg.SupplierRecord")]
public sealed record SupplierRecord(
    string Name,
    string Currency = "CNY",
    int LeadTimeDays = 7,
    string? NameZh = null,
    string? CreditCode = null,
    string? Address = null,
    string? Contact = null,
    string? Phone = null,
    string? Email = null,
    decimal? LeadTimeDeviationDays = null,
    EquatableList<WeekDay>? OrderDays = null,
    decimal? MinimumOrder = null,
    int? PaymentDays = null,
    EquatableList<Qualification>? Qualifications = null,
    EquatableList<SupplierPrice>? Prices = null,
    bool Active = true);

/// <summary>A paper that says what a supplier may do.</summary>
/// <param name="Kind">As the table of mandatory qualifications names it, such as "business-licence".</param>
/// <param name="Number">1 to 100 characters.</param>
/// <param name="Categories">What it covers; null for every category.</param>
/// <param name="ValidThrough">The last good day; null for no end.</param>
/// <param name="Document">Id of the kept document; null where none is kept.</param>
[GenerateSerializer, Immutable, Alias("bg.Qualification")]
public sealed record Qualification(
    string Kind,
    string Number,
    EquatableList<GoodsCategory>? Categories = null,
    DateOnly? ValidFrom = null,
    DateOnly? ValidThrough = null,
    string? Document = null);

/// <summary>One price of a supplier's list.</summary>
/// <param name="UnitPrice">Net, per base unit, in minor units of the supplier's currency; at most 4 decimals.</param>
/// <param name="MinimumQuantity">The least quantity of an order's line, in the base unit; null for none.</param>
/// <param name="PackQuantity">Orders are multiples of it, in the base unit; null for none.</param>
/// <param name="LeadTimeDays">Where it differs from the supplier's.</param>
/// <param name="SupplierSku">What the supplier calls the goods.</param>
[GenerateSerializer, Immutable, Alias("bg.SupplierPrice")]
public sealed record SupplierPrice(
    string Sku,
    decimal UnitPrice,
    decimal? MinimumQuantity = null,
    decimal? PackQuantity = null,
    int? LeadTimeDays = null,
    DateOnly? ValidFrom = null,
    DateOnly? ValidThrough = null,
    string? SupplierSku = null)
{
    /// <summary>The least quantity that may be ordered for a need: at least the minimum, rounded up to whole packs.</summary>
    public decimal Rounded(decimal need)
    {
        var quantity = Math.Max(need, MinimumQuantity ?? 0);
        return PackQuantity is { } pack ? Math.Ceiling(quantity / pack) * pack : quantity;
    }
}
