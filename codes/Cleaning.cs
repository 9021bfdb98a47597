namespace BeautyGrains.Codes;

/// <summary>
/// What scanners, their drivers and people make of a code on the way is undone: blanks and line ends around it, full-width characters of Chinese input
/// methods, and whatever stands in for the separator, which keyboards cannot type. None of the stand-ins may occur in a GS1 value but for the three
/// that are spelt with angle brackets, and no maker prints those.
/// </summary>
internal static class Cleaning
{
    /// <summary>The separator of element strings (FNC1 as it is transmitted).</summary>
    public const char Separator = '\u001d';

    private static readonly string[] s_standIns =
        ["{GS}", "[GS]", "<GS>", "{FNC1}", "[FNC1]", "<FNC1>", "\\u001d", "\\u001D", "\\x1d", "\\x1D", "^]", "\u241d", "\u00e8", "\u001e", "\u001c", "|"];

    /// <summary>The cleaned code; empty where there is nothing else than blanks.</summary>
    public static CodePiece Of(string raw, List<CodeFinding> notes)
    {
        var (start, end) = (0, raw.Length);
        while (start < end && IsBlank(raw[start])) start++;
        while (end > start && IsBlank(raw[end - 1])) end--;
        var (text, places) = (new List<char>(end - start), new List<int>(end - start + 1));
        for (var i = start; i < end;)
        {
            var standIn = StandIn(raw, i, end);
            if (standIn > 0) notes.Add(new("separator-stand-in", i));
            else if (Narrow(raw[i]) != raw[i] && !notes.Exists(note => note.Rule == "full-width")) notes.Add(new("full-width", i));
            text.Add(standIn > 0 ? Separator : Narrow(raw[i]));
            places.Add(i);
            i += Math.Max(1, standIn);
        }
        places.Add(end);
        return new(new([.. text]), [.. places]);
    }

    // A separator at the end says nothing; scanners end with carriage return, line feed or tabulator.
    private static bool IsBlank(char c) => c is ' ' or '\t' or '\r' or '\n' or '\0' or '\ufeff' or '\u00a0' or '\u3000' or '\u0003' or '\u0004';

    private static int StandIn(string raw, int at, int end)
    {
        foreach (var standIn in s_standIns)
            if (at + standIn.Length <= end && string.CompareOrdinal(raw, at, standIn, 0, standIn.Length) == 0) return standIn.Length;
        return 0;
    }

    // The block of full-width forms of ASCII.
    private static char Narrow(char c) => c is >= '\uff01' and <= '\uff5e' ? (char)(c - 0xfee0) : c;
}
