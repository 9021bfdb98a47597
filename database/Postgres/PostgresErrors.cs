using System.Net.Sockets;
using Npgsql;

namespace BeautyGrains.Database.Postgres;

/// <summary>What a failure of the database says about what was asked of it.</summary>
public static class PostgresErrors
{
    /// <summary>
    /// The server refused and lives: what was in its transaction is gone for sure. A session that ends (FATAL, PANIC) says nothing of a commit
    /// that was under way.
    /// </summary>
    public static bool IsRefusal(this Exception failure) => failure is PostgresException { InvariantSeverity: "ERROR" };

    /// <summary>The connection, and not what was asked, is to blame; another try may succeed.</summary>
    public static bool IsConnectionTrouble(this Exception failure) =>
        failure is NpgsqlException or SocketException or IOException or TimeoutException && !failure.IsRefusal();
}
