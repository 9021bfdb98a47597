using BeautyGrains.Database;
using BeautyGrains.Database.Postgres;
using Npgsql;

namespace BeautyGrains.Vault.Postgres;

/// <summary>
/// Keys in a PostgreSQL database (13 or later), which several servers may share. What was destroyed may stay in pages and logs of the database until it
/// writes over them, wrapped by the master key: changing the master key makes the rest unreadable too.
/// </summary>
public sealed class PostgresKeyVault : KeyVault
{
    private const string VersionTable = "vault_schema_version";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _clock;

    /// <summary>Connects and brings the database to the schema of this program.</summary>
    /// <param name="connectionString">In Npgsql's words; may hold a password.</param>
    /// <exception cref="StorageUnavailableException">The database cannot be reached or used, or was written by a newer program.</exception>
    public PostgresKeyVault(string connectionString, VaultOptions options)
        : base(options)
    {
        _clock = options.Clock;
        var parts = new NpgsqlConnectionStringBuilder(connectionString) { Enlist = false, TcpKeepAlive = true, MaxPoolSize = 4 };
        parts.ApplicationName ??= "beautygrains";
        // What is acknowledged is on the disk, whatever the database's default says.
        const string Durable = "SELECT CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', false) END";
        _source = PostgresSources.Named("beautygrains-vault", parts, Durable);
        try
        {
            using var connection = _source.OpenConnection();
            PostgresSchema.Apply(connection, NumberedScript.In(typeof(PostgresKeyVault).Assembly, "Postgres.Schema"), VersionTable);
        }
        catch (Exception unusable)
        {
            _source.Dispose();
            throw new StorageUnavailableException($"The database in which clients' keys are kept cannot be opened: {unusable.Message}", unusable);
        }
    }

    /// <inheritdoc />
    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    private protected override Task Put(IReadOnlyList<WrappedKey> keys, long now, CancellationToken cancel) => Run(
        """
        INSERT INTO vault_keys (owner, part, master, wrapped, made)
        SELECT owner, part, master, wrapped, $5 FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[]) AS new (owner, part, master, wrapped) ON CONFLICT DO NOTHING
        """,
        cancel, Owners(keys), Parts(keys), Masters(keys), Wrapped(keys), now);

    private protected override Task<IReadOnlyList<WrappedKey>> Get(string part, IReadOnlyList<string> owners, CancellationToken cancel) =>
        Rows("SELECT owner, part, master, wrapped FROM vault_keys WHERE part = $1 AND owner = ANY ($2)", cancel, part, owners.ToArray());

    private protected override Task<IReadOnlyList<WrappedKey>> WrappedBy(string notMaster, (string Owner, string Part) after, int limit, CancellationToken cancel) => Rows(
        "SELECT owner, part, master, wrapped FROM vault_keys WHERE master IS NOT NULL AND master <> $1 AND (owner, part) > ($2, $3) ORDER BY owner, part LIMIT $4",
        cancel, notMaster, after.Owner, after.Part, (long)limit);

    private protected override Task Replace(IReadOnlyList<WrappedKey> keys, CancellationToken cancel) => Run(
        """
        UPDATE vault_keys SET master = new.master, wrapped = new.wrapped FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[]) AS new (owner, part, master, wrapped)
        WHERE vault_keys.owner = new.owner AND vault_keys.part = new.part AND destroyed IS NULL
        """,
        cancel, Owners(keys), Parts(keys), Masters(keys), Wrapped(keys));

    private protected override Task<bool> HasOwners(CancellationToken cancel) => Do(async db =>
    {
        await using var command = Command(db, "SELECT EXISTS (SELECT 1 FROM vault_keys WHERE owner <> '')", []);
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }, cancel);

