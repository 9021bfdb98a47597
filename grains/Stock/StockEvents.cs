namespace BeautyGrains.Grains;

/// <summary>What happens to a stock. Events carry what they led to, so that folding needs nothing from outside.</summary>
public abstract record StockEvent;

/// <summary>A lot exists from now on, empty; a movement fills it.</summary>
/// <param name="ExpiresAt">The first instant at which it is expired, as resolved in the store's time zone.</param>
/// <param name="Parents">The lots that a repack made it of; null where none did.</param>
public sealed record LotOpened(
    string Lot,
    string LotNo,
    Expiry? Expiry,
    DateTimeOffset? ExpiresAt,
    DateOnly? MadeOn,
    LotStatus Status,
    Money? UnitCost,
    string? Supplier,
    string? Gtin,
    string? Bin,
    string? Receipt,
    string? SplitFrom,
    LotOwner? Owner = null,
    EquatableList<LotParent>? Parents = null) : StockEvent;

/// <summary>A ledger entry; the only event that changes quantities on hand.</summary>
/// <param name="Id">The caller's id; with a reservation's goods issue the reservation's id.</param>
/// <param name="OnHandAfter">Of the whole stock.</param>
/// <param name="Party">Supplier or other store.</param>
/// <param name="Reservation">The reservation whose goods these are, or null.</param>
/// <param name="Reverses">The movement taken back, as "kind/id".</param>
/// <param name="ReversedAt">When that one happened; null for other kinds, and for reversals of before this was told.</param>
/// <param name="ApprovedBy">Actor of the second person who was named; null for none.</param>
/// <param name="Client">Number of the client who got the goods or brought them back; null where none was named.</param>
/// <param name="Tracked">Units of the SKU have serials: each line with one is a unit that comes or goes. Null for others.</param>
public sealed record StockMoved(
    MovementKind Kind,
    string Id,
    ImmutableArray<MovedLot> Lines,
    decimal OnHandAfter,
    string BodyHash,
    string? Document = null,
    string? Reason = null,
    DateTimeOffset? OccurredAt = null,
    string? Reverses = null,
    string? Reservation = null,
    string? Party = null,
    DateTimeOffset? ReversedAt = null,
    string? ApprovedBy = null,
    string? Client = null,
    bool? Tracked = null) : StockEvent;

/// <summary>One lot's share of a movement.</summary>
/// <param name="Quantity">Signed.</param>
/// <param name="UnitCost">Of these goods, per base unit.</param>
/// <param name="LotCostAfter">The lot's average cost after it, where it changed.</param>
/// <param name="CostAdded">With landed costs: what the goods on hand are worth more, in whole minor units; null for other kinds.</param>
/// <param name="CostVariance">With landed costs: what belongs to goods that are gone, in whole minor units; null for other kinds.</param>
/// <param name="Owner">Whose goods they are; null for the chain's own.</param>
/// <param name="Code">What was scanned, as it was; null where nothing was.</param>
/// <param name="Bins">What it changed in bins, signed; the rest of the quantity was or is unplaced. Null for no bin.</param>
public sealed record MovedLot(
    string Lot, decimal Quantity, Money? UnitCost, decimal BalanceAfter, string? Serial = null, Money? LotCostAfter = null, Money? CostAdded = null, Money? CostVariance = null, LotOwner? Owner = null, string? Code = null, EquatableList<BinQuantity>? Bins = null);

/// <summary>A movement has been taken back.</summary>
/// <param name="Movement">Its command id, such as "receipt/R-1".</param>
/// <param name="Reversal">Id of the counter-movement.</param>
public sealed record MovementReversed(string Movement, string Reversal) : StockEvent;

/// <summary>Stock is held.</summary>
/// <param name="Lots">Pins; empty for bookings.</param>
/// <param name="MadeFor">The process that may take it back, or null.</param>
/// <param name="Attempt">The attempt of its process that made it; null for none.</param>
public sealed record StockReserved(
    string Id,
    decimal Quantity,
    ImmutableArray<LotQuantity> Lots,
    DateTimeOffset ExpiresAt,
    DateOnly? ForDate,
    DateTimeOffset? GoodUntil,
    bool Pinned,
    string Unit,
    int MinShelfLifeDays,
    string BodyHash,
    string? LotReason = null,
    string? MadeFor = null,
    long? Attempt = null) : StockEvent;

/// <summary>A reservation's end. It alone is enough to answer a repeat, after the reservation has left the state.</summary>
/// <param name="Lots">The pins given up; with a commit, what was issued.</param>
/// <param name="BodyHash">Of the request that made the reservation.</param>
/// <param name="MadeVersion">Of the event that made it, where its first answer is found again.</param>
public abstract record ReservationEnded(
    string Id,
    decimal Quantity,
    ImmutableArray<LotQuantity> Lots,
    DateTimeOffset ExpiresAt,
    DateOnly? ForDate,
    string BodyHash,
    long MadeVersion) : StockEvent;

