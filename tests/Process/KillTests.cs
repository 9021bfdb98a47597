using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Tests.Processes;

/// <summary>What serves the terminals is killed under load, again and again. bench/kill.sh does the same for as many rounds as one likes.</summary>
public sealed class KillTests
{
    private static readonly TimeSpan ProgressWithin = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Killed_under_load_and_restarted_the_server_has_lost_nothing_acknowledged_and_oversold_nothing()
    {
        using var folder = new TemporaryFolder();
        var port = ServerProcess.FreePort();
        await Rounds(folder, await ServerProcess.Start(folder.At("data"), port), KillAndRestart, KillAndRestart, KillAndRestart);

        Task<ServerProcess> KillAndRestart(ServerProcess server) => KillVerifyAndRestart(server, port);
    }

    [NeedsPostgres]
    public async Task Killed_under_load_the_server_its_database_or_both_have_lost_nothing_acknowledged_and_oversold_nothing()
    {
        using var folder = new TemporaryFolder();
        await using var shared = await SharedDatabase.Start();
        var port = ServerProcess.FreePort();
        await Rounds(
            folder,
            await ServerProcess.Start(await shared.Folder("server"), port),
            server => KillVerifyAndRestart(server, port),
            async server =>
            {
                await shared.Database.Kill();
                await shared.Database.Start();
                return server;
            },
            async server =>
            {
                await Task.WhenAll(server.Kill(), shared.Database.Kill());
                await shared.Database.Start();
                return await KillVerifyAndRestart(server, port);
            });
    }

    private static async Task Rounds(TemporaryFolder folder, ServerProcess server, params Func<ServerProcess, Task<ServerProcess>>[] kills)
    {
        var record = folder.At("record");
        try
        {
            using var terminals = Terminals.Start(
                server, "--prepare", "--terminals", "8", "--seconds", "3600", "--stop-file", folder.At("enough"), "--skus", "30", "--stores", "3", "--stock", "600", "--seed", "5", "--survive-outages", "60", "--record", record);
            var ending = Terminals.End(terminals);
            foreach (var killAndRestart in kills)
            {
                await MoreAcknowledged(record, ending, 300);
                ending.IsCompleted.ShouldBeFalse("the load must go on while the server is killed");
                server = await killAndRestart(server);
            }

            await MoreAcknowledged(record, ending, 300);
            await File.WriteAllTextAsync(folder.At("enough"), "");
            var ended = await ending;
            ended.ExitCode.ShouldBe(0, $"{ended.Said}\n{server.Said}");
            server = await kills[0](server);
            var audited = await Terminals.Run(server, "--reconcile", record);
            audited.ExitCode.ShouldBe(0, $"{audited.Said}\n{server.Said}");
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static async Task<ServerProcess> KillVerifyAndRestart(ServerProcess server, int port)
    {
        await server.DisposeAsync();
        var verified = await Programs.Verify(server.Data);
        verified.ExitCode.ShouldBe(0, verified.Said);
        return await ServerProcess.Start(server.Data, port);
    }

    private static async Task MoreAcknowledged(string record, Task<Ended> ending, int more)
    {
        var before = Acknowledged(record);
        await Eventually.True(
            () => Task.FromResult(ending.IsCompleted || Acknowledged(record) >= before + more), ProgressWithin, () => $"Only {Acknowledged(record) - before} more acknowledgements");
    }

    // The file is being written to meanwhile.
    private static int Acknowledged(string record)
    {
        if (!File.Exists(record)) return 0;
        using var reader = new StreamReader(new FileStream(record, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var count = 0;
        while (reader.ReadLine() is { } line)
            if (line.Contains("\"Status\":20", StringComparison.Ordinal)) count++;
        return count;
    }
}
