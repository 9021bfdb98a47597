namespace BeautyGrains.Contracts;

/// <summary>How messages to an endpoint look.</summary>
[GenerateSerializer, Alias("bg.WebhookFormat")]
public enum WebhookFormat
{
    /// <summary>JSON, signed as Standard Webhooks has it.</summary>
    Standard,
    /// <summary>A robot of a WeCom group.</summary>
    Wecom,
    /// <summary>A robot of a DingTalk group.</summary>
    Dingtalk,
    /// <summary>A robot of a Feishu group.</summary>
    Feishu,
}

/// <summary>An endpoint that alerts are sent to.</summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Url">Sealed: addresses of robots are secrets.</param>
/// <param name="Host">The address's host, to be shown.</param>
/// <param name="Secret">Sealed; what messages are signed with; null for robots without one.</param>
/// <param name="InChinese">Language of the texts; false for English.</param>
/// <param name="Active">False: nothing is sent, and nothing new is kept to be sent.</param>
[GenerateSerializer, Immutable, Alias("bg.WebhookRecord")]
public sealed record WebhookRecord(string Name, WebhookFormat Format, string Url, string Host, string? Secret, bool InChinese, WebhookRoute Route, bool Active);

/// <summary>Which alerts an endpoint gets, and when.</summary>
/// <param name="Role">Kinds that the table of roles gives this role; null for all.</param>
/// <param name="Kinds">Of these kinds alone; null for all.</param>
/// <param name="LeastSeverity">At least so severe.</param>
/// <param name="Stores">Of these stores; null for all.</param>
/// <param name="Regions">Of stores in these regions and below them, such as "east"; null for all. With <paramref name="Stores"/> too: of either.</param>
/// <param name="Quiet">When only critical alerts are sent; null for never.</param>
/// <param name="EscalateAfterMinutes">Only alerts that nobody has taken care of for so long: 1 to 10,080; null: alerts as they come.</param>
/// <param name="DigestAt">Only a digest for each store once a day at this time of day, "HH:mm"; null: alerts as they come.</param>
/// <param name="TimeZone">IANA name, for quiet hours and digests.</param>
[GenerateSerializer, Immutable, Alias("bg.WebhookRoute")]
public sealed record WebhookRoute(
    PersonRole? Role,
    EquatableList<AlertKind>? Kinds,
    AlertSeverity LeastSeverity,
    EquatableList<string>? Stores,
    EquatableList<string>? Regions,
    QuietHours? Quiet,
    int? EscalateAfterMinutes,
    TimeOnly? DigestAt,
    string TimeZone);

/// <summary>Hours of every day, over midnight where the end is before the start.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="Until">Exclusive.</param>
[GenerateSerializer, Immutable, Alias("bg.QuietHours")]
public sealed record QuietHours(TimeOnly From, TimeOnly Until);

/// <summary>A message about one alert.</summary>
/// <param name="Id">The same for every try and for every repeat.</param>
/// <param name="Type">Such as "alert.raised"; "alert.digest" and "test" have other facts.</param>
/// <param name="Alert">As it stood; null for tests and digests.</param>
/// <param name="Region">Of the alert's store; null where it has none.</param>
/// <param name="At">When it happened.</param>
/// <param name="Digest">With digests.</param>
[GenerateSerializer, Immutable, Alias("bg.WebhookNotice")]
public sealed record WebhookNotice(string Id, string Type, AlertView? Alert, string? Region, DateTimeOffset At, WebhookDigest? Digest = null);

/// <summary>What is open in a store.</summary>
/// <param name="Store">Null for what concerns the whole chain.</param>
/// <param name="Total">How many alerts are open.</param>
/// <param name="Alerts">What matters most of them, at most 50.</param>
[GenerateSerializer, Immutable, Alias("bg.WebhookDigest")]
public sealed record WebhookDigest(string? Store, int Total, EquatableList<AlertView> Alerts);

/// <summary>What becomes of a message.</summary>
[GenerateSerializer, Alias("bg.WebhookMessageState")]
public enum WebhookMessageState
{
    /// <summary>It will be sent, for the first time or again.</summary>
    Waiting,
    /// <summary>All tries were in vain; it can be replayed.</summary>
    Dead,
}

/// <summary>A message that has not been delivered.</summary>
/// <param name="Attempts">Tries so far.</param>
/// <param name="Due">When it is tried next; null for dead ones.</param>
/// <param name="Failure">Why the last try failed, in a word.</param>
[GenerateSerializer, Immutable, Alias("bg.WebhookMessageView")]
public sealed record WebhookMessageView(string Id, string Type, string? Alert, WebhookMessageState State, int Attempts, DateTimeOffset? Due, string? Failure);

/// <summary>An endpoint as it now stands.</summary>
/// <param name="Waiting">Messages that will be sent.</param>
/// <param name="Dead">Messages that were given up.</param>
/// <param name="Failure">Why it was switched off by itself, in a word; null when it was not.</param>
[GenerateSerializer, Immutable, Alias("bg.WebhookView")]
public sealed record WebhookView(string Id, WebhookRecord Record, int Waiting, int Dead, long Delivered, DateTimeOffset? LastDeliveredAt, string? Failure, long Version);

/// <summary>Asks to create or replace an endpoint.</summary>
[GenerateSerializer, Immutable, Alias("bg.PutWebhook")]
public sealed record PutWebhook(WebhookRecord Record, Caller By);

/// <summary>Asks to forget an endpoint with its address, secret and messages.</summary>
[GenerateSerializer, Immutable, Alias("bg.RemoveWebhook")]
public sealed record RemoveWebhook(Caller By);

/// <summary>Asks to send dead messages again.</summary>
/// <param name="Ids">Which; empty for all.</param>
[GenerateSerializer, Immutable, Alias("bg.ReplayWebhook")]
public sealed record ReplayWebhook(EquatableList<string> Ids, Caller By);

/// <summary>Tells of a change of an alert.</summary>
/// <param name="Position">The change's number in the journal: what is not above the highest told is a repeat.</param>
[GenerateSerializer, Immutable, Alias("bg.OfferNotice")]
public sealed record OfferNotice(WebhookNotice Notice, long Position);

/// <summary>Alerts that are open, for what time alone makes due.</summary>
[GenerateSerializer, Immutable, Alias("bg.OfferOpen")]
public sealed record OfferOpen(ImmutableArray<OpenAlertNotice> Alerts);

/// <summary>One open alert.</summary>
/// <param name="Region">Of its store; null where it has none.</param>
[GenerateSerializer, Immutable, Alias("bg.OpenAlertNotice")]
public sealed record OpenAlertNotice(AlertView Alert, string? Region);
