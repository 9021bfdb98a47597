namespace BeautyGrains.Grains;

/// <summary>The life of a repack: its rules ask this table, its fold keeps to it, a test walks it and the documentation draws it.</summary>
public static class RepackLife
{
    /// <summary>All that goes in has left its stocks.</summary>
    public const string AllTaken = "all taken";

    /// <summary>A stock refused, and others had given already.</summary>
    public const string LineRefused = "line refused";

    /// <summary>A stock refused, and none had given.</summary>
    public const string FirstRefused = "first line refused";

    /// <summary>All that had left is back.</summary>
    public const string AllReturned = "all put back";

    /// <summary>All that comes out has entered its stocks.</summary>
    public const string AllMade = "all made";

    /// <summary>To be taken back.</summary>
    public const string Undo = "undo";

    /// <summary>All that came out has left again.</summary>
    public const string AllUndone = "all made goods taken";

    /// <summary>Some is not there any more, and other has left.</summary>
    public const string UndoRefused = "line not there any more";

    /// <summary>The first that is asked for is not there any more.</summary>
    public const string FirstUndoRefused = "first line not there any more";

    /// <summary>What had left is back.</summary>
    public const string AllRedone = "made goods put back";

    /// <summary>What went in is back.</summary>
    public const string AllRestored = "inputs put back";

    /// <summary>The table.</summary>
    public static StateTable<RepackState> Table { get; } = new(
        RepackState.Taking,
        new(RepackState.Taking, AllTaken, RepackState.Making),
        new(RepackState.Taking, LineRefused, RepackState.Returning),
        new(RepackState.Taking, FirstRefused, RepackState.Refused),
        new(RepackState.Returning, AllReturned, RepackState.Refused),
        new(RepackState.Making, AllMade, RepackState.Done),
        new(RepackState.Done, Undo, RepackState.Undoing),
        new(RepackState.Undoing, AllUndone, RepackState.Restoring),
        new(RepackState.Undoing, UndoRefused, RepackState.Redoing),
        new(RepackState.Undoing, FirstUndoRefused, RepackState.Done),
        new(RepackState.Redoing, AllRedone, RepackState.Done),
        new(RepackState.Restoring, AllRestored, RepackState.Undone));
}
