using BeautyGrains.Database.Sqlite;

namespace BeautyGrains.Journal.Sqlite;

/// <summary>A journal's file looked at from outside, as it is, without bringing it up to date.</summary>
public static class JournalFile
{
    // The step of the schema since which an event lies by its place.
    private const int ByPlace = 3;

    /// <summary>The newest position in the file, also where an older version of this program wrote it; <see cref="JournalPosition.Start"/> when it has no event.</summary>
    /// <exception cref="SqliteFailedException">It cannot be read, or is no journal.</exception>
    public static JournalPosition NewestPosition(string path)
    {
        using var file = new Connection(path, TimeSpan.Zero);
        if (file.Number("SELECT max(number) FROM schema_version") >= ByPlace) return Queries.Head(file);
        return new(0, file.Number("SELECT max(position) FROM events WHERE partition = 0") ?? 0);
    }
}
