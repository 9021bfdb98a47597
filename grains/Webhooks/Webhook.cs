namespace BeautyGrains.Grains;

/// <summary>One endpoint and what it has still to get.</summary>
/// <param name="Record">Null before the first put and after it was removed.</param>
/// <param name="Waiting">Messages to be sent, by the number they came with, so oldest first.</param>
/// <param name="Dead">Messages given up, by the same numbers.</param>
/// <param name="Next">The next message's number.</param>
/// <param name="Position">The highest position of the journal that was told.</param>
/// <param name="LastTriedAt">When a request was sent last.</param>
/// <param name="Failure">Why it was switched off by itself; null when it was not.</param>
/// <param name="Escalated">Causes whose open alert was escalated, with its occurrence.</param>
/// <param name="DigestedOn">The day of the last digest, in the route's time zone.</param>
/// <param name="Tests">Ids of the last tests.</param>
public sealed record Webhook(
    WebhookRecord? Record,
    ImmutableSortedDictionary<long, WebhookMessage> Waiting,
    ImmutableSortedDictionary<long, WebhookMessage> Dead,
    long Next,
    long Position,
    long Delivered,
    DateTimeOffset? LastDeliveredAt,
    DateTimeOffset? LastTriedAt,
    string? Failure,
    ImmutableSortedDictionary<string, int> Escalated,
    DateOnly? DigestedOn,
    ImmutableArray<string> Tests)
{
    /// <summary>Dead messages that can be replayed at most.</summary>
    public const int DeadKept = 2_000;

    private const int TestsKept = 100;

    /// <summary>No endpoint.</summary>
    public static Webhook Empty { get; } = new(
        null, ImmutableSortedDictionary<long, WebhookMessage>.Empty, ImmutableSortedDictionary<long, WebhookMessage>.Empty, 1, 0, 0, null, null, null,
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal), null, []);

    /// <summary>Is there an endpoint that may be sent to?</summary>
    public bool IsActive => Record is { Active: true } && Failure is null;

    /// <summary>The endpoint after an event.</summary>
    public Webhook After(WebhookEvent happened, EventInfo info) => happened switch
    {
        WebhookPut it => this with { Record = it.Record, Failure = null },
        WebhookRemoved => Empty with { Next = Next, Position = Position },
        WebhookQueued it => Queue(it, info),
        WebhookDelivered it => this with
        {
            Waiting = Waiting.RemoveRange(it.Numbers), Delivered = Delivered + it.Numbers.Length, LastDeliveredAt = info.At, LastTriedAt = info.At,
        },
        WebhookFailed it => this with
        {
            Waiting = Waiting.SetItems(it.Tries.Select(one => KeyValuePair.Create(one.Number, Waiting[one.Number] with { Attempts = one.Attempts, Due = one.Due, Failure = it.Failure }))),
            LastTriedAt = info.At,
        },
        WebhookGivenUp it => this with
        {
            Waiting = Waiting.RemoveRange(it.Numbers),
            Dead = Newest(Dead.SetItems(it.Numbers.Select(number => KeyValuePair.Create(number, Waiting[number] with { Failure = it.Failure, Attempts = Waiting[number].Attempts + it.Tries })))),
            LastTriedAt = it.Tries == 0 ? LastTriedAt : info.At,
        },
        WebhookReplayed it => this with
        {
            Dead = Dead.RemoveRange(it.Numbers),
            Waiting = Waiting.SetItems(it.Numbers.Select(number => KeyValuePair.Create(number, Dead[number] with { Attempts = 0, Due = info.At }))),
        },
        WebhookSwitchedOff it => this with { Failure = it.Failure },
        WebhookEscalationsEnded it => this with { Escalated = Escalated.RemoveRange(it.Causes) },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of an endpoint."),
    };

    // The oldest are forgotten; the journal has them still.
    private static ImmutableSortedDictionary<long, WebhookMessage> Newest(ImmutableSortedDictionary<long, WebhookMessage> dead) =>
        dead.Count <= DeadKept ? dead : dead.RemoveRange(dead.Keys.Take(dead.Count - DeadKept));

    private Webhook Queue(WebhookQueued it, EventInfo info)
    {
        var added = it.Messages.Select((message, place) => KeyValuePair.Create(Next + place, new WebhookMessage(message.Notice, 0, message.Due, null)));
        var escalated = it.Messages.Where(message => message.Notice is { Type: WebhookTypes.Escalated, Alert: not null }).Select(message => KeyValuePair.Create(message.Notice.Alert!.Cause.Key, message.Notice.Alert.Occurrence));
        return this with
        {
            Waiting = Waiting.AddRange(added), Next = Next + it.Messages.Length, Position = Math.Max(Position, it.Position ?? 0), Escalated = Escalated.SetItems(escalated),
            DigestedOn = it.DigestOf ?? DigestedOn, Tests = it.Test is null ? Tests : [.. Tests.Append(it.Test).TakeLast(TestsKept)],
        };
    }
}

/// <summary>A message that has not been delivered.</summary>
/// <param name="Attempts">Tries so far.</param>
/// <param name="Due">When it is tried next.</param>
/// <param name="Failure">Why the last try failed.</param>
public sealed record WebhookMessage(WebhookNotice Notice, int Attempts, DateTimeOffset Due, string? Failure);

/// <summary>The types of messages.</summary>
public static class WebhookTypes
{
    /// <summary>Nobody has taken care of it for too long.</summary>
    public const string Escalated = "alert.escalated";

    /// <summary>An open alert of a digest.</summary>
    public const string Digest = "alert.digest";

    /// <summary>Somebody tries the endpoint.</summary>
    public const string Test = "test";
}

/// <summary>What happens to an endpoint.</summary>
public abstract record WebhookEvent;

/// <summary>It was created or replaced.</summary>
public sealed record WebhookPut(WebhookRecord Record) : WebhookEvent;

/// <summary>It was forgotten.</summary>
public sealed record WebhookRemoved : WebhookEvent;

/// <summary>Messages are to be sent.</summary>
/// <param name="Position">With what the journal tells.</param>
/// <param name="DigestOf">With digests.</param>
/// <param name="Test">With tests: the caller's id.</param>
public sealed record WebhookQueued(ImmutableArray<QueuedNotice> Messages, long? Position, DateOnly? DigestOf, string? Test) : WebhookEvent;

/// <summary>One message and when it may be sent.</summary>
public sealed record QueuedNotice(WebhookNotice Notice, DateTimeOffset Due);

/// <summary>The endpoint took these messages.</summary>
public sealed record WebhookDelivered(ImmutableArray<long> Numbers) : WebhookEvent;

/// <summary>It did not; they are tried again.</summary>
public sealed record WebhookFailed(ImmutableArray<MessageTry> Tries, string Failure) : WebhookEvent;

/// <summary>When a message is tried again.</summary>
public sealed record MessageTry(long Number, int Attempts, DateTimeOffset Due);

/// <summary>These messages are tried no longer.</summary>
/// <param name="Tries">How many tries the last request counts for.</param>
public sealed record WebhookGivenUp(ImmutableArray<long> Numbers, string Failure, int Tries) : WebhookEvent;

/// <summary>Dead messages are to be sent after all.</summary>
public sealed record WebhookReplayed(ImmutableArray<long> Numbers) : WebhookEvent;

/// <summary>The endpoint asks not to be sent anything any more.</summary>
public sealed record WebhookSwitchedOff(string Failure) : WebhookEvent;

/// <summary>These alerts, which had been escalated, are taken care of.</summary>
public sealed record WebhookEscalationsEnded(ImmutableArray<string> Causes) : WebhookEvent;
