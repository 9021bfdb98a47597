using System.Net.Sockets;
using Npgsql;

namespace BeautyGrains.Journal.Postgres;

/// <summary>What a failure of the database says about what was asked of it.</summary>
internal static class PostgresErrors
{
    /// <summary>
    /// The server refused and lives: what was in its transaction is gone for sure. A session that ends (FATAL, PANIC) says nothing of a commit
    /// that was under way.
    /// </summary>
    public static bool IsRefusal(this Exception failure) => failure is PostgresException { InvariantSeverity: "ERROR" };

    /// <summary>The connection, and not what was asked, is to blame; another try may succeed.</summary>
    public static bool IsConnectionTrouble(this Exception failure) =>
        failure is NpgsqlException or SocketException or IOException or TimeoutException && !failure.IsRefusal();

    /// <summary>A row with that stream and version is there.</summary>
    public static bool IsFence(this Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "events_fence" };

    /// <summary>What an appender is told for sure.</summary>
    public static JournalUnavailableException WhileWriting(this Exception failure) => new("The journal could not be written: " + failure.Message, failure);

    /// <summary>What a reader is told.</summary>
    public static JournalException WhileReading(this Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted }
            ? new JournalCorruptException("The journal's database is damaged: " + failure.Message, failure)
            : new JournalUnavailableException("The journal could not be read: " + failure.Message, failure);
}
