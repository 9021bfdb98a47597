namespace BeautyGrains.Contracts;

/// <summary>Goods of one purchase order that arrive in one store: a process with its own journal. Key: the receipt's id.</summary>
[Alias("bg.IReceiptGrain")]
public interface IReceiptGrain : IGrainWithStringKey
{
    /// <summary>Records what was found, counts it at the order, and takes in what is accepted or quarantined; or refuses, and then nothing has come in.</summary>
    [Alias("Put")]
    Task<Answer<ReceiptView>> Put(PutReceipt ask);

    /// <summary>
    /// Counts how much of a rejected lot one supplier return sends back, anew at each call; 0 for nothing any more. A repeat changes nothing. Refused with UnknownReceipt,
    /// InvalidState before it is over, and InsufficientAvailable where all returns together would name more than was rejected.
    /// </summary>
    [Alias("SendBack")]
    Task<Answer<ReceiptView>> SendBack(SendBackRejected ask);

    /// <summary>The receipt.</summary>
    [ReadOnly, Alias("Get")]
    Task<Answer<ReceiptView>> Get();

    /// <summary>Goes on with what is unfinished; called by the sweep. Completes when the receipt waits for nobody.</summary>
    [Alias("Drive")]
    Task Drive();
}

/// <summary>Asks to receive.</summary>
/// <param name="Order">The purchase order's id.</param>
/// <param name="Store">Where the goods have arrived; all lines are for it.</param>
/// <param name="Lots">1 to 1,000; an order's line may come in several lots.</param>
/// <param name="Inspector">Who looked at the goods: 1 to 200 characters.</param>
/// <param name="People">Who takes controlled goods in; null where the second person has not signed in, and then there may be none.</param>
[GenerateSerializer, Immutable, Alias("bg.PutReceipt")]
public sealed record PutReceipt(string Order, string Store, EquatableList<InspectedLot> Lots, string Inspector, string? Note, Caller By, ReceiptPeople? People = null);

/// <summary>Two people who take controlled goods in, by their register.</summary>
/// <param name="First">Who asks; null where that is no person.</param>
[GenerateSerializer, Immutable, Alias("bg.ReceiptPeople")]
public sealed record ReceiptPeople(Approver? First, Approver Second);

/// <summary>Asks to count what goes back of a rejected lot.</summary>
/// <param name="Return">The supplier return's id.</param>
/// <param name="Place">Of the lot in the receipt, from 0.</param>
/// <param name="Quantity">In the base unit; 0 or more.</param>
[GenerateSerializer, Immutable, Alias("bg.SendBackRejected")]
public sealed record SendBackRejected(string Return, int Place, decimal Quantity, Caller By);

/// <summary>What was found of one lot, in the base unit. Counted = accepted + rejected + quarantined.</summary>
/// <param name="Line">Of the order.</param>
/// <param name="Lot">The number on the pack.</param>
/// <param name="Counted">Above 0.</param>
/// <param name="RejectReason">1 to 500 characters; needed where anything was rejected.</param>
/// <param name="AppearanceOk">False keeps the lot from being accepted; so do the other checks.</param>
/// <param name="SpecificationOk">Is it what was ordered?</param>
/// <param name="Sampled">Units that were looked at; at least what the sampling plan asks for.</param>
/// <param name="Celsius">On arrival; needed for cold, labelled and frozen goods.</param>
/// <param name="Certificates">Numbers of the papers that came with it, such as its test report.</param>
/// <param name="Serial">Of the unit, where it has one: 1 to 128 characters.</param>
/// <param name="Code">What was scanned, as it was: 1 to 1,000 characters.</param>
/// <param name="Documents">Ids of kept documents among those papers; the record names their hashes.</param>
[GenerateSerializer, Immutable, Alias("bg.InspectedLot")]
public sealed record InspectedLot(
    int Line,
    string Lot,
    Expiry? ExpiresOn,
    DateOnly? MadeOn,
    decimal Counted,
    decimal Accepted,
    decimal Rejected,
    decimal Quarantined,
    string? RejectReason,
    bool AppearanceOk,
    bool SpecificationOk,
    decimal Sampled,
    decimal? Celsius,
    EquatableList<string>? Certificates,
    string? Bin = null,
    string? Gtin = null,
    string? Serial = null,
    string? Code = null,
    EquatableList<string>? Documents = null);

/// <summary>The life of a receipt.</summary>
[GenerateSerializer, Alias("bg.ReceiptState")]
public enum ReceiptState
{
    /// <summary>The order is being asked.</summary>
    Opening,
    /// <summary>Stocks are taking goods in.</summary>
    Stocking,
    /// <summary>The order hears what was taken in.</summary>
    Settling,
    /// <summary>Over.</summary>
    Received,
    /// <summary>The order is told that nothing comes under this receipt.</summary>
    Refusing,
    /// <summary>Refused; nothing has come in.</summary>
    Refused,
}

/// <summary>A receipt as it now stands.</summary>
[GenerateSerializer, Immutable, Alias("bg.ReceiptView")]
public sealed record ReceiptView(
    string Id, string Order, string Supplier, string Store, ReceiptState State, ImmutableArray<ReceiptLotView> Lots, string Inspector, string? Note, string Actor, DateTimeOffset At, long Version);

/// <summary>One lot of a receipt.</summary>
/// <param name="TakenIn">Accepted and quarantined goods that are in stock.</param>
/// <param name="Refusal">Why the stock took nothing of it in, or null.</param>
/// <param name="Record">The statutory record of it.</param>
/// <param name="UnitCost">At which it was taken in, per base unit, in the house's currency by the rate of the day.</param>
/// <param name="StockLots">The lots of the stock that took it in, with how much.</param>
[GenerateSerializer, Immutable, Alias("bg.ReceiptLotView")]
public sealed record ReceiptLotView(InspectedLot Found, decimal TakenIn, Refusal? Refusal, ReceivingRecord Record, Money? UnitCost = null, ImmutableArray<LotQuantity> StockLots = default);

/// <summary>
/// The statutory receiving record of one lot (进货查验记录), as things were when it arrived; never changed. What it holds follows China's Regulations on
/// the Supervision of Cosmetics (State Council order 727, article 38) and on Medical Devices (order 739, article 45).
/// </summary>
/// <param name="Supplier">Name.</param>
/// <param name="Holder">Registrant, filing party or maker.</param>
/// <param name="Result">accepted, quarantined or rejected; "partly" where it is not one of them alone.</param>
/// <param name="Documents">Kept documents that came with it, as they were then; null where none was named.</param>
[GenerateSerializer, Immutable, Alias("bg.ReceivingRecord")]
public sealed record ReceivingRecord(
    string Sku,
    string Product,
    string? Specification,
    GoodsCategory Category,
    string? Registration,
    string? Holder,
    string Lot,
    DateOnly? MadeOn,
    string? ExpiresOn,
    string Unit,
    decimal Counted,
    decimal Accepted,
    decimal Rejected,
    decimal Quarantined,
    DateOnly ReceivedOn,
    string SupplierId,
    string Supplier,
    string? SupplierAddress,
    string? SupplierContact,
    string? SupplierCredit,
    EquatableList<string> Certificates,
    string Inspector,
    string Result,
    EquatableList<NamedDocument>? Documents = null);
