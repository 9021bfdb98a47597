namespace BeautyGrains.Contracts;

/// <summary>A count of many SKUs of one store by people who do not see the book: a process with its own journal. Key: the session's id.</summary>
[Alias("bg.ICountSessionGrain")]
public interface ICountSessionGrain : IGrainWithStringKey
{
    /// <summary>Opens the session. Refusals: Validation, IdReused, UnknownStore.</summary>
    [Alias("Open")]
    Task<Answer<CountSessionView>> Open(OpenCountSession ask);

    /// <summary>Says who counts. Refusals: Validation, UnknownCountSession, InvalidState.</summary>
    [Alias("Assign")]
    Task<Answer<CountSessionView>> Assign(AssignCount ask);

    /// <summary>Takes counted lines in. Refusals: Validation, UnknownCountSession, InvalidState, IdReused, CounterNotAssigned, CounterIsTheSame with the lines.</summary>
    [Alias("Submit")]
    Task<Answer<CountSessionView>> Submit(SubmitCounts ask);

    /// <summary>Ends the counting and compares with the book. Refusals: UnknownCountSession, InvalidState, LinesRefused for what is not counted.</summary>
    [Alias("Finish")]
    Task<Answer<CountSessionView>> Finish(FinishCount ask);

    /// <summary>Demands that SKUs are counted again, by others. Refusals: Validation, UnknownCountSession, InvalidState.</summary>
    [Alias("Recount")]
    Task<Answer<CountSessionView>> Recount(DemandRecount ask);

    /// <summary>Gives reasons for the differences and posts them. Refusals: Validation, UnknownCountSession, InvalidState, LinesRefused for what has no reason, those of four eyes.</summary>
    [Alias("Approve")]
    Task<Answer<CountSessionView>> Approve(ApproveCount ask);

    /// <summary>Gives the session up; what is posted stays. Refusals: Validation, UnknownCountSession, InvalidState.</summary>
    [Alias("Cancel")]
    Task<Answer<CountSessionView>> Cancel(CancelCount ask);

    /// <summary>The session; without what the book says while people count.</summary>
    [ReadOnly, Alias("Get")]
    Task<Answer<CountSessionView>> Get();

    /// <summary>SKUs and their lots by SKU; without what the book says while people count.</summary>
    /// <param name="afterSku">Empty for the beginning.</param>
    /// <param name="limit">SKUs, 1 to 500.</param>
    [ReadOnly, Alias("Lines")]
    Task<Answer<CountSheetPage>> Lines(string afterSku, int limit, bool differing);

    /// <summary>For the sweep: goes on where it stopped.</summary>
    [Alias("Drive")]
    Task Drive();
}

/// <summary>The life of a session; drawn in docs/api/counting.md.</summary>
[GenerateSerializer, Alias("bg.CountState")]
public enum CountState
{
    /// <summary>People count.</summary>
    Counting,
    /// <summary>Stocks tell what the book had.</summary>
    Comparing,
    /// <summary>Some SKUs are counted again by others.</summary>
    Recounting,
    /// <summary>Differences wait for reasons and approval.</summary>
    Review,
    /// <summary>Stocks take the differences.</summary>
    Posting,
    /// <summary>Done.</summary>
    Posted,
    /// <summary>Given up.</summary>
    Cancelled,
}

/// <summary>What a session was made from; kept as it was asked.</summary>
/// <param name="Abc">The plan's SKUs of a class; null for all, or where SKUs are named.</param>
/// <param name="Due">Only what is due by the plan.</param>
/// <param name="Skus">Named by hand.</param>
[GenerateSerializer, Immutable, Alias("bg.CountScope")]
public sealed record CountScope(AbcClass? Abc, bool Due, EquatableList<string> Skus, EquatableList<GoodsCategory> Categories, EquatableList<string> Bins);

/// <summary>Asks to open a session.</summary>
/// <param name="Skus">What the scope comes to: 1 to <see cref="CountLimits.MaxSkus"/>, each once.</param>
/// <param name="Assigned">Ids of people; empty for everybody of the store.</param>
[GenerateSerializer, Immutable, Alias("bg.OpenCountSession")]
public sealed record OpenCountSession(string Store, CountScope Scope, EquatableList<string> Skus, EquatableList<string> Assigned, string? Note, Caller By);

/// <summary>Asks to say anew who counts.</summary>
[GenerateSerializer, Immutable, Alias("bg.AssignCount")]
public sealed record AssignCount(EquatableList<string> Assigned, Caller By);

/// <summary>What somebody counted.</summary>
/// <param name="Submission">Made by the caller; send it again to retry safely.</param>
/// <param name="SentAt">By the device's clock, so that its error is taken out of the lines' times; null where the clock is right.</param>
[GenerateSerializer, Immutable, Alias("bg.SubmitCounts")]
public sealed record SubmitCounts(string Submission, EquatableList<CountedLine> Lines, DateTimeOffset? SentAt, Caller By);

/// <summary>One counted place of a lot.</summary>
/// <param name="Lot">The lot's name or number; null with 0 counted: nothing of the SKU was found.</param>
/// <param name="Counted">0 or more, in the base unit.</param>
/// <param name="CountedAt">By the device's clock.</param>
/// <param name="Bin">Where; a lot may lie in several places, whose counts are added up.</param>
/// <param name="Expiry">As printed, for a lot that the book may not have.</param>
/// <param name="Code">What was scanned, as it was.</param>
[GenerateSerializer, Immutable, Alias("bg.CountedLine")]
public sealed record CountedLine(string Sku, string? Lot, decimal Counted, DateTimeOffset CountedAt, string? Bin = null, Expiry? Expiry = null, DateOnly? MadeOn = null, string? Code = null);

