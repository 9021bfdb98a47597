using System.Text;
using BeautyGrains.Engine.Storage.Postgres;
using BeautyGrains.Tests.Shared;
using Npgsql;
using Orleans.Runtime;
using Orleans.Storage;

namespace BeautyGrains.Engine.Tests.Storage;

[TestCaseOrderer(WherePostgresIs.Type, "BeautyGrains.Engine.Tests")]
public sealed class PostgresTableTests(PostgresServer server) : TableContract, IClassFixture<PostgresServer>, IAsyncLifetime
{
    private static readonly GrainId s_grain = GrainId.Create("shelf", "a");
    private readonly List<PostgresGrainDatabase> _open = [];
    private string? _place;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var database in _open) await database.DisposeAsync();
    }

    protected override async Task<(IEmbeddedStateTable States, IEmbeddedReminderTable Reminders)> Open()
    {
        _place ??= await server.NewDatabase();
        var database = Connect(_place);
        return (new PostgresStateTable(database), new PostgresReminderTable(database));
    }

    private PostgresGrainDatabase Connect(string place)
    {
        var database = new PostgresGrainDatabase(new(place, TimeProvider.System) { ConnectPatience = TimeSpan.FromSeconds(30) });
        _open.Add(database);
        return database;
    }

    private static byte[] Json(string text) => Encoding.UTF8.GetBytes(text);

    [Fact]
    public async Task A_server_that_starts_anew_is_waited_for()
    {
        var (states, reminders) = await Open();
        var etag = await states.Write("s", s_grain, Json("1"), null);
        await server.Stop("immediate");
        var write = states.Write("s", s_grain, Json("2"), etag);
        var read = reminders.ReadAll();
        await server.Start();
        var next = await write;
        (await read).ShouldBeEmpty();
        (await states.Read("s", s_grain))!.Etag.ShouldBe(next);
    }

    [Theory]
    [InlineData("\0UPDATE grain_state", Cut.AfterTheAnswer)]
    [InlineData("\0UPDATE grain_state", Cut.Before)]
    [InlineData("\0DELETE FROM grain_state", Cut.AfterTheAnswer)]
    public async Task A_write_whose_answer_is_lost_is_found_and_is_no_conflict(string statement, Cut cut)
    {
        var place = await server.NewDatabase();
        await using var cutter = new CommitCutter(server.Port, statement);
        var states = new PostgresStateTable(Connect(new NpgsqlConnectionStringBuilder(place) { Port = cutter.Port }.ConnectionString));
        var etag = await states.Write("s", s_grain, Json("1"), null);
        cutter.Next = cut;
        if (statement.Contains("UPDATE", StringComparison.Ordinal))
        {
            var next = await states.Write("s", s_grain, Json("2"), etag);
            (await states.Read("s", s_grain))!.Etag.ShouldBe(next);
        }
        else
        {
            await states.Clear("s", s_grain, etag);
            (await states.Read("s", s_grain)).ShouldBeNull();
        }

        cutter.HasCut.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_commit_waits_for_the_disk_whatever_the_database_says()
    {
        var place = await server.NewDatabase();
        await server.Psql("postgres", "-c", $"ALTER DATABASE {new NpgsqlConnectionStringBuilder(place).Database} SET synchronous_commit = off");
        var setting = await Connect(place).Do(async connection =>
        {
            await using var ask = new NpgsqlCommand("SHOW synchronous_commit", connection);
            return (string?)await ask.ExecuteScalarAsync();
        });
        setting.ShouldBe("on");
    }
}
