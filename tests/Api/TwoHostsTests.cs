using System.Text.Json;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Api.Tests;

/// <summary>Two hosts on one PostgreSQL database, the clock of one minutes ahead of the other's. Other tests of two servers run them as processes.</summary>
public sealed class TwoHostsTests(PostgresServer database) : IClassFixture<PostgresServer>
{
    private static readonly TimeSpan s_stale = TimeSpan.FromSeconds(5);

    [NeedsPostgres]
    public async Task A_hold_that_has_ended_for_one_host_never_comes_back_wherever_it_is_looked_at()
    {
        var (slowClock, fastClock) = (new ManualClock(), new ManualClock());
        fastClock.Advance(TimeSpan.FromMinutes(5));
        var connection = await database.NewDatabase();
        await using var slow = await Start(connection, slowClock, like: null);
        await using var fast = await Start(connection, fastClock, like: slow);
        var path = await slow.Admin.NewStock("two", 10);
        var hold = $"{path}/reservations/r1";
        (await slow.Admin.Put(hold, """{"quantity":7,"ttlSeconds":60}""")).Expect(201);

        // The fast host alone believes so; but it has been said, and so it is.
        (await fast.Admin.Get(hold)).Expect(200).Text("state").ShouldBe("expired");
        (await fast.Admin.Get(path)).Expect(200).Number("available").ShouldBe(10);

        (await slow.Admin.Post($"{hold}/commit", "{}")).Expect(503).Type.ShouldBe("/problems/not-written");
        (await slow.Admin.Post($"{hold}/commit", "{}")).Expect(409)["state"].GetString().ShouldBe("expired");
        (await slow.Admin.Post($"{hold}/extend", """{"ttlSeconds":600}""")).Expect(409);
        (await slow.Admin.Get(hold)).Expect(200).Text("state").ShouldBe("expired");
        (await slow.Admin.Get(path)).Expect(200).Number("available").ShouldBe(10);
        (await slow.Admin.Put($"{path}/sales/s1", """{"quantity":10}""")).Expect(201);

        // The fast host's grain is the stale one now; it tells of ten for five seconds at most, and then asks.
        fastClock.Advance(s_stale);
        (await fast.Admin.Get(path)).Expect(503);
        (await fast.Admin.Get(path)).Expect(200).Number("onHand").ShouldBe(0);
        await using var third = await Start(connection, new(), like: slow);
        (await third.Admin.Get(hold)).Expect(200).Text("state").ShouldBe("expired");
    }

    private static async Task<ApiServer> Start(string connection, ManualClock clock, ApiServer? like)
    {
        var folder = Directory.CreateTempSubdirectory("beauty-api-").FullName;
        var settings = new { Storage = new { Provider = "postgres", ConnectionString = connection } };
        await File.WriteAllTextAsync(Path.Combine(folder, "appsettings.json"), JsonSerializer.Serialize(settings));
        if (like is not null) File.Copy(Path.Combine(like.Folder, "admin.key"), Path.Combine(folder, "admin.key"));
        return await ApiServer.Start(clock, folder);
    }
}
