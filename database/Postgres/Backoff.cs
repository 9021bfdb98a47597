namespace BeautyGrains.Database.Postgres;

/// <summary>Pauses between attempts at a database that is away.</summary>
public static class Backoff
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(1);

    public static TimeSpan First { get; } = TimeSpan.FromMilliseconds(20);

    public static TimeSpan After(TimeSpan pause) => pause * 2 < s_longest ? pause * 2 : s_longest;

    /// <summary>Waits; returns early, and throws nothing, when the deadline passes.</summary>
    public static Task Wait(TimeSpan pause, TimeProvider clock, CancellationToken deadline) =>
        Task.Delay(pause, clock, deadline).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
}
