using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>What a tailer does.</summary>
public enum TailerState
{
    /// <summary>It has not begun.</summary>
    Starting,
    /// <summary>It follows the journal.</summary>
    Following,
    /// <summary>It builds the copy that will serve; until then there may be none.</summary>
    Building,
    /// <summary>Another process leads; this one is ready to take over.</summary>
    Passive,
    /// <summary>A database fails; it tries again and again.</summary>
    Troubled,
    /// <summary>An event cannot be understood; it stands still just before it.</summary>
    Stopped,
    /// <summary>A newer program has built the copy that serves; this one leaves it alone.</summary>
    Outdated,
}

/// <summary>How a read model of this process feels.</summary>
/// <param name="Version">Of this program.</param>
/// <param name="Generation">Of the copy that serves; 0 for none.</param>
/// <param name="Position">What the copy that serves holds; where none does, the one that is built.</param>
/// <param name="Head">The journal's end as last seen.</param>
/// <param name="EventsBehind">From the position to the head.</param>
/// <param name="Behind">How long the oldest event that waits has waited; zero when none does.</param>
/// <param name="BuiltUpTo">Where a copy that is being built stands; null when none is.</param>
/// <param name="EventsApplied">By this process, in all copies.</param>
/// <param name="Batches">Transactions of this process.</param>
/// <param name="Failures">Times that a database failed.</param>
/// <param name="Fault">Why it is troubled or stopped; null otherwise.</param>
public sealed record ReadModelStatus(
    string Model,
    int Version,
    TailerState State,
    long Generation,
    JournalPosition Position,
    JournalPosition Head,
    long EventsBehind,
    TimeSpan Behind,
    JournalPosition? BuiltUpTo,
    long EventsApplied,
    long Batches,
    long Failures,
    string? Fault);
