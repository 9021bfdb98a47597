namespace BeautyGrains.Tests.Processes;

/// <summary>Terminals at work, and what their record says afterwards.</summary>
public sealed class LoadTests
{
    [Fact]
    public async Task Eight_terminals_find_everything_that_was_acknowledged_and_every_ledger_balances()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.Start(folder.At("data"), ServerProcess.FreePort());
        var ended = await Terminals.Run(server, "--prepare", "--terminals", "8", "--seconds", "8", "--skus", "40", "--stores", "3", "--stock", "600", "--seed", "11");
        ended.ExitCode.ShouldBe(0, $"{ended.Said}\n{server.Said}");
        ended.Output.ShouldContain("no difference");
        await server.Kill();
        var verified = await Programs.Verify(server.Data);
        verified.ExitCode.ShouldBe(0, verified.Said);
    }
}
