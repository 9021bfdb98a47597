using BeautyGrains.Database;
using BeautyGrains.Database.Postgres;
using Npgsql;

namespace BeautyGrains.Engine.Storage.Postgres;

/// <summary>How a <see cref="PostgresGrainDatabase"/> is reached.</summary>
/// <param name="ConnectionString">In Npgsql's words; the database has the encoding UTF8, and may be the journal's. May hold a password.</param>
/// <param name="Clock">Paces attempts to connect.</param>
public sealed record PostgresGrainDatabaseOptions(string ConnectionString, TimeProvider Clock)
{
    /// <summary>How long a read or write waits for a database that is away before it fails.</summary>
    public TimeSpan ConnectPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Connections at most.</summary>
    public int Connections { get; init; } = 8;

    /// <summary>Says nothing of the connection string, which holds a secret.</summary>
    public override string ToString() => nameof(PostgresGrainDatabaseOptions);
}

/// <summary>
/// Grains' states and reminders in a PostgreSQL database (13 or later). Each read or write is one statement, tried again with back-off while
/// the database is away: the new etag is made here, so that a second try knows what the first one wrote. Several processes may share it.
/// </summary>
public sealed class PostgresGrainDatabase : IAsyncDisposable
{
    private const string VersionTable = "grain_schema_version";

    private readonly PostgresGrainDatabaseOptions _options;
    private readonly NpgsqlDataSource _source;

    /// <summary>Connects and brings the database to the schema of this program.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be reached or used, or was written by a newer program.</exception>
    public PostgresGrainDatabase(PostgresGrainDatabaseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _source = SourceOf(options);
        try
        {
            using var connection = _source.OpenConnection();
            PostgresSchema.Apply(connection, NumberedScript.In(typeof(PostgresGrainDatabase).Assembly, "Postgres.Schema"), VersionTable);
            using var number = new NpgsqlCommand("SELECT nextval('grain_state_writers')", connection);
            Etags = new((long)number.ExecuteScalar()!);
        }
        catch (Exception unusable)
        {
            _source.Dispose();
            throw new StorageUnavailableException($"The database in which grains keep their states cannot be opened: {unusable.Message}", unusable);
        }
    }

    internal Etags Etags { get; }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <summary>Does something that may be done twice.</summary>
    internal Task<T> Do<T>(Func<NpgsqlConnection, Task<T>> work) =>
        Retry.Do(_source, _options.Clock, _options.ConnectPatience, (connection, _) => work(connection), CancellationToken.None);

    internal static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };

    internal static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
#pragma warning disable CA2100 // Texts are the program's own constants. No input of anybody is in them.
        var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }

    private static NpgsqlDataSource SourceOf(PostgresGrainDatabaseOptions options)
    {
        var parts = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            Enlist = false, TcpKeepAlive = true, MaxPoolSize = options.Connections, NoResetOnClose = true, MaxAutoPrepare = 16, AutoPrepareMinUsages = 2,
        };
        parts.ApplicationName ??= "beautygrains";
        // What is acknowledged is on the disk, whatever the database's default says.
        const string Durable = "SELECT CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', false) END";
        return PostgresSources.Named("beautygrains-grain-state", parts, Durable);
    }
}
