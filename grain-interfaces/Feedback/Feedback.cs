namespace BeautyGrains.Contracts;

/// <summary>A complaint or an adverse reaction. Key: its id.</summary>
[Alias("bg.IFeedbackGrain")]
public interface IFeedbackGrain : IGrainWithStringKey
{
    /// <summary>Takes it down; the same again gives it as it now stands. IdReused, UnknownStore, UnknownSku, UnknownDocument.</summary>
    [Alias("Put")]
    Task<Answer<FeedbackView>> Put(PutFeedback ask);

    /// <summary>Puts right what is known of it while it is not closed. UnknownFeedback, InvalidState, UnknownSku, UnknownDocument.</summary>
    [Alias("Amend")]
    Task<Answer<FeedbackView>> Amend(AmendFeedback ask);

    /// <summary>Moves it on. UnknownFeedback, InvalidState, FeedbackNotReported, UnknownDocument, the second person's refusals.</summary>
    [Alias("Move")]
    Task<Answer<FeedbackView>> Move(MoveFeedback ask);

    /// <summary>The case. UnknownFeedback.</summary>
    [ReadOnly, Alias("Get")]
    Task<Answer<FeedbackView>> Get();
}

/// <summary>Asks to take feedback down.</summary>
/// <param name="Severity">With an adverse reaction, and only there.</param>
/// <param name="Widespread">Many are concerned, or the public may be.</param>
/// <param name="Tie">What it hangs on.</param>
/// <param name="Description">1 to 500 characters.</param>
/// <param name="HappenedAt">Not after <paramref name="KnownAt"/>; null where nobody knows.</param>
/// <param name="KnownAt">When the store came to know of it: the clock runs from here. Not in the future; null for now.</param>
/// <param name="ReportedBy">Who told it: 1 to 200 characters, or null.</param>
/// <param name="Documents">Ids of kept documents: at most 50.</param>
/// <param name="Found">Lots that the trace of the sale or the client leads to; what callers say is told apart from it. At most 50.</param>
[GenerateSerializer, Immutable, Alias("bg.PutFeedback")]
public sealed record PutFeedback(
    string Store, FeedbackSort Kind, FeedbackSeverity? Severity, bool Widespread, FeedbackStep Step, FeedbackTie Tie, string Description, DateTimeOffset? HappenedAt, DateTimeOffset? KnownAt, string? ReportedBy,
    EquatableList<string> Documents, EquatableList<FeedbackLot> Found, Caller By);

/// <summary>What a case hangs on: at least one of client, SKU, sale, document, service.</summary>
/// <param name="Client">A client's number; never a name.</param>
/// <param name="LotNo">As printed on the pack; with a SKU.</param>
/// <param name="Serial">With a SKU.</param>
/// <param name="Container">Id of an open container; with a SKU.</param>
/// <param name="Sale">Id of the sale or use in the store's ledger; with a SKU.</param>
/// <param name="Document">Whatever the sale names as its document.</param>
/// <param name="Service">Code or number of a service.</param>
[GenerateSerializer, Immutable, Alias("bg.FeedbackTie")]
public sealed record FeedbackTie(string? Client, string? Sku, string? LotNo, string? Serial, string? Container, string? Sale, string? Document, string? Service);

/// <summary>A lot that a case may be about.</summary>
/// <param name="Named">Somebody said so; else the trace leads to it.</param>
/// <param name="Category">Kind of the goods.</param>
[GenerateSerializer, Immutable, Alias("bg.FeedbackLot")]
public sealed record FeedbackLot(string Sku, string LotNo, bool Named, GoodsCategory Category = GoodsCategory.Other);

/// <summary>Asks to put right what is known of a case; null leaves as it is.</summary>
/// <param name="Severity">With an adverse reaction; a complaint that gets one becomes an adverse reaction.</param>
/// <param name="Sku">With <paramref name="LotNo"/>: a lot that it is about; replaces what the trace had led to.</param>
/// <param name="Reason">1 to 500 characters.</param>
[GenerateSerializer, Immutable, Alias("bg.AmendFeedback")]
public sealed record AmendFeedback(FeedbackSeverity? Severity, bool? Widespread, FeedbackStep? Step, string? Sku, string? LotNo, EquatableList<string> Documents, string Reason, Caller By);

/// <summary>Asks to move a case on.</summary>
/// <param name="Note">1 to 500 characters: what was found with Confirm and Reject, what is done with Close, why with Reopen; may be left out with others.</param>
/// <param name="Number">With Report: what the authority gave, 1 to 64 characters.</param>
/// <param name="Document">With Report: id of a kept document, or null.</param>
/// <param name="Second">With Close.</param>
/// <param name="NeedsSecond">A person asks, so that another has to agree to close a severe case.</param>
[GenerateSerializer, Immutable, Alias("bg.MoveFeedback")]
public sealed record MoveFeedback(FeedbackMove Move, string? Note, string? Number, string? Document, Approver? Second, bool NeedsSecond, Caller By);

/// <summary>By when the authority is to be told, and by which row of the table.</summary>
/// <param name="DueAt">Before this moment.</param>
/// <param name="Source">The law that the row names.</param>
/// <param name="Category">Kind of the goods whose row it is.</param>
/// <param name="Met">It was told since.</param>
[GenerateSerializer, Immutable, Alias("bg.FeedbackDuty")]
public sealed record FeedbackDuty(DateTimeOffset DueAt, string Source, GoodsCategory? Category, bool Met = false);

/// <summary>What the authority was told.</summary>
[GenerateSerializer, Immutable, Alias("bg.FeedbackReport")]
public sealed record FeedbackReport(string Number, string? Note, string? Document, string Actor, DateTimeOffset At);

/// <summary>A case as it now stands.</summary>
/// <param name="Lots">Those that it may be about.</param>
/// <param name="Duty">Null where the authority need not be told.</param>
/// <param name="Findings">Of Confirm or Reject; null before.</param>
/// <param name="WasSo">True after Confirm, false after Reject; null before.</param>
/// <param name="Action">Of Close; null before.</param>
/// <param name="Actor">Who took it down.</param>
[GenerateSerializer, Immutable, Alias("bg.FeedbackView")]
public sealed record FeedbackView(
    string Id, string Store, FeedbackSort Kind, FeedbackSeverity? Severity, bool Widespread, FeedbackStep Step, FeedbackTie Tie, string Description, DateTimeOffset? HappenedAt, DateTimeOffset KnownAt, string? ReportedBy,
    EquatableList<string> Documents, EquatableList<FeedbackLot> Lots, FeedbackState State, FeedbackDuty? Duty, EquatableList<FeedbackReport> Reports, string? Findings, bool? WasSo, string? Action, string? ClosedBy,
    string? ApprovedBy, string? ReopenedFor, string Actor, DateTimeOffset At, DateTimeOffset ChangedAt, long Version)
{
    /// <summary>Closing it takes two people.</summary>
    public bool IsSevere => Severity is FeedbackSeverity.Severe or FeedbackSeverity.Death || Widespread;
}