/// <summary>Its goods were issued, whole or in part; the rest is free again.</summary>
/// <param name="Committed">What was issued, including what had no book stock.</param>
public sealed record ReservationCommitted(
    string Id,
    decimal Quantity,
    ImmutableArray<LotQuantity> Lots,
    DateTimeOffset ExpiresAt,
    DateOnly? ForDate,
    string BodyHash,
    long MadeVersion,
    decimal Committed) : ReservationEnded(Id, Quantity, Lots, ExpiresAt, ForDate, BodyHash, MadeVersion);

/// <summary>It was given up.</summary>
/// <param name="TakenBackBy">The process that made it and took it back, so that its id is free again; null where it was simply given up.</param>
public sealed record ReservationReleased(
    string Id,
    decimal Quantity,
    ImmutableArray<LotQuantity> Lots,
    DateTimeOffset ExpiresAt,
    DateOnly? ForDate,
    string BodyHash,
    long MadeVersion,
    string? TakenBackBy = null) : ReservationEnded(Id, Quantity, Lots, ExpiresAt, ForDate, BodyHash, MadeVersion);

/// <summary>Its time had passed when something else was decided.</summary>
public sealed record ReservationExpired(
    string Id,
    decimal Quantity,
    ImmutableArray<LotQuantity> Lots,
    DateTimeOffset ExpiresAt,
    DateOnly? ForDate,
    string BodyHash,
    long MadeVersion) : ReservationEnded(Id, Quantity, Lots, ExpiresAt, ForDate, BodyHash, MadeVersion);

/// <summary>Its end moved.</summary>
/// <param name="RequestId">The caller's id of the request, where it sent one; a repeat of it moves nothing.</param>
/// <param name="BodyHash">With a request id.</param>
public sealed record ReservationExtended(string Id, DateTimeOffset ExpiresAt, string? RequestId = null, string? BodyHash = null) : StockEvent;

/// <summary>Somebody besides the process that made it was told that it is held: that process takes it back no more.</summary>
public sealed record ReservationKept(string Id) : StockEvent;

/// <summary>An attempt of a process is over: its requests to reserve under that id come too late from now on.</summary>
/// <param name="Process">Its stream's name, "category:key".</param>
public sealed record ReservationBarred(string Id, string Process, long Attempt) : StockEvent;

/// <summary>Its pins changed.</summary>
/// <param name="Lots">All pins from now on.</param>
public sealed record ReservationRepinned(string Id, ImmutableArray<LotQuantity> Lots) : StockEvent;

/// <summary>It does not expire from now on.</summary>
/// <param name="Attempt">Of the process that asked; null for none.</param>
public sealed record ReservationPinned(string Id, long? Attempt = null) : StockEvent;

/// <summary>It expires again at its time.</summary>
/// <param name="Attempt">The attempt that is over, whose pin comes too late from now on; null for none.</param>
public sealed record ReservationUnpinned(string Id, long? Attempt = null) : StockEvent;

/// <summary>What may be done with a lot changed.</summary>
public sealed record LotStatusSet(string Lot, LotStatus Status, string Reason, string? ApprovedBy = null) : StockEvent;

/// <summary>A physical fact was taken into the book.</summary>
/// <param name="Booked">Signed; the movement of the same id has it by lot.</param>
/// <param name="Unmatched">Signed; what had no book stock.</param>
public sealed record FactRecorded(
    string Id,
    FactKind Kind,
    decimal Quantity,
    decimal Booked,
    decimal Unmatched,
    ImmutableArray<MovedLot> Lines,
    string? Lot,
    string? Client,
    string? Serial,
    string? Reason,
    string? Document,
    DateTimeOffset OccurredAt,
    ImmutableArray<string> Causes,
    string BodyHash) : StockEvent;

/// <summary>Physical units without book stock.</summary>
/// <param name="Cause">The incident's id.</param>
/// <param name="By">Signed.</param>
public sealed record UnmatchedChanged(string Cause, decimal By, decimal After) : StockEvent;

/// <summary>A person has to look at something.</summary>
public sealed record IncidentRaised(
    string Id,
    FactKind? Fact,
    ImmutableArray<string> Causes,
    decimal Quantity,
    string? Lot,
    string? Client,
    string? Serial,
    EquatableList<ShortReservation>? Reservations = null) : StockEvent;

/// <summary>A person looked at it. Carries the incident, so that it alone is enough to answer a repeat.</summary>
/// <param name="Incident">As it was when open.</param>
/// <param name="ApprovedBy">Actor of the second person; null for none.</param>
public sealed record IncidentClosed(string Id, string Resolution, Incident Incident, string BodyHash, string? ApprovedBy = null) : StockEvent;

/// <summary>Goods left here for another store and are on their way.</summary>
public sealed record OutboundTransitOpened(string TransferId, string To, ImmutableArray<TravellingLot> Lots, decimal Quantity, string BodyHash) : StockEvent;

/// <summary>They are on their way no longer.</summary>
public sealed record OutboundTransitClosed(string TransferId, ImmutableArray<TravellingLot> Lots, decimal Quantity) : StockEvent;

/// <summary>Goods are on their way to here.</summary>
public sealed record InboundTransitOpened(string TransferId, string From, decimal Quantity, string BodyHash) : StockEvent;

/// <summary>They are on their way no longer; what was taken in is a movement of its own.</summary>
public sealed record InboundTransitClosed(string TransferId, decimal Quantity) : StockEvent;
