using System.Globalization;
using NodaTime;
using NodaTime.TimeZones;

namespace BeautyGrains.Grains;

/// <summary>When goods expire, in the store's time zone.</summary>
public static class ExpiryRules
{
    private static readonly ZoneLocalMappingResolver s_firstInstant =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>The first day on which goods with that expiry are bad.</summary>
    public static DateOnly FirstBadDay(Expiry expiry) => (expiry.Kind, expiry.Precision) switch
    {
        (ExpiryKind.ValidThrough, DatePrecision.Day) => expiry.Date.AddDays(1),
        (ExpiryKind.ValidThrough, _) => FirstOfMonth(expiry.Date).AddMonths(1),
        (_, DatePrecision.Day) => expiry.Date,
        _ => FirstOfMonth(expiry.Date),
    };

    /// <summary>The first instant at which goods with that expiry are expired.</summary>
    public static DateTimeOffset ExpiredFrom(Expiry expiry, string timeZone) => StartOfDay(FirstBadDay(expiry), timeZone);

    /// <summary>
    /// The expiry of goods whose pack names only the day they were made: valid through the day before the same date some months later.
    /// China's drug labelling rule (State Food and Drug Administration, order 24 of 2006, article 23) counts so; months without that date end on their last day.
    /// </summary>
    public static Expiry FromMadeOn(DateOnly madeOn, int months)
    {
        var last = madeOn.AddMonths(months).AddDays(-1);
        return new(last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), last, DatePrecision.Day, ExpiryKind.ValidThrough);
    }

    /// <summary>
    /// The first instant of a day; where clocks are set forward at midnight, the day begins later, and one that a zone left out
    /// (it crossed the date line) with the next.
    /// </summary>
    public static DateTimeOffset StartOfDay(DateOnly day, string timeZone) =>
        Zone(timeZone).ResolveLocal(LocalDate.FromDateOnly(day).AtMidnight(), s_firstInstant).ToInstant().ToDateTimeOffset();

    /// <summary>The day in the store.</summary>
    public static DateOnly DayAt(DateTimeOffset now, string timeZone) =>
        Instant.FromDateTimeOffset(now).InZone(Zone(timeZone)).Date.ToDateOnly();

    /// <summary>The rule that a printed expiry breaks, or null.</summary>
    public static string? RuleOf(Expiry expiry) =>
        expiry.Date.Year is < ExpiryText.FirstYear or > ExpiryText.LastYear ? "must-be-between-1900-and-2200"
        : expiry.Printed is not { Length: > 0 and <= Limits.MaxIdLength } ? "must-be-1-to-64-characters"
        : expiry.Precision == DatePrecision.Month && expiry.Date.Day != 1 ? "must-be-the-first-of-the-month"
        : !Enum.IsDefined(expiry.Kind) || !Enum.IsDefined(expiry.Precision) ? "must-be-known"
        : null;

    private static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);

    private static DateTimeZone Zone(string timeZone) => DateTimeZoneProviders.Tzdb[timeZone];
}
