using BeautyGrains.Database.Sqlite;
using System.Collections.Concurrent;
using BeautyGrains.Journal.Writing;

namespace BeautyGrains.Journal.Sqlite;

/// <summary>A few reading connections, so that reads never wait for the writer.</summary>
internal sealed class SqliteReaders(SqliteJournalOptions options) : IDisposable
{
    private const int Kept = 8;
    private readonly ConcurrentBag<Connection> _idle = [];
    private volatile bool _closed;

    /// <summary>Reads on the caller's thread; a read is one page at most.</summary>
    /// <exception cref="JournalUnavailableException">Closed, or the file cannot be read.</exception>
    /// <exception cref="JournalCorruptException">The file is damaged.</exception>
    public T Read<T>(Func<Connection, T> read)
    {
        if (_closed) throw Failures.Closed();
        Connection? connection = null;
        try
        {
            connection = _idle.TryTake(out var idle) ? idle : Open();
            var result = read(connection);
            GiveBack(connection);
            return result;
        }
        catch (Exception failure)
        {
            connection?.Dispose();
            if (failure is SqliteFailedException error) throw error.WhileReading();
            throw;
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var connection)) connection.Dispose();
    }

    private Connection Open()
    {
        var connection = new Connection(options.Path, options.BusyTimeout);
        connection.Execute("PRAGMA query_only = 1");
        return connection;
    }

    private void GiveBack(Connection connection)
    {
        if (_idle.Count < Kept) _idle.Add(connection);
        else connection.Dispose();
        // Whoever closes in between has not seen this one.
        if (_closed) Dispose();
    }
}
