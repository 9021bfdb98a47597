using BeautyGrains.Tests.Shared;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>A folder with SQLite files.</summary>
internal sealed class SqliteFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("read-models-").FullName;
    private int _others;

    public IReadModelStore Open() => SqliteReadModelStore.InFile(Path.Combine(_folder, "read-models.db"));

    public Task<IReadModelStore> Other() => Task.FromResult<IReadModelStore>(SqliteReadModelStore.InFile(Path.Combine(_folder, $"other-{_others++}.db")));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

public sealed class SqliteStockTests : StockContract
{
    private readonly SqliteFolder _folder = new();

    protected override IReadModelStore OpenStore() => _folder.Open();

    protected override Task<IReadModelStore> OpenOther() => _folder.Other();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}

[Collection(PostgresCases.Name)]
[TestCaseOrderer(WherePostgresIs.Type, WherePostgresIs.Assembly)]
public sealed class PostgresStockTests(PostgresServer server) : StockContract
{
    private string _database = "";

    protected override IReadModelStore OpenStore() => new PostgresReadModelStore(_database);

    protected override async Task<IReadModelStore> OpenOther() => new PostgresReadModelStore(await server.NewDatabase());

    public override async Task InitializeAsync()
    {
        _database = await server.NewDatabase();
        await base.InitializeAsync();
    }
}
