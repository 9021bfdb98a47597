namespace BeautyGrains.Contracts;

/// <summary>The kinds of physical facts.</summary>
[GenerateSerializer, Alias("bg.FactKind")]
public enum FactKind
{
    /// <summary>Sold while the terminal was on its own.</summary>
    OfflineSale,
    /// <summary>Used in a treatment that has been done.</summary>
    Treatment,
    /// <summary>Broken or spilt.</summary>
    Breakage,
    /// <summary>Found more than the book has.</summary>
    Surplus,
    /// <summary>Not to be found where it should be.</summary>
    Loss,
    /// <summary>Stolen.</summary>
    Theft,
    /// <summary>Given away as a sample or gift while the terminal was on its own.</summary>
    SampleGiven,
    /// <summary>A client brought it back while the terminal was on its own; it waits in quarantine.</summary>
    ClientReturn,
}

/// <summary>Tells what has physically happened. It is recorded whatever the book says.</summary>
/// <param name="Quantity">Above 0.</param>
/// <param name="Lot">As scanned; null when unknown.</param>
/// <param name="OccurredAt">When it happened; not after now, but for <see cref="Limits.MaxClockAhead"/>.</param>
/// <param name="Client">The client's number, if there is one.</param>
/// <param name="Bin">Where in the store it happened, with a lot that lies there; null, or one in which the lot does not lie, for unplaced goods first, then bins in walking order.</param>
[GenerateSerializer, Immutable, Alias("bg.RecordFact")]
public sealed record RecordFact(
    string Id,
    FactKind Kind,
    decimal Quantity,
    string? Unit,
    string? Lot,
    DateTimeOffset OccurredAt,
    string? Client,
    string? Serial,
    string? Reason,
    string? Document,
    Caller By,
    string? Bin = null);

/// <summary>A recorded fact.</summary>
/// <param name="Booked">What the ledger took, signed.</param>
/// <param name="Unmatched">What had no book stock, signed.</param>
[GenerateSerializer, Immutable, Alias("bg.FactView")]
public sealed record FactView(
    string Id,
    FactKind Kind,
    decimal Quantity,
    decimal Booked,
    decimal Unmatched,
    ImmutableArray<MovementLine> Lines,
    IncidentView Incident,
    DateTimeOffset OccurredAt,
    DateTimeOffset At,
    long Version);

/// <summary>What a person has to look at and close.</summary>
/// <param name="Id">The id of the fact that raised it; a "commit:" prefix where a commit past the point of no return found no stock.</param>
/// <param name="Causes">In kebab case: "fact-recorded", "no-book-stock", "unknown-lot", "lot-blocked" and with it "lot-quarantined", "lot-held", "lot-recalled" or "lot-expired", "serial-unknown", "reservation-lost-stock", "store-not-licensed", "sku-inactive", "store-inactive", "count-below-reserved".</param>
/// <param name="Owner">Id of the person who takes care of it, or of the key where that is nobody's; null for nobody.</param>
/// <param name="Comments">Oldest first.</param>
/// <param name="Reservations">That nothing in stock was behind when it was raised; null for none.</param>
/// <param name="ReopenedFor">Why it was opened again last; null where it never was.</param>
[GenerateSerializer, Immutable, Alias("bg.IncidentView")]
public sealed record IncidentView(
    string Id,
    FactKind? Fact,
    ImmutableArray<string> Causes,
    decimal Quantity,
    string? Lot,
    string? Client,
    string? Serial,
    bool Open,
    DateTimeOffset RaisedAt,
    string RaisedBy,
    string? Resolution,
    DateTimeOffset? ClosedAt,
    string? ClosedBy,
    long Version,
    string? Owner = null,
    EquatableList<IncidentComment>? Comments = null,
    EquatableList<ShortReservation>? Reservations = null,
    string? ReopenedFor = null);

/// <summary>Asks to close an incident.</summary>
/// <param name="Resolution">1 to 500 characters; kept.</param>
/// <param name="Second">Who approves where a second person is needed; null where none is.</param>
[GenerateSerializer, Immutable, Alias("bg.CloseIncident")]
public sealed record CloseIncident(string Id, string Resolution, Caller By, SecondPerson? Second = null);
