using BeautyGrains.Database.Sqlite;

namespace BeautyGrains.Journal.Sqlite;

/// <summary>What those who use the journal are told of a failure of the file.</summary>
internal static class SqliteFailures
{
    /// <summary>What a reader is told.</summary>
    public static JournalException WhileReading(this SqliteFailedException failure) => failure.IsDamage
        ? new JournalCorruptException("The journal's file is damaged: " + failure.Message, failure)
        : new JournalUnavailableException("The journal could not be read: " + failure.Message, failure);
}
