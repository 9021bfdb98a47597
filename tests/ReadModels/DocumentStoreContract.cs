using System.Security.Cryptography;
using BeautyGrains.Documents;
using BeautyGrains.Documents.Postgres;
using BeautyGrains.Documents.Sqlite;
using BeautyGrains.Tests.Shared;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>Bytes are kept by their hash, whole or not at all.</summary>
public abstract class DocumentStoreContract : IAsyncLifetime
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly SteppedClock _clock = new(s_start);
    private DocumentStore _store = null!;

    public async Task InitializeAsync() => _store = await Make(_clock);

    public virtual async Task DisposeAsync() => await _store.DisposeAsync();

    protected abstract Task<DocumentStore> Make(TimeProvider clock);

    /// <summary>Runs SQL beside the store; gives the number of rows that it changed or the number that it asks for.</summary>
    protected abstract Task<long> Sql(string sql);

    [Theory]
    [InlineData(1)]
    [InlineData(DocumentStore.ChunkBytes - 1)]
    [InlineData(DocumentStore.ChunkBytes)]
    [InlineData((3 * DocumentStore.ChunkBytes) + 7)]
    public async Task What_was_kept_is_read_again_as_it_was_from_any_place(int length)
    {
        var bytes = Bytes(length);
        var kept = (await _store.Keep(new Dribble(bytes), length, default)).ShouldNotBeNull();
        (kept.Sha256, kept.Length).ShouldBe((Convert.ToHexStringLower(SHA256.HashData(bytes)), length));
        await using var stream = (await _store.Open(kept.Sha256, default)).ShouldNotBeNull();
        stream.Length.ShouldBe(length);
        foreach (var from in new[] { 0, length / 2, length - 1, length })
        {
            stream.Position = from;
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            copy.ToArray().ShouldBe(bytes[from..]);
        }
        (await _store.Fault(kept, default)).ShouldBeNull();
    }

    [Fact]
    public async Task The_same_bytes_are_kept_once_and_what_is_too_long_or_breaks_off_leaves_nothing()
    {
        var bytes = Bytes(DocumentStore.ChunkBytes + 1);
        var kept = await _store.Keep(new MemoryStream(bytes), bytes.Length, default);
        (await _store.Keep(new MemoryStream(bytes), bytes.Length, default)).ShouldBe(kept);
        (await _store.Keep(new MemoryStream(Bytes(100)), 99, default)).ShouldBeNull();
        await Should.ThrowAsync<IOException>(() => _store.Keep(new Dribble(Bytes(DocumentStore.ChunkBytes * 2), breaksAt: DocumentStore.ChunkBytes + 5), long.MaxValue, default));
        (await Sql("SELECT count(*) FROM document_files")).ShouldBe(1);
        (await Sql("SELECT count(*) FROM document_chunks")).ShouldBe(2);
        (await _store.Open(new('0', 64), default)).ShouldBeNull();
    }

    [Fact]
    public async Task Many_at_once_keep_what_each_of_them_brings()
    {
        var files = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Factory.StartNew(
            () => _store.Keep(new MemoryStream(Bytes(300_000 + (i % 4))), long.MaxValue, default), CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default).Unwrap()));
        files.Distinct().Count().ShouldBe(4);
        foreach (var file in files) (await _store.Fault(file!, default)).ShouldBeNull();
        (await Sql("SELECT count(*) FROM document_files")).ShouldBe(4);
    }

    [Fact]
    public async Task What_never_ended_goes_and_a_sender_who_is_still_there_is_told()
    {
        var late = new Dribble(Bytes(DocumentStore.ChunkBytes * 3)) { PausesAt = DocumentStore.ChunkBytes };
        var sending = _store.Keep(late, long.MaxValue, default);
        await late.Paused;
        (await Sql("SELECT count(*) FROM document_chunks")).ShouldBe(1);
        (await _store.DropUnfinished(s_start, default)).ShouldBe(0);
        (await _store.DropUnfinished(s_start.AddDays(1), default)).ShouldBe(1);
        late.GoOn();
        await Should.ThrowAsync<DocumentsUnavailableException>(() => sending);
        (await Sql("SELECT count(*) FROM document_chunks")).ShouldBe(0);
    }

    [Fact]
    public async Task Bytes_go_only_where_nobody_has_kept_them_anew()
    {
        var one = (await _store.Keep(new MemoryStream(Bytes(10)), 10, default))!.Sha256;
        var two = (await _store.Keep(new MemoryStream(Bytes(11)), 11, default))!.Sha256;
        (await _store.KeptBefore(s_start.AddDays(1)).ToListAsync()).ShouldBe(((string[])[one, two]).Order(StringComparer.Ordinal));
        (await _store.KeptBefore(s_start).ToListAsync()).ShouldBeEmpty();
        _clock.Now = s_start.AddDays(2);
        await _store.Keep(new MemoryStream(Bytes(10)), 10, default);
        (await _store.Drop(one, s_start.AddDays(1), default)).ShouldBeFalse();
        (await _store.Drop(two, s_start.AddDays(1), default)).ShouldBeTrue();
        (await _store.Open(one, default)).ShouldNotBeNull();
        (await _store.Open(two, default)).ShouldBeNull();
        (await Sql("SELECT count(*) FROM document_chunks")).ShouldBe(1);
    }

    [Theory]
    [InlineData("UPDATE document_chunks SET bytes = {flipped} WHERE place = 1", "hash")]
    [InlineData("DELETE FROM document_chunks WHERE place = 1", "read")]
    [InlineData("UPDATE document_files SET bytes = bytes - 1", "noted")]
    [InlineData("DELETE FROM document_files", "not kept")]
    public async Task A_byte_that_differs_and_a_piece_that_is_missing_are_found(string sql, string said)
    {
        var kept = (await _store.Keep(new MemoryStream(Bytes(DocumentStore.ChunkBytes + 2)), long.MaxValue, default))!;
        (await _store.Fault(kept, default)).ShouldBeNull();
        (await Sql(sql.Replace("{flipped}", Flipped, StringComparison.Ordinal))).ShouldBe(1);
        (await _store.Fault(kept, default)).ShouldNotBeNull().ShouldContain(said);
    }

    /// <summary>SQL for two bytes that are others than the last ones of <see cref="Bytes"/>.</summary>
    protected abstract string Flipped { get; }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++) bytes[i] = (byte)(((i * 31L) + length) % 251);
        return bytes;
    }

    private sealed class SteppedClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>Bytes that come in uneven parts, may pause, and may break off.</summary>
    private sealed class Dribble(byte[] bytes, int breaksAt = int.MaxValue) : MemoryStream(bytes)
    {
        private readonly TaskCompletionSource _paused = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int PausesAt { get; init; } = int.MaxValue;

        public Task Paused => _paused.Task;

        public void GoOn() => _goOn.SetResult();

        public override async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken = default)
        {
            if (Position >= breaksAt) throw new IOException("The sender has gone.");
            if (Position >= PausesAt && _paused.TrySetResult()) await _goOn.Task;
            return await base.ReadAsync(destination[..Math.Min(destination.Length, 70_001)], cancellationToken);
        }
    }
}

