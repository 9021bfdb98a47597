namespace BeautyGrains.Grains;

/// <summary>What happens to a receipt.</summary>
public abstract record ReceiptEvent;

/// <summary>Goods were looked at; the order is to be asked.</summary>
/// <param name="Currency">Of the order's prices.</param>
/// <param name="People">Who takes controlled goods in; null where there are none.</param>
public sealed record ReceiptOpened(
    string Order, string Supplier, string Store, string Currency, ImmutableArray<ReceiptLot> Lots, string Inspector, string? Note, string BodyHash, ReceiptPeople? People = null) : ReceiptEvent;

/// <summary>The order has answered whether so much may come in.</summary>
public sealed record ReceiptOrderAnswered(StoredRefusal? Refusal, ImmutableArray<StoredLineRefusal> Lines) : ReceiptEvent;

/// <summary>The stocks have answered what they took in of these lots.</summary>
public sealed record ReceiptLotsStocked(ImmutableArray<StockedLot> Lots) : ReceiptEvent;

/// <summary>The order knows what was taken in, or that nothing will be.</summary>
public sealed record ReceiptOrderSettled : ReceiptEvent;

/// <summary>A supplier return sends so much of a rejected lot back, as far as it is known now.</summary>
/// <param name="Quantity">0 where it no longer does.</param>
public sealed record ReceiptRejectedSentBack(string Return, int Place, decimal Quantity) : ReceiptEvent;

/// <summary>One lot of a receipt as it is recorded.</summary>
/// <param name="Place">In the request, from 0.</param>
/// <param name="UnitPrice">Of the order, in minor units per base unit.</param>
/// <param name="UnitCost">The price in the house's currency by the rate of the day; null in receipts of before this was told.</param>
public sealed record ReceiptLot(int Place, InspectedLot Found, string Sku, decimal UnitPrice, ReceivingRecord Record, Money? UnitCost = null);

/// <summary>What a stock did with one lot.</summary>
/// <param name="Lots">The stock's lots that took it in; null in receipts of before this was told.</param>
public sealed record StockedLot(int Place, decimal TakenIn, StoredRefusal? Refusal, EquatableList<LotQuantity>? Lots = null);

/// <summary>One line's refusal as a receipt writes it down.</summary>
public sealed record StoredLineRefusal(string Sku, string? Store, string? Id, StoredRefusal Refusal);

/// <summary>A receipt, folded from its events.</summary>
/// <param name="State">Null before it was opened.</param>
/// <param name="Stocked">By place, as far as stocks have answered.</param>
/// <param name="Refusal">Why the order refused, or null.</param>
/// <param name="RefusedLines">Which of its lines, where it said so.</param>
/// <param name="Actor">Who asked.</param>
/// <param name="People">Who takes controlled goods in; null where there are none.</param>
/// <param name="SentBack">What supplier returns send back of rejected lots, by return and place; none of 0.</param>
public sealed record Receipt(
    ReceiptState? State,
    string Order,
    string Supplier,
    string Store,
    string Currency,
    ImmutableArray<ReceiptLot> Lots,
    ImmutableArray<StockedLot> Stocked,
    StoredRefusal? Refusal,
    ImmutableArray<StoredLineRefusal> RefusedLines,
    string Inspector,
    string? Note,
    string BodyHash,
    string Actor,
    DateTimeOffset At,
    EquatableList<ReceiptRejectedSentBack>? SentBack = null,
    ReceiptPeople? People = null)
{
    /// <summary>Before the first event.</summary>
    public static Receipt Empty { get; } = new(null, "", "", "", "", [], [], null, [], "", null, "", "", default);

    /// <summary>True while there is work left that nobody has to ask for.</summary>
    public bool IsUnderway => State is ReceiptState.Opening or ReceiptState.Stocking or ReceiptState.Settling or ReceiptState.Refusing;

    /// <summary>Lots that a stock has still to take in.</summary>
    public IEnumerable<ReceiptLot> ToStock =>
        State == ReceiptState.Stocking ? Lots.Where(lot => Stocked.All(done => done.Place != lot.Place)) : [];

    /// <summary>The receipt after an event.</summary>
    public Receipt After(ReceiptEvent happened, EventInfo info) => happened switch
    {
        ReceiptOpened opened => new(
            ReceiptState.Opening, opened.Order, opened.Supplier, opened.Store, opened.Currency, opened.Lots, [], null, [], opened.Inspector, opened.Note, opened.BodyHash, info.Actor, info.At, People: opened.People),
        ReceiptOrderAnswered answered => (this with { Refusal = answered.Refusal, RefusedLines = answered.Lines })
            .Moved(answered.Refusal is null ? ReceiptLife.Counted : ReceiptLife.NotCounted, answered.Refusal is null ? ReceiptState.Stocking : ReceiptState.Refusing),
        ReceiptLotsStocked stocked => (this with { Stocked = Stocked.AddRange(stocked.Lots) }).Done(),
        ReceiptRejectedSentBack back => this with
        {
            SentBack = [.. (SentBack ?? []).Where(one => (one.Return, one.Place) != (back.Return, back.Place)), .. back.Quantity > 0 ? new[] { back } : []],
        },
        ReceiptOrderSettled => Moved(ReceiptLife.Told, State == ReceiptState.Refusing ? ReceiptState.Refused : ReceiptState.Received),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a receipt."),
    };

    private Receipt Done() => Moved(ReceiptLife.Stocked, ToStock.Any() ? ReceiptState.Stocking : ReceiptState.Settling);

    private Receipt Moved(string verb, ReceiptState to) => this with { State = ReceiptLife.Table.Checked(State!.Value, verb, to) };
}
