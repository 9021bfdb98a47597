using State = BeautyGrains.Contracts.CountState;

namespace BeautyGrains.Grains;

/// <summary>The life of a count session: its rules ask this table, its fold keeps to it, a test walks it, the documentation draws it.</summary>
public static class CountSessionLife
{
    /// <summary>Somebody hands in what was counted.</summary>
    public const string Submit = "submit";

    /// <summary>It is said anew who counts.</summary>
    public const string Assign = "assign";

    /// <summary>The counting is over.</summary>
    public const string Finish = "finish";

    /// <summary>Stocks have answered.</summary>
    public const string Answered = "stocks answer";

    /// <summary>Somebody else is to count again.</summary>
    public const string Recount = "recount";

    /// <summary>Differences are explained and approved.</summary>
    public const string Approve = "approve";

    /// <summary>It is given up.</summary>
    public const string Cancel = "cancel";

    /// <summary>The table.</summary>
    public static StateTable<State> Table { get; } = new(
        State.Counting,
        new(State.Counting, Submit, State.Counting),
        new(State.Counting, Assign, State.Counting),
        new(State.Counting, Finish, State.Comparing),
        new(State.Counting, Cancel, State.Cancelled),
        new(State.Comparing, Answered, State.Comparing),
        new(State.Comparing, Answered, State.Recounting),
        new(State.Comparing, Answered, State.Review),
        new(State.Comparing, Answered, State.Posting),
        new(State.Recounting, Submit, State.Recounting),
        new(State.Recounting, Assign, State.Recounting),
        new(State.Recounting, Finish, State.Comparing),
        new(State.Recounting, Cancel, State.Cancelled),
        new(State.Review, Recount, State.Recounting),
        new(State.Review, Approve, State.Posting),
        new(State.Review, Cancel, State.Cancelled),
        new(State.Posting, Answered, State.Posting),
        new(State.Posting, Answered, State.Comparing),
        new(State.Posting, Answered, State.Review),
        new(State.Posting, Answered, State.Posted));

    /// <summary>The states in which a session may end.</summary>
    public static ImmutableArray<State> Ends { get; } = [State.Posted, State.Cancelled];

    /// <summary>True while people count, and nobody is told what the book says.</summary>
    public static bool IsBlind(State state) => state is State.Counting or State.Comparing or State.Recounting;
}
