namespace BeautyGrains.Contracts;

/// <summary>What law and habit say of buying: dated tables that the chain edits. One grain; key: <see cref="Key"/>.</summary>
[Alias("bg.IBuyingPolicyGrain")]
public interface IBuyingPolicyGrain : IGrainWithStringKey
{
    /// <summary>The key of the one there is.</summary>
    const string Key = "policy";

    /// <summary>Replaces the tables. The same content again changes nothing.</summary>
    [Alias("Put")]
    Task<Answer<BuyingPolicyView>> Put(PutBuyingPolicy ask);

    /// <summary>The tables; version 0 while nobody has put any, with the defaults.</summary>
    [ReadOnly, Alias("Get")]
    Task<BuyingPolicyView> Get();
}

/// <summary>Asks to replace the tables.</summary>
/// <param name="IfVersion">Only if this is the newest version; null for any.</param>
[GenerateSerializer, Immutable, Alias("bg.PutBuyingPolicy")]
public sealed record PutBuyingPolicy(BuyingPolicy Policy, long? IfVersion, Caller By);

/// <summary>The tables with their version.</summary>
/// <param name="Version">0 for the defaults.</param>
[GenerateSerializer, Immutable, Alias("bg.BuyingPolicyView")]
public sealed record BuyingPolicyView(BuyingPolicy Policy, DateTimeOffset ChangedAt, long Version);

/// <summary>The tables of buying. A row counts from its first to its last day; either may be open.</summary>
/// <param name="Currency">In which approval tiers and budgets count; ISO 4217.</param>
/// <param name="Qualifications">What a supplier needs for a category.</param>
/// <param name="Registrations">Categories whose goods need a registration or filing.</param>
/// <param name="StoreLicences">Categories that a store's licences must cover.</param>
/// <param name="ApprovalTiers">How many must approve an order.</param>
/// <param name="DeliveryTolerances">How far a delivery may differ from the order.</param>
/// <param name="Sampling">How much of a lot is to be looked at.</param>
/// <param name="ExchangeRates">What other currencies are worth.</param>
/// <param name="InvoiceTolerances">How far an invoice may differ.</param>
/// <param name="ScoreWeights">How suppliers are scored; null for the default row.</param>
/// <param name="TransferPrices">At what stores of one legal entity sell to those of another; null for at cost.</param>
[GenerateSerializer, Immutable, Alias("bg.BuyingPolicy")]
public sealed record BuyingPolicy(
    string Currency,
    EquatableList<QualificationDuty> Qualifications,
    EquatableList<RegistrationDuty> Registrations,
    EquatableList<StoreLicenceDuty> StoreLicences,
    EquatableList<ApprovalTier> ApprovalTiers,
    EquatableList<DeliveryTolerance> DeliveryTolerances,
    EquatableList<SamplingRule> Sampling,
    EquatableList<ExchangeRate> ExchangeRates,
    EquatableList<InvoiceTolerance> InvoiceTolerances,
    EquatableList<ScoreWeights>? ScoreWeights = null,
    EquatableList<TransferPrice>? TransferPrices = null);

/// <summary>How much each part of a supplier's record counts in the score. Only their relation matters.</summary>
/// <param name="OnTime">0 to 1, like the others.</param>
/// <param name="Accepted">Of what was not rejected.</param>
/// <param name="Margin">So much better must another supplier's score be for a change to be proposed: 0 to 1.</param>
[GenerateSerializer, Immutable, Alias("bg.ScoreWeights")]
public sealed record ScoreWeights(decimal OnTime, decimal Fill, decimal Accepted, decimal Price, decimal Margin, DateOnly? ValidFrom = null, DateOnly? ValidThrough = null);

/// <summary>A supplier of that category needs a qualification of that kind.</summary>
[GenerateSerializer, Immutable, Alias("bg.QualificationDuty")]
public sealed record QualificationDuty(GoodsCategory Category, string Kind, DateOnly? ValidFrom = null, DateOnly? ValidThrough = null);

/// <summary>Goods of that category need a registration or filing.</summary>
/// <param name="MadeWhileValid">May goods that were made while it was valid still be received after it has expired? Never after it was cancelled.</param>
[GenerateSerializer, Immutable, Alias("bg.RegistrationDuty")]
public sealed record RegistrationDuty(GoodsCategory Category, bool MadeWhileValid, DateOnly? ValidFrom = null, DateOnly? ValidThrough = null);

