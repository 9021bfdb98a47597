using BeautyGrains.Database.Postgres;
using BeautyGrains.Journal.Writing;
using Npgsql;

namespace BeautyGrains.Journal.Postgres;

/// <summary>Pooled connections for reading and for upkeep that can be repeated; no read keeps one beyond its page.</summary>
internal sealed class PostgresReaders(PostgresJournalOptions options, NpgsqlDataSource source) : IAsyncDisposable
{
    private volatile bool _closed;

    /// <summary>Does something that may be done twice; again, within the options' patience, when the connection was to blame.</summary>
    /// <exception cref="JournalUnavailableException">Closed, or the database is away.</exception>
    /// <exception cref="JournalCorruptException">The database is damaged.</exception>
    public async Task<T> Do<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        if (_closed) throw Failures.Closed();
        try
        {
            return await Retry.Do(source, options.Clock, options.ConnectPatience, work, cancel);
        }
        catch (Exception) when (_closed)
        {
            throw Failures.Closed();
        }
        catch (Exception failure) when (failure is NpgsqlException || failure.IsConnectionTrouble())
        {
            throw failure.WhileReading();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _closed = true;
        await source.DisposeAsync();
    }
}
