using BeautyGrains.Database.Postgres;
using Npgsql;

namespace BeautyGrains.Journal.Postgres;

/// <summary>Finds out what became of a commit whose answer was lost.</summary>
internal sealed class PostgresSettlement(NpgsqlDataSource source, PostgresJournalOptions options)
{
    /// <summary>
    /// Asks until the events are there, or until the session that was to write them has ended without them. That they are absent proves nothing before:
    /// the commit may still be under way, or what was sent not even be read.
    /// </summary>
    /// <returns>Null when it is written; otherwise what its callers are told.</returns>
    public async Task<JournalException?> Settle(SessionToken session, EventRows rows, Exception lost)
    {
        Exception? why = null;
        using var deadline = new CancellationTokenSource(options.SettlePatience, options.Clock);
        for (var pause = Backoff.First; !deadline.IsCancellationRequested; pause = Backoff.After(pause))
        {
            try
            {
                var isWritten = await Ask(session, rows, deadline.Token);
                if (isWritten is not null) return isWritten.Value ? null : lost.WhileWriting();
                await Task.Delay(pause, options.Clock, deadline.Token);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (Exception failure) when (failure is NpgsqlException || failure.IsConnectionTrouble())
            {
                why = failure;
                await Backoff.Wait(pause, options.Clock, deadline.Token);
            }
        }
        return new JournalOutcomeUnknownException(
            $"A commit broke off ({lost.Message}) and what became of it could not be found out{(why is null ? ": it is still under way" : $" ({why.Message})")}.", lost);
    }

    /// <returns>Null while it can still become either.</returns>
    private async Task<bool?> Ask(SessionToken session, EventRows rows, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var hasEnded = await session.HasEnded(connection, cancel);
        await using var look = new NpgsqlCommand("SELECT hash FROM events WHERE stream = $1 AND version = $2", connection);
        look.Parameters.Add(new() { Value = rows.Streams[0] });
        look.Parameters.Add(new() { Value = rows.Versions[0] });
        if (await look.ExecuteScalarAsync(cancel) is byte[] found && found.AsSpan().SequenceEqual(rows.Hashes[0])) return true;
        return hasEnded ? false : null;
    }
}
