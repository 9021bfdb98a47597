using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Tests.Processes;

/// <summary>What a proxy and an orchestrator see of a server that stops, and of one whose database goes away.</summary>
public sealed class StopTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Told_to_stop_a_server_says_so_first_lives_on_and_finishes_what_has_begun()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("data"));
        await File.WriteAllTextAsync(folder.At("data/appsettings.json"), JsonSerializer.Serialize(new { Shutdown = new { DrainSeconds = 2 } }));
        await using var server = await ServerProcess.Start(folder.At("data"), ServerProcess.FreePort());
        using var begun = await HalfARequest(server);
        server.Tell("TERM");
        await Eventually.True(async () => await Ready(server) == (HttpStatusCode.ServiceUnavailable, "draining"), Patience, () => "It does not say that it drains.");
        using (var live = await server.Get("/health/live")) live.StatusCode.ShouldBe(HttpStatusCode.OK);
        using (var put = await server.Put("/v1/stores/second", """{"name":"Second","timeZone":"Asia/Shanghai"}""")) put.StatusCode.ShouldBe(HttpStatusCode.Created);
        // By now the doors are closed; the request that came through them before is still answered.
        await Eventually.True(async () => await Ready(server) is null, Patience, () => "The doors do not close.");
        (await Finish(begun)).ShouldStartWith("HTTP/1.1 201");
        (await server.End(Patience)).ShouldBe(0, server.Said);
    }

    [NeedsPostgres]
    public async Task Without_its_database_a_server_is_not_ready_and_comes_back_by_itself()
    {
        await using var database = new PostgresServer();
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("data"));
        var storage = new { Storage = new { Provider = "postgres", ConnectionString = await database.NewDatabase() + ";Password=very-secret" } };
        await File.WriteAllTextAsync(folder.At("data/appsettings.json"), JsonSerializer.Serialize(storage));
        await using var server = await ServerProcess.Start(folder.At("data"), ServerProcess.FreePort());
        await database.Stop("fast");
        await Eventually.True(async () => await Ready(server) == (HttpStatusCode.ServiceUnavailable, "not-ready"), Patience, () => "It still says that it is ready.");
        using (var answer = await server.Get("/health/ready"))
        {
            var said = await answer.Content.ReadAsStringAsync();
            JsonElement.Parse(said).GetProperty("checks")[0].GetProperty("name").GetString().ShouldBe("journal");
            JsonElement.Parse(said).GetProperty("checks")[0].GetProperty("reason").GetString().ShouldBeOneOf("timed-out", "unavailable");
            said.ShouldNotContain("secret");
            said.ShouldNotContain("127.0.0.1");
        }
        using (var live = await server.Get("/health/live")) live.StatusCode.ShouldBe(HttpStatusCode.OK);
        await database.Start();
        await Eventually.True(async () => await Ready(server) == (HttpStatusCode.OK, "ready"), Patience, () => $"It does not come back: {server.Said}");
    }

    private static async Task<(HttpStatusCode, string)?> Ready(ServerProcess server)
    {
        try
        {
            using var answer = await server.Get("/health/ready");
            return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString()!);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>A request whose body has only half come.</summary>
    private static async Task<TcpClient> HalfARequest(ServerProcess server)
    {
        var key = (await File.ReadAllTextAsync(server.KeyFile)).Trim();
        var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", new Uri(server.Url).Port);
        var request = $"PUT /v1/stores/first HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\nContent-Length: 43\r\n\r\n{{\"name\":\"First\",";
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        return connection;
    }

    private static async Task<string> Finish(TcpClient connection)
    {
        await connection.GetStream().WriteAsync("\"timeZone\":\"Asia/Shanghai\"}"u8.ToArray());
        using var reader = new StreamReader(connection.GetStream(), Encoding.ASCII);
        return await reader.ReadLineAsync() ?? "";
    }
}
