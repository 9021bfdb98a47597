using SQLitePCL;

namespace BeautyGrains.Database.Sqlite;

/// <summary>Copies a database as of one moment while others write to it.</summary>
public static class FileCopy
{
    private const int PagesAtOnce = 1_000;

    /// <summary>Makes a new file with everything that was committed when the call began, and perhaps a little more. It is not synced.</summary>
    /// <exception cref="SqliteFailedException">The source cannot be read, or the copy not be written, for example because the disk is full.</exception>
    public static void Make(string source, string copy, CancellationToken cancel)
    {
        using var from = new Connection(source, TimeSpan.FromSeconds(5));
        using var to = new Connection(copy, TimeSpan.Zero);
        // A failed copy is thrown away, so nothing of it needs a journal.
        to.Execute("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF");
        // The read transaction holds the moment: without it every commit of others would start the copying anew.
        from.Execute("PRAGMA query_only = 1; BEGIN");
        from.Number("SELECT count(*) FROM sqlite_schema");
        using var backup = raw.sqlite3_backup_init(to.Handle, "main", from.Handle, "main")
            ?? throw new SqliteFailedException(raw.sqlite3_errcode(to.Handle), raw.sqlite3_errmsg(to.Handle).utf8_to_string());
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var code = raw.sqlite3_backup_step(backup, PagesAtOnce);
            if (code == raw.SQLITE_DONE) break;
            if (code != raw.SQLITE_OK) throw new SqliteFailedException(code, raw.sqlite3_errstr(code).utf8_to_string());
        }
    }
}
