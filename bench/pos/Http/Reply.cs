using System.Text.Json;

namespace BeautyGrains.Bench.Pos.Http;

/// <summary>What came of one attempt.</summary>
/// <param name="Status">HTTP status; 0 when no answer arrived.</param>
/// <param name="Body">The answer's JSON; undefined when it had none.</param>
/// <param name="RetryAfter">As the server asked, or null.</param>
/// <param name="Trouble">Why no answer arrived, or null.</param>
public sealed record Reply(int Status, JsonElement Body, TimeSpan? RetryAfter, string? Trouble)
{
    /// <summary>No answer: whether the server acted is unknown.</summary>
    public static Reply Lost(string trouble) => new(0, default, null, trouble);

    /// <summary>2xx.</summary>
    public bool IsAcknowledged => Status is >= 200 and < 300;

    /// <summary>A definite "no": 4xx but for 429, which asks to come again.</summary>
    public bool IsRefused => Status is >= 400 and < 500 and not 429;

    /// <summary>Nothing can be concluded yet; the same id has to be sent again.</summary>
    public bool IsOpen => !IsAcknowledged && !IsRefused;

    /// <summary>The server said that it did nothing and asks to come again: neither lost nor outcome unknown.</summary>
    public bool IsDefinitelyNotDone => Status == 429 || (Status == 503 && ProblemType != "outcome-unknown");

    /// <summary>The last part of the problem's type, such as "insufficient-available"; empty when there is none.</summary>
    public string ProblemType =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
            ? type.GetString()!.Split('/')[^1]
            : "";
}
