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
        Touch(server.Folder);
        await using var again = await ApiServer.Start(folder: server.Folder);
        var verified = (await again.Admin.Get("/v1/verification")).Expect(200);
        verified["sound"].GetBoolean().ShouldBeFalse();
        var findings = verified["findings"].EnumerateArray().Select(finding => finding.GetProperty("what").GetString()!).ToList();
        findings.ShouldContain(what => what.Contains("hash", StringComparison.Ordinal));
        findings.ShouldContain(what => what.Contains("noted are", StringComparison.Ordinal));
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

    // The payload is text in the file: one digit of it changes in place.
    private static void Touch(string folder)
    {
        var file = Directory.GetFiles(Path.Combine(folder, "journal"), "*.db").Single();
        var bytes = File.ReadAllBytes(file);
        var at = bytes.AsSpan().IndexOf("\"onHandAfter\":8"u8);
        at.ShouldBeGreaterThan(0);
        bytes[at + "\"onHandAfter\":".Length] = (byte)'9';
        File.WriteAllBytes(file, bytes);
    }
}
