using BeautyGrains.Database.Sqlite;

namespace BeautyGrains.Journal.Sqlite;

/// <summary>
/// Compares the index with the events: each event has its entry, no id points behind the newest event that names it, and each entry has its event. That an id
/// has no entry says nothing, for it may be forgotten.
/// </summary>
internal static class IndexCheck
{
    private const int AtOnce = 20_000;

    /// <summary>All findings, part by part, so that no read is long.</summary>
    /// <param name="readers">Of the journal with its index as "ix".</param>
    public static IEnumerable<JournalFinding> Findings(SqliteReaders readers, CancellationToken cancel)
    {
        var upTo = readers.Read(file => file.Number("SELECT place FROM ix.indexed")!.Value);
        for (var from = 0L; from < upTo; from += AtOnce)
        {
            cancel.ThrowIfCancellationRequested();
            var to = Math.Min(upTo, from + AtOnce);
            foreach (var finding in readers.Read(file => EventsNotFound(file, from, to))) yield return finding;
        }
        for (Entry? from = new(0, 0, null); from is { } after;)
        {
            cancel.ThrowIfCancellationRequested();
            // An entry may be of an event that came after the first part was read; it is there too.
            var to = readers.Read(file => Skip(file, after));
            foreach (var finding in readers.Read(file => EntriesOfNothing(file, after, to))) yield return finding;
            from = to;
        }
    }

    private static List<JournalFinding> EventsNotFound(Connection file, long from, long to) => file
        .Prepare("""
            SELECT s.category, s.key, e.version, e.place FROM events e LEFT JOIN streams s ON s.id = e.stream
            WHERE e.place > ?1 AND e.place <= ?2
              AND (NOT EXISTS (SELECT 1 FROM ix.entries n WHERE n.stream = e.stream AND n.name = e.version AND n.place = e.place)
                OR e.command_id IS NOT NULL AND EXISTS (SELECT 1 FROM ix.entries n WHERE n.stream = e.stream AND n.name = e.command_id AND n.place < e.place))
            """)
        .Bind(1, from).Bind(2, to)
        .All(row => new JournalFinding(Stream(row), row.Number(2), $"The index does not have what is at position {Place.Position(row.Number(3))}, or has it elsewhere."));

    private static List<JournalFinding> EntriesOfNothing(Connection file, Entry after, Entry? to)
    {
        var asked = file.Prepare("""
            SELECT s.category, s.key, iif(typeof(n.name) = 'integer', n.name, 0), n.place FROM ix.entries n LEFT JOIN streams s ON s.id = n.stream LEFT JOIN events e ON e.place = n.place
            WHERE (n.stream, n.name) > (?1, ?2) AND (n.stream, n.name) <= (?3, ?4)
              AND (e.place IS NULL OR s.id IS NULL OR e.stream <> n.stream OR n.name IS NOT iif(typeof(n.name) = 'integer', e.version, e.command_id))
            """);
        Bind(asked, 1, after);
        Bind(asked, 3, to ?? new(long.MaxValue, 0, null));
        return asked.All(row => new JournalFinding(Stream(row), row.Number(2), $"The index names position {Place.Position(row.Number(3))}, where there is no such event."));
    }

    /// <summary>The entry so many behind another; null when there are not so many.</summary>
    private static Entry? Skip(Connection file, Entry after)
    {
        var asked = file.Prepare("SELECT stream, typeof(name), name FROM ix.entries WHERE (stream, name) > (?1, ?2) ORDER BY stream, name LIMIT 1 OFFSET ?3").Bind(3, AtOnce);
        Bind(asked, 1, after);
        var found = asked.All(row => row.Text(1) == "integer" ? new Entry(row.Number(0), row.Number(2), null) : new Entry(row.Number(0), 0, row.Text(2)));
        return found.Count == 0 ? null : found[0];
    }

    private static void Bind(Statement asked, int parameter, Entry entry)
    {
        asked.Bind(parameter, entry.Stream);
        if (entry.Id is { } id) asked.Bind(parameter + 1, id);
        else asked.Bind(parameter + 1, entry.Version);
    }

    private static StreamKey Stream(Statement row) => row.IsNull(0) ? new("journal", "") : new(row.Text(0), row.Text(1));

    /// <param name="Version">When it is one of a version.</param>
    /// <param name="Id">When it is one of a command id.</param>
    private readonly record struct Entry(long Stream, long Version, string? Id);
}
