namespace BeautyGrains.Contracts;

/// <summary>
/// Calls goods back: blocks them in every store, follows who got them, and ends only when nothing of them is left untold. A process with its own journal.
/// Key: the recall's id.
/// </summary>
[Alias("bg.IRecallGrain")]
public interface IRecallGrain : IGrainWithStringKey
{
    /// <summary>
    /// Begins. When this answers, no request to sell, reserve, commit, use or ship goods of the recall succeeds anywhere any more.
    /// Refusals: Validation, IdReused, UnknownSku, UnknownDocument.
    /// </summary>
    [Alias("Put")]
    Task<Answer<RecallView>> Put(PutRecall ask);

    /// <summary>Looks through the stores' ledgers for what is new, at most a bounded part of it. UnknownRecall.</summary>
    [Alias("Follow")]
    Task<Answer<RecallView>> Follow();

    /// <summary>The recall as it was last written. UnknownRecall.</summary>
    [ReadOnly, Alias("Get")]
    Task<Answer<RecallView>> Get();

    /// <summary>Who got recalled goods, by number, after a number.</summary>
    /// <param name="after">Empty at first.</param>
    /// <param name="limit">1 to 500.</param>
    [ReadOnly, Alias("GetClients")]
    Task<ImmutableArray<RecallClient>> GetClients(string after, int limit);

    /// <summary>What the stores have now. UnknownRecall.</summary>
    [ReadOnly, Alias("GetStock")]
    Task<Answer<RecallStockView>> GetStock();

    /// <summary>Says how far a client has been told, or what they had been fetched. UnknownRecall, UnknownRecallClient, InvalidState.</summary>
    [Alias("SetTask")]
    Task<Answer<RecallView>> SetTask(SetRecallTask ask);

    /// <summary>Says that the authority was reported to. UnknownRecall, InvalidState, UnknownDocument.</summary>
    [Alias("Report")]
    Task<Answer<RecallView>> Report(ReportRecall ask);

    /// <summary>Ends it. UnknownRecall, InvalidState, RecallNotDone, the second person's refusals.</summary>
    [Alias("Close")]
    Task<Answer<RecallView>> Close(EndRecall ask);

    /// <summary>Takes it back, as where it was begun by mistake: its lots stay blocked until quality has looked at each. UnknownRecall, InvalidState, the second person's refusals.</summary>
    [Alias("Lift")]
    Task<Answer<RecallView>> Lift(EndRecall ask);

    /// <summary>Goes on with what is unfinished; called by the sweep.</summary>
    [Alias("Drive")]
    Task Drive();
}

/// <summary>How bad it is; what follows from it stands in the tables of <see cref="RecallPolicy"/>.</summary>
[GenerateSerializer, Alias("bg.RecallClass")]
public enum RecallClass
{
    /// <summary>May do serious harm (一级).</summary>
    I,
    /// <summary>May do harm that passes (二级).</summary>
    II,
    /// <summary>Hardly does harm, but has to come back (三级).</summary>
    III,
}

/// <summary>The life of a recall.</summary>
[GenerateSerializer, Alias("bg.RecallState")]
public enum RecallState
{
    /// <summary>Goes through the stores.</summary>
    Freezing,
    /// <summary>Its goods are blocked everywhere; clients are told and goods fetched.</summary>
    Open,
    /// <summary>Everything is told.</summary>
    Closed,
    /// <summary>Being taken back.</summary>
    Lifting,
    /// <summary>Was taken back.</summary>
    Lifted,
}

/// <summary>Asks to begin a recall.</summary>
/// <param name="LotNos">At most 200 numbers as printed on the packs; may be empty where there are serials.</param>
/// <param name="Reason">1 to 500 characters.</param>
/// <param name="Document">Id of the authority's or the maker's letter; null for none.</param>
[GenerateSerializer, Immutable, Alias("bg.PutRecall")]
public sealed record PutRecall(string Sku, EquatableList<string> LotNos, SerialRange? Serials, RecallClass Class, string Reason, string? Document, Caller By);

