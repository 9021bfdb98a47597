namespace BeautyGrains.Grains;

/// <summary>The way out of the house.</summary>
public interface IWebhookChannel
{
    /// <summary>Sends one request with these messages; robots take several at once. Never throws for what an endpoint does.</summary>
    /// <param name="id">Of the endpoint.</param>
    /// <param name="now">Goes into the signature.</param>
    Task<WebhookOutcome> Send(string id, WebhookRecord record, ImmutableArray<WebhookNotice> notices, DateTimeOffset now);
}

/// <summary>What an endpoint made of a request.</summary>
/// <param name="Failure">In a word, such as "http-503" or "timeout"; null when it took it.</param>
/// <param name="IsGone">It asks not to be sent anything any more (410).</param>
public sealed record WebhookOutcome(string? Failure, bool IsGone = false)
{
    /// <summary>It took it.</summary>
    public static WebhookOutcome Taken { get; } = new((string?)null);
}

/// <summary>How often and when a message is tried, and how fast an endpoint may be asked: data, not rules.</summary>
/// <param name="Pauses">After each failed try; with the last one the message is given up.</param>
/// <param name="RobotGap">Between two requests to a robot: the three makers allow 20 a minute.</param>
/// <param name="RobotLines">Messages of one request to a robot.</param>
public sealed record WebhookPace(ImmutableArray<TimeSpan> Pauses, TimeSpan RobotGap, int RobotLines)
{
    /// <summary>The schedule that the Standard Webhooks specification gives as an example, and the makers' own limits.</summary>
    public static WebhookPace Default { get; } = new(
        [
            TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10),
            TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
        ],
        TimeSpan.FromSeconds(3), 20);
}
