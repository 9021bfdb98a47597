using System.Text;
using BeautyGrains.Database;
using BeautyGrains.Engine.Storage.Sqlite;
using Orleans.Runtime;
using Orleans.Storage;

namespace BeautyGrains.Engine.Tests.Storage;

public sealed class SqliteTableTests : TableContract, IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("grain-file-");
    private readonly List<SqliteGrainFile> _files = [];

    private string Place => System.IO.Path.Combine(_folder.FullName, "inner", "grain-state.db");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var file in _files) await file.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    protected override Task<(IEmbeddedStateTable States, IEmbeddedReminderTable Reminders)> Open()
    {
        var file = OpenFile();
        return Task.FromResult<(IEmbeddedStateTable, IEmbeddedReminderTable)>((new SqliteStateTable(file), new SqliteReminderTable(file)));
    }

    private SqliteGrainFile OpenFile()
    {
        var file = new SqliteGrainFile(new(Place));
        _files.Add(file);
        return file;
    }

    [Fact]
    public async Task Every_commit_waits_for_the_disk()
    {
        var file = OpenFile();
        (await file.Write(connection => connection.Number("PRAGMA synchronous"))).ShouldBe(2);
        file.Read(connection => connection.Prepare("PRAGMA journal_mode").All(row => row.Text(0))[0]).ShouldBe("wal");
    }

    [Fact]
    public async Task What_was_acknowledged_is_read_by_whoever_opens_the_file_without_a_close_before()
    {
        var states = new SqliteStateTable(OpenFile());
        var grain = GrainId.Create("shelf", "a");
        var etags = await Task.WhenAll(Enumerable.Range(0, 200).Select(number => states.Write($"{number}", grain, Encoding.UTF8.GetBytes($"{number}"), null)));
        etags.Distinct().Count().ShouldBe(200);
        var next = new SqliteStateTable(OpenFile());
        for (var number = 0; number < 200; number++)
            Encoding.UTF8.GetString((await next.Read($"{number}", grain))!.Payload.Span).ShouldBe($"{number}");
    }

    [Fact]
    public async Task A_refusal_is_for_its_own_write_alone()
    {
        var states = new SqliteStateTable(OpenFile());
        var grain = GrainId.Create("shelf", "a");
        await states.Write("taken", grain, Encoding.UTF8.GetBytes("1"), null);
        var writes = Enumerable.Range(0, 50).Select(number => states.Write(number % 2 == 0 ? "taken" : $"{number}", grain, Encoding.UTF8.GetBytes("2"), null)).ToArray();
        await Task.WhenAll(writes.Where((_, number) => number % 2 == 1));
        foreach (var refused in writes.Where((_, number) => number % 2 == 0))
            await Should.ThrowAsync<EmbeddedStateConflictException>(() => refused);
    }

    [Fact]
    public async Task A_file_of_a_newer_program_is_not_touched()
    {
        await using (var file = new SqliteGrainFile(new(Place)))
            await file.Write(connection => { connection.Execute("INSERT INTO schema_version (number, script) VALUES (999, 'later')"); return true; });
        Should.Throw<StorageUnavailableException>(() => new SqliteGrainFile(new(Place))).Message.ShouldContain("newer version");
    }

    [Fact]
    public void A_file_that_is_no_database_is_named()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Place)!);
        File.WriteAllText(Place, new string('x', 5_000));
        Should.Throw<StorageUnavailableException>(() => new SqliteGrainFile(new(Place))).Message.ShouldContain(Place);
    }

    [Fact]
    public async Task A_closed_file_takes_nothing_more()
    {
        var file = OpenFile();
        await file.DisposeAsync();
        await Should.ThrowAsync<InvalidOperationException>(() => new SqliteStateTable(file).Write("s", GrainId.Create("a", "b"), Encoding.UTF8.GetBytes("1"), null));
    }
}