/// <summary>What is to be done about a client.</summary>
[GenerateSerializer, Alias("bg.RecallTask")]
public enum RecallTask
{
    /// <summary>They are told.</summary>
    Notify,
    /// <summary>What they have is fetched, or they have been looked after.</summary>
    Recover,
}

/// <summary>How far a task is.</summary>
[GenerateSerializer, Alias("bg.RecallTaskState")]
public enum RecallTaskState
{
    /// <summary>Nobody has taken it.</summary>
    Open,
    /// <summary>Somebody is at it.</summary>
    Taken,
    /// <summary>Done.</summary>
    Done,
    /// <summary>The client cannot be reached.</summary>
    Unreachable,
}

/// <summary>Asks to say how far a task is.</summary>
/// <param name="Note">At most 500 characters; needed with Unreachable.</param>
[GenerateSerializer, Immutable, Alias("bg.SetRecallTask")]
public sealed record SetRecallTask(string Client, RecallTask Task, RecallTaskState State, string? Note, Caller By);

/// <summary>Asks to say that the authority was reported to.</summary>
/// <param name="Note">1 to 500 characters.</param>
[GenerateSerializer, Immutable, Alias("bg.ReportRecall")]
public sealed record ReportRecall(string Note, string? Document, Caller By);

/// <summary>Asks to close or lift a recall.</summary>
/// <param name="Conclusion">1 to 500 characters; kept.</param>
/// <param name="Second">Who approves; null where nobody was named.</param>
/// <param name="NeedsSecond">A person asks, not the house's own key.</param>
[GenerateSerializer, Immutable, Alias("bg.EndRecall")]
public sealed record EndRecall(string Conclusion, Approver? Second, bool NeedsSecond, Caller By);

/// <summary>A task about a client.</summary>
/// <param name="By">Actor who said so last; null while it is open.</param>
[GenerateSerializer, Immutable, Alias("bg.RecallTaskView")]
public sealed record RecallTaskView(RecallTaskState State, string? Note, string? By, DateTimeOffset? At);

/// <summary>What a client got of goods that were made of recalled ones.</summary>
/// <param name="Got">In the base unit of <paramref name="Sku"/>.</param>
/// <param name="Returned">Of that, brought back.</param>
[GenerateSerializer, Immutable, Alias("bg.RecallClientGoods")]
public sealed record RecallClientGoods(string Sku, decimal Got, decimal Returned);

/// <summary>Who got recalled goods.</summary>
/// <param name="Got">Of the recall's own product, in the base unit.</param>
/// <param name="Returned">Of that, brought back.</param>
/// <param name="Stores">Where, in ordinal order.</param>
/// <param name="Since">When they first got some.</param>
/// <param name="Uses">How often they were treated out of an open container of it.</param>
/// <param name="AfterRecall">Some of it after the recall had begun: an offline sale or a treatment that was told later.</param>
/// <param name="Made">Of goods made of the recalled ones, by product; null for none.</param>
[GenerateSerializer, Immutable, Alias("bg.RecallClient")]
public sealed record RecallClient(
    string Client, decimal Got, decimal Returned, EquatableList<string> Stores, DateTimeOffset Since, bool AfterRecall, RecallTaskView Notify, RecallTaskView Recover, int Uses = 0,
    EquatableList<RecallClientGoods>? Made = null);

/// <summary>By when what has to be done; times from the recall's beginning by the tables of that day.</summary>
/// <param name="NextReportBy">From the last report, or the beginning; null where no more is due.</param>
/// <param name="Source">The rule, as the table names it.</param>
[GenerateSerializer, Immutable, Alias("bg.RecallDeadlines")]
public sealed record RecallDeadlines(DateTimeOffset NotifyBy, DateTimeOffset? NextReportBy, DateTimeOffset CollectBy, string Source);

