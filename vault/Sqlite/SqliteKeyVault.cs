using BeautyGrains.Database;
using BeautyGrains.Database.Sqlite;

namespace BeautyGrains.Vault.Sqlite;

/// <summary>
/// Keys in a SQLite file of their own. What is deleted is overwritten (secure_delete), and the log is emptied after it, so that the file holds no key that was
/// destroyed.
/// </summary>
public sealed class SqliteKeyVault : KeyVault
{
    private static readonly TimeSpan s_busyTimeout = TimeSpan.FromSeconds(5);

    private readonly string _path;
    private readonly ConnectionPool _readers;
    private readonly Lock _writing = new();
    private Connection? _writer;
    private bool _closed;

    /// <summary>Opens the file, makes it when missing, and brings it to the schema of this program.</summary>
    /// <exception cref="StorageUnavailableException">The file cannot be opened, is no database, or was written by a newer program.</exception>
    public SqliteKeyVault(string path, VaultOptions options)
        : base(options)
    {
        _path = path;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            _writer = Open();
            SqliteSchema.Apply(_writer, NumberedScript.In(typeof(SqliteKeyVault).Assembly, "Sqlite.Schema"));
        }
        catch (Exception unusable)
        {
            _writer?.Dispose();
            throw new StorageUnavailableException($"Clients' keys in {path} cannot be opened: {unusable.Message}", unusable);
        }
        _readers = new(path, s_busyTimeout);
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

    private protected override Task Put(IReadOnlyList<WrappedKey> keys, long now, CancellationToken cancel) => Write(db =>
    {
        foreach (var key in keys)
            db.Prepare("INSERT INTO vault_keys (owner, part, master, wrapped, made) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING")
                .Bind(1, key.Owner).Bind(2, key.Part).Bind(3, key.Master).BindBlob(4, key.Wrapped).Bind(5, now).Run();
    }, cancel);

    private protected override Task<IReadOnlyList<WrappedKey>> Get(string part, IReadOnlyList<string> owners, CancellationToken cancel) => Read<IReadOnlyList<WrappedKey>>(db =>
    {
        var found = new List<WrappedKey>(owners.Count);
        foreach (var owner in owners)
            found.AddRange(db.Prepare("SELECT owner, part, master, wrapped FROM vault_keys WHERE owner = ?1 AND part = ?2").Bind(1, owner).Bind(2, part).All(Key));
        return found;
    }, cancel);

    private protected override Task<IReadOnlyList<WrappedKey>> WrappedBy(string notMaster, (string Owner, string Part) after, int limit, CancellationToken cancel) => Read<IReadOnlyList<WrappedKey>>(db => db
        .Prepare("SELECT owner, part, master, wrapped FROM vault_keys WHERE master IS NOT NULL AND master <> ?1 AND (owner, part) > (?2, ?3) ORDER BY owner, part LIMIT ?4")
        .Bind(1, notMaster).Bind(2, after.Owner).Bind(3, after.Part).Bind(4, limit).All(Key), cancel);

    private protected override Task Replace(IReadOnlyList<WrappedKey> keys, CancellationToken cancel) => Write(db =>
    {
        foreach (var key in keys)
            db.Prepare("UPDATE vault_keys SET master = ?3, wrapped = ?4 WHERE owner = ?1 AND part = ?2 AND destroyed IS NULL").Bind(1, key.Owner).Bind(2, key.Part).Bind(3, key.Master).BindBlob(4, key.Wrapped).Run();
    }, cancel, isDestroying: true);

    private protected override Task<bool> HasOwners(CancellationToken cancel) => Read(db => db.Prepare("SELECT 1 FROM vault_keys WHERE owner <> '' LIMIT 1").All(row => true).Count > 0, cancel);

