using System.Text.Json;

namespace BeautyGrains.Tests.Processes;

/// <summary>What a server answered.</summary>
/// <param name="Body">Undefined where it is not JSON.</param>
internal sealed record Said(int Status, JsonElement Body)
{
    /// <summary>The problem's type, or empty.</summary>
    public string Problem => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("type", out var type) ? type.GetString()! : "";

    /// <summary>Reads an answer to its end.</summary>
    public static async Task<Said> By(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        var text = await answer.Content.ReadAsStringAsync();
        if ((int)answer.StatusCode == 503) answer.Headers.RetryAfter.ShouldNotBeNull(text);
        return new((int)answer.StatusCode, text.StartsWith('{') ? JsonElement.Parse(text) : default);
    }

    /// <summary>Fails with what was said when it is another status.</summary>
    public Said Expect(int status)
    {
        Status.ShouldBe(status, Body.ToString());
        return this;
    }
}
