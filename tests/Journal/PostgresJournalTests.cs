using BeautyGrains.Journal.Postgres;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Journal.Tests;

[Collection(PostgresCases.Name)]
[TestCaseOrderer(WherePostgresIs.Type, PostgresCases.Assembly)]
public sealed class PostgresJournalTests(PostgresServer server) : ReadContract
{
    private string _database = "";

    // It hardly ever looks for other processes, so that these tests show what the writer's own signals do.
    protected override IVerifiableJournal OpenJournal(int capacity) =>
        new PostgresJournal(new(_database, TimeProvider.System) { Capacity = capacity, PollInterval = TimeSpan.FromHours(1) });

    public override async Task InitializeAsync()
    {
        _database = await server.NewDatabase();
        await base.InitializeAsync();
    }
}
