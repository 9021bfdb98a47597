using System.Globalization;

namespace BeautyGrains.Grains;

/// <summary>What may become of an endpoint and its messages.</summary>
internal static class WebhookRules
{
    /// <summary>Messages that wait at most; the oldest is then given up, and can be replayed.</summary>
    public const int MostWaiting = 2_000;

    /// <summary>Alerts told in a digest.</summary>
    public const int MostInDigest = 50;

    private const int LongestSealed = 4_000;
    private const int LongestEscalation = 7 * 24 * 60;

    /// <summary>Guards in this order: form, the same content.</summary>
    public static Decision<WebhookEvent> Put(Webhook webhook, WebhookRecord record)
    {
        if (FormOf(record) is { } invalid) return invalid;
        return webhook.Record == record && webhook.Failure is null ? Decision<WebhookEvent>.AlreadyDone : new WebhookPut(record);
    }

    /// <summary>Only one that is there.</summary>
    public static Decision<WebhookEvent> Remove(Webhook webhook) => webhook.Record is null ? new Refusal(RefusalKind.UnknownWebhook) : new WebhookRemoved();

    /// <summary>Keeps a change that the route wants, once.</summary>
    public static Decision<WebhookEvent> Offer(Webhook webhook, OfferNotice ask, DateTimeOffset now)
    {
        if (!webhook.IsActive || ask.Position <= webhook.Position) return Decision<WebhookEvent>.AlreadyDone;
        var (record, alert) = (webhook.Record!, ask.Notice.Alert!);
        if (record.Route is { EscalateAfterMinutes: not null } or { DigestAt: not null }) return Decision<WebhookEvent>.AlreadyDone;
        if (!WebhookRoutes.Tells(record.Format, ask.Notice.Type) || !WebhookRoutes.Wants(record.Route, alert, ask.Notice.Region)) return Decision<WebhookEvent>.AlreadyDone;
        return Queue(webhook, [new(ask.Notice, WebhookRoutes.DueAt(record.Route, alert.Facts.Severity, now))], ask.Position);
    }

    /// <summary>Makes what time alone has made due: escalations and the day's digest.</summary>
    public static Decision<WebhookEvent> OfferOpen(Webhook webhook, OfferOpen ask, DateTimeOffset now)
    {
        if (!webhook.IsActive) return Decision<WebhookEvent>.AlreadyDone;
        var route = webhook.Record!.Route;
        ImmutableArray<OpenAlertNotice> wanted = [.. ask.Alerts.Where(open => WebhookRoutes.Wants(route, open.Alert, open.Region))];
        var events = ImmutableArray.CreateBuilder<WebhookEvent>();
        if (route.EscalateAfterMinutes is { } minutes) Escalate(webhook, wanted, TimeSpan.FromMinutes(minutes), now, events);
        if (WebhookRoutes.DigestDue(route, webhook.DigestedOn, now) is { } day) events.Add(Digests(wanted, route, day, now));
        return events.Count == 0 ? Decision<WebhookEvent>.AlreadyDone : Decision<WebhookEvent>.Of(events.ToImmutable());
    }

    /// <summary>A message to try the endpoint; a repeat sends none.</summary>
    public static Decision<WebhookEvent> Test(Webhook webhook, string id, DateTimeOffset now)
    {
        if (!Limits.IsId(id)) return Refusal.Invalid("id", "must-be-an-id");
        if (webhook.Record is null) return new Refusal(RefusalKind.UnknownWebhook);
        if (webhook.Tests.Contains(id)) return Decision<WebhookEvent>.AlreadyDone;
        if (!webhook.IsActive) return Refusal.NotIn("inactive");
        return new WebhookQueued([new(new($"test-{id}", WebhookTypes.Test, null, null, now), now)], null, null, id);
    }

