using Npgsql;

namespace BeautyGrains.Database.Postgres;

/// <summary>Work that may be done twice, so that a database which is away for a moment is no failure.</summary>
public static class Retry
{
    /// <summary>Does it; again, with growing pauses, while the connection was to blame and the patience lasts. What fails in the end fails as it was.</summary>
    public static async Task<T> Do<T>(
        NpgsqlDataSource source, TimeProvider clock, TimeSpan patience, Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(work);
        using var deadline = new CancellationTokenSource(patience, clock);
        for (var pause = Backoff.First; ; pause = Backoff.After(pause))
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancel);
                return await work(connection, cancel);
            }
            catch (Exception failure) when (failure.IsConnectionTrouble() && !deadline.IsCancellationRequested)
            {
                await Backoff.Wait(pause, clock, deadline.Token);
            }
        }
    }
}
