namespace BeautyGrains.Grains;

/// <summary>What happens to a count session. Events carry what a list shows of them, so that it need not know every lot.</summary>
public abstract record CountEvent;

/// <summary>SKUs of a store are to be counted.</summary>
public sealed record CountOpened(string Store, CountScope Scope, EquatableList<string> Skus, EquatableList<string> Assigned, string? Note, string BodyHash) : CountEvent;

/// <summary>Others count.</summary>
public sealed record CountAssigned(EquatableList<string> Assigned) : CountEvent;

/// <summary>Somebody counted.</summary>
/// <param name="Lines">With their times by the house's clock.</param>
/// <param name="Skus">Of the session, after it.</param>
/// <param name="Counted">Of them, after it.</param>
public sealed record CountsSubmitted(string Submission, EquatableList<CountedLine> Lines, int Skus, int Counted, string BodyHash) : CountEvent;

/// <summary>The counting is over.</summary>
/// <param name="LeftOut">SKUs that nobody counted.</param>
public sealed record CountFinished(EquatableList<string> LeftOut) : CountEvent;

/// <summary>Stocks have told what the book had.</summary>
public sealed record CountCompared(EquatableList<ComparedSheet> Sheets) : CountEvent;

/// <summary>What a stock told of a SKU; or why it did not.</summary>
public sealed record ComparedSheet(string Sku, EquatableList<BookLot> Lots, long Version, StoredRefusal? Refusal);

/// <summary>SKUs are to be counted again by others.</summary>
/// <param name="ByRule">Nobody asked for it but the table of recounts.</param>
/// <param name="Counted">SKUs of the session that are counted, after it.</param>
public sealed record CountRecountDemanded(EquatableList<string> Skus, bool ByRule, string? Reason, int Counted) : CountEvent;

/// <summary>Differences wait for reasons and approval.</summary>
public sealed record CountReviewBegun(CountResult Result) : CountEvent;

/// <summary>Nothing differs, so nobody has to say anything.</summary>
public sealed record CountAgreed(CountResult Result) : CountEvent;

/// <summary>Differences are explained and approved.</summary>
/// <param name="Reasons">By lot.</param>
/// <param name="Reason">Of all others that differ.</param>
/// <param name="ApprovedBy">Actor of the second person; null where none was needed.</param>
public sealed record CountApproved(EquatableList<CountReason> Reasons, string? Reason, string? ApprovedBy, CountResult Result) : CountEvent;

/// <summary>Stocks have taken differences.</summary>
public sealed record CountLotsPosted(EquatableList<PostedLot> Lots) : CountEvent;

/// <summary>What a stock did with one lot.</summary>
public sealed record PostedLot(string Sku, string Lot, PostedCount? Posted, StoredRefusal? Refusal);

/// <summary>What happened before the count was recorded meanwhile: it is compared anew.</summary>
/// <param name="Skus">Those concerned.</param>
public sealed record CountComparedAnew(EquatableList<string> Skus) : CountEvent;

/// <summary>All is posted.</summary>
public sealed record CountPosted(CountResult Result) : CountEvent;

/// <summary>It is given up.</summary>
public sealed record CountCancelled(string Reason) : CountEvent;
