using BeautyGrains.Tests.Shared;
using Npgsql;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>Where a test keeps its tables. Gone when disposed, after the stores opened on it.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    /// <summary>Makes the test's own database; comes first.</summary>
    public abstract Task Make();

    /// <summary>Opens the test's own database; called again it opens it once more.</summary>
    public abstract IReadModelStore Open();

    /// <summary>A database beside the test's own.</summary>
    public abstract Task<IReadModelStore> Other();

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();
}

/// <summary>A folder with SQLite files.</summary>
internal sealed class SqliteFolder : TestDatabase
{
    private readonly string _folder = Directory.CreateTempSubdirectory("read-models-").FullName;
    private int _others;

    public override Task Make() => Task.CompletedTask;

    public override IReadModelStore Open() => SqliteReadModelStore.InFile(Path.Combine(_folder, "read-models.db"));

    public override Task<IReadModelStore> Other() => Task.FromResult<IReadModelStore>(SqliteReadModelStore.InFile(Path.Combine(_folder, $"other-{_others++}.db")));

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return default;
    }
}

/// <summary>Databases of a PostgreSQL server, which goes with all that is in it when the last test has run.</summary>
internal sealed class PostgresDatabase(PostgresServer server) : TestDatabase
{
    private string _connection = "";

    public string Name => new NpgsqlConnectionStringBuilder(_connection).Database!;

    public override async Task Make() => _connection = await server.NewDatabase();

    public override IReadModelStore Open() => new PostgresReadModelStore(_connection);

    public override async Task<IReadModelStore> Other() => new PostgresReadModelStore(await server.NewDatabase());

    public override ValueTask DisposeAsync() => default;
}
