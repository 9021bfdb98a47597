namespace BeautyGrains.Codes.Gs1;

/// <summary>
/// GS1 Digital Link addresses (GS1 Digital Link Standard: URI Syntax): somewhere in the path a primary key and its value, behind it qualifiers and theirs,
/// more elements in the query. Of the qualifiers the order does not matter here. The compressed form needs a table of its own and is refused by name.
/// </summary>
internal static class DigitalLinks
{
    private const int ShortestCompressed = 10;
    private const int GtinLength = 14;

    private static readonly string[] s_keys = ["00", "01", "253", "255", "401", "402", "414", "415", "417", "8003", "8004", "8006", "8010", "8013", "8017", "8018"];

    // Words of the standard's first versions, still on packs.
    private static readonly Dictionary<string, string> s_words = new(StringComparer.Ordinal)
    {
        ["gtin"] = "01", ["cpv"] = "22", ["lot"] = "10", ["ser"] = "21", ["sscc"] = "00", ["gln"] = "414", ["itip"] = "8006", ["gtin8"] = "01", ["exp"] = "17", ["expdt"] = "7003",
    };

    public static bool IsAddress(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    public static void Read(CodePiece text, Findings findings, DateOnly today)
    {
        var fragment = text.Text.IndexOf('#', StringComparison.Ordinal);
        var address = fragment < 0 ? text : text.Slice(0, fragment);
        var query = address.Text.IndexOf('?', StringComparison.Ordinal);
        var host = address.Text.IndexOf("//", StringComparison.Ordinal) + 2;
        var path = address.Text.IndexOf('/', host);
        var pathEnd = query < 0 ? address.Length : query;
        var segments = path < 0 || path >= pathEnd ? [] : Split(address.Slice(path + 1, pathEnd - path - 1), '/');
        var key = segments.FindIndex(segment => s_keys.Contains(Ai(segment.Text)));
        if (key < 0 || key == segments.Count - 1)
        {
            var isCompressed = segments.Exists(segment => IsCompressed(segment.Text));
            findings.Fault(isCompressed ? "compressed-digital-link" : "no-gs1-key-in-the-address", segments.Count == 0 ? text.At(text.Length) : segments[^1].At(0));
            return;
        }
        Path(segments, key, findings, today);
        if (query >= 0) Query(address.Slice(query + 1), findings, today);
    }

    private static void Path(List<CodePiece> segments, int key, Findings findings, DateOnly today)
    {
        for (var i = key; i < segments.Count; i += 2)
        {
            var name = segments[i];
            if (i + 1 == segments.Count)
            {
                // A slash at the end, or what follows key and value compressed.
                if (name.Length > 0) findings.Fault(IsCompressed(name.Text) ? "compressed-digital-link" : "value-missing", name.At(0));
            }
            else Element(name, segments[i + 1], findings, today);
        }
    }

    // Other parameters, such as linkType, are the resolver's; all-digit ones are GS1's.
    private static void Query(CodePiece query, Findings findings, DateOnly today)
    {
        foreach (var pair in Split(query, '&', ';'))
        {
            var equals = pair.Text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) continue;
            var name = pair.Slice(0, equals);
            if (s_words.ContainsKey(name.Text) || (name.Length is >= 2 and <= 4 && name.Text.All(char.IsAsciiDigit))) Element(name, pair.Slice(equals + 1), findings, today);
        }
    }

    private static void Element(CodePiece name, CodePiece escaped, Findings findings, DateOnly today)
    {
        var ai = Ai(name.Text);
        if (Identifiers.Find(ai) is not { } known)
        {
            findings.Note("unknown-ai", name.At(0), ai.Length <= 20 ? ai : ai[..20]);
            return;
        }
        var (value, brokenAt) = escaped.Unescaped();
        if (value is null) findings.Fault("broken-escape", brokenAt, ai);
        else ElementValue.Read(known, ai == "01" ? Padded(value) : value, findings, today);
    }

    // Addresses may carry a GTIN of 8, 12 or 13 digits.
    private static CodePiece Padded(CodePiece value) => value.Length is 8 or 12 or 13
        ? new(value.Text.PadLeft(GtinLength, '0'), [.. Enumerable.Repeat(value.At(0), GtinLength - value.Length), .. value.Places])
        : value;

    private static string Ai(string segment) => s_words.GetValueOrDefault(segment, segment);

    private static bool IsCompressed(string segment) =>
        segment.Length >= ShortestCompressed && segment.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        && segment.Any(char.IsAsciiDigit) && segment.Any(char.IsAsciiLetterLower) && segment.Any(char.IsAsciiLetterUpper);

    private static List<CodePiece> Split(CodePiece text, params ReadOnlySpan<char> by)
    {
        var pieces = new List<CodePiece>();
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !by.Contains(text.Text[i])) continue;
            pieces.Add(text.Slice(start, i - start));
            start = i + 1;
        }
        return pieces;
    }
}
