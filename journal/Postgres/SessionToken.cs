using Npgsql;

namespace BeautyGrains.Journal.Postgres;

/// <summary>
/// Tells a writing session at the server: an advisory lock that it holds until it ends. Whoever gets that lock knows that nothing of the session is under
/// way any more, and that nothing it was sent will still be carried out.
/// </summary>
/// <param name="Number">Above or equal to 0; drawn by the server.</param>
/// <param name="Process">The server's process.</param>
internal readonly record struct SessionToken(int Number, int Process)
{
    private const int LockSpace = 0x62657365;

    public static async Task<SessionToken> Take(NpgsqlConnection connection, CancellationToken cancel)
    {
        // Drawn once (OFFSET keeps it from being drawn again for the lock).
        await using var take = new NpgsqlCommand(
            "SELECT number, pg_backend_pid(), pg_advisory_lock($1, number) FROM (SELECT floor(random() * 2147483647)::int AS number OFFSET 0) AS drawn", connection);
        take.Parameters.Add(new() { Value = LockSpace });
        await using var reader = await take.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return new(reader.GetInt32(0), reader.GetInt32(1));
    }

    /// <summary>Whether the session has ended for good, asked over another connection. One that idles because it has not noticed that nobody listens is ended.</summary>
    public async Task<bool> HasEnded(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var ask = new NpgsqlCommand("SELECT pg_try_advisory_lock($1, $2)", connection);
        ask.Parameters.Add(new() { Value = LockSpace });
        ask.Parameters.Add(new() { Value = Number });
        if (await ask.ExecuteScalarAsync(cancel) is true) return true;
        // It lives, so its process is its own. Outside of a transaction it has nothing left to finish.
        await using var end = new NpgsqlCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = $1 AND state = 'idle'", connection);
        end.Parameters.Add(new() { Value = Process });
        await end.ExecuteNonQueryAsync(cancel);
        return false;
    }
}
