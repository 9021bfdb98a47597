namespace BeautyGrains.Contracts;

/// <summary>Asks what the book had of a SKU at the moments at which its lots were counted.</summary>
/// <param name="Lots">Counted ones, each once.</param>
/// <param name="At">The moment for lots that were not found; not after now.</param>
/// <param name="AsOf">The stock's version that an earlier comparison told; what was decided after it counts as after the count. 0 for the first.</param>
[GenerateSerializer, Immutable, Alias("bg.CompareCount")]
public sealed record CompareCount(ImmutableArray<CountedLotAt> Lots, DateTimeOffset At, long AsOf = 0);

/// <summary>A lot and when it was counted.</summary>
/// <param name="Lot">Its name in the stock, or its number where that means one lot.</param>
[GenerateSerializer, Immutable, Alias("bg.CountedLotAt")]
public sealed record CountedLotAt(string Lot, DateTimeOffset At);

/// <summary>What the book had.</summary>
/// <param name="Lots">The lots asked for, in their order; then others that the book had something of, by name.</param>
/// <param name="Version">The stock's, for later questions and the posting.</param>
[GenerateSerializer, Immutable, Alias("bg.CountComparison")]
public sealed record CountComparison(ImmutableArray<BookLot> Lots, long Version);

/// <summary>What the book had of one lot.</summary>
/// <param name="Asked">As it was asked for; null for a lot that was not found.</param>
/// <param name="Lot">Its name in the stock.</param>
/// <param name="At">The moment.</param>
/// <param name="Book">On hand then: what is recorded later but happened before is in it.</param>
/// <param name="OnHand">On hand now.</param>
/// <param name="Unit">What a unit has cost, else what it is sold for; null where neither is known.</param>
/// <param name="Known">Whether the book has such a lot.</param>
/// <param name="Superseded">A later count of the lot is posted already.</param>
[GenerateSerializer, Immutable, Alias("bg.BookLot")]
public sealed record BookLot(string? Asked, string Lot, DateTimeOffset At, decimal Book, decimal OnHand, Money? Unit, bool Known, bool Superseded);

/// <summary>Process step: posts what a session has counted of one lot, as it was at that moment.</summary>
/// <param name="Id">"count:SESSION:LOT".</param>
/// <param name="Counted">0 or more.</param>
/// <param name="CountedAt">Not after now.</param>
/// <param name="AsOf">The version that the comparison told.</param>
/// <param name="Expected">The difference that was looked at and approved, signed; another one is refused.</param>
/// <param name="Known">Whether the book had the lot when it was compared.</param>
/// <param name="Expiry">Of a lot that the book does not have; null where the pack had none.</param>
/// <param name="ApprovedBy">Actor of the second person; null for none.</param>
[GenerateSerializer, Immutable, Alias("bg.PostCount")]
public sealed record PostCount(
    string Id,
    string Lot,
    decimal Counted,
    DateTimeOffset CountedAt,
    long AsOf,
    decimal Expected,
    bool Known,
    Expiry? Expiry,
    DateOnly? MadeOn,
    string? Reason,
    string Document,
    string? ApprovedBy,
    Caller By);

/// <summary>What the posting of a count did.</summary>
/// <param name="Variance">What the ledger took, signed.</param>
/// <param name="Unmatched">What went to the units without book stock instead: an unknown lot without the facts that a lot needs.</param>
/// <param name="Short">Reservations that nothing in stock is behind any more.</param>
/// <param name="Incident">What a person has to look at because of it; null for nothing.</param>
[GenerateSerializer, Immutable, Alias("bg.PostedCount")]
public sealed record PostedCount(string Id, decimal Variance, decimal Unmatched, EquatableList<ShortReservation> Short, string? Incident, long Version);

/// <summary>A reservation that is promised more than stock is behind.</summary>
/// <param name="Quantity">What it holds.</param>
/// <param name="Short">What of it has no lot.</param>
[GenerateSerializer, Immutable, Alias("bg.ShortReservation")]
public sealed record ShortReservation(string Id, decimal Quantity, decimal Short);
