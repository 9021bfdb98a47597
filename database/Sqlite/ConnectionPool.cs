namespace BeautyGrains.Database.Sqlite;

/// <summary>A few reading connections to a file, so that reads never wait for its writer. A read runs on the caller's thread.</summary>
/// <param name="opened">Called with each connection before its first read; null for nothing.</param>
public sealed class ConnectionPool(string path, TimeSpan busyTimeout, Action<Connection>? opened = null) : IDisposable
{
    // As many as threads may read at once for long; a connection's cache of pages may take 2 MB.
    private const int Kept = 16;

    private readonly Lock _gate = new();
    private readonly Stack<Connection> _idle = new();
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
            connection = Take() ?? Open();
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
        lock (_gate) _closed = true;
        while (Take() is { } connection) connection.Dispose();
    }

    private Connection Open()
    {
        var connection = new Connection(path, busyTimeout);
        try
        {
            opened?.Invoke(connection);
            connection.Execute("PRAGMA query_only = 1");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // The last one given back comes first: its pages are the freshest.
    private Connection? Take()
    {
        lock (_gate) return _idle.TryPop(out var connection) ? connection : null;
    }

    private void GiveBack(Connection connection)
    {
        lock (_gate)
        {
            if (!_closed && _idle.Count < Kept)
            {
                _idle.Push(connection);
                return;
            }
        }
        connection.Dispose();
    }
}