    /// <summary>Sends dead messages again; ids that are not among them are named.</summary>
    public static Decision<WebhookEvent> Replay(Webhook webhook, ReplayWebhook ask)
    {
        if (webhook.Record is null) return new Refusal(RefusalKind.UnknownWebhook);
        if (ask.Ids.Count == 0) return webhook.Dead.Count == 0 ? Decision<WebhookEvent>.AlreadyDone : new WebhookReplayed([.. webhook.Dead.Keys]);
        var numbers = ImmutableArray.CreateBuilder<long>();
        for (var i = 0; i < ask.Ids.Count; i++)
        {
            var id = ask.Ids[i];
            var found = webhook.Dead.Where(message => message.Value.Notice.Id == id).Select(message => (long?)message.Key).FirstOrDefault();
            if (found is { } number) numbers.Add(number);
            else if (!webhook.Waiting.Values.Any(message => message.Notice.Id == id)) return Refusal.Invalid($"ids[{i}]", "not-dead");
        }
        return numbers.Count == 0 ? Decision<WebhookEvent>.AlreadyDone : new WebhookReplayed([.. numbers.Distinct()]);
    }

    /// <summary>What is sent next, and when: one message, or for robots all that are due by then, as far as they fit. Null when nothing waits.</summary>
    public static (ImmutableArray<long> Numbers, DateTimeOffset At)? Next(Webhook webhook, WebhookPace pace)
    {
        if (!webhook.IsActive || webhook.Waiting.IsEmpty) return null;
        var first = webhook.Waiting.MinBy(message => (message.Value.Due, message.Key));
        if (webhook.Record!.Format == WebhookFormat.Standard) return ([first.Key], first.Value.Due);
        var free = webhook.LastTriedAt is { } last ? last + pace.RobotGap : first.Value.Due;
        var at = free > first.Value.Due ? free : first.Value.Due;
        return ([.. webhook.Waiting.Where(message => message.Value.Due <= at).Take(pace.RobotLines).Select(message => message.Key)], at);
    }

    /// <summary>Records what an endpoint made of a request.</summary>
    public static Decision<WebhookEvent> Record(Webhook webhook, ImmutableArray<long> sent, WebhookOutcome outcome, DateTimeOffset now, WebhookPace pace)
    {
        // Removed meanwhile: there is nothing left to say it of.
        ImmutableArray<long> numbers = [.. sent.Where(webhook.Waiting.ContainsKey)];
        if (numbers.IsEmpty) return Decision<WebhookEvent>.AlreadyDone;
        if (outcome.Failure is not { } failure) return new WebhookDelivered(numbers);
        var lost = numbers.Where(number => webhook.Waiting[number].Attempts >= pace.Pauses.Length).ToImmutableArray();
        var again = numbers.Except(lost).Select(number => Again(number, webhook.Waiting[number], now, pace)).ToImmutableArray();
        var events = ImmutableArray.CreateBuilder<WebhookEvent>();
        if (!again.IsEmpty) events.Add(new WebhookFailed(again, failure));
        if (!lost.IsEmpty) events.Add(new WebhookGivenUp(lost, failure, 1));
        if (outcome.IsGone) events.Add(new WebhookSwitchedOff(failure));
        return Decision<WebhookEvent>.Of(events.ToImmutable());
    }

    /// <summary>The endpoint as callers see it; null when there is none.</summary>
    public static WebhookView? ViewOf(string id, Versioned<Webhook> on) => on.State.Record is not { } record ? null : new(
        id, record, on.State.Waiting.Count, on.State.Dead.Count, on.State.Delivered, on.State.LastDeliveredAt, on.State.Failure, on.Version);

    // Up to a tenth later, so that what failed together does not come back together; the same for the same message.
    private static MessageTry Again(long number, WebhookMessage message, DateTimeOffset now, WebhookPace pace)
    {
        var pause = pace.Pauses[message.Attempts];
        var spread = (number * 37 + message.Attempts * 11) % 100 / 1_000d;
        return new(number, message.Attempts + 1, now + pause + pause * spread);
    }

    private static Decision<WebhookEvent> Queue(Webhook webhook, ImmutableArray<QueuedNotice> messages, long position)
    {
        var queued = new WebhookQueued(messages, position, null, null);
        return webhook.Waiting.Count < MostWaiting ? queued : Decision<WebhookEvent>.Of(new WebhookGivenUp([webhook.Waiting.Keys.First()], "queue-full", 0), queued);
    }

