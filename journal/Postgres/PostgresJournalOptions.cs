using System.Diagnostics.Metrics;
using BeautyGrains.Database.Postgres;
using Npgsql;

namespace BeautyGrains.Journal.Postgres;

/// <summary>Where and how a <see cref="PostgresJournal"/> writes.</summary>
/// <param name="ConnectionString">In Npgsql's words; names a database of the journal's own with encoding UTF8. May hold a password.</param>
/// <param name="Clock">Measures commits, paces attempts to connect and the look for other processes' events.</param>
public sealed record PostgresJournalOptions(string ConnectionString, TimeProvider Clock)
{
    // Reads queue for these, so that a busy process leaves connections to its neighbours.
    private const int ReadingConnections = 16;

    /// <summary>Where the journal's instruments are made; null for none.</summary>
    public IMeterFactory? Meters { get; init; }

    /// <summary>Events that may wait; above 0.</summary>
    public int Capacity { get; init; } = 65_536;

    /// <summary>Events from which on a batch takes no more appends; above 0.</summary>
    public int MaxBatchEvents { get; init; } = 4_096;

    /// <summary>Bytes of the newest events kept in memory for those who follow the journal; above 0.</summary>
    public int RecentBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How long to wait for another process's batch to end; whole milliseconds above 0.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a batch or a read waits for a database that is away before it fails for sure.</summary>
    public TimeSpan ConnectPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long to ask what became of a commit whose answer was lost before its outcome is told as unknown.</summary>
    public TimeSpan SettlePatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a write that is tried to find out whether writes get through may wait for a database that is away, or for others; whole milliseconds above 0.</summary>
    public TimeSpan ProbePatience { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often to look for events of other processes. (A NOTIFY would make all commits of the server queue for one lock.)</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs the writer.</summary>
    public TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;

    /// <summary>Why a connection string cannot be used, without repeating any of it; null when it can.</summary>
    public static string? FaultOf(string connectionString)
    {
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(connectionString);
            if (string.IsNullOrEmpty(parts.Host)) return "it names no Host";
            return string.IsNullOrEmpty(parts.Database) ? "it names no Database" : null;
        }
        // A value of the wrong kind, a word that is none: the exceptions differ with the part, and their words may hold a secret.
        catch (Exception malformed) when (malformed is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return "it is not of the form Host=…;Port=…;Database=…;Username=…;Password=…";
        }
    }

    /// <summary>Says nothing of the connection string, which holds a secret.</summary>
    public override string ToString() => nameof(PostgresJournalOptions);

    /// <summary>Connections for reading; kept for the next reader.</summary>
    internal NpgsqlDataSource Readers()
    {
        var parts = Parts();
        parts.MaxPoolSize = ReadingConnections;
        parts.NoResetOnClose = true;
        return PostgresSources.Named("beautygrains-journal", parts);
    }

    /// <summary>Connections for writing; closing one ends its transaction at the server too.</summary>
    internal NpgsqlDataSource Writers()
    {
        var parts = Parts();
        parts.Pooling = false;
        return PostgresSources.Named("beautygrains-journal-writer", parts);
    }

    private NpgsqlConnectionStringBuilder Parts()
    {
        var parts = new NpgsqlConnectionStringBuilder(ConnectionString) { Enlist = false, TcpKeepAlive = true, MaxAutoPrepare = 32, AutoPrepareMinUsages = 2 };
        parts.ApplicationName ??= "beautygrains";
        return parts;
    }
}
