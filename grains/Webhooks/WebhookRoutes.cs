using System.Collections.Frozen;
using NodaTime;

namespace BeautyGrains.Grains;

/// <summary>Which alerts go to which endpoint, and when. Pure.</summary>
public static class WebhookRoutes
{
    private static readonly FrozenSet<AlertKind> s_all = Enum.GetValues<AlertKind>().ToFrozenSet();

    /// <summary>
    /// The kinds that a role acts on. Data, not rules: an endpoint that names its kinds does without it. Who sells must know what is missing, who stores what
    /// expires or stands still, who buys what runs low, who answers for quality what papers and dates say; who runs stores everything.
    /// </summary>
    public static FrozenDictionary<PersonRole, FrozenSet<AlertKind>> KindsOf { get; } = new Dictionary<PersonRole, FrozenSet<AlertKind>>
    {
        [PersonRole.Cashier] = Some(AlertKind.Out),
        [PersonRole.Therapist] = Some(AlertKind.Out, AlertKind.Expired),
        [PersonRole.Nurse] = Some(AlertKind.Out, AlertKind.Expired),
        [PersonRole.Physician] = Some(AlertKind.Out, AlertKind.Expired, AlertKind.Registration),
        [PersonRole.Pharmacist] = Some(AlertKind.Out, AlertKind.NearExpiry, AlertKind.Expired, AlertKind.Registration, AlertKind.Licence),
        [PersonRole.Buyer] = Some(AlertKind.Low, AlertKind.Out, AlertKind.OverStock, AlertKind.Registration, AlertKind.Qualification, AlertKind.OrderOverdue),
        [PersonRole.Warehouse] = Some(AlertKind.Low, AlertKind.Out, AlertKind.Unmatched, AlertKind.NearExpiry, AlertKind.Expired, AlertKind.TransferStuck, AlertKind.Incident, AlertKind.OrderOverdue),
        [PersonRole.Quality] = Some(AlertKind.NearExpiry, AlertKind.Expired, AlertKind.Incident, AlertKind.Registration, AlertKind.Licence, AlertKind.Qualification),
        [PersonRole.StoreManager] = s_all,
        [PersonRole.RegionalManager] = s_all,
        [PersonRole.Finance] = Some(AlertKind.OverStock, AlertKind.Expired, AlertKind.Unmatched),
        [PersonRole.Operations] = s_all,
        [PersonRole.Auditor] = Some(AlertKind.Unmatched, AlertKind.Incident),
        [PersonRole.Administrator] = s_all,
    }.ToFrozenDictionary();

    /// <summary>Does an alert go to an endpoint at all?</summary>
    /// <param name="region">Of the alert's store; null where it has none.</param>
    public static bool Wants(WebhookRoute route, AlertView alert, string? region) =>
        (route.Role is not { } role || KindsOf[role].Contains(alert.Cause.Kind))
        && (route.Kinds is not { } kinds || kinds.Contains(alert.Cause.Kind))
        && alert.Facts.Severity >= route.LeastSeverity
        && Covers(route, alert.Facts.Store, region);

    /// <summary>Does a change of that type go to an endpoint as it comes? Robots hear what people act on.</summary>
    public static bool Tells(WebhookFormat format, string type) => format == WebhookFormat.Standard
        ? type != "alert.facts-changed"
        : type is "alert.raised" or "alert.worsened" or "alert.snooze-ended" or "alert.resolved";

    /// <summary>When a message may be sent: at once, or when the quiet hours end.</summary>
    public static DateTimeOffset DueAt(WebhookRoute route, AlertSeverity severity, DateTimeOffset now)
    {
        if (route.Quiet is not { } quiet || severity == AlertSeverity.Critical) return now;
        var zone = DateTimeZoneProviders.Tzdb[route.TimeZone];
        var local = Instant.FromDateTimeOffset(now).InZone(zone);
        var time = local.TimeOfDay.ToTimeOnly();
        var isQuiet = quiet.From <= quiet.Until ? time >= quiet.From && time < quiet.Until : time >= quiet.From || time < quiet.Until;
        if (!isQuiet) return now;
        var day = time < quiet.Until ? local.Date : local.Date.PlusDays(1);
        return zone.AtLeniently(day + LocalTime.FromTimeOnly(quiet.Until)).ToDateTimeOffset();
    }

    /// <summary>The day whose digest is due; null when none is.</summary>
    public static DateOnly? DigestDue(WebhookRoute route, DateOnly? last, DateTimeOffset now)
    {
        if (route.DigestAt is not { } at) return null;
        var local = Instant.FromDateTimeOffset(now).InZone(DateTimeZoneProviders.Tzdb[route.TimeZone]);
        var day = local.Date.ToDateOnly();
        return local.TimeOfDay.ToTimeOnly() >= at && !(last >= day) ? day : null;
    }

    private static bool Covers(WebhookRoute route, string? store, string? region)
    {
        if (route.Stores is null && route.Regions is null) return true;
        if (store is null) return false;
        return route.Stores?.Contains(store) == true
            || region is not null && route.Regions?.Any(wanted => region == wanted || region.StartsWith(wanted + "/", StringComparison.Ordinal)) == true;
    }

    private static FrozenSet<AlertKind> Some(params ReadOnlySpan<AlertKind> kinds) => kinds.ToArray().ToFrozenSet();
}
