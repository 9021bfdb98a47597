using System.Globalization;
using System.Security.Cryptography;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Grains;

namespace BeautyGrains.Api.Webhooks;

/// <summary>Hours of every day, over midnight where the end is before the start.</summary>
/// <param name="From">"HH:mm", inclusive.</param>
/// <param name="Until">"HH:mm", exclusive.</param>
internal sealed record QuietHoursBody([property: Needed] string? From, [property: Needed] string? Until);

/// <summary>An endpoint that alerts are sent to.</summary>
/// <param name="Url">https; http only into networks that the settings name.</param>
/// <param name="Format">standard, wecom, dingtalk or feishu.</param>
/// <param name="Secret">What messages are signed with: standard "whsec_…" (made when absent), dingtalk and feishu as the robot's maker shows it; absent: the one before.</param>
/// <param name="Language">zh-CN or en; zh-CN when absent.</param>
/// <param name="Role">Kinds of this role alone; absent for all.</param>
/// <param name="Severity">At least so severe; info when absent.</param>
/// <param name="EscalateAfterMinutes">Only alerts that nobody has taken care of for so long.</param>
/// <param name="DigestAt">"HH:mm": only a digest for each store once a day.</param>
/// <param name="TimeZone">IANA name; Asia/Shanghai when absent.</param>
internal sealed record WebhookBody(
    [property: Needed] string? Name,
    [property: Needed] string? Url,
    [property: Needed] string? Format,
    string? Secret,
    string? Language,
    string? Role,
    IReadOnlyList<string?>? Kinds,
    string? Severity,
    IReadOnlyList<string?>? Stores,
    IReadOnlyList<string?>? Regions,
    QuietHoursBody? Quiet,
    int? EscalateAfterMinutes,
    string? DigestAt,
    string? TimeZone,
    bool? Active)
{
    private const string SecretMark = "whsec_";

    /// <summary>The record with what must not be read sealed, and the secret where the house has made one.</summary>
    public (WebhookRecord Record, string? Made) ToRecord(string id, WebhookRecord? before, IWebhookSealer sealer, WebhookNetworks networks, Check check)
    {
        var name = check.Text("name", Name, 200);
        var format = check.Word<WebhookFormat>("format", Format);
        if (networks.RuleOf(Url, out var address) is { } rule) check.Add("url", rule);
        if (Language is not (null or "zh-CN" or "en")) check.Add("language", "must-be-one-of:zh-CN,en");
        if (Secret is not null && RuleOf(format, Secret) is { } broken) check.Add("secret", broken);
        var route = Route(check);
        if (check.Failed) return (null!, null);
        var kept = Secret is null && before?.Format == format ? before.Secret : null;
        var made = Secret is null && kept is null && format == WebhookFormat.Standard ? SecretMark + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) : null;
        var secret = kept ?? ((Secret ?? made) is { } text ? sealer.Seal(id, text) : null);
        return (new(name, format, sealer.Seal(id, Url!), address!.Authority, secret, Language != "en", route, Active ?? true), made);
    }

    // The specification asks for 24 to 64 bytes.
    private static string? RuleOf(WebhookFormat format, string secret)
    {
        if (format == WebhookFormat.Wecom) return "not-with-this-format";
        if (secret.Length is 0 or > 200 || secret.Any(c => c is <= ' ' or > '~')) return "must-be-a-secret";
        if (format != WebhookFormat.Standard) return null;
        var bytes = new byte[200];
        var isKey = secret.StartsWith(SecretMark, StringComparison.Ordinal) && Convert.TryFromBase64String(secret[SecretMark.Length..], bytes, out var length) && length is >= 24 and <= 64;
        return isKey ? null : "must-be-whsec-and-base64-of-24-to-64-bytes";
    }

    private WebhookRoute Route(Check check)
    {
        var kinds = check.OptionalList("kinds", Kinds, 64);
        var stores = Ids(check, "stores", Stores);
        var regions = check.OptionalList("regions", Regions, 1_000);
        for (var i = 0; i < regions.Count; i++) check.Text($"regions[{i}]", regions[i], 200);
        if (TimeZone is not null && !StoreRules.TimeZoneExists(TimeZone)) check.Add("timeZone", "unknown-time-zone");
        return new(
            check.OptionalWord<PersonRole>("role", Role),
            Kinds is null ? null : [.. kinds.Select((kind, i) => check.Word<AlertKind>($"kinds[{i}]", kind)).Distinct()],
            check.OptionalWord<AlertSeverity>("severity", Severity) ?? AlertSeverity.Info,
            Stores is null ? null : [.. stores.Distinct(StringComparer.Ordinal)],
            Regions is null ? null : [.. regions.Distinct(StringComparer.Ordinal)],
            Quiet is null ? null : new(Time(check, "quiet.from", Quiet.From, true) ?? default, Time(check, "quiet.until", Quiet.Until, true) ?? default),
            check.Whole("escalateAfterMinutes", EscalateAfterMinutes, 1, 10_080), Time(check, "digestAt", DigestAt, false), TimeZone ?? "Asia/Shanghai");
    }

    private static IReadOnlyList<string> Ids(Check check, string field, IReadOnlyList<string?>? given)
    {
        var ids = check.OptionalList(field, given, 1_000);
        for (var i = 0; i < ids.Count; i++) check.Id($"{field}[{i}]", ids[i]);
        return ids;
    }

    private static TimeOnly? Time(Check check, string field, string? given, bool needed)
    {
        if (given is null)
        {
            if (needed) check.Add(field, "required");
            return null;
        }
        if (TimeOnly.TryParseExact(given, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time;
        check.Add(field, "must-be-a-time-of-day");
        return null;
    }
}

/// <summary>An endpoint without what must not be read.</summary>
/// <param name="Host">Of its address.</param>
/// <param name="Waiting">Messages that will be sent.</param>
/// <param name="Dead">Messages that were given up and can be replayed.</param>
/// <param name="Failure">Why it was switched off by itself, such as "http-410"; put it again to switch it on.</param>
/// <param name="Secret">Told once, where the house has made it.</param>
internal sealed record WebhookJson(
    string Id,
    string Name,
    string Host,
    WebhookFormat Format,
    string Language,
    PersonRole? Role,
    IReadOnlyList<AlertKind>? Kinds,
    AlertSeverity Severity,
    IReadOnlyList<string>? Stores,
    IReadOnlyList<string>? Regions,
    QuietHoursBody? Quiet,
    int? EscalateAfterMinutes,
    string? DigestAt,
    string TimeZone,
    bool Active,
    int Waiting,
    int Dead,
    long Delivered,
    DateTimeOffset? LastDeliveredAt,
    string? Failure,
    string? Secret,
    long Version)
{
    public static WebhookJson Of(WebhookView it, string? secret = null)
    {
        var (record, route) = (it.Record, it.Record.Route);
        return new(
            it.Id, record.Name, record.Host, record.Format, record.InChinese ? "zh-CN" : "en", route.Role, route.Kinds, route.LeastSeverity, route.Stores, route.Regions,
            route.Quiet is { } quiet ? new(Text(quiet.From), Text(quiet.Until)) : null, route.EscalateAfterMinutes, route.DigestAt is { } at ? Text(at) : null, route.TimeZone,
            record.Active, it.Waiting, it.Dead, it.Delivered, it.LastDeliveredAt, it.Failure, secret, it.Version);
    }

    private static string Text(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>Endpoints, by id.</summary>
internal sealed record WebhookList(IReadOnlyList<WebhookJson> Items);

/// <summary>Messages that were not delivered: those that will be sent, then those that were given up.</summary>
internal sealed record WebhookMessages(IReadOnlyList<WebhookMessageView> Items);
