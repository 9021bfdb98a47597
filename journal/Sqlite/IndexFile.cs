using BeautyGrains.Database;
using BeautyGrains.Database.Sqlite;

namespace BeautyGrains.Journal.Sqlite;

/// <summary>
/// The writing connection of the index, which is made from the journal's events and can be made anew from them at any time. It never is ahead of them,
/// because it reads what is committed. For one thread at a time.
/// </summary>
internal sealed class IndexFile : IDisposable
{
    // Events that are brought in by one transaction at most: their entries are sorted in memory, about 100 bytes each.
    private const int Slice = 1 << 19;

    private const int ForgottenAtOnce = 5_000;

    private readonly Connection _connection;

    private IndexFile(SqliteJournalOptions options)
    {
        _connection = new(options.IndexPath, options.BusyTimeout);
        try
        {
            // What a crash of the machine takes from its end is brought in again.
            _connection.Execute($"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = {CheckpointPages}; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768;");
            SqliteSchema.Apply(_connection, NumberedScript.In(typeof(IndexFile).Assembly, "Sqlite.IndexSchema"));
            _connection.Attach(options.Path, "journal");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    // Pages in the index's own log from which on they are moved: 64 MB.
    private static int CheckpointPages => 16_000;

    /// <summary>Opens the file beside a journal that is there; makes it when missing, and anew when it is of another journal or turns out to be damaged.</summary>
    /// <param name="catchUp">Brings in what it lacks.</param>
    public static IndexFile Open(SqliteJournalOptions options, Action<IndexFile> catchUp)
    {
        try
        {
            return Whole(options, catchUp);
        }
        catch (SqliteFailedException error) when (error.IsDamage)
        {
            foreach (var end in new[] { "", "-wal", "-shm" }) File.Delete(options.IndexPath + end);
            return Whole(options, catchUp);
        }
    }

    public Connection Raw => _connection;

    /// <summary>Of the journal's events; 0 when there is none.</summary>
    public long NewestPlace => _connection.Number("SELECT max(place) FROM journal.events") ?? 0;

    /// <summary>How far a connection to the index sees it.</summary>
    public static long Indexed(Connection connection) => connection.Number("SELECT place FROM indexed")!.Value;

    /// <summary>Brings in what is missing, at most so much as one transaction takes.</summary>
    /// <returns>How far the index is now, and whether that was all that the journal had.</returns>
    public (long Place, bool IsAll) CatchUp() => Write(() =>
    {
        var from = Indexed(_connection);
        var to = Newest(from, from + Slice) ?? Newest(from, long.MaxValue) ?? from;
        if (to <= from) return (from, true);
        // In the order of the tree, so that each of its pages is touched once.
        _connection.Prepare("""
            INSERT INTO entries (stream, name, place, at, process)
            SELECT stream, name, place, at, process FROM (
              SELECT stream, version AS name, place, NULL AS at, NULL AS process FROM journal.events WHERE place > ?1 AND place <= ?2
              UNION ALL
              SELECT stream, command_id, place, at, process FROM journal.events WHERE place > ?1 AND place <= ?2 AND command_id IS NOT NULL)
            ORDER BY stream, name, place
            ON CONFLICT (stream, name) DO UPDATE SET place = excluded.place, at = excluded.at, process = coalesce(excluded.process, process)
            """).Bind(1, from).Bind(2, to).Run();
        _connection.Prepare("UPDATE indexed SET (place, hash) = (SELECT place, hash FROM journal.events WHERE place = ?1)").Bind(1, to).Run();
        return (to, false);
    });

    /// <summary>Forgets ids, at most so many as one transaction takes.</summary>
    /// <returns>How many were forgotten; 0 when none is left.</returns>
    public int ForgetCommands(DateTimeOffset before) => Write(() =>
    {
        _connection.Prepare("""
            DELETE FROM entries WHERE (stream, name) IN (
              SELECT stream, name FROM entries
              WHERE at < ?1 AND (process IS NULL OR process NOT IN (SELECT category || ':' || key FROM journal.streams WHERE open = 1))
              ORDER BY at LIMIT ?2)
            """)
            .Bind(1, before.UtcTicks).Bind(2, ForgottenAtOnce).Run();
        return _connection.Changes;
    });

    public void Dispose() => _connection.Dispose();

    private long? Newest(long after, long upTo) => _connection.Prepare("SELECT max(place) FROM journal.events WHERE place > ?1 AND place <= ?2")
        .Bind(1, after).Bind(2, upTo).All(row => row.IsNull(0) ? (long?)null : row.Number(0))[0];

    private static IndexFile Whole(SqliteJournalOptions options, Action<IndexFile> catchUp)
    {
        var file = new IndexFile(options);
        try
        {
            file.Write(file.EmptyWhenOfAnother);
            catchUp(file);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // The event at the noted place tells: places are given once, and its hash is over its time and all that its stream had before.
    private bool EmptyWhenOfAnother()
    {
        if (_connection.Number("SELECT place = 0 OR EXISTS (SELECT 1 FROM journal.events e WHERE e.place = i.place AND e.hash = i.hash) FROM indexed i") == 1) return false;
        _connection.Execute("DELETE FROM entries; DELETE FROM indexed; INSERT INTO indexed VALUES (0, zeroblob(32))");
        return true;
    }

    private T Write<T>(Func<T> work)
    {
        // Not BEGIN IMMEDIATE, which would lock the journal too: the first write locks this file alone, and the journal is only read.
        _connection.Execute("BEGIN");
        try
        {
            _connection.Execute("UPDATE indexed SET place = place");
            var result = work();
            _connection.Execute("COMMIT");
            return result;
        }
        catch
        {
            // A failed COMMIT may have ended it already.
            if (_connection.IsInTransaction) _connection.Execute("ROLLBACK");
            throw;
        }
    }
}
