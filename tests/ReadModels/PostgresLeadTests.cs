using BeautyGrains.Tests.Shared;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>Who leads does so by a session of PostgreSQL, which can end.</summary>
[Collection(PostgresCases.Name)]
[TestCaseOrderer(WherePostgresIs.Type, PostgresCases.Assembly)]
public sealed class PostgresLeadTests(PostgresServer server) : ReadModelContract(new PostgresDatabase(server))
{
    [Fact]
    public async Task Whose_session_ends_loses_the_lead_and_another_takes_it_over_without_loss()
    {
        await Trade(100);
        var (first, second) = (NewTailer(most: 5), NewTailer(most: 5));
        for (var i = 0; i < 5; i++) await first.RunOnce(CancellationToken.None);
        await second.RunOnce(CancellationToken.None);
        second.Status.State.ShouldBe(TailerState.Passive);
        second.Status.Position.ShouldBe(first.Status.Position);
        second.Status.EventsBehind.ShouldBe((await Journal.Head()).Number - first.Status.Position.Number);
        await server.Psql("postgres", "-c", $"SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = '{((PostgresDatabase)Database).Name}')");
        Clock.Advance(TimeSpan.FromSeconds(3));
        (await second.RunOnce(CancellationToken.None)).ShouldBeTrue();
        await CatchUp(second);
        second.Status.State.ShouldBe(TailerState.Following);
        await first.RunOnce(CancellationToken.None);
        first.Status.State.ShouldBe(TailerState.Troubled);
        Clock.Advance(TimeSpan.FromSeconds(3));
        await first.RunOnce(CancellationToken.None);
        first.Status.State.ShouldBe(TailerState.Passive);
        await ShouldEqualFresh(StockModel.Instance);
    }

    [Fact]
    public async Task A_database_that_is_restarted_loses_nothing()
    {
        await Trade(100);
        var tailer = NewTailer(most: 5);
        for (var i = 0; i < 5; i++) await tailer.RunOnce(CancellationToken.None);
        await server.Stop("immediate");
        (await tailer.RunOnce(CancellationToken.None)).ShouldBeFalse();
        tailer.Status.State.ShouldBe(TailerState.Troubled);
        tailer.Status.Fault.ShouldNotBeNull();
        await server.Start();
        // Sessions of before the crash may still lie in the pool of the readers.
        for (var i = 0; tailer.Status.State != TailerState.Following; i++)
        {
            i.ShouldBeLessThan(50);
            Clock.Advance(TimeSpan.FromSeconds(6));
            await CatchUp(tailer);
        }
        await ShouldEqualFresh(StockModel.Instance);
    }

    [Fact]
    public async Task The_database_looks_whether_the_machine_that_leads_is_still_there()
    {
        await using var lead = (await Store.Lead(Stock, CancellationToken.None)).ShouldNotBeNull();
        foreach (var setting in new[] { "tcp_keepalives_idle", "tcp_keepalives_interval", "tcp_keepalives_count" })
            (await lead.Connection.Query($"SELECT current_setting('{setting}')::int", row => row.GetInt32(0), CancellationToken.None)).Single().ShouldBeInRange(1, 10, setting);
    }
}
