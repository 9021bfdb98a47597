namespace BeautyGrains.Contracts;

/// <summary>Which rounds are made, and how often. One grain; key: <see cref="Key"/>.</summary>
[Alias("bg.IRoundPolicyGrain")]
public interface IRoundPolicyGrain : IGrainWithStringKey
{
    /// <summary>The key of the one there is.</summary>
    const string Key = "policy";

    /// <summary>Replaces the tables. The same content again changes nothing.</summary>
    [Alias("Put")]
    Task<Answer<RoundPolicyView>> Put(PutRoundPolicy ask);

    /// <summary>The tables; version 0 while nobody has put any, with the defaults.</summary>
    [ReadOnly, Alias("Get")]
    Task<RoundPolicyView> Get();
}

/// <summary>The rounds of a store: what was answered, and what became of what was wrong. Key: the store's code.</summary>
[Alias("bg.IRoundGrain")]
public interface IRoundGrain : IGrainWithStringKey
{
    /// <summary>Takes a round; the same again gives the first answer. UnknownRoundTemplate, UnknownDocument.</summary>
    [Alias("Make")]
    Task<Answer<RoundView>> Make(MakeRound ask);

    /// <summary>Moves an action on. UnknownRoundAction, InvalidState, ApproverIsAuthor where who has done it confirms it.</summary>
    [Alias("Act")]
    Task<Answer<RoundAction>> Act(MoveRoundAction ask);

    /// <summary>A round. UnknownRound.</summary>
    [ReadOnly, Alias("GetRound")]
    Task<Answer<RoundView>> GetRound(string id);

    /// <summary>What is open, and when each template was last answered; null before the first round.</summary>
    [ReadOnly, Alias("Get")]
    Task<RoundBookView?> Get();
}

/// <summary>Asks to replace the tables.</summary>
/// <param name="IfVersion">Only if this is the newest version; null for any.</param>
[GenerateSerializer, Immutable, Alias("bg.PutRoundPolicy")]
public sealed record PutRoundPolicy(RoundPolicy Policy, long? IfVersion, Caller By);

/// <summary>The tables with their version.</summary>
/// <param name="Version">0 for the defaults.</param>
[GenerateSerializer, Immutable, Alias("bg.RoundPolicyView")]
public sealed record RoundPolicyView(RoundPolicy Policy, DateTimeOffset ChangedAt, long Version);

/// <summary>The tables.</summary>
/// <param name="Templates">At most 100.</param>
/// <param name="Schedules">At most 1,000.</param>
[GenerateSerializer, Immutable, Alias("bg.RoundPolicy")]
public sealed record RoundPolicy(EquatableList<RoundTemplate> Templates, EquatableList<RoundSchedule> Schedules);

/// <summary>A checklist.</summary>
/// <param name="Items">1 to 100.</param>
/// <param name="ActionDays">What is wrong is put right within so many days, unless told otherwise: 0 to 365.</param>
[GenerateSerializer, Immutable, Alias("bg.RoundTemplate")]
public sealed record RoundTemplate(string Id, string Name, string NameZh, EquatableList<RoundItem> Items, int ActionDays = 7);

/// <summary>One thing to look at.</summary>
/// <param name="Unit">With a number; null for a yes or no.</param>
/// <param name="Least">A number below it is wrong; null for no bound.</param>
/// <param name="Most">A number above it is wrong; null for no bound.</param>
/// <param name="Photo">An answer needs a photograph.</param>
[GenerateSerializer, Immutable, Alias("bg.RoundItem")]
public sealed record RoundItem(string Id, string Text, string TextZh, string? Unit = null, decimal? Least = null, decimal? Most = null, bool Photo = false);

/// <summary>How often a round is made, from a day to a day, both included.</summary>
/// <param name="Store">Null for all stores.</param>
/// <param name="EveryDays">1 to 366.</param>
[GenerateSerializer, Immutable, Alias("bg.RoundSchedule")]
public sealed record RoundSchedule(string Template, string? Store, int EveryDays, DateOnly ValidFrom, DateOnly? ValidThrough = null);

/// <summary>Asks to take a round.</summary>
/// <param name="Answers">Every item of the template, each once.</param>
[GenerateSerializer, Immutable, Alias("bg.MakeRound")]
public sealed record MakeRound(string Id, string Template, EquatableList<RoundAnswer> Answers, Caller By);

/// <summary>What was found of an item.</summary>
/// <param name="Ok">With a yes or no.</param>
/// <param name="Value">With a number: −1,000,000 to 1,000,000, at most 3 decimals.</param>
/// <param name="Photo">Id of a kept document.</param>
/// <param name="Owner">Of the action, where it is wrong: a person's id; whoever answers when null.</param>
/// <param name="DueOn">Of the action; by the template when null.</param>
[GenerateSerializer, Immutable, Alias("bg.RoundAnswer")]
public sealed record RoundAnswer(string Item, bool? Ok, decimal? Value, string? Photo, string? Note, string? Owner, DateOnly? DueOn);

/// <summary>The life of an action.</summary>
[GenerateSerializer, Alias("bg.RoundActionState")]
public enum RoundActionState
{
    /// <summary>To be done.</summary>
    Open,
    /// <summary>Done, says its owner.</summary>
    Done,
    /// <summary>Confirmed by another person.</summary>
    Closed,
}

/// <summary>What may be done with an action.</summary>
[GenerateSerializer, Alias("bg.RoundMove")]
public enum RoundMove
{
    /// <summary>Another owner or deadline.</summary>
    Assign,
    /// <summary>It is done.</summary>
    Finish,
    /// <summary>It is well done, says another.</summary>
    Confirm,
    /// <summary>It is not.</summary>
    SendBack,
}

/// <summary>Asks to move an action on.</summary>
/// <param name="Note">1 to 500 characters; needed to finish and to send back.</param>
[GenerateSerializer, Immutable, Alias("bg.MoveRoundAction")]
public sealed record MoveRoundAction(string Round, string Item, RoundMove Move, string? Owner, DateOnly? DueOn, string? Note, string? Document, Caller By);

/// <summary>What is to be done about something wrong.</summary>
/// <param name="Note">What was last said of it.</param>
/// <param name="DoneBy">Actor; null while it is open.</param>
[GenerateSerializer, Immutable, Alias("bg.RoundAction")]
public sealed record RoundAction(
    string Round, string Template, string Item, string Owner, DateOnly DueOn, RoundActionState State, string? Note, string? Document, string? DoneBy, string? ConfirmedBy, DateTimeOffset OpenedAt, long Version);

/// <summary>A round that was made. It never changes.</summary>
/// <param name="PolicyVersion">Of the tables whose template was answered.</param>
/// <param name="Wrong">Items that were wrong; each has an action.</param>
[GenerateSerializer, Immutable, Alias("bg.RoundView")]
public sealed record RoundView(
    string Store, string Id, string Template, long PolicyVersion, DateOnly Day, EquatableList<RoundAnswer> Answers, EquatableList<string> Wrong, string Actor, DateTimeOffset At, long Version);

/// <summary>How a store's rounds stand.</summary>
/// <param name="Actions">That are not closed, oldest first.</param>
/// <param name="Last">By template.</param>
[GenerateSerializer, Immutable, Alias("bg.RoundBookView")]
public sealed record RoundBookView(string Store, ImmutableArray<RoundAction> Actions, ImmutableArray<LastRound> Last, DateTimeOffset ChangedAt, long Version);

/// <summary>When a template was last answered.</summary>
[GenerateSerializer, Immutable, Alias("bg.LastRound")]
public sealed record LastRound(string Template, string Round, DateOnly Day);
