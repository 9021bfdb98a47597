namespace BeautyGrains.Rules.Tests.Alerts;

/// <summary>Nothing that an endpoint should get is lost, and nothing goes where or when it should not.</summary>
public sealed class WebhookTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 5, 4, 4, 0, 0, TimeSpan.Zero);
    private static readonly WebhookPace s_pace = WebhookPace.Default;
    private static readonly Caller s_by = new("P-1", "test");

    private static WebhookRoute Route => new(null, null, AlertSeverity.Info, null, null, null, null, null, "Asia/Shanghai");

    private static AlertView Alert(AlertKind kind = AlertKind.Low, AlertSeverity severity = AlertSeverity.Warning, string? store = "S", string sku = "K", AlertState state = AlertState.Raised, int occurrence = 1) => new(
        AlertCause.Of(kind, store ?? "chain", sku), state, occurrence, new(severity, store, sku, [new("available", "3"), new("threshold", "5"), new("unit", "piece")]),
        s_noon, s_noon, null, null, null, null, 1);

    private static Webhook Endpoint(WebhookRoute? route = null, WebhookFormat format = WebhookFormat.Standard) =>
        Do(Webhook.Empty, it => WebhookRules.Put(it, new("Group", format, "sealed", "example.com", "sealed", true, route ?? Route, true)));

    private static OfferNotice Offer(long position, AlertView? alert = null, string type = "alert.raised", string? region = null) =>
        new(new($"alert-0-{position}", type, alert ?? Alert(), region, s_noon), position);

    [Fact]
    public void A_change_is_kept_once_however_often_it_is_told_and_goes_when_it_was_taken()
    {
        var endpoint = Endpoint();
        foreach (var position in new long[] { 5, 7, 5, 7, 6 }) endpoint = Do(endpoint, it => WebhookRules.Offer(it, Offer(position), s_noon));
        endpoint.Waiting.Values.Select(message => message.Notice.Id).ShouldBe(["alert-0-5", "alert-0-7"]);
        var next = WebhookRules.Next(endpoint, s_pace)!.Value;
        (next.Numbers, next.At).ShouldBe((next.Numbers, s_noon));
        next.Numbers.ShouldBe([1L]);
        endpoint = Do(endpoint, it => WebhookRules.Record(it, next.Numbers, WebhookOutcome.Taken, s_noon, s_pace));
        (endpoint.Waiting.Count, endpoint.Delivered).ShouldBe((1, 1));
        Do(endpoint, it => WebhookRules.Offer(it, Offer(5), s_noon)).Waiting.Count.ShouldBe(1);
    }

    [Fact]
    public void What_is_not_taken_is_tried_again_later_and_later_then_given_up_and_can_be_replayed_under_its_id()
    {
        var (endpoint, now) = (Do(Endpoint(), it => WebhookRules.Offer(it, Offer(1), s_noon)), s_noon);
        var pauses = new List<TimeSpan>();
        while (WebhookRules.Next(endpoint, s_pace) is { } next)
        {
            pauses.Add(next.At - now);
            now = next.At;
            endpoint = Do(endpoint, it => WebhookRules.Record(it, next.Numbers, new("http-503"), now, s_pace));
        }
        pauses.Count.ShouldBe(10);
        for (var i = 1; i < pauses.Count; i++) pauses[i].ShouldBeInRange(s_pace.Pauses[i - 1], s_pace.Pauses[i - 1] * 1.1);
        var dead = endpoint.Dead.Values.ShouldHaveSingleItem();
        (dead.Notice.Id, dead.Attempts, dead.Failure).ShouldBe(("alert-0-1", 10, "http-503"));
        WebhookRules.Replay(endpoint, new(["other"], s_by)).Refusal.ShouldBe(Refusal.Invalid("ids[0]", "not-dead"));
        var replayed = Do(endpoint, it => WebhookRules.Replay(it, new([], s_by)));
        (replayed.Dead.Count, replayed.Waiting.Values.Single().Notice.Id, replayed.Waiting.Values.Single().Attempts).ShouldBe((0, "alert-0-1", 0));
        WebhookRules.Replay(replayed, new(["alert-0-1"], s_by)).IsRepeat.ShouldBeTrue();
    }

    [Fact]
    public void A_message_that_fails_does_not_hold_up_the_next_and_a_full_queue_gives_up_its_oldest()
    {
        var endpoint = Endpoint();
        for (var position = 1; position <= WebhookRules.MostWaiting + 1; position++) endpoint = Do(endpoint, it => WebhookRules.Offer(it, Offer(position), s_noon));
        (endpoint.Waiting.Count, endpoint.Dead.Values.Single().Notice.Id, endpoint.Dead.Values.Single().Failure).ShouldBe((WebhookRules.MostWaiting, "alert-0-1", "queue-full"));
        endpoint = Do(endpoint, it => WebhookRules.Record(it, [2], new("timeout"), s_noon, s_pace));
        WebhookRules.Next(endpoint, s_pace)!.Value.Numbers.ShouldBe([3L]);
    }

    [Fact]
    public void An_endpoint_that_is_gone_is_switched_off_until_it_is_put_again()
    {
        var endpoint = Do(Endpoint(), it => WebhookRules.Offer(it, Offer(1), s_noon));
        endpoint = Do(endpoint, it => WebhookRules.Record(it, [1], new("http-410", IsGone: true), s_noon, s_pace));
        (endpoint.IsActive, endpoint.Waiting.Count, WebhookRules.Next(endpoint, s_pace)).ShouldBe((false, 1, null));
        Do(endpoint, it => WebhookRules.Put(it, endpoint.Record!)).IsActive.ShouldBeTrue();
    }

    [Fact]
    public void A_robot_gets_what_has_gathered_in_one_message_and_no_more_than_twenty_messages_a_minute()
    {
        var endpoint = Endpoint(format: WebhookFormat.Wecom);
        for (var position = 1; position <= 30; position++) endpoint = Do(endpoint, it => WebhookRules.Offer(it, Offer(position), s_noon));
        var first = WebhookRules.Next(endpoint, s_pace)!.Value;
        first.Numbers.Length.ShouldBe(20);
        endpoint = Do(endpoint, it => WebhookRules.Record(it, first.Numbers, WebhookOutcome.Taken, s_noon, s_pace));
        var second = WebhookRules.Next(endpoint, s_pace)!.Value;
        (second.Numbers.Length, second.At - s_noon).ShouldBe((10, TimeSpan.FromSeconds(3)));
    }

    [Theory]
    [InlineData(null, null, null, null, true)]
    [InlineData("low", null, null, null, true)]
    [InlineData("out", null, null, null, false)]
    [InlineData(null, "S", null, null, true)]
    [InlineData(null, "T", null, null, false)]
    [InlineData(null, null, "east", null, true)]
    [InlineData(null, null, "eas", null, false)]
    [InlineData(null, "T", "east", null, true)]
    [InlineData(null, null, null, PersonRole.Buyer, true)]
    [InlineData(null, null, null, PersonRole.Quality, false)]
    public void An_alert_goes_where_kind_store_region_and_role_say(string? kind, string? store, string? region, PersonRole? role, bool wanted)
    {
        var route = Route with { Role = role };
        if (kind is not null) route = route with { Kinds = [AlertKinds.TryRead(kind, out var read) ? read : default] };
        if (store is not null) route = route with { Stores = [store] };
        if (region is not null) route = route with { Regions = [region] };
        WebhookRoutes.Wants(route, Alert(), "east/shanghai").ShouldBe(wanted);
        WebhookRoutes.Wants(route with { LeastSeverity = AlertSeverity.Critical }, Alert(), "east/shanghai").ShouldBeFalse();
        // What concerns the whole chain goes to those who see all of it.
        WebhookRoutes.Wants(route, Alert(store: null), null).ShouldBe(wanted && store is null && region is null);
    }

    [Fact]
    public void Every_role_has_its_kinds()
    {
        foreach (var role in Enum.GetValues<PersonRole>()) WebhookRoutes.KindsOf[role].ShouldNotBeEmpty(role.ToString());
    }

    [Theory]
    [InlineData("22:00", "08:00", "2026-05-04T15:00:00Z", "2026-05-05T00:00:00Z")]
    [InlineData("22:00", "08:00", "2026-05-04T23:59:00Z", "2026-05-05T00:00:00Z")]
    [InlineData("22:00", "08:00", "2026-05-04T00:00:00Z", "2026-05-04T00:00:00Z")]
    [InlineData("12:00", "14:00", "2026-05-04T05:00:00Z", "2026-05-04T06:00:00Z")]
    [InlineData("12:00", "14:00", "2026-05-04T06:00:00Z", "2026-05-04T06:00:00Z")]
    public void In_quiet_hours_only_what_is_critical_is_sent_at_once(string from, string until, string now, string due)
    {
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        var route = Route with { Quiet = new(TimeOnly.Parse(from, invariant), TimeOnly.Parse(until, invariant)) };
        var at = DateTimeOffset.Parse(now, invariant);
        WebhookRoutes.DueAt(route, AlertSeverity.Warning, at).ShouldBe(DateTimeOffset.Parse(due, invariant));
        WebhookRoutes.DueAt(route, AlertSeverity.Critical, at).ShouldBe(at);
    }

    [Fact]
    public void An_alert_that_nobody_takes_care_of_is_escalated_once_for_each_occurrence()
    {
        var endpoint = Endpoint(Route with { EscalateAfterMinutes = 30 });
        Do(endpoint, it => WebhookRules.Offer(it, Offer(1), s_noon)).Waiting.ShouldBeEmpty();
        endpoint = Open(endpoint, s_noon.AddMinutes(29), Alert());
        endpoint.Waiting.ShouldBeEmpty();
        endpoint = Open(endpoint, s_noon.AddMinutes(30), Alert(), Alert(sku: "K2", state: AlertState.Acknowledged));
        endpoint = Open(endpoint, s_noon.AddMinutes(31), Alert(), Alert(sku: "K2", state: AlertState.Acknowledged));
        endpoint.Waiting.Values.Select(message => (message.Notice.Type, message.Notice.Alert!.Cause.Id)).ShouldBe([("alert.escalated", "low:S:K")]);
        endpoint = Open(endpoint, s_noon.AddMinutes(32));
        endpoint.Escalated.ShouldBeEmpty();
        endpoint = Open(endpoint, s_noon.AddMinutes(33), Alert(occurrence: 2));
        endpoint.Waiting.Count.ShouldBe(2);
        endpoint.Waiting.Values.Select(message => message.Notice.Id).ShouldBeUnique();
    }

    [Fact]
    public void A_digest_tells_each_store_what_is_open_once_a_day()
    {
        var endpoint = Endpoint(Route with { DigestAt = new(9, 0) });
        var morning = new DateTimeOffset(2026, 5, 4, 1, 0, 0, TimeSpan.Zero);
        endpoint = Open(endpoint, morning.AddMinutes(-1), Alert());
        endpoint.Waiting.ShouldBeEmpty();
        AlertView[] open = [Alert(), Alert(sku: "K2", severity: AlertSeverity.Critical), Alert(store: "T")];
        endpoint = Open(endpoint, morning, open);
        endpoint = Open(endpoint, morning.AddHours(5), open);
        var digests = endpoint.Waiting.Values.Select(message => message.Notice.Digest!).ToList();
        digests.Select(digest => (digest.Store, digest.Total, digest.Alerts[0].Facts.Sku)).ShouldBe([("S", 2, "K2"), ("T", 1, "K")]);
        Open(endpoint, morning.AddDays(1), open).Waiting.Count.ShouldBe(4);
    }

    private static Webhook Open(Webhook endpoint, DateTimeOffset now, params AlertView[] alerts) =>
        Do(endpoint, it => WebhookRules.OfferOpen(it, new([.. alerts.Select(alert => new OpenAlertNotice(alert, null))]), now));

    private static Webhook Do(Webhook endpoint, Func<Webhook, Decision<WebhookEvent>> rule)
    {
        var decision = rule(endpoint);
        decision.Refusal.ShouldBeNull();
        return decision.Events.Aggregate(endpoint, (state, happened) => state.After(happened, new(1, s_noon, s_by.Actor)));
    }
}
