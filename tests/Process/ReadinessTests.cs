using System.Net;
using System.Text.Json;
using BeautyGrains.Tests.Shared;
using Npgsql;

namespace BeautyGrains.Tests.Processes;

/// <summary>A server on PostgreSQL is ready when it could write, and only then.</summary>
public sealed class ReadinessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [NeedsMount(forPostgres: true)]
    public async Task A_server_whose_database_has_no_room_or_is_held_by_others_is_not_ready_until_that_is_over()
    {
        using var disk = new SmallDisk(96);
        await using var shared = await SharedDatabase.Start();
        var space = Path.Combine(disk.Root, "space");
        await PostgresServer.MakeFolder(space);
        await shared.Database.Psql("postgres", "-c", $"CREATE TABLESPACE small LOCATION '{space}'", "-c", $"ALTER DATABASE {Name(shared)} SET TABLESPACE small");
        await using var server = await shared.Serve("server");

        disk.FillUp(leave: 64 * 1024);
        await Becomes(server, HttpStatusCode.ServiceUnavailable, "journal failed unavailable");
        await Eventually.True(() => Task.FromResult(server.Said.Contains("No space left", StringComparison.Ordinal)), Patience, () => $"The log does not tell why: {server.Said}");
        disk.MakeRoom();
        await Becomes(server, HttpStatusCode.OK, "journal ok");

        await using (var other = new NpgsqlConnection(shared.Connection + ";Pooling=false"))
        {
            await other.OpenAsync();
            // What every writer of the journal takes for the while of its transaction.
            await using var hold = new NpgsqlCommand("SELECT pg_advisory_lock(x'62656175'::int, 0)", other) { CommandTimeout = (int)Patience.TotalSeconds };
            await hold.ExecuteNonQueryAsync();
            await Becomes(server, HttpStatusCode.ServiceUnavailable, "journal failed timed-out");
        }
        await Becomes(server, HttpStatusCode.OK, "journal ok");
    }

    private static string Name(SharedDatabase shared) => new NpgsqlConnectionStringBuilder(shared.Connection).Database!;

    private static async Task Becomes(ServerProcess server, HttpStatusCode status, string journal)
    {
        var last = "";
        await Eventually.True(async () =>
        {
            using var answer = await server.Get("/health/ready");
            last = await answer.Content.ReadAsStringAsync();
            return answer.StatusCode == status && Journal(last) == journal;
        }, Patience, () => $"It says {last}");
    }

    private static string Journal(string said)
    {
        var check = JsonElement.Parse(said).GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == "journal");
        var reason = check.TryGetProperty("reason", out var why) ? $" {why.GetString()}" : "";
        return $"{check.GetProperty("name").GetString()} {check.GetProperty("status").GetString()}{reason}";
    }
}
