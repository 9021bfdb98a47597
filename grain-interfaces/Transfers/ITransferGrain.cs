namespace BeautyGrains.Contracts;

/// <summary>Goods from one store to another: a process with its own journal. Key: the transfer id.</summary>
[Alias("bg.ITransferGrain")]
public interface ITransferGrain : IGrainWithStringKey
{
    /// <summary>Reserves all lines at the source, or refuses.</summary>
    [Alias("Put")]
    Task<Answer<TransferView>> Put(PutTransfer ask);

    /// <summary>Ships what is reserved.</summary>
    [Alias("Ship")]
    Task<Answer<TransferView>> Ship(ShipTransfer ask);

    /// <summary>Takes in what arrived and ends the transfer; what is short, broken or in excess is recorded as loss or gain.</summary>
    [Alias("Receive")]
    Task<Answer<TransferView>> Receive(ReceiveTransfer ask);

    /// <summary>Gives the transfer up before it is shipped.</summary>
    [Alias("Cancel")]
    Task<Answer<TransferView>> Cancel(CancelTransfer ask);

    /// <summary>The transfer.</summary>
    [ReadOnly, Alias("Get")]
    Task<Answer<TransferView>> Get();

    /// <summary>Goes on with what is unfinished; called by the sweep. Completes when the transfer waits for nobody.</summary>
    [Alias("Drive")]
    Task Drive();
}

/// <summary>Asks to prepare a transfer.</summary>
/// <param name="Lines">1 to 1,000; the same SKU twice counts as its sum.</param>
[GenerateSerializer, Immutable, Alias("bg.PutTransfer")]
public sealed record PutTransfer(string From, string To, ImmutableArray<BasketLine> Lines, Caller By);

/// <summary>Asks to ship.</summary>
/// <param name="Units">The serialised units that leave, each SKU once, exactly as many as its line has; null or a SKU that is not in it: those longest in the lots held.</param>
[GenerateSerializer, Immutable, Alias("bg.ShipTransfer")]
public sealed record ShipTransfer(Caller By, EquatableList<LineUnits>? Units = null);

/// <summary>Which units of one line.</summary>
/// <param name="Serials">1 to 1,000 different ones.</param>
[GenerateSerializer, Immutable, Alias("bg.LineUnits")]
public sealed record LineUnits(string Sku, EquatableList<string> Serials);

/// <summary>Asks to take in.</summary>
/// <param name="Lines">Every shipped lot, once; empty: all arrived as shipped.</param>
/// <param name="Readings">Of the transport; needed for cold, labelled and frozen goods. A reading outside the SKU's range quarantines its arrival.</param>
/// <param name="WithoutReadings">Why there are none: 1 to 500 characters; what needs them is quarantined then. Null where there are some, or none are needed.</param>
[GenerateSerializer, Immutable, Alias("bg.ReceiveTransfer")]
public sealed record ReceiveTransfer(ImmutableArray<ReceivedLot> Lines, ImmutableArray<TransportReading> Readings, Caller By, string? WithoutReadings = null);

/// <summary>What arrived of one shipped lot.</summary>
/// <param name="Received">Good units that go into stock; 0 or more; more than shipped is a transit gain.</param>
/// <param name="Broken">Units that arrived broken, besides <paramref name="Received"/>; recorded as transit loss.</param>
[GenerateSerializer, Immutable, Alias("bg.ReceivedLot")]
public sealed record ReceivedLot(string Sku, string Lot, decimal Received, decimal Broken);

/// <summary>One temperature on the way.</summary>
[GenerateSerializer, Immutable, Alias("bg.TransportReading")]
public sealed record TransportReading(DateTimeOffset At, decimal Celsius);

/// <summary>Asks to cancel.</summary>
[GenerateSerializer, Immutable, Alias("bg.CancelTransfer")]
public sealed record CancelTransfer(Caller By);

/// <summary>The life of a transfer.</summary>
[GenerateSerializer, Alias("bg.TransferState")]
public enum TransferState
{
    /// <summary>Lines are being reserved at the source.</summary>
    Preparing,
    /// <summary>Reserved at the source; may be shipped or cancelled.</summary>
    Ready,
    /// <summary>Refused; nothing is held.</summary>
    Refused,
    /// <summary>Being shipped.</summary>
    Shipping,
    /// <summary>In transit.</summary>
    Shipped,
    /// <summary>Being received.</summary>
    Receiving,
    /// <summary>Received; the transit is over.</summary>
    Received,
    /// <summary>Being cancelled.</summary>
    Cancelling,
    /// <summary>Cancelled; nothing is held.</summary>
    Cancelled,
}

/// <summary>A transfer as it now stands.</summary>
/// <param name="Sale">Between stores of different legal entities, from shipping on: who sells to whom; else null.</param>
[GenerateSerializer, Immutable, Alias("bg.TransferView")]
public sealed record TransferView(
    string Id,
    string From,
    string To,
    TransferState State,
    ImmutableArray<TransferLineView> Lines,
    long Version,
    EntityPair? Sale = null);

/// <summary>Who sells goods to whom.</summary>
/// <param name="From">The legal entity of the store that ships, as its record names it; null where it names none.</param>
/// <param name="To">That of the store that receives.</param>
[GenerateSerializer, Immutable, Alias("bg.EntityPair")]
public sealed record EntityPair(string? From, string? To);

/// <summary>One SKU of a transfer.</summary>
/// <param name="Quantity">As asked, in the base unit.</param>
[GenerateSerializer, Immutable, Alias("bg.TransferLineView")]
public sealed record TransferLineView(string Sku, decimal Quantity, ImmutableArray<TransferLotView> Lots, Refusal? Refusal);

/// <summary>One lot of a transfer.</summary>
/// <param name="UnitPrice">Between legal entities: at what a base unit is sold, which is what it costs where it arrives. Null for goods without a cost and for those of other owners.</param>
/// <param name="Shipped">0 before shipping.</param>
/// <param name="Reserved">Before shipping: what the line's reservation holds of this lot, for pickers; as the source said when it was asked last, by reserve or by ship. Null from shipping on.</param>
/// <param name="Lost">shipped − received: above 0 a loss (short or broken), below 0 a gain; null before arrival.</param>
[GenerateSerializer, Immutable, Alias("bg.TransferLotView")]
public sealed record TransferLotView(string Lot, decimal Shipped, decimal? Received, decimal? Broken, decimal? Lost, decimal? Reserved = null, Money? UnitPrice = null);
