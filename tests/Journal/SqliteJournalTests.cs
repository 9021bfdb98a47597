using BeautyGrains.Journal.Sqlite;

namespace BeautyGrains.Journal.Tests;

public sealed class SqliteJournalTests : ReadContract
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("journal-");

    // It hardly ever looks for other processes, so that these tests show what the writer's own signals do.
    protected override IVerifiableJournal OpenJournal(int capacity) =>
        new SqliteJournal(new(_folder.FullName, TimeProvider.System) { Capacity = capacity, PollInterval = TimeSpan.FromHours(1) });

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