/// <summary>A store needs a licence that covers that category.</summary>
/// <param name="StoreType">Null for stores of every type.</param>
/// <param name="BetweenEntities">True: only for goods that come by transfer from a store of another legal entity. Null for always.</param>
[GenerateSerializer, Immutable, Alias("bg.StoreLicenceDuty")]
public sealed record StoreLicenceDuty(
    GoodsCategory Category, StoreType? StoreType = null, DateOnly? ValidFrom = null, DateOnly? ValidThrough = null, bool? BetweenEntities = null);

/// <summary>Orders from an amount on need so many people's approval. Of the tiers that fit an order the one that asks for most counts.</summary>
/// <param name="FromAmount">Net of the whole order in minor units of the policy's currency, inclusive.</param>
/// <param name="Approvals">People besides the author: 1 to 5.</param>
/// <param name="Store">Fits orders with a line for it; null for all.</param>
/// <param name="Category">Fits orders with a line of it; null for all.</param>
[GenerateSerializer, Immutable, Alias("bg.ApprovalTier")]
public sealed record ApprovalTier(
    decimal FromAmount, int Approvals, string? Store = null, GoodsCategory? Category = null, DateOnly? ValidFrom = null, DateOnly? ValidThrough = null);

/// <summary>How far a delivery may differ from what is ordered, as shares of the line: 0.05 is 5 %.</summary>
/// <param name="Over">Up to so much more is accepted: 0 to 1.</param>
/// <param name="Under">A line counts as received when no more than this is missing: 0 to 1.</param>
/// <param name="Category">Null for all without a row of their own.</param>
[GenerateSerializer, Immutable, Alias("bg.DeliveryTolerance")]
public sealed record DeliveryTolerance(decimal Over, decimal Under, GoodsCategory? Category = null, DateOnly? ValidFrom = null, DateOnly? ValidThrough = null);

/// <summary>How many units of a lot are to be looked at on arrival.</summary>
/// <param name="Least">At least so many, or all where the lot has fewer; 0 or more whole units.</param>
/// <param name="Share">And at least this share of the lot: 0 to 1.</param>
/// <param name="DocumentsNeeded">Is a document of the lot, such as its test report, mandatory?</param>
[GenerateSerializer, Immutable, Alias("bg.SamplingRule")]
public sealed record SamplingRule(GoodsCategory Category, decimal Least, decimal Share, bool DocumentsNeeded, DateOnly? ValidFrom = null, DateOnly? ValidThrough = null);

/// <summary>What one unit of a currency is worth in the policy's currency, from a day on.</summary>
/// <param name="Rate">Above 0, at most 10 decimals.</param>
[GenerateSerializer, Immutable, Alias("bg.ExchangeRate")]
public sealed record ExchangeRate(string Currency, decimal Rate, DateOnly ValidFrom);

/// <summary>How far an invoice may differ from what was ordered and received. Both bounds count; the wider one decides.</summary>
/// <param name="Amount">In minor units of the policy's currency; 0 or more.</param>
/// <param name="Share">Of the expected amount: 0 to 1.</param>
[GenerateSerializer, Immutable, Alias("bg.InvoiceTolerance")]
public sealed record InvoiceTolerance(decimal Amount, decimal Share, DateOnly? ValidFrom = null, DateOnly? ValidThrough = null);

/// <summary>
/// At what goods go from a store of one legal entity to one of another: at what they cost and a share of it, or at a fixed price. Of the rows that fit, the one that says
/// most counts: by SKU before by category, then by both entities before by one, then the newest.
/// </summary>
/// <param name="Markup">On the cost: -1 to 10, at most 6 decimals; 0.05 is 5 %. Null with a fixed price.</param>
/// <param name="UnitPrice">Per base unit, in minor units of the policy's currency, 0 or more with at most 4 decimals; null with a share. Needs a SKU.</param>
/// <param name="FromEntity">Who sells, as the store's record names it; null for everybody.</param>
/// <param name="ToEntity">Who buys; null for everybody.</param>
/// <param name="Category">Null for all.</param>
/// <param name="Sku">Null for all.</param>
[GenerateSerializer, Immutable, Alias("bg.TransferPrice")]
public sealed record TransferPrice(
    decimal? Markup,
    decimal? UnitPrice = null,
    string? FromEntity = null,
    string? ToEntity = null,
    GoodsCategory? Category = null,
    string? Sku = null,
    DateOnly? ValidFrom = null,
    DateOnly? ValidThrough = null);