    private protected override Task SetWords(string owner, IReadOnlyList<string> words, CancellationToken cancel) => Write(db =>
    {
        Forget(db, owner);
        if (db.Prepare("SELECT 1 FROM vault_keys WHERE owner = ?1 AND part = ?2 AND destroyed IS NULL").Bind(1, owner).Bind(2, ProfilePart).All(row => true).Count == 0) return;
        foreach (var word in words) db.Prepare("INSERT INTO vault_words (word, owner) VALUES (?1, ?2)").Bind(1, word).Bind(2, owner).Run();
    }, cancel);

    private protected override Task<IReadOnlyList<string>> Owners(IReadOnlyList<IReadOnlyList<string>> groups, string after, int limit, CancellationToken cancel) => Read<IReadOnlyList<string>>(db =>
    {
        // Each shape of a question is a text of its own, made of the numbers of its parameters alone.
        var (next, lists) = (3, new List<string>());
        foreach (var group in groups)
        {
            lists.Add(string.Join(',', Enumerable.Range(next, group.Count).Select(number => FormattableString.Invariant($"?{number}"))));
            next += group.Count;
        }
        var others = string.Concat(lists.Skip(1).Select(list => $" AND EXISTS (SELECT 1 FROM vault_words other WHERE other.owner = found.owner AND other.word IN ({list}))"));
        var query = db.Prepare($"SELECT DISTINCT owner FROM vault_words found WHERE owner > ?1 AND word IN ({lists[0]}){others} ORDER BY owner LIMIT ?2").Bind(1, after).Bind(2, limit);
        foreach (var (word, i) in groups.SelectMany(group => group).Select((word, i) => (word, i))) query.Bind(3 + i, word);
        return query.All(row => row.Text(0));
    }, cancel);

    private protected override Task Destroy(string owner, string part, bool withWords, long now, CancellationToken cancel) => Write(db =>
    {
        if (withWords) Forget(db, owner);
        db.Prepare("UPDATE vault_keys SET master = NULL, wrapped = NULL, destroyed = ?3 WHERE owner = ?1 AND part = ?2 AND destroyed IS NULL").Bind(1, owner).Bind(2, part).Bind(3, now).Run();
    }, cancel, isDestroying: true);

    private static void Forget(Connection db, string owner) => db.Prepare("DELETE FROM vault_words WHERE owner = ?1").Bind(1, owner).Run();

    private static WrappedKey Key(Statement row) => new(row.Text(0), row.Text(1), row.IsNull(2) ? null : row.Text(2), row.IsNull(3) ? null : row.Bytes(3));

    private Task<T> Read<T>(Func<Connection, T> read, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            return Task.FromResult(_readers.Read(read));
        }
        catch (Exception failure) when (failure is SqliteFailedException or ObjectDisposedException)
        {
            throw new VaultUnavailableException($"Clients' keys cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>One transaction; on the disk when it is complete.</summary>
    private Task Write(Action<Connection> write, CancellationToken cancel, bool isDestroying = false)
    {
        cancel.ThrowIfCancellationRequested();
        lock (_writing)
        {
            try
            {
                ObjectDisposedException.ThrowIf(_closed, this);
                _writer ??= Open();
                _writer.Execute("BEGIN IMMEDIATE");
                write(_writer);
                _writer.Execute("COMMIT");
                if (isDestroying) _writer.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
                return Task.CompletedTask;
            }
            catch (Exception failure) when (failure is SqliteFailedException or ObjectDisposedException)
            {
                // What is open ends with its connection; the next one opens another.
                _writer?.Dispose();
                _writer = null;
                throw new VaultUnavailableException($"Clients' keys cannot be written: {failure.Message}", failure);
            }
        }
    }

    private Connection Open()
    {
        var connection = new Connection(_path, s_busyTimeout);
        try
        {
            connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON");
            var mode = connection.Prepare("PRAGMA journal_mode").All(row => row.Text(0))[0];
            if (mode != "wal") throw new NotSupportedException($"{_path} cannot be kept with a write-ahead log (its mode is {mode}); is it on a network drive?");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
