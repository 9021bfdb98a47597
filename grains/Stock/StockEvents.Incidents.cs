namespace BeautyGrains.Grains;

/// <summary>Somebody takes care of an incident.</summary>
/// <param name="Owner">Id of a person or key.</param>
public sealed record IncidentAssigned(string Id, string Owner) : StockEvent;

/// <summary>Something was noted about an incident.</summary>
public sealed record IncidentCommented(string Id, string CommentId, string Text) : StockEvent;

/// <summary>A closed incident is open again.</summary>
/// <param name="Incident">As it was when it was closed.</param>
public sealed record IncidentReopened(string Id, string Reason, Incident Incident) : StockEvent;

/// <summary>Book stock was found for units that had none, or what had put the book right already.</summary>
/// <param name="Left">Of the entry, after it; signed.</param>
/// <param name="Movement">Id of the ledger's entry; null where none was made.</param>
public sealed record UnmatchedMatched(
    string Id, string Entry, decimal Quantity, string? Lot, string? Against, string Reason, decimal Left, string? Movement, string BodyHash) : StockEvent;
