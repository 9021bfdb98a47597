using BeautyGrains.Database;
using BeautyGrains.Database.Sqlite;

namespace BeautyGrains.Documents.Sqlite;

/// <summary>How a <see cref="SqliteDocumentStore"/> is kept.</summary>
/// <param name="Path">The file; made when missing, its folder too.</param>
/// <param name="Clock">Tells when a file was kept.</param>
public sealed record SqliteDocumentStoreOptions(string Path, TimeProvider Clock)
{
    /// <summary>How long to wait for another process's write lock.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Called when it can no longer be known what is on the disk (a failed sync). Ends the process by default; if it returns, the store takes no more files.</summary>
    public Action<string, Exception> OnFatal { get; init; } = Environment.FailFast;
}

/// <summary>
/// Documents in a SQLite file of their own, so that the journal's file stays small and its writer never waits for them. One connection writes, piece by
/// piece, on the caller's thread; each piece is on the disk before the next one is asked for.
/// </summary>
public sealed class SqliteDocumentStore : DocumentStore
{
    private readonly SqliteDocumentStoreOptions _options;
    private readonly ConnectionPool _readers;
    private readonly Lock _writing = new();
    private Connection? _writer;
    private Exception? _dead;
    private bool _closed;

    /// <summary>Opens the file, makes it when missing, and brings it to the schema of this program.</summary>
    /// <exception cref="StorageUnavailableException">The file cannot be opened, is no database, or was written by a newer program.</exception>
    public SqliteDocumentStore(SqliteDocumentStoreOptions options)
        : base(options?.Clock ?? throw new ArgumentNullException(nameof(options)))
    {
        _options = options;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.Path))!);
            _writer = Open();
            SqliteSchema.Apply(_writer, NumberedScript.In(typeof(SqliteDocumentStore).Assembly, "Sqlite.Schema"));
        }
        catch (Exception unusable)
        {
            _writer?.Dispose();
            throw new StorageUnavailableException($"The documents in {options.Path} cannot be opened: {unusable.Message}", unusable);
        }
        _readers = new(options.Path, options.BusyTimeout);
    }

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        lock (_writing)
        {
            _closed = true;
            _writer?.Dispose();
            _writer = null;
        }
        _readers.Dispose();
        return ValueTask.CompletedTask;
    }

    private protected override Task<long> Begin(long now, CancellationToken cancel) => Write(db =>
        db.Prepare("INSERT INTO document_files (begun, chunk_bytes) VALUES (?1, ?2) RETURNING id").Bind(1, now).Bind(2, ChunkBytes).All(row => row.Number(0))[0], cancel);

    private protected override Task Add(long file, long place, ReadOnlyMemory<byte> bytes, CancellationToken cancel) => Write(db =>
    {
        db.Prepare("INSERT INTO document_chunks (file, place, bytes) SELECT id, ?2, ?3 FROM document_files WHERE id = ?1 AND sha256 IS NULL").Bind(1, file).Bind(2, place).BindBlob(3, bytes.Span).Run();
        return db.Changes == 1 ? true : throw WasDropped();
    }, cancel);

    private protected override Task Finish(long file, KeptFile kept, long now, CancellationToken cancel) => Write(db =>
    {
        db.Prepare("UPDATE document_files SET kept = ?2 WHERE sha256 = ?1").Bind(1, kept.Sha256).Bind(2, now).Run();
        if (db.Changes == 1) return Forget(db, file);
        db.Prepare("UPDATE document_files SET sha256 = ?2, bytes = ?3, kept = ?4 WHERE id = ?1 AND sha256 IS NULL").Bind(1, file).Bind(2, kept.Sha256).Bind(3, kept.Length).Bind(4, now).Run();
        return db.Changes == 1 ? true : throw WasDropped();
    }, cancel);

    private protected override Task Forget(long file) => Write(db => Forget(db, file), CancellationToken.None);

    private protected override Task<FileRow?> Find(string sha256, CancellationToken cancel) => Read(db => db
        .Prepare("SELECT id, bytes, chunk_bytes FROM document_files WHERE sha256 = ?1").Bind(1, sha256).All<FileRow?>(row => new(row.Number(0), row.Number(1), row.Number(2))).FirstOrDefault(), cancel);

    internal override Task<byte[]> Read(long file, long place, CancellationToken cancel) => Read(db => db
        .Prepare("SELECT bytes FROM document_chunks WHERE file = ?1 AND place = ?2").Bind(1, file).Bind(2, place).All(row => row.Bytes(0)).FirstOrDefault() ?? [], cancel);

    private protected override Task<IReadOnlyList<string>> Page(string after, long keptBefore, int limit, CancellationToken cancel) => Read<IReadOnlyList<string>>(db => db
        .Prepare("SELECT sha256 FROM document_files WHERE sha256 > ?1 AND kept < ?2 ORDER BY sha256 LIMIT ?3").Bind(1, after).Bind(2, keptBefore).Bind(3, limit).All(row => row.Text(0)), cancel);

    private protected override Task<bool> Drop(string sha256, long keptBefore, CancellationToken cancel) => Write(db =>
    {
        var found = db.Prepare("DELETE FROM document_files WHERE sha256 = ?1 AND kept < ?2 RETURNING id").Bind(1, sha256).Bind(2, keptBefore).All(row => row.Number(0));
        foreach (var file in found) Forget(db, file);
        return found.Count > 0;
    }, cancel);

    private protected override Task<int> DropUnfinished(long begunBefore, CancellationToken cancel) => Write(db =>
    {
        var found = db.Prepare("DELETE FROM document_files WHERE sha256 IS NULL AND begun < ?1 RETURNING id").Bind(1, begunBefore).All(row => row.Number(0));
        foreach (var file in found) Forget(db, file);
        return found.Count;
    }, cancel);

    private static bool Forget(Connection db, long file)
    {
        db.Prepare("DELETE FROM document_chunks WHERE file = ?1").Bind(1, file).Run();
        db.Prepare("DELETE FROM document_files WHERE id = ?1").Bind(1, file).Run();
        return true;
    }

    private Task<T> Read<T>(Func<Connection, T> read, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            return Task.FromResult(_readers.Read(read));
        }
        catch (Exception failure) when (failure is SqliteFailedException or ObjectDisposedException)
        {
            throw new DocumentsUnavailableException($"Documents cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>One transaction; on the disk when it is complete.</summary>
    private Task<T> Write<T>(Func<Connection, T> write, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (_writing)
        {
            try
            {
                if (_dead is not null || _closed) throw new DocumentsUnavailableException("Documents cannot be written any more until the program has started anew.", _dead);
                _writer ??= Open();
                _writer.Execute("BEGIN IMMEDIATE");
                var result = write(_writer);
                _writer.Execute("COMMIT");
                return Task.FromResult(result);
            }
            catch (Exception failure)
            {
                // What is open ends with its connection; the next one opens another.
                _writer?.Dispose();
                _writer = null;
                if (failure is not SqliteFailedException broken) throw;
                if (broken.IsFailedSync)
                {
                    _dead = failure;
                    _options.OnFatal("The disk did not confirm what was written of documents. Nothing can be promised until the process has started anew.", failure);
                }
                throw new DocumentsUnavailableException($"Documents cannot be written: {failure.Message}", failure);
            }
        }
    }

    private Connection Open()
    {
        var connection = new Connection(_options.Path, _options.BusyTimeout);
        try
        {
            connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY");
            var mode = connection.Prepare("PRAGMA journal_mode").All(row => row.Text(0))[0];
            if (mode != "wal") throw new NotSupportedException($"{_options.Path} cannot be kept with a write-ahead log (its mode is {mode}); is it on a network drive?");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