public sealed class SqliteDocumentStoreTests : DocumentStoreContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("documents-").FullName;

    private string File => Path.Combine(_folder, "documents.db");

    protected override string Flipped => "x'FFFF'";

    protected override Task<DocumentStore> Make(TimeProvider clock) => Task.FromResult<DocumentStore>(new SqliteDocumentStore(new(File, clock)));

    protected override async Task<long> Sql(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own.
        command.CommandText = sql;
#pragma warning restore CA2100
        return sql.StartsWith("SELECT", StringComparison.Ordinal) ? (long)(await command.ExecuteScalarAsync())! : await command.ExecuteNonQueryAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

[Collection(PostgresCases.Name)]
[TestCaseOrderer(WherePostgresIs.Type, PostgresCases.Assembly)]
public sealed class PostgresDocumentStoreTests(PostgresServer server) : DocumentStoreContract
{
    private string _connection = "";

    protected override string Flipped => "'\\xFFFF'::bytea";

    protected override async Task<DocumentStore> Make(TimeProvider clock)
    {
        _connection = await server.NewDatabase();
        return new PostgresDocumentStore(new(_connection, clock));
    }

    protected override async Task<long> Sql(string sql)
    {
        await using var connection = new NpgsqlConnection(_connection);
        await connection.OpenAsync();
#pragma warning disable CA2100 // The tests' own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return sql.StartsWith("SELECT", StringComparison.Ordinal) ? (long)(await command.ExecuteScalarAsync())! : await command.ExecuteNonQueryAsync();
    }
}
