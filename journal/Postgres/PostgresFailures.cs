using Npgsql;

namespace BeautyGrains.Journal.Postgres;

/// <summary>What those who use the journal are told of a failure of the database.</summary>
internal static class PostgresFailures
{
    /// <summary>Somebody else has written where this was to go: an event of that version, or the stream as a new one.</summary>
    public static bool IsFence(this Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "events_fence" or "streams_name" };

    /// <summary>What an appender is told for sure.</summary>
    public static JournalUnavailableException WhileWriting(this Exception failure) => new("The journal could not be written: " + failure.Message, failure);

    /// <summary>What a reader is told.</summary>
    public static JournalException WhileReading(this Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted }
            ? new JournalCorruptException("The journal's database is damaged: " + failure.Message, failure)
            : new JournalUnavailableException("The journal could not be read: " + failure.Message, failure);
}
