using System.Collections.Concurrent;

namespace BeautyGrains.Database.Sqlite;

/// <summary>A few reading connections to a file, so that reads never wait for its writer. A read runs on the caller's thread.</summary>
public sealed class ConnectionPool(string path, TimeSpan busyTimeout) : IDisposable
{
    private const int Kept = 8;
    private readonly ConcurrentBag<Connection> _idle = [];
    private volatile bool _closed;

    /// <summary>Reads something small.</summary>
    /// <exception cref="SqliteFailedException">The file cannot be read.</exception>
    /// <exception cref="ObjectDisposedException">The pool is closed.</exception>
    public T Read<T>(Func<Connection, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        ObjectDisposedException.ThrowIf(_closed, this);
        Connection? connection = null;
        try
        {
            connection = _idle.TryTake(out var idle) ? idle : Open();
            var result = read(connection);
            GiveBack(connection);
            return result;
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    /// <summary>Closes them; one that is being read from when its reader is done.</summary>
    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var connection)) connection.Dispose();
    }

    private Connection Open()
    {
        var connection = new Connection(path, busyTimeout);
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
