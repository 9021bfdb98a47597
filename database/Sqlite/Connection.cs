using SQLitePCL;

namespace BeautyGrains.Database.Sqlite;

/// <summary>A connection to the file with its prepared statements. For one thread at a time.</summary>
public sealed class Connection : IDisposable
{
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);
    private readonly sqlite3 _handle;

    static Connection()
    {
        Batteries_V2.Init();
        // Nobody asks SQLite how much memory it has, and keeping count would make all threads queue for one lock at each allocation. It is refused where
        // SQLite is in use already, which is no harm.
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    public Connection(string path, TimeSpan busyTimeout)
    {
        var code = raw.sqlite3_open_v2(path, out _handle, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code != raw.SQLITE_OK)
        {
            _handle?.Dispose();
            throw new SqliteFailedException(code, $"{path} cannot be opened.");
        }
        Check(raw.sqlite3_extended_result_codes(_handle, 1));
        Check(raw.sqlite3_busy_timeout(_handle, (int)busyTimeout.TotalMilliseconds));
    }

    internal sqlite3 Handle => _handle;

    /// <summary>Has a transaction been begun and not ended?</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>Rows that the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>Runs statements that give no rows.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    /// <summary>Makes the tables of another file known under a name.</summary>
    public void Attach(string path, string name) => Prepare("ATTACH ?1 AS ?2").Bind(1, path).Bind(2, name).Run();

    /// <summary>The statement of that text, prepared once and kept.</summary>
    public Statement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var known)) return known;
        Check(raw.sqlite3_prepare_v2(_handle, sql, out var handle));
        return _statements[sql] = new(this, handle);
    }

    /// <summary>The first column of the first row, or null.</summary>
    public long? Number(string sql)
    {
        var statement = Prepare(sql);
        try
        {
            return statement.Read() && !statement.IsNull(0) ? statement.Number(0) : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Pages written by this connection since it was last asked to forget.</summary>
    public int PagesWritten(bool forget)
    {
        Check(raw.sqlite3_db_status(_handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, forget ? 1 : 0));
        return pages;
    }

    /// <summary>Moves what it can from the log to the database without waiting for anybody.</summary>
    public void Checkpoint() => Check(raw.sqlite3_wal_checkpoint_v2(_handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _));

    public void Check(int code)
    {
        if (code is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE) return;
        throw new SqliteFailedException(code, raw.sqlite3_errmsg(_handle).utf8_to_string());
    }

    /// <summary>Rolls back what is open and closes.</summary>
    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _handle.Dispose();
    }
}
