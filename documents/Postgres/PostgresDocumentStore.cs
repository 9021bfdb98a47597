using BeautyGrains.Database;
using BeautyGrains.Database.Postgres;
using Npgsql;

namespace BeautyGrains.Documents.Postgres;

/// <summary>How a <see cref="PostgresDocumentStore"/> is reached.</summary>
/// <param name="ConnectionString">In Npgsql's words; the database has the encoding UTF8, and may be the journal's. May hold a password.</param>
/// <param name="Clock">Tells when a file was kept, and paces attempts to connect.</param>
public sealed record PostgresDocumentStoreOptions(string ConnectionString, TimeProvider Clock)
{
    /// <summary>How long a read or write waits for a database that is away before it fails.</summary>
    public TimeSpan ConnectPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Connections at most.</summary>
    public int Connections { get; init; } = 4;

    /// <summary>Says nothing of the connection string, which holds a secret.</summary>
    public override string ToString() => nameof(PostgresDocumentStoreOptions);
}

/// <summary>Documents in a PostgreSQL database (13 or later), which several processes may share. Each step may be done twice, so that a database which is away for a moment is no failure.</summary>
public sealed class PostgresDocumentStore : DocumentStore
{
    private const string VersionTable = "document_schema_version";

    private readonly PostgresDocumentStoreOptions _options;
    private readonly NpgsqlDataSource _source;

    /// <summary>Connects and brings the database to the schema of this program.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be reached or used, or was written by a newer program.</exception>
    public PostgresDocumentStore(PostgresDocumentStoreOptions options)
        : base(options?.Clock ?? throw new ArgumentNullException(nameof(options)))
    {
        _options = options;
        var parts = new NpgsqlConnectionStringBuilder(options.ConnectionString) { Enlist = false, TcpKeepAlive = true, MaxPoolSize = options.Connections };
        parts.ApplicationName ??= "beautygrains";
        // What is acknowledged is on the disk, whatever the database's default says.
        const string Durable = "SELECT CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', false) END";
        _source = PostgresSources.Named("beautygrains-documents", parts, Durable);
        try
        {
            using var connection = _source.OpenConnection();
            PostgresSchema.Apply(connection, NumberedScript.In(typeof(PostgresDocumentStore).Assembly, "Postgres.Schema"), VersionTable);
        }
        catch (Exception unusable)
        {
            _source.Dispose();
            throw new StorageUnavailableException($"The database in which documents are kept cannot be opened: {unusable.Message}", unusable);
        }
    }

    /// <inheritdoc />
    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    private protected override Task<long> Begin(long now, CancellationToken cancel) => Do(async db =>
        (long)(await Scalar(db, "INSERT INTO document_files (begun, chunk_bytes) VALUES ($1, $2) RETURNING id", cancel, now, (long)ChunkBytes))!, cancel);

    private protected override Task Add(long file, long place, ReadOnlyMemory<byte> bytes, CancellationToken cancel) => Do(async db =>
    {
        // The file's row is locked, so that it is not thrown away in between. A piece that came before its answer was lost comes again.
        const string Sql = """
            WITH open AS (SELECT id FROM document_files WHERE id = $1 AND sha256 IS NULL FOR SHARE)
            INSERT INTO document_chunks (file, place, bytes) SELECT id, $2, $3 FROM open ON CONFLICT (file, place) DO UPDATE SET bytes = excluded.bytes
            """;
        return await Run(db, Sql, cancel, file, place, bytes) == 1 ? true : throw WasDropped();
    }, cancel);

    private protected override Task Finish(long file, KeptFile kept, long now, CancellationToken cancel) => Do(async db =>
    {
        // Where another gives the same hash to its own file in between, the second attempt finds it.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Finish(db, file, kept, now, cancel) ? true : throw WasDropped();
            }
            catch (PostgresException same) when (same.SqlState == PostgresErrorCodes.UniqueViolation && attempt == 1)
            {
            }
        }
    }, cancel);

    private protected override Task Forget(long file) => Do(db => Run(db, "DELETE FROM document_files WHERE id = $1 AND sha256 IS NULL", CancellationToken.None, file), CancellationToken.None);

    private protected override Task<FileRow?> Find(string sha256, CancellationToken cancel) => Do(async db =>
    {
        await using var command = Command(db, "SELECT id, bytes, chunk_bytes FROM document_files WHERE sha256 = $1", sha256);
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? new FileRow(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)) : (FileRow?)null;
    }, cancel);

    internal override Task<byte[]> Read(long file, long place, CancellationToken cancel) =>
        Do(async db => await Scalar(db, "SELECT bytes FROM document_chunks WHERE file = $1 AND place = $2", cancel, file, place) as byte[] ?? [], cancel);

    private protected override Task<IReadOnlyList<string>> Page(string after, long keptBefore, int limit, CancellationToken cancel) => Do(async db =>
    {
        await using var command = Command(db, "SELECT sha256 FROM document_files WHERE sha256 COLLATE \"C\" > $1 AND kept < $2 ORDER BY sha256 COLLATE \"C\" LIMIT $3", after, keptBefore, (long)limit);
        await using var row = await command.ExecuteReaderAsync(cancel);
        var page = new List<string>();
        while (await row.ReadAsync(cancel)) page.Add(row.GetString(0));
        return (IReadOnlyList<string>)page;
    }, cancel);

    private protected override Task<bool> Drop(string sha256, long keptBefore, CancellationToken cancel) =>
        Do(async db => await Run(db, "DELETE FROM document_files WHERE sha256 = $1 AND kept < $2", cancel, sha256, keptBefore) > 0, cancel);

    private protected override Task<int> DropUnfinished(long begunBefore, CancellationToken cancel) =>
        Do(db => Run(db, "DELETE FROM document_files WHERE sha256 IS NULL AND begun < $1", cancel, begunBefore), cancel);

    private static async Task<bool> Finish(NpgsqlConnection db, long file, KeptFile kept, long now, CancellationToken cancel)
    {
        await using var transaction = await db.BeginTransactionAsync(cancel);
        var isKept = await Run(db, "UPDATE document_files SET kept = $2 WHERE sha256 = $1", cancel, kept.Sha256, now) == 1;
        // It may be this very file, where the answer to a first attempt was lost.
        if (isKept) await Run(db, "DELETE FROM document_files WHERE id = $1 AND sha256 IS NULL", cancel, file);
        else isKept = await Run(db, "UPDATE document_files SET sha256 = $2, bytes = $3, kept = $4 WHERE id = $1 AND sha256 IS NULL", cancel, file, kept.Sha256, kept.Length, now) == 1;
        await transaction.CommitAsync(cancel);
        return isKept;
    }

    private async Task<T> Do<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancel)
    {
        try
        {
            return await Retry.Do(_source, _options.Clock, _options.ConnectPatience, (connection, _) => work(connection), cancel);
        }
        catch (Exception failure) when (failure is NpgsqlException or ObjectDisposedException || failure.IsConnectionTrouble())
        {
            throw new DocumentsUnavailableException($"Documents cannot be reached: {failure.Message}", failure);
        }
    }

    private static async Task<int> Run(NpgsqlConnection db, string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = Command(db, sql, values);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<object?> Scalar(NpgsqlConnection db, string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = Command(db, sql, values);
        return await command.ExecuteScalarAsync(cancel);
    }

    private static NpgsqlCommand Command(NpgsqlConnection db, string sql, params object[] values)
    {
#pragma warning disable CA2100 // Texts are the program's own constants. No input of anybody is in them.
        var command = new NpgsqlCommand(sql, db);
#pragma warning restore CA2100
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
