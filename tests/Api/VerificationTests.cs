namespace BeautyGrains.Api.Tests;

/// <summary>What the verifier finds after a restart, in a sound journal and in one that somebody has touched.</summary>
public sealed class VerificationTests
{
    [Fact]
    public async Task All_that_was_answered_stands_after_a_restart_and_the_journal_is_sound()
    {
        var server = await ApiServer.Start();
        var path = await Trade(server.Admin);
        var before = (await server.Admin.Get(path)).Body.ToString();
        await server.Stop();
        await using var again = await ApiServer.Start(folder: server.Folder);
        (await again.Admin.Get(path)).Expect(200).Body.ToString().ShouldBe(before);
        (await again.Admin.Put($"{path}/sales/s1", """{"quantity":2}""")).Expect(200);
        var verified = (await again.Admin.Get("/v1/verification")).Expect(200);
        verified["sound"].GetBoolean().ShouldBeTrue(verified.Body.ToString());
        verified.Number("movements").ShouldBe(2);
        verified.Number("stocks").ShouldBe(1);
    }

    [Fact]
    public async Task A_touched_event_is_found()
    {
        var server = await ApiServer.Start();
        await Trade(server.Admin);
        await server.Stop();
        Touch(server.Folder, "\"onHandAfter\":"u8, (byte)'8');
        await using var again = await ApiServer.Start(folder: server.Folder);
        var verified = (await again.Admin.Get("/v1/verification")).Expect(200);
        verified["sound"].GetBoolean().ShouldBeFalse();
        var findings = verified["findings"].EnumerateArray().Select(finding => finding.GetProperty("what").GetString()!).ToList();
        findings.ShouldContain(what => what.Contains("hash", StringComparison.Ordinal));
        findings.ShouldContain(what => what.Contains("noted are", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Goods_that_vanish_between_two_stores_are_found()
    {
        var server = await ApiServer.Start();
        var api = server.Admin;
        await api.NewStock("here", 10);
        await api.NewStock("there", 0);
        (await api.Put("/v1/transfers/t1", """{"from":"S-here","to":"S-there","lines":[{"sku":"K-here","quantity":6}]}""")).Expect(201);
        (await api.Post("/v1/transfers/t1/ship")).Expect(200);
        (await api.Get("/v1/verification")).Expect(200)["findings"].ToString().ShouldBe("[]");
        (await api.Post("/v1/transfers/t1/receive", """{"lines":[{"sku":"K-here","lot":"L1","received":4,"broken":1}]}""")).Expect(200);
        (await api.Get("/v1/verification")).Expect(200)["findings"].ToString().ShouldBe("[]");
        await server.Stop();
        Touch(server.Folder, "\"lost\":"u8, (byte)'2');
        await using var again = await ApiServer.Start(folder: server.Folder);
        var findings = (await again.Admin.Get("/v1/verification")).Expect(200)["findings"].EnumerateArray().Select(finding => finding.GetProperty("what").GetString()!);
        findings.ShouldContain("SKU K-here: 6 left, but 4 arrived, 0 are in transit and 3 are recorded as lost.");
    }

    [Fact]
    public async Task A_configured_secret_takes_the_place_of_the_administrators_key()
    {
        var server = await ApiServer.Start();
        await server.Stop();
        await File.WriteAllTextAsync(Path.Combine(server.Folder, "appsettings.json"), """{"Access":{"AdminKey":"a-secret-of-the-automation"}}""");
        await using var again = await ApiServer.Start(folder: server.Folder);
        using var automation = again.With("a-secret-of-the-automation");
        (await automation.Get("/v1/keys")).Expect(200);
        (await again.Admin.Get("/v1/keys")).Expect(401);
    }

    private static async Task<string> Trade(Api api)
    {
        var path = await api.NewStock("trade", 10);
        (await api.Put($"{path}/sales/s1", """{"quantity":2}""")).Expect(201);
        (await api.Put($"{path}/reservations/r1", """{"quantity":3,"ttlSeconds":86400}""")).Expect(201);
        return path;
    }

    // The payload is text in the file: one digit of it changes in place, in dead copies on old pages too.
    private static void Touch(string folder, ReadOnlySpan<byte> member, byte digit)
    {
        var file = Path.Combine(folder, "journal", "journal.db");
        var bytes = File.ReadAllBytes(file);
        var touched = 0;
        for (var at = 0; at + member.Length < bytes.Length; at++)
        {
            if (bytes[at + member.Length] != digit || !bytes.AsSpan(at, member.Length).SequenceEqual(member)) continue;
            bytes[at + member.Length]++;
            touched++;
        }
        touched.ShouldBeGreaterThan(0);
        File.WriteAllBytes(file, bytes);
    }
}
