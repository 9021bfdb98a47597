using System.Globalization;

namespace BeautyGrains.Codes.Gs1;

/// <summary>What characters a part of a value may have.</summary>
internal enum Charset
{
    /// <summary>Digits.</summary>
    Digits,
    /// <summary>The 82 characters of GS1 General Specifications 7.11, table 1.</summary>
    Set82,
    /// <summary>The 39 of table 2: digits, capitals and # - /</summary>
    Set39,
    /// <summary>The 64 of table 3, and =: base64 for addresses.</summary>
    Set64,
}

/// <summary>What a part of a value means, as far as it can be checked.</summary>
internal enum Meaning
{
    None,
    /// <summary>Ends with a check digit.</summary>
    Checked,
    /// <summary>YYMMDD.</summary>
    Day,
    /// <summary>YYMMDD, of which DD may be 00.</summary>
    DayOrMonth,
    /// <summary>HHMM.</summary>
    Time,
    /// <summary>HHMM, or 9999 for none.</summary>
    TimeOrNone,
}

/// <summary>A part of a value.</summary>
/// <param name="Shortest">Characters; 0 where all of it may be left out.</param>
internal sealed record Part(Charset Charset, int Shortest, int Longest, Meaning Meaning)
{
    /// <summary>Reads "N14:check", "X..20", "[N4:time]".</summary>
    public static Part Parse(string text)
    {
        var isOptional = text[0] == '[';
        var pieces = text.Trim('[', ']').Split(':');
        var charset = pieces[0][0] switch { 'N' => Charset.Digits, 'X' => Charset.Set82, 'Y' => Charset.Set39, _ => Charset.Set64 };
        var isOpen = pieces[0].Contains("..", StringComparison.Ordinal);
        var longest = int.Parse(pieces[0].AsSpan(isOpen ? 3 : 1), NumberStyles.None, CultureInfo.InvariantCulture);
        var meaning = pieces.Length == 1 ? Meaning.None : pieces[1] switch
        {
            "check" => Meaning.Checked,
            "day" => Meaning.Day,
            "month" => Meaning.DayOrMonth,
            "time" => Meaning.Time,
            _ => Meaning.TimeOrNone,
        };
        return new(charset, isOptional ? 0 : isOpen ? 1 : longest, longest, meaning);
    }

    /// <summary>The first character that it may not have; -1 for none.</summary>
    public int FirstForbidden(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
            if (!Has(text[i])) return i;
        return -1;
    }

    private bool Has(char c) => Charset switch
    {
        Charset.Digits => char.IsAsciiDigit(c),
        Charset.Set39 => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c) || c is '#' or '-' or '/',
        Charset.Set64 => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '=',
        _ => char.IsAsciiLetterOrDigit(c) || c is '!' or '"' or '%' or '&' or '\'' or '(' or ')' or '*' or '+' or ',' or '-' or '.' or '/' or ':' or ';' or '<' or '=' or '>' or '?' or '_',
    };
}

/// <summary>A GS1 application identifier.</summary>
/// <param name="Ai">2 to 4 digits.</param>
/// <param name="Decimals">Where the value is a number: how many of its digits stand behind the point; null for others.</param>
internal sealed record Identifier(string Ai, string Title, ImmutableArray<Part> Parts, int? Decimals)
{
    public int Shortest { get; } = Parts.Sum(part => part.Shortest);

    public int Longest { get; } = Parts.Sum(part => part.Longest);

    /// <summary>Its length is known from its first two digits, so that no separator need follow.</summary>
    public bool IsPredefined => Identifiers.PredefinedLength(Ai) is not null;
}
