using BeautyGrains.Database.Postgres;
using Npgsql;

namespace BeautyGrains.Journal.Postgres;

/// <summary>Finds out what became of a commit whose answer was lost.</summary>
internal sealed class PostgresSettlement(NpgsqlDataSource source, PostgresJournalOptions options)
{
    /// <summary>
    /// Asks until the transaction is final. That its first event is absent proves nothing before: the commit may still be under way.
    /// </summary>
    /// <returns>Null when it is written; otherwise what its callers are told.</returns>
    public async Task<JournalException?> Settle(string transactionId, long firstPosition, byte[] firstHash, Exception lost)
    {
        Exception? why = null;
        using var deadline = new CancellationTokenSource(options.SettlePatience, options.Clock);
        for (var pause = Backoff.First; !deadline.IsCancellationRequested; pause = Backoff.After(pause))
        {
            try
            {
                var isWritten = await Ask(transactionId, firstPosition, firstHash, deadline.Token);
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

    /// <returns>Null while the transaction is under way.</returns>
    private async Task<bool?> Ask(string transactionId, long firstPosition, byte[] firstHash, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var status = await Status(connection, transactionId, cancel);
        if (status is "in progress") return null;
        if (status is "aborted") return false;
        // A server that crashed gives the numbers of transactions that left no trace to others, so "committed" alone may speak of another.
        await using var look = new NpgsqlCommand("SELECT hash FROM events WHERE partition = 0 AND position = $1", connection);
        look.Parameters.Add(new() { Value = firstPosition });
        return await look.ExecuteScalarAsync(cancel) is byte[] found && found.AsSpan().SequenceEqual(firstHash);
    }

    private static async Task<string?> Status(NpgsqlConnection connection, string transactionId, CancellationToken cancel)
    {
        await using var ask = new NpgsqlCommand("SELECT pg_xact_status($1::text::xid8)", connection);
        ask.Parameters.Add(new() { Value = transactionId });
        try
        {
            return await ask.ExecuteScalarAsync(cancel) as string;
        }
        catch (PostgresException future) when (future.SqlState == PostgresErrorCodes.InvalidParameterValue)
        {
            // The number lies ahead of the server's: it crashed before anything of the transaction was on its disk.
            return "aborted";
        }
    }
}