    private static void Escalate(Webhook webhook, ImmutableArray<OpenAlertNotice> open, TimeSpan after, DateTimeOffset now, ImmutableArray<WebhookEvent>.Builder events)
    {
        var ended = webhook.Escalated.Keys.Where(cause => !open.Any(one => one.Alert.Cause.Key == cause)).ToImmutableArray();
        if (!ended.IsEmpty) events.Add(new WebhookEscalationsEnded(ended));
        var due = open.Where(one => one.Alert.State == AlertState.Raised && one.Alert.RaisedAt + after <= now
                && webhook.Escalated.GetValueOrDefault(one.Alert.Cause.Key) != one.Alert.Occurrence)
            .Take(MostWaiting - Math.Min(MostWaiting, webhook.Waiting.Count))
            .Select(one => new QueuedNotice(
                new(IdOf("escalated", one.Alert.Cause.Key, one.Alert.Occurrence), WebhookTypes.Escalated, one.Alert, one.Region, now),
                WebhookRoutes.DueAt(webhook.Record!.Route, one.Alert.Facts.Severity, now)))
            .ToImmutableArray();
        if (!due.IsEmpty) events.Add(new WebhookQueued(due, null, null, null));
    }

    private static WebhookQueued Digests(ImmutableArray<OpenAlertNotice> open, WebhookRoute route, DateOnly day, DateTimeOffset now)
    {
        var messages = from one in open
                       group one.Alert by one.Alert.Facts.Store into store
                       orderby store.Key
                       let alerts = store.OrderByDescending(alert => alert.Facts.Severity).ThenBy(alert => alert.RaisedAt).ThenBy(alert => alert.Cause.Key, StringComparer.Ordinal)
                       select new QueuedNotice(
                           new(IdOf("digest", $"{day:yyyy-MM-dd}/{store.Key}", 0), WebhookTypes.Digest, null, null, now, new(store.Key, store.Count(), [.. alerts.Take(MostInDigest)])),
                           WebhookRoutes.DueAt(route, AlertSeverity.Info, now));
        // Without anything open the day is done all the same.
        return new([.. messages], null, day, null);
    }

    private static string IdOf(string what, string about, int occurrence)
    {
        var hash = BodyHash.Of(what, about, occurrence).Replace('+', '-').Replace('/', '_');
        return string.Create(CultureInfo.InvariantCulture, $"{what}-{hash}");
    }

    private static Refusal? FormOf(WebhookRecord record)
    {
        if (string.IsNullOrWhiteSpace(record.Name)) return Refusal.Invalid("name", "required");
        if (record.Name.Length > 200) return Refusal.Invalid("name", "at-most-200-characters");
        if (!Enum.IsDefined(record.Format)) return Refusal.Invalid("format", "unknown-value");
        if (record.Url is not { Length: > 0 and <= LongestSealed }) return Refusal.Invalid("url", "required");
        if (record.Secret is { Length: > LongestSealed }) return Refusal.Invalid("secret", "too-long");
        if (record.Format == WebhookFormat.Standard && record.Secret is null) return Refusal.Invalid("secret", "required");
        return FormOf(record.Route);
    }

    private static Refusal? FormOf(WebhookRoute route)
    {
        if (!StoreRules.TimeZoneExists(route.TimeZone)) return Refusal.Invalid("timeZone", "unknown-time-zone");
        if (route.EscalateAfterMinutes is < 1 or > LongestEscalation) return Refusal.Invalid("escalateAfterMinutes", "must-be-1-to-10080");
        if (route is { EscalateAfterMinutes: not null, DigestAt: not null }) return Refusal.Invalid("digestAt", "not-with-escalateAfterMinutes");
        return route.Quiet is { } quiet && quiet.From == quiet.Until ? Refusal.Invalid("quiet.until", "must-differ-from-from") : null;
    }
}
