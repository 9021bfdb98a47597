namespace BeautyGrains.Grains;

/// <summary>Until when opened goods are used, in the store's time zone.</summary>
public static class UseByRules
{
    /// <summary>
    /// The first instant at which a period that begins now is over. Hours are counted exactly. Days and months end as the shelf life of lots does: the day on which
    /// the period begins is its first, and the last good day is the one before the same date some days or months later.
    /// </summary>
    public static DateTimeOffset End(OpenPeriod period, DateTimeOffset from, string timeZone)
    {
        if (period.Unit == PeriodUnit.Hours) return from.AddHours(period.Length);
        var day = ExpiryRules.DayAt(from, timeZone);
        return ExpiryRules.StartOfDay(period.Unit == PeriodUnit.Days ? day.AddDays(period.Length) : day.AddMonths(period.Length), timeZone);
    }

    /// <summary>What was so far the end, or that of a period that begins now, whichever is earlier; null for never.</summary>
    public static DateTimeOffset? Earlier(DateTimeOffset? sofar, OpenPeriod? period, DateTimeOffset from, string timeZone)
    {
        if (period is null) return sofar;
        var end = End(period, from, timeZone);
        return sofar < end ? sofar : end;
    }
}
