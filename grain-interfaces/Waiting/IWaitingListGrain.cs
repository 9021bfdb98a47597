namespace BeautyGrains.Contracts;

/// <summary>
/// Who waits for a SKU in a store, in order of coming. What arrives is offered to the first: held by a reservation of the stock with the offer's own time, then
/// accepted, declined or lapsed, whereupon it goes on to the next. Key: "store/sku", as <see cref="StockKey"/> has it. It is told when the stock changes; a
/// sweep looks at every list with somebody on it, whatever was told.
/// </summary>
[Alias("bg.IWaitingListGrain")]
public interface IWaitingListGrain : IGrainWithStringKey
{
    /// <summary>
    /// Queues a client. Refused with Validation, IdReused, UnknownStore, UnknownSku, Inactive, QuantityStep, StoreNotLicensed, ControlledGoods, AlreadyWaiting where the client
    /// waits here already, and StockAvailable where there is enough and nobody waits.
    /// </summary>
    [Alias("Join")]
    Task<Answer<WaitingView>> Join(JoinWaitingList ask);

    /// <summary>Takes an offer: its reservation is the client's, to be committed as any other. Refused with UnknownWaiting, or InvalidState where nothing is offered or the time has passed.</summary>
    [Alias("Accept")]
    Task<Answer<WaitingView>> Accept(AcceptOffer ask);

    /// <summary>Turns an offer down. Refused with UnknownWaiting, or InvalidState where nothing is offered.</summary>
    [Alias("Decline")]
    Task<Answer<WaitingView>> Decline(EndWaiting ask);

    /// <summary>Gives the place up, and with it what is offered. Refused with UnknownWaiting, or InvalidState where the wait has ended otherwise.</summary>
    [Alias("Leave")]
    Task<Answer<WaitingView>> Leave(EndWaiting ask);

    /// <summary>One who waits or waited. Refused with UnknownWaiting, also for one that ended long ago.</summary>
    [ReadOnly, Alias("Get")]
    Task<Answer<WaitingView>> Get(string id);

    /// <summary>What those who wait and have no offer want, in the base unit.</summary>
    [ReadOnly, Alias("Queue")]
    Task<WaitingQueue> Queue();

    /// <summary>Compares the list with the stock: ends offers whose time has passed, and offers what there is. Completes when nothing more can be done.</summary>
    [Alias("Look")]
    Task Look();
}

/// <summary>Asks to wait.</summary>
/// <param name="Id">Made by the caller; send it again to retry safely.</param>
/// <param name="Client">The client's id: a client waits once for a SKU in a store.</param>
/// <param name="Quantity">Above 0, at most 3 decimals, in <paramref name="Unit"/>.</param>
/// <param name="Unit">The base unit or a pack of the SKU; null for the base unit.</param>
[GenerateSerializer, Immutable, Alias("bg.JoinWaitingList")]
public sealed record JoinWaitingList(string Id, string Client, decimal Quantity, string? Unit, Caller By);

/// <summary>Asks to take what is offered.</summary>
/// <param name="HoldFor">How long it is held from now on: 1 s to 24 h; null for the rest of the offer's time.</param>
[GenerateSerializer, Immutable, Alias("bg.AcceptOffer")]
public sealed record AcceptOffer(string Id, TimeSpan? HoldFor, Caller By);

/// <summary>Asks to decline or to leave.</summary>
[GenerateSerializer, Immutable, Alias("bg.EndWaiting")]
public sealed record EndWaiting(string Id, Caller By);

/// <summary>How it stands with one who waits; all but the first two are final.</summary>
[GenerateSerializer, Alias("bg.WaitingState")]
public enum WaitingState
{
    /// <summary>In the queue.</summary>
    Waiting,
    /// <summary>Goods are held, and an answer is awaited.</summary>
    Offered,
    /// <summary>The offer was taken.</summary>
    Accepted,
    /// <summary>It was turned down.</summary>
    Declined,
    /// <summary>Its time passed.</summary>
    Lapsed,
    /// <summary>The place was given up.</summary>
    Left,
}

/// <summary>One who waits or waited.</summary>
/// <param name="Quantity">In the base unit.</param>
/// <param name="Number">Of coming: who came first has the smaller one.</param>
/// <param name="Place">How many wait without an offer up to this one, itself included; null for one who does not.</param>
/// <param name="Reservation">Of the newest offer, in the same stock; null before the first.</param>
/// <param name="ExpiresAt">When that reservation ends, as far as the list knows; null without one.</param>
/// <param name="Version">Of the list's stream, when this last changed.</param>
[GenerateSerializer, Immutable, Alias("bg.WaitingView")]
public sealed record WaitingView(
    string Id,
    string Store,
    string Sku,
    string Client,
    decimal Quantity,
    WaitingState State,
    long Number,
    int? Place,
    string? Reservation,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset JoinedAt,
    DateTimeOffset ChangedAt,
    long Version);

/// <summary>What is waited for.</summary>
/// <param name="Waiting">Σ of those without an offer, in the base unit.</param>
/// <param name="Clients">How many they are.</param>
[GenerateSerializer, Immutable, Alias("bg.WaitingQueue")]
public sealed record WaitingQueue(decimal Waiting, int Clients);
