using BeautyGrains.Contract.Tests.Reminders;
using BeautyGrains.Contract.Tests.State;

namespace BeautyGrains.Contract.Tests.Embedded;

public sealed class KeptInSqlite : Kept
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("contract-");
    private int _places;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    protected override Keeping Keeping => Keeping.Sqlite;

    protected override Task<string> NewPlace() => Task.FromResult(Path.Combine(_folder.FullName, $"{++_places}"));
}

[CollectionDefinition(Name)]
public sealed class SqliteCases : ICollectionFixture<KeptInSqlite>
{
    public const string Name = "kept in SQLite";
}

[Collection(SqliteCases.Name)]
public sealed class SqliteStateTests(KeptInSqlite kept) : DurableStateContract(kept);

[Collection(SqliteCases.Name)]
public sealed class SqliteReminderTests(KeptInSqlite kept) : DurableReminderContract(kept);