/// <summary>Asks to end the counting.</summary>
/// <param name="LeaveOut">What was not counted stays as it is; else it is refused.</param>
[GenerateSerializer, Immutable, Alias("bg.FinishCount")]
public sealed record FinishCount(bool LeaveOut, Caller By);

/// <summary>Asks for a recount.</summary>
/// <param name="Skus">1 or more of the session, not yet posted.</param>
[GenerateSerializer, Immutable, Alias("bg.DemandRecount")]
public sealed record DemandRecount(EquatableList<string> Skus, string? Reason, Caller By);

/// <summary>Asks to post.</summary>
/// <param name="Reasons">By lot.</param>
/// <param name="Reason">A code, for all differences that have none of their own.</param>
/// <param name="Approver">Who approves; null for nobody.</param>
[GenerateSerializer, Immutable, Alias("bg.ApproveCount")]
public sealed record ApproveCount(EquatableList<CountReason> Reasons, string? Reason, Approver? Approver, Caller By);

/// <summary>Why a lot differs.</summary>
/// <param name="Lot">Null for all lots of the SKU.</param>
/// <param name="Reason">A code of the list of reasons.</param>
[GenerateSerializer, Immutable, Alias("bg.CountReason")]
public sealed record CountReason(string Sku, string? Lot, string Reason, string? Note = null);

/// <summary>Asks to give a session up.</summary>
[GenerateSerializer, Immutable, Alias("bg.CancelCount")]
public sealed record CancelCount(string Reason, Caller By);

/// <summary>A session.</summary>
/// <param name="Skus">How many SKUs are to be counted.</param>
/// <param name="Counted">How many are.</param>
/// <param name="Recounts">SKUs that others have to count again.</param>
/// <param name="Result">Null while people count.</param>
[GenerateSerializer, Immutable, Alias("bg.CountSessionView")]
public sealed record CountSessionView(
    string Id,
    string Store,
    CountState State,
    CountScope Scope,
    EquatableList<string> Assigned,
    string? Note,
    int Skus,
    int Counted,
    EquatableList<string> Recounts,
    CountResult? Result,
    string OpenedBy,
    DateTimeOffset OpenedAt,
    string? ApprovedBy,
    string? Reason,
    DateTimeOffset ChangedAt,
    long Version);

/// <summary>What a session found.</summary>
/// <param name="Lots">Compared.</param>
/// <param name="Differing">Of them.</param>
/// <param name="Posted">Of all.</param>
/// <param name="Refused">That a stock did not take; the lines say why.</param>
/// <param name="Short">Reservations that nothing was behind any more when it was posted.</param>
/// <param name="Values">By currency and reason.</param>
[GenerateSerializer, Immutable, Alias("bg.CountResult")]
public sealed record CountResult(int Lots, int Differing, int Posted, int Refused, int Short, EquatableList<CountValue> Values)
{
    /// <summary>Nothing yet.</summary>
    public static CountResult None { get; } = new(0, 0, 0, 0, 0, []);
}

/// <summary>What differences come to, in whole minor units.</summary>
/// <param name="Reason">Null for none yet.</param>
/// <param name="Surplus">0 or more.</param>
/// <param name="Shortage">0 or more.</param>
/// <param name="Lots">How many.</param>
[GenerateSerializer, Immutable, Alias("bg.CountValue")]
public sealed record CountValue(string Currency, string? Reason, decimal Surplus, decimal Shortage, int Lots);

/// <summary>A page of SKUs.</summary>
[GenerateSerializer, Immutable, Alias("bg.CountSheetPage")]
public sealed record CountSheetPage(CountSessionView Session, ImmutableArray<CountSheetView> Items, bool More);

/// <summary>A SKU of a session.</summary>
/// <param name="Round">How often it was counted.</param>
/// <param name="Recount">It waits for another person's count.</param>
/// <param name="LeftOut">It was not counted.</param>
[GenerateSerializer, Immutable, Alias("bg.CountSheetView")]
public sealed record CountSheetView(string Sku, int Round, EquatableList<string> Counters, bool Recount, bool LeftOut, EquatableList<CountedLine> Lines, EquatableList<CountLotView> Lots);

/// <summary>A lot of a session, once compared.</summary>
/// <param name="Variance">Counted − book, signed.</param>
/// <param name="Value">Of it, signed, in whole minor units; null where no cost or price is known.</param>
/// <param name="Known">Whether the book has the lot.</param>
/// <param name="Found">Whether it was counted at all.</param>
/// <param name="Superseded">A later count stands; this one is not posted.</param>
/// <param name="Refusal">Why the stock did not take it.</param>
[GenerateSerializer, Immutable, Alias("bg.CountLotView")]
public sealed record CountLotView(
    string Lot,
    decimal Counted,
    DateTimeOffset CountedAt,
    decimal Book,
    decimal Variance,
    Money? Value,
    bool Known,
    bool Found,
    bool Superseded,
    bool Posted,
    decimal Unmatched,
    string? Reason,
    string? Note,
    EquatableList<ShortReservation> Short,
    string? Incident,
    Refusal? Refusal);

/// <summary>The bounds of sessions.</summary>
public static class CountLimits
{
    /// <summary>SKUs of a session.</summary>
    public const int MaxSkus = 5_000;

    /// <summary>Lines of one submission.</summary>
    public const int MaxLines = 5_000;

    /// <summary>Lines of a SKU over all submissions of a round.</summary>
    public const int MaxLinesOfSku = 500;

    /// <summary>People assigned.</summary>
    public const int MaxAssigned = 100;

    /// <summary>Entries of filters and of reasons.</summary>
    public const int MaxNames = 5_000;

    /// <summary>How far a device's clock may be off where it says what it shows.</summary>
    public static readonly TimeSpan MaxClockError = TimeSpan.FromDays(1);
}
