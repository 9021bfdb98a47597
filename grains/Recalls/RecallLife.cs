namespace BeautyGrains.Grains;

/// <summary>The life of a recall: its rules ask this table, its fold keeps to it, a test walks it and the documentation draws it.</summary>
public static class RecallLife
{
    /// <summary>All stores are gone through.</summary>
    public const string Frozen = "blocked everywhere";

    /// <summary>Ended by two people.</summary>
    public const string Close = "close";

    /// <summary>A client was found after the end.</summary>
    public const string Found = "a client is found";

    /// <summary>Taken back by two people.</summary>
    public const string Lift = "lift";

    /// <summary>All stores are gone through again.</summary>
    public const string Thawed = "no store keeps it";

    /// <summary>The table.</summary>
    public static StateTable<RecallState> Table { get; } = new(
        RecallState.Freezing,
        new(RecallState.Freezing, Frozen, RecallState.Open),
        new(RecallState.Open, Close, RecallState.Closed),
        new(RecallState.Closed, Found, RecallState.Open),
        new(RecallState.Open, Lift, RecallState.Lifting),
        new(RecallState.Closed, Lift, RecallState.Lifting),
        new(RecallState.Lifting, Thawed, RecallState.Lifted));
}
