namespace BeautyGrains.Api.Tests;

/// <summary>Read models over HTTP: how far they are, and building them anew.</summary>
[Collection(ServerCollection.Name)]
public sealed class ReadModelCallTests(SharedServer shared)
{
    private readonly Api _admin = shared.Server.Admin;

    [Fact]
    public async Task A_read_model_is_built_anew_while_the_server_runs_and_the_verifier_finds_it_sound()
    {
        await _admin.NewStock("rebuilt", 10);
        var asked = (await _admin.Post("/v1/read-models/stock/rebuild")).Expect(200);
        asked.Text("name").ShouldBe("stock");
        var model = await Until("stock", it => it.GetProperty("generation").GetInt64() >= asked["generation"].GetInt64() && it.GetProperty("eventsBehind").GetInt64() == 0);
        model.GetProperty("state").GetString().ShouldBe("following");
        (await _admin.Get("/v1/verification")).Expect(200)["findings"].EnumerateArray()
            .Where(finding => finding.GetProperty("stream").GetString()!.StartsWith("read-model", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_read_model_that_there_is_not_cannot_be_built() => (await _admin.Post("/v1/read-models/nothing/rebuild")).Expect(404);

    private async Task<System.Text.Json.JsonElement> Until(string name, Func<System.Text.Json.JsonElement, bool> holds)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var model = (await _admin.Get("/v1/read-models")).Expect(200)["items"].EnumerateArray().Single(it => it.GetProperty("name").GetString() == name);
            if (holds(model)) return model;
            deadline.Token.ThrowIfCancellationRequested();
        }
    }
}
