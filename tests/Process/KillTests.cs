namespace BeautyGrains.Tests.Processes;

/// <summary>The server is killed under load, again and again.</summary>
public sealed class KillTests
{
    private const int Rounds = 3;
    private static readonly TimeSpan ProgressWithin = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Killed_under_load_and_restarted_the_server_has_lost_nothing_acknowledged_and_oversold_nothing()
    {
        using var folder = new TemporaryFolder();
        var (port, record) = (ServerProcess.FreePort(), folder.At("record"));
        var server = await ServerProcess.Start(folder.At("data"), port);
        try
        {
            using var terminals = Terminals.Start(
                server, "--prepare", "--terminals", "8", "--seconds", "3600", "--stop-file", folder.At("enough"), "--skus", "30", "--stores", "3", "--stock", "600", "--seed", "5", "--survive-outages", "60", "--record", record);
            var ending = Terminals.End(terminals);
            for (var round = 1; round <= Rounds; round++)
            {
                await MoreAcknowledged(record, ending, 300);
                ending.IsCompleted.ShouldBeFalse("the load must go on while the server is killed");
                server = await KillAndRestart(server, port);
            }

            await MoreAcknowledged(record, ending, 300);
            await File.WriteAllTextAsync(folder.At("enough"), "");
            var ended = await ending;
            ended.ExitCode.ShouldBe(0, $"{ended.Said}\n{server.Said}");
            server = await KillAndRestart(server, port);
            var audited = await Terminals.Run(server, "--reconcile", record);
            audited.ExitCode.ShouldBe(0, $"{audited.Said}\n{server.Said}");
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static async Task<ServerProcess> KillAndRestart(ServerProcess server, int port)
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
