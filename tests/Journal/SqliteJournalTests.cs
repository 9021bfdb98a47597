using BeautyGrains.Journal.Sqlite;

namespace BeautyGrains.Journal.Tests;

public sealed class SqliteJournalTests : ReadContract
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("journal-");

    protected override IVerifiableJournal OpenJournal(int capacity) =>
        new SqliteJournal(new(_folder.FullName, TimeProvider.System) { Capacity = capacity });

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
