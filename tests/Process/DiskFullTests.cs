using System.Net;

namespace BeautyGrains.Tests.Processes;

/// <summary>The disk fills up under load, and gets room again.</summary>
public sealed class DiskFullTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private int _asked;
    private int _refused;

    [NeedsMount]
    public async Task A_full_disk_is_a_503_with_retry_after_loses_nothing_and_ends_without_a_restart_once_there_is_room()
    {
        using var disk = new SmallDisk(192);
        await using var server = await ServerProcess.Start(Path.Combine(disk.Root, "data"), ServerProcess.FreePort());
        await PrepareObservation(server);
        string[] chain = ["--skus", "20", "--stores", "2", "--terminals", "4", "--survive-outages", "90"];
        var prepared = await Terminals.Run(server, [.. chain, "--prepare", "--seconds", "1"]);
        prepared.ExitCode.ShouldBe(0, $"{prepared.Said}\n{server.Said}");

        disk.FillUp(leave: 256 * 1024);
        using var terminals = Terminals.Start(server, [.. chain, "--seconds", "5", "--seed", "3"]);
        var ending = Terminals.End(terminals);
        await Eventually.True(async () => await Reserve(server) == HttpStatusCode.ServiceUnavailable && ++_refused >= 20, Patience, () => $"The disk did not fill up: {server.Said}");
        disk.MakeRoom();
        await Eventually.True(async () => await Reserve(server) == HttpStatusCode.Created, Patience, () => $"The service did not resume: {server.Said}");

        var ended = await ending;
        ended.ExitCode.ShouldBe(0, $"{ended.Said}\n{server.Said}");
        await server.Kill();
        var verified = await Programs.Verify(server.Data);
        verified.ExitCode.ShouldBe(0, verified.Said);
    }

    // Their codes come last, so that the terminals, who take the first ones, leave them alone.
    private static async Task PrepareObservation(ServerProcess server)
    {
        foreach (var (path, body) in new[]
        {
            ("/v1/stores/z-observer", """{"name":"Observer","timeZone":"Asia/Shanghai"}"""),
            ("/v1/skus/z-observed", """{"name":"Observed","unit":"piece"}"""),
            ("/v1/stores/z-observer/skus/z-observed/receipts/first", """{"quantity":1000000,"lot":"L1"}"""),
        })
        {
            using var answer = await server.Put(path, body);
            answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        }
    }

    private async Task<HttpStatusCode> Reserve(ServerProcess server)
    {
        using var answer = await server.Put($"/v1/stores/z-observer/skus/z-observed/reservations/r{++_asked}", """{"quantity":1,"ttlSeconds":3600}""");
        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.Created, HttpStatusCode.ServiceUnavailable);
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable) answer.Headers.RetryAfter.ShouldNotBeNull();
        return answer.StatusCode;
    }
}