/// <summary>
/// What became of the goods, in the base unit:
/// received = left + in transit + sold − recovered + used + returned to the supplier + scrapped + repacked + missing.
/// </summary>
/// <param name="Sold">To clients, staff among them.</param>
/// <param name="Recovered">Brought back by clients.</param>
/// <param name="Used">In treatments, opened, as testers, given away, for training.</param>
/// <param name="Repacked">Went into packs of another kind; below 0 where it came from such.</param>
/// <param name="Missing">What counts, corrections and arrivals have found to be less; below 0 where they found more.</param>
/// <param name="WithoutClient">Of what was sold or used: nobody knows to whom it went.</param>
[GenerateSerializer, Immutable, Alias("bg.RecallTally")]
public sealed record RecallTally(
    decimal Received, decimal Left, decimal InTransit, decimal Sold, decimal Recovered, decimal Used, decimal ReturnedToSupplier, decimal Scrapped, decimal Repacked, decimal Missing, decimal WithoutClient);

/// <summary>A report to the authority.</summary>
[GenerateSerializer, Immutable, Alias("bg.RecallReport")]
public sealed record RecallReport(string Note, string? Document, string By, DateTimeOffset At);

/// <summary>Goods that repacks had made of recalled ones, at any depth, and that are recalled with them.</summary>
/// <param name="Lots">Numbers as printed on the packs, in ordinal order.</param>
/// <param name="Tally">In the base unit of <paramref name="Sku"/>.</param>
[GenerateSerializer, Immutable, Alias("bg.RecallMade")]
public sealed record RecallMade(string Sku, EquatableList<string> Lots, RecallTally Tally);

/// <summary>A recall as it now stands.</summary>
/// <param name="FrozenAt">From when on nothing of it leaves on request anywhere; null while it goes through the stores.</param>
/// <param name="StoresAsked">How many stores it has gone through.</param>
/// <param name="Found">What each store had when it was blocked there; stores without any left out.</param>
/// <param name="Tally">Of its own product, by the ledgers as far as they are read.</param>
/// <param name="IsUpToDate">All ledgers are read as far as they went when it last looked.</param>
/// <param name="Clients">How many got some.</param>
/// <param name="OpenTasks">Tasks about clients that are neither done nor given up.</param>
/// <param name="OpenNotices">Of them, clients who are not told yet.</param>
/// <param name="Conclusion">With which it was closed or lifted.</param>
/// <param name="Made">Goods of other products made of the recalled ones, by product; null for none.</param>
/// <param name="OwnMade">Numbers of its own product that repacks gave to what they made of the recalled goods; null for none.</param>
[GenerateSerializer, Immutable, Alias("bg.RecallView")]
public sealed record RecallView(
    string Id,
    string Sku,
    ImmutableArray<string> Lots,
    SerialRange? Serials,
    RecallClass Class,
    string Reason,
    string? Document,
    RecallState State,
    string BegunBy,
    DateTimeOffset BegunAt,
    DateTimeOffset? FrozenAt,
    RecallDeadlines Deadlines,
    int StoresAsked,
    ImmutableArray<RecalledStock> Found,
    RecallTally Tally,
    bool IsUpToDate,
    int Clients,
    int OpenTasks,
    int OpenNotices,
    ImmutableArray<RecallReport> Reports,
    string? Conclusion,
    string? EndedBy,
    string? ApprovedBy,
    DateTimeOffset? EndedAt,
    long Version,
    EquatableList<RecallMade>? Made = null,
    EquatableList<string>? OwnMade = null);

/// <summary>What the stores have of recalled goods now; stores without any left out.</summary>
/// <param name="OnHand">Of the recall's own product.</param>
/// <param name="InTransit">Of the recall's own product.</param>
/// <param name="Stores">By product, the recall's own first, then by store.</param>
[GenerateSerializer, Immutable, Alias("bg.RecallStockView")]
public sealed record RecallStockView(string Id, string Sku, decimal OnHand, decimal InTransit, ImmutableArray<RecalledStock> Stores);
