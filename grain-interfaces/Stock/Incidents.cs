namespace BeautyGrains.Contracts;

/// <summary>What somebody noted about an incident.</summary>
/// <param name="Id">Made by the caller.</param>
[GenerateSerializer, Immutable, Alias("bg.IncidentComment")]
public sealed record IncidentComment(string Id, string Text, string By, DateTimeOffset At);

/// <summary>Asks to say who takes care of an incident.</summary>
/// <param name="Owner">Id of a person or key.</param>
[GenerateSerializer, Immutable, Alias("bg.AssignIncident")]
public sealed record AssignIncident(string Id, string Owner, Caller By);

/// <summary>Asks to add a comment.</summary>
/// <param name="CommentId">Made by the caller; send it again to retry safely.</param>
/// <param name="Text">1 to 500 characters.</param>
[GenerateSerializer, Immutable, Alias("bg.CommentIncident")]
public sealed record CommentIncident(string Id, string CommentId, string Text, Caller By);

/// <summary>Asks to open a closed incident again.</summary>
/// <param name="Reason">1 to 500 characters; kept.</param>
[GenerateSerializer, Immutable, Alias("bg.ReopenIncident")]
public sealed record ReopenIncident(string Id, string Reason, Caller By);

/// <summary>Units without book stock that wait to be matched.</summary>
/// <param name="Id">Of the incident that told of them.</param>
/// <param name="Quantity">As it was told, signed: below 0 what left without being in the book, above 0 what was found.</param>
/// <param name="Left">Of it, not matched yet; signed alike.</param>
/// <param name="OccurredAt">When it happened.</param>
/// <param name="At">When it was told.</param>
[GenerateSerializer, Immutable, Alias("bg.UnmatchedView")]
public sealed record UnmatchedView(
    string Id,
    decimal Quantity,
    decimal Left,
    FactKind? Fact,
    string? Lot,
    string? Client,
    string? Serial,
    string? Document,
    DateTimeOffset OccurredAt,
    DateTimeOffset At,
    string By,
    long Version);

/// <summary>Asks to match units without book stock.</summary>
/// <param name="Id">Made by the caller; send it again to retry safely.</param>
/// <param name="Entry">The units' id.</param>
/// <param name="Quantity">Above 0; at most what is left.</param>
/// <param name="Lot">The lot that they are of: the ledger takes them out of it, or into it. Null with <paramref name="Against"/>.</param>
/// <param name="Against">A movement "kind/id" of the stock that has put the book right already: the ledger takes nothing more. Null with <paramref name="Lot"/>.</param>
/// <param name="Reason">1 to 500 characters; kept.</param>
[GenerateSerializer, Immutable, Alias("bg.MatchUnmatched")]
public sealed record MatchUnmatched(string Id, string Entry, decimal Quantity, string? Lot, string? Against, string Reason, Caller By);

/// <summary>A match.</summary>
/// <param name="Left">Of the entry, after it; signed.</param>
/// <param name="Movement">Id of the ledger's entry, of kind fact; null where none was made.</param>
[GenerateSerializer, Immutable, Alias("bg.UnmatchedMatchView")]
public sealed record UnmatchedMatchView(
    string Id, string Entry, decimal Quantity, string? Lot, string? Against, string Reason, decimal Left, string? Movement, string By, DateTimeOffset At, long Version);
