namespace BeautyGrains.ReadModels;

/// <summary>How a tailer goes about its work.</summary>
public sealed record TailerOptions
{
    /// <summary>False for a process that only asks: it never writes a read model, and sees how far the one is that does.</summary>
    public bool Leads { get; init; } = true;

    /// <summary>Events that are applied in one transaction at most; above 0.</summary>
    public int MostEvents { get; init; } = 8_000;

    /// <summary>How often to ask whether the process that leads has gone, and how far it is.</summary>
    public TimeSpan LeaderPoll { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often to look for copies that somebody else has asked for.</summary>
    public TimeSpan LookAgain { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The least time from the beginning of a transaction to that of the next, in which events gather, so that changes of one row become one write.
    /// It ends when somebody waits for the copy. Zero for not at all.
    /// </summary>
    public TimeSpan Gather { get; init; } = TimeSpan.Zero;

    /// <summary>The first pause after trouble with a database; it doubles up to <see cref="LongestPause"/>.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest pause after trouble.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often to try again an event that could not be understood; a newer program of another process may have gone past it.</summary>
    public TimeSpan TryStopped { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What goes wrong on purpose; nothing by default.</summary>
    public ReadModelFaults Faults { get; init; } = new();
}
