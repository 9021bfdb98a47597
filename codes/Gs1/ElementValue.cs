using System.Globalization;

namespace BeautyGrains.Codes.Gs1;

/// <summary>Checks the value of an element against its identifier.</summary>
internal static class ElementValue
{
    private const int CurrencyDigits = 3;

    /// <summary>Adds the element, or what is wrong with it.</summary>
    public static void Read(Identifier identifier, CodePiece value, Findings findings, DateOnly today)
    {
        if (value.Length < identifier.Shortest)
        {
            findings.Fault(Lengths(identifier) ? $"must-be-{identifier.Longest}-characters" : $"at-least-{identifier.Shortest}-characters", value.At(value.Length), identifier.Ai);
            return;
        }
        if (value.Length > identifier.Longest)
        {
            findings.Fault(Lengths(identifier) ? $"must-be-{identifier.Longest}-characters" : $"at-most-{identifier.Longest}-characters", value.At(identifier.Longest), identifier.Ai);
            return;
        }
        var (at, date) = (0, (CodeDate?)null);
        foreach (var part in identifier.Parts)
        {
            var length = Math.Min(part.Longest, value.Length - at);
            if (length == 0) continue;
            if (Broken(part, value.Text.AsSpan(at, length), today, ref date) is var (rule, place) && rule.Length > 0)
            {
                findings.Fault(rule, value.At(at + place), identifier.Ai);
                return;
            }
            at += length;
        }
        findings.Add(new(identifier.Ai, identifier.Title, value.Text, value.At(0), NumberOf(identifier, value.Text), date));
    }

    private static bool Lengths(Identifier identifier) => identifier.Shortest == identifier.Longest;

    private static (string Rule, int At) Broken(Part part, ReadOnlySpan<char> text, DateOnly today, ref CodeDate? date)
    {
        if (part.FirstForbidden(text) is var forbidden and >= 0) return (part.Charset == Charset.Digits ? "must-be-digits" : "forbidden-character", forbidden);
        if (part.Charset == Charset.Digits && text.Length < part.Longest && part.Meaning != Meaning.None) return ("too-short", text.Length);
        switch (part.Meaning)
        {
            case Meaning.Checked when !CheckDigits.IsRight(text):
                return ("wrong-check-digit", text.Length - 1);
            case Meaning.Day or Meaning.DayOrMonth:
                if (Gs1Dates.Day(text, today, part.Meaning == Meaning.DayOrMonth) is not { } day) return ("no-such-day", 0);
                date ??= day;
                return ("", 0);
            case Meaning.TimeOrNone when text is "9999":
                return ("", 0);
            case Meaning.Time or Meaning.TimeOrNone:
                if (Gs1Dates.Time(text) is not { } time) return ("no-such-time", 0);
                date = date is { } of ? of with { Time = time } : null;
                return ("", 0);
            default:
                return ("", 0);
        }
    }

    // Amounts with a currency have its three digits before them.
    private static decimal? NumberOf(Identifier identifier, string value)
    {
        if (identifier.Decimals is not { } decimals) return null;
        var digits = identifier.Parts.Length > 1 ? value.AsSpan(CurrencyDigits) : value.AsSpan();
        var number = decimal.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        for (var i = 0; i < decimals; i++) number /= 10;
        return number;
    }
}