    private protected override Task SetWords(string owner, IReadOnlyList<string> words, CancellationToken cancel) => Do(async db =>
    {
        await using var transaction = await db.BeginTransactionAsync(cancel);
        // The key's row is locked, so that it is not destroyed in between.
        await Run(db, "SELECT 1 FROM vault_keys WHERE owner = $1 AND part = $2 FOR UPDATE", cancel, owner, ProfilePart);
        await Run(db, "DELETE FROM vault_words WHERE owner = $1", cancel, owner);
        await Run(
            db,
            """
            INSERT INTO vault_words (word, owner) SELECT word, $1 FROM unnest($2::text[]) AS new (word)
            WHERE EXISTS (SELECT 1 FROM vault_keys WHERE owner = $1 AND part = $3 AND destroyed IS NULL)
            """,
            cancel, owner, words.ToArray(), ProfilePart);
        await transaction.CommitAsync(cancel);
        return true;
    }, cancel);

    private protected override Task<IReadOnlyList<string>> Owners(IReadOnlyList<IReadOnlyList<string>> groups, string after, int limit, CancellationToken cancel) => Do(async db =>
    {
        var others = string.Concat(groups.Skip(1).Select((_, i) => FormattableString.Invariant($" AND EXISTS (SELECT 1 FROM vault_words other WHERE other.owner = found.owner AND other.word = ANY (${i + 4}))")));
        await using var command = Command(
            db, $"SELECT DISTINCT owner FROM vault_words found WHERE owner > $1 AND word = ANY ($3){others} ORDER BY owner LIMIT $2", [after, (long)limit, .. groups.Select(group => group.ToArray())]);
        await using var row = await command.ExecuteReaderAsync(cancel);
        var owners = new List<string>();
        while (await row.ReadAsync(cancel)) owners.Add(row.GetString(0));
        return (IReadOnlyList<string>)owners;
    }, cancel);

    private protected override Task Destroy(string owner, string part, bool withWords, long now, CancellationToken cancel) => Do(async db =>
    {
        await using var transaction = await db.BeginTransactionAsync(cancel);
        await Run(db, "UPDATE vault_keys SET master = NULL, wrapped = NULL, destroyed = $3 WHERE owner = $1 AND part = $2 AND destroyed IS NULL", cancel, owner, part, now);
        if (withWords) await Run(db, "DELETE FROM vault_words WHERE owner = $1", cancel, owner);
        await transaction.CommitAsync(cancel);
        return true;
    }, cancel);

    private static string[] Owners(IReadOnlyList<WrappedKey> keys) => [.. keys.Select(key => key.Owner)];

    private static string[] Parts(IReadOnlyList<WrappedKey> keys) => [.. keys.Select(key => key.Part)];

    private static string[] Masters(IReadOnlyList<WrappedKey> keys) => [.. keys.Select(key => key.Master!)];

    private static byte[][] Wrapped(IReadOnlyList<WrappedKey> keys) => [.. keys.Select(key => key.Wrapped!)];

    private Task<int> Run(string sql, CancellationToken cancel, params object[] values) => Do(db => Run(db, sql, cancel, values), cancel);

    private static async Task<int> Run(NpgsqlConnection db, string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = Command(db, sql, values);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    private Task<IReadOnlyList<WrappedKey>> Rows(string sql, CancellationToken cancel, params object[] values) => Do(async db =>
    {
        await using var command = Command(db, sql, values);
        await using var row = await command.ExecuteReaderAsync(cancel);
        var rows = new List<WrappedKey>();
        while (await row.ReadAsync(cancel)) rows.Add(new(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3)));
        return (IReadOnlyList<WrappedKey>)rows;
    }, cancel);

    private async Task<T> Do<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancel)
    {
        try
        {
            return await Retry.Do(_source, _clock, s_patience, (connection, _) => work(connection), cancel);
        }
        catch (Exception failure) when (failure is NpgsqlException or ObjectDisposedException || failure.IsConnectionTrouble())
        {
            throw new VaultUnavailableException($"Clients' keys cannot be reached: {failure.Message}", failure);
        }
    }

    private static NpgsqlCommand Command(NpgsqlConnection db, string sql, object[] values)
    {
#pragma warning disable CA2100 // Texts are the program's own constants. No input of anybody is in them.
        var command = new NpgsqlCommand(sql, db);
#pragma warning restore CA2100
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
