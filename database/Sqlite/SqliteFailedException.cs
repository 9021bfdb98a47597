using SQLitePCL;

namespace BeautyGrains.Database.Sqlite;

/// <summary>SQLite refused a call.</summary>
/// <param name="code">The extended result code.</param>
public sealed class SqliteFailedException(int code, string message) : Exception($"SQLite {code}: {message}")
{
    /// <summary>The extended result code.</summary>
    public int Code { get; } = code;

    /// <summary>The system could not say that data is on the disk. What the page cache holds now is anybody's guess.</summary>
    public bool IsFailedSync => Code is raw.SQLITE_IOERR_FSYNC or raw.SQLITE_IOERR_DIR_FSYNC;

    /// <summary>
    /// Whether a COMMIT that failed so certainly left nothing. In WAL mode a transaction counts once its last frame is whole: a write that
    /// failed or found no room was before that. After it come the sync (a failure of its own) and the shared index, whose failure leaves a
    /// whole transaction in the file that a recovery would find.
    /// </summary>
    public bool IsDefiniteAtCommit => Primary is raw.SQLITE_FULL or raw.SQLITE_BUSY || Code == raw.SQLITE_IOERR_WRITE;

    /// <summary>The file holds what SQLite cannot have written there, or is no database.</summary>
    public bool IsDamage => Primary is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    private int Primary => Code & 0xff;
}
