using System.Globalization;

namespace BeautyGrains.Silo.Forecasting;

/// <summary>Finds out how a file writes its dates: the first of the known ways that fits all of them.</summary>
internal static class DateReader
{
    /// <summary>Ways of writing a date, those without doubt first; of 4/5/15 the American reading is tried before the European one.</summary>
    public static readonly string[] Formats =
    [
        "yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "yyyy年M月d日", "yyyy-M-d H:m:s", "yyyy-M-d'T'H:m:s", "yyyy/M/d H:m:s", "yyyy/M/d H:m",
        "M/d/yyyy", "M/d/yy", "d/M/yyyy", "d/M/yy", "d.M.yyyy", "d.M.yy", "d-M-yyyy", "M-d-yyyy",
    ];

    /// <returns>The ways that fit every text, most likely first.</returns>
    public static List<string> Fitting(IReadOnlyCollection<string> texts) =>
        [.. Formats.Where(format => texts.All(text => Read(text, format) is not null))];

    /// <returns>Null when the text is not written so.</returns>
    public static DateOnly? Read(string text, string format) =>
        DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var time) ? DateOnly.FromDateTime(time) : null;
}
