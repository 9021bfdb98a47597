namespace BeautyGrains.Contracts;

/// <summary>What it cost to bring the goods of one receipt in, shared out over its lines: a process with its own journal. Key: its id.</summary>
[Alias("bg.ILandedCostGrain")]
public interface ILandedCostGrain : IGrainWithStringKey
{
    /// <summary>Shares the charges out and adds them to the goods' cost.</summary>
    [Alias("Put")]
    Task<Answer<LandedCostView>> Put(PutLandedCost ask);

    /// <summary>The landed cost.</summary>
    [ReadOnly, Alias("Get")]
    Task<Answer<LandedCostView>> Get();

    /// <summary>Goes on with what is unfinished; called by the sweep. Completes when it waits for nobody.</summary>
    [Alias("Drive")]
    Task Drive();
}

/// <summary>What kind of cost brings goods in.</summary>
[GenerateSerializer, Alias("bg.LandedCostKind")]
public enum LandedCostKind
{
    /// <summary>Carriage.</summary>
    Freight,
    /// <summary>Loading, storing, clearing.</summary>
    Handling,
    /// <summary>Insurance of the goods on their way.</summary>
    Insurance,
    /// <summary>Customs duty and other taxes that are not deducted.</summary>
    Duty,
}

/// <summary>By what a cost is shared out over lines.</summary>
[GenerateSerializer, Alias("bg.CostBasis")]
public enum CostBasis
{
    /// <summary>By what was taken in at its unit cost.</summary>
    Value,
    /// <summary>By how much was taken in.</summary>
    Quantity,
    /// <summary>By what it weighs; every SKU needs a weight.</summary>
    Weight,
}

/// <summary>The life of a landed cost.</summary>
[GenerateSerializer, Alias("bg.LandedCostState")]
public enum LandedCostState
{
    /// <summary>Stocks are adding it.</summary>
    Posting,
    /// <summary>Over.</summary>
    Posted,
}

/// <summary>One charge.</summary>
/// <param name="Amount">Whole minor units of the request's currency, not 0; below 0 takes a cost back.</param>
[GenerateSerializer, Immutable, Alias("bg.LandedCharge")]
public sealed record LandedCharge(LandedCostKind Kind, decimal Amount);

/// <summary>Asks to share charges out over the lines of a receipt.</summary>
/// <param name="Receipt">Of a purchase order; it has been received.</param>
/// <param name="Charges">1 to 20; each is shared out by itself.</param>
/// <param name="Currency">Null for the house's.</param>
/// <param name="OccurredOn">The day whose exchange rate counts; null for today where the goods came in.</param>
/// <param name="Supplier">Who is paid; null for nobody known here.</param>
/// <param name="Document">Such as the carrier's invoice; null for none.</param>
[GenerateSerializer, Immutable, Alias("bg.PutLandedCost")]
public sealed record PutLandedCost(
    string Receipt, CostBasis Basis, EquatableList<LandedCharge> Charges, string? Currency, DateOnly? OccurredOn, string? Supplier, string? Document, string? Note, Caller By);

/// <summary>A landed cost as it now stands. Total = added + variance once it is posted.</summary>
/// <param name="Rate">What one unit of its currency was worth in the house's.</param>
/// <param name="Total">In the house's currency, whole minor units.</param>
/// <param name="Added">What goods on hand became worth more by it.</param>
/// <param name="Variance">What belongs to goods that were gone.</param>
/// <param name="Lines">Of the receipt, in the order in which remainders are placed: by the order's line, then the lot's place in the receipt.</param>
[GenerateSerializer, Immutable, Alias("bg.LandedCostView")]
public sealed record LandedCostView(
    string Id,
    string Receipt,
    string Order,
    string Store,
    LandedCostState State,
    CostBasis Basis,
    ImmutableArray<LandedCharge> Charges,
    string Currency,
    DateOnly OccurredOn,
    decimal Rate,
    Money Total,
    Money Added,
    Money Variance,
    ImmutableArray<LandedLineView> Lines,
    string? Supplier,
    string? Document,
    string? Note,
    string Actor,
    DateTimeOffset At,
    long Version);

/// <summary>One line's share. Amounts are whole minor units of the house's currency.</summary>
/// <param name="Place">Of the lot in the receipt, from 0.</param>
/// <param name="Line">Of the order.</param>
/// <param name="Quantity">Taken in, in the base unit.</param>
/// <param name="Weighs">What the share follows: minor units, base units or grams.</param>
/// <param name="Refusal">Why the stock did not take it, so that all of it is a variance; or null.</param>
[GenerateSerializer, Immutable, Alias("bg.LandedLineView")]
public sealed record LandedLineView(int Place, int Line, string Sku, string Lot, decimal Quantity, decimal Weighs, decimal Amount, decimal Added, decimal Variance, Refusal? Refusal);
