using System.Text.Json;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Tests.Processes;

/// <summary>The server with its journal on PostgreSQL.</summary>
public sealed class PostgresTests
{
    private const string Stock = "/v1/stores/first/skus/cream";

    [NeedsPostgres]
    public async Task A_server_on_postgres_is_killed_and_goes_on_where_it_was()
    {
        await using var database = new PostgresServer();
        using var folder = new TemporaryFolder();
        var data = folder.At("data");
        Directory.CreateDirectory(data);
        var storage = new { Storage = new { Provider = "postgres", ConnectionString = await database.NewDatabase() + ";Password=very-secret" } };
        await File.WriteAllTextAsync(Path.Combine(data, "appsettings.json"), JsonSerializer.Serialize(storage));
        string said;
        await using (var first = await ServerProcess.Start(data, ServerProcess.FreePort()))
        {
            await ShouldAnswer(201, first.Put("/v1/stores/first", """{"name":"First","timeZone":"Asia/Shanghai"}"""));
            await ShouldAnswer(201, first.Put("/v1/skus/cream", """{"name":"Cream","unit":"piece"}"""));
            await ShouldAnswer(201, first.Put($"{Stock}/receipts/r1", """{"quantity":10,"lot":"L1"}"""));
            await ShouldAnswer(201, first.Put($"{Stock}/reservations/a", """{"quantity":3,"ttlSeconds":3600}"""));
            await ShouldAnswer(201, first.Put($"{Stock}/reservations/b", """{"quantity":2,"ttlSeconds":3600}"""));
            await ShouldAnswer(200, first.Post($"{Stock}/reservations/a/commit", "{}"));
            said = first.Said;
        }
        var verified = await Programs.Verify(data);
        verified.ExitCode.ShouldBe(0, verified.Said);
        verified.Output.ShouldContain("Sound");
        await using (var second = await ServerProcess.Start(data, ServerProcess.FreePort()))
        {
            // A repeated command gets its first answer, a held reservation is still held.
            await ShouldAnswer(200, second.Post($"{Stock}/reservations/a/commit", "{}"));
            await ShouldAnswer(409, second.Put($"{Stock}/reservations/c", """{"quantity":6,"ttlSeconds":3600}"""));
            await ShouldAnswer(201, second.Put($"{Stock}/reservations/d", """{"quantity":5,"ttlSeconds":3600}"""));
            await ShouldAnswer(200, second.Post($"{Stock}/reservations/b/commit", "{}"));
            said += second.Said;
        }
        said.ShouldNotContain("very-secret");
        Directory.Exists(Path.Combine(data, "journal")).ShouldBeFalse();
    }

    [NeedsPostgres]
    public async Task Two_servers_on_one_database_hear_of_each_other_within_seconds_and_never_write_over_each_other()
    {
        await using var database = new PostgresServer();
        using var folder = new TemporaryFolder();
        var storage = JsonSerializer.Serialize(new { Storage = new { Provider = "postgres", ConnectionString = await database.NewDatabase() } });
        await using var first = await Start("first", key: null);
        await ShouldAnswer(201, first.Put("/v1/stores/first", """{"name":"First","timeZone":"Asia/Shanghai"}"""));
        await ShouldAnswer(201, first.Put("/v1/skus/cream", """{"name":"Cream","unit":"piece"}"""));
        await ShouldAnswer(201, first.Put($"{Stock}/receipts/r1", """{"quantity":10,"lot":"L1"}"""));
        await using var second = await Start("second", first.KeyFile);
        (await OnHand(second)).ShouldBe(10);

        await ShouldAnswer(201, first.Put($"{Stock}/sales/s1", """{"quantity":9}"""));

        await Eventually.True(async () => await OnHand(second) == 1, TimeSpan.FromSeconds(30), () => "The second server still tells what has long changed.");
        await ShouldAnswer(201, second.Put($"{Stock}/sales/s2", """{"quantity":1}"""));
        // The first server's grain is the stale one now: its write is refused, and the same request again finds the truth.
        await ShouldAnswer(503, first.Put($"{Stock}/sales/s3", """{"quantity":1}"""));
        await ShouldAnswer(409, first.Put($"{Stock}/sales/s3", """{"quantity":1}"""));

        async Task<ServerProcess> Start(string name, string? key)
        {
            var data = folder.At(name);
            Directory.CreateDirectory(data);
            await File.WriteAllTextAsync(Path.Combine(data, "appsettings.json"), storage);
            if (key is not null) File.Copy(key, Path.Combine(data, "admin.key"));
            return await ServerProcess.Start(data, ServerProcess.FreePort());
        }

        // A stale grain tells nothing: 503 once, and the next one reads the journal.
        static async Task<decimal?> OnHand(ServerProcess server)
        {
            using var answer = await server.Get(Stock);
            if ((int)answer.StatusCode == 503) return null;
            return JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("onHand").GetDecimal();
        }
    }

    [NeedsPostgres]
    public async Task A_database_that_is_not_there_is_told_without_its_secret()
    {
        using var folder = new TemporaryFolder();
        var data = folder.At("data");
        Directory.CreateDirectory(data);
        var connection = PostgresServer.ConnectionString("none", ServerProcess.FreePort()) + ";Password=very-secret";
        await File.WriteAllTextAsync(Path.Combine(data, "appsettings.json"), JsonSerializer.Serialize(new { Storage = new { Provider = "postgres", ConnectionString = connection } }));
        var served = await Programs.Run(TimeSpan.FromMinutes(1), "dotnet", Programs.Server, "serve", "--data", data, "--urls", "http://127.0.0.1:0");
        served.ExitCode.ShouldBe(2, served.Said);
        served.Errors.ShouldContain("The journal's database cannot be opened");
        served.Said.ShouldNotContain("very-secret");
    }

    private static async Task ShouldAnswer(int status, Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        ((int)answer.StatusCode).ShouldBe(status, await answer.Content.ReadAsStringAsync());
    }
}
