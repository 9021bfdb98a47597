namespace BeautyGrains.Codes.Gs1;

/// <summary>Days of two-digit years, as GS1 General Specifications 7.12 reads them.</summary>
public static class Gs1Dates
{
    // Clocks that stand outside would lead out of the calendar.
    private const int FirstYear = 1_900;
    private const int LastYear = 2_200;

    /// <summary>
    /// The year that two digits mean: of those that end so, the one from 49 years before to 50 years after the current one. By the specification's own
    /// words: where the digits are 51 to 99 above the current year's they are of the century before, where 50 to 99 below of the one after.
    /// </summary>
    public static int YearOf(int twoDigits, int currentYear)
    {
        var century = currentYear - (currentYear % 100);
        var ahead = twoDigits - (currentYear % 100);
        return century + twoDigits + (ahead >= 51 ? -100 : ahead <= -50 ? 100 : 0);
    }

    /// <summary>Reads "YYMMDD".</summary>
    /// <param name="monthAlone">Day 00 stands for the month; its last day counts.</param>
    /// <returns>Null where there is no such day.</returns>
    public static CodeDate? Day(ReadOnlySpan<char> digits, DateOnly today, bool monthAlone)
    {
        var (year, month, day) = (YearOf(Two(digits), Math.Clamp(today.Year, FirstYear, LastYear)), Two(digits[2..]), Two(digits[4..]));
        if (month is < 1 or > 12 || (day == 0 && !monthAlone)) return null;
        var last = DateTime.DaysInMonth(year, month);
        return day > last ? null : new(new(year, month, day == 0 ? last : day), day == 0);
    }

    /// <summary>Reads "HHMM"; null where there is no such time.</summary>
    public static TimeOnly? Time(ReadOnlySpan<char> digits)
    {
        var (hour, minute) = (Two(digits), Two(digits[2..]));
        return hour > 23 || minute > 59 ? null : new(hour, minute);
    }

    private static int Two(ReadOnlySpan<char> digits) => ((digits[0] - '0') * 10) + (digits[1] - '0');
}
