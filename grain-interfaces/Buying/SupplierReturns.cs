namespace BeautyGrains.Contracts;

/// <summary>Goods of one store that go back to their supplier, and what comes of it: a process with its own journal. Key: its id.</summary>
[Alias("bg.ISupplierReturnGrain")]
public interface ISupplierReturnGrain : IGrainWithStringKey
{
    /// <summary>Takes the goods out of their stocks and notes that the supplier has them.</summary>
    [Alias("Put")]
    Task<Answer<SupplierReturnView>> Put(PutSupplierReturn ask);

    /// <summary>Notes the supplier's credit note, which lowers what is owed. Refused with CreditNumberUsed where another return has its number; the return then stays as it was.</summary>
    [Alias("Credit")]
    Task<Answer<SupplierReturnView>> Credit(CreditSupplierReturn ask);

    /// <summary>Notes that other goods came for them.</summary>
    [Alias("Exchange")]
    Task<Answer<SupplierReturnView>> Exchange(ExchangeSupplierReturn ask);

    /// <summary>Notes that the supplier gives nothing for them: they come back into their lots, or are lost.</summary>
    [Alias("Decline")]
    Task<Answer<SupplierReturnView>> Decline(DeclineSupplierReturn ask);

    /// <summary>The return.</summary>
    [ReadOnly, Alias("Get")]
    Task<Answer<SupplierReturnView>> Get();

    /// <summary>Goes on with what is unfinished; called by the sweep. Completes when it waits for nobody.</summary>
    [Alias("Drive")]
    Task Drive();
}

/// <summary>Why goods go back.</summary>
[GenerateSerializer, Alias("bg.SupplierReturnCause")]
public enum SupplierReturnCause
{
    /// <summary>Broken or not as specified.</summary>
    Defective,
    /// <summary>They do not sell.</summary>
    Slow,
    /// <summary>The maker or an authority recalled them.</summary>
    Recalled,
}

/// <summary>What is asked for them.</summary>
[GenerateSerializer, Alias("bg.SupplierReturnWish")]
public enum SupplierReturnWish
{
    /// <summary>Money.</summary>
    Credit,
    /// <summary>Other goods.</summary>
    Exchange,
}

/// <summary>The life of a supplier return.</summary>
[GenerateSerializer, Alias("bg.SupplierReturnState")]
public enum SupplierReturnState
{
    /// <summary>Stocks are letting goods go.</summary>
    Sending,
    /// <summary>The supplier has them.</summary>
    Sent,
    /// <summary>No stock let anything go.</summary>
    Refused,
    /// <summary>A credit note came.</summary>
    Credited,
    /// <summary>Other goods came.</summary>
    Exchanged,
    /// <summary>Goods are coming back into their lots.</summary>
    TakingBack,
    /// <summary>The supplier gave nothing.</summary>
    Declined,
    /// <summary>A credit note came; it is being looked whether another return has its number.</summary>
    Crediting,
}

/// <summary>Goods that go back: of a lot in stock, whatever its status; or what a receipt rejected, which never was in stock.</summary>
/// <param name="Lot">Of the stock; null with a receipt.</param>
/// <param name="Receipt">That rejected them; null with a lot.</param>
/// <param name="Place">Of the lot in that receipt, from 0; null with a lot.</param>
[GenerateSerializer, Immutable, Alias("bg.SentBackLine")]
public sealed record SentBackLine(string Sku, decimal Quantity, string? Lot, string? Receipt, int? Place);

/// <summary>Asks to send goods back.</summary>
/// <param name="Lines">1 to 200.</param>
[GenerateSerializer, Immutable, Alias("bg.PutSupplierReturn")]
public sealed record PutSupplierReturn(
    string Supplier, string Store, SupplierReturnCause Cause, SupplierReturnWish Wish, EquatableList<SentBackLine> Lines, string? Note, Caller By);

/// <summary>A credit note. Amounts are whole minor units.</summary>
/// <param name="Number">1 to 64 characters, as printed.</param>
/// <param name="Net">0 or more.</param>
/// <param name="Tax">0 or more; net and tax together are above 0.</param>
/// <param name="Currency">Null for the house's.</param>
[GenerateSerializer, Immutable, Alias("bg.CreditSupplierReturn")]
public sealed record CreditSupplierReturn(string Number, DateOnly IssuedOn, decimal Net, decimal Tax, string? Currency, Caller By);

/// <summary>Other goods came.</summary>
/// <param name="Receipt">Of the same supplier and store, received.</param>
[GenerateSerializer, Immutable, Alias("bg.ExchangeSupplierReturn")]
public sealed record ExchangeSupplierReturn(string Receipt, Caller By);

/// <summary>The supplier gives nothing.</summary>
/// <param name="GoodsBack">The goods are here again; false: they are lost.</param>
/// <param name="Reason">1 to 500 characters.</param>
[GenerateSerializer, Immutable, Alias("bg.DeclineSupplierReturn")]
public sealed record DeclineSupplierReturn(bool GoodsBack, string Reason, Caller By);

/// <summary>A credit note as it was noted.</summary>
/// <param name="Rate">What one unit of its currency was worth in the house's on the day of issue.</param>
[GenerateSerializer, Immutable, Alias("bg.SupplierCredit")]
public sealed record SupplierCredit(string Number, DateOnly IssuedOn, decimal Net, decimal Tax, string Currency, decimal Rate);

/// <summary>A supplier return as it now stands.</summary>
/// <param name="Worth">What the goods that left cost, in the currency of the stock; null where that is not known or in several.</param>
/// <param name="Receipt">What came in exchange, or null.</param>
/// <param name="Reason">Why it was declined, or null.</param>
/// <param name="GoodsBack">With a declined one: whether the goods are here again.</param>
[GenerateSerializer, Immutable, Alias("bg.SupplierReturnView")]
public sealed record SupplierReturnView(
    string Id,
    string Supplier,
    string Store,
    SupplierReturnState State,
    SupplierReturnCause Cause,
    SupplierReturnWish Wish,
    ImmutableArray<SentBackLineView> Lines,
    Money? Worth,
    SupplierCredit? Credit,
    string? Receipt,
    string? Reason,
    bool? GoodsBack,
    string? Note,
    string Actor,
    DateTimeOffset At,
    long Version);

/// <summary>One line.</summary>
/// <param name="Sent">What left; what a receipt rejected leaves without the stock.</param>
/// <param name="UnitCost">At which it left the stock; null where it is not known.</param>
/// <param name="Back">What came back.</param>
/// <param name="Refusal">Why the stock did not let it go or take it back, or null.</param>
[GenerateSerializer, Immutable, Alias("bg.SentBackLineView")]
public sealed record SentBackLineView(int Place, SentBackLine Line, decimal Sent, Money? UnitCost, decimal Back, Refusal? Refusal);
