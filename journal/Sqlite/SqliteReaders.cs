using BeautyGrains.Database.Sqlite;
using BeautyGrains.Journal.Writing;

namespace BeautyGrains.Journal.Sqlite;

/// <summary>Reads of the journal's file, with its index as "ix".</summary>
internal sealed class SqliteReaders(SqliteJournalOptions options) : IDisposable
{
    private readonly ConnectionPool _pool = new(options.Path, options.BusyTimeout, connection => connection.Attach(options.IndexPath, "ix"));

    /// <summary>Reads on the caller's thread; a read is one page at most.</summary>
    /// <exception cref="JournalUnavailableException">Closed, or the file cannot be read.</exception>
    /// <exception cref="JournalCorruptException">The file is damaged.</exception>
    public T Read<T>(Func<Connection, T> read)
    {
        try
        {
            return _pool.Read(read);
        }
        catch (ObjectDisposedException)
        {
            throw Failures.Closed();
        }
        catch (SqliteFailedException error)
        {
            throw error.WhileReading();
        }
    }

    public void Dispose() => _pool.Dispose();
}
