namespace BeautyGrains.Codes.Gs1;

/// <summary>
/// Element strings as scanners transmit them: AI and value one behind the other; where the length is not predefined a separator ends the value, unless it
/// is the last (GS1 General Specifications 7.8). The order does not matter, and a separator that was not needed does no harm.
/// </summary>
internal static class ElementStrings
{
    public static void Read(CodePiece text, Findings findings, DateOnly today)
    {
        for (var at = 0; at < text.Length;)
        {
            if (text.Text[at] == Cleaning.Separator) at++;
            else if (Identifiers.AtStart(text.Text.AsSpan(at)) is { } known) at = Known(known, text, at, findings, today);
            else if (!Unknown(text, ref at, findings)) return;
        }
    }

    private static int Known(Identifier identifier, CodePiece text, int at, Findings findings, DateOnly today)
    {
        var start = at + identifier.Ai.Length;
        var end = End(text, start);
        if (identifier.IsPredefined) end = Math.Min(end, start + identifier.Longest);
        ElementValue.Read(identifier, text.Slice(start, end - start), findings, today);
        return end;
    }

    /// <summary>Goes past what is not known, if it can be told where it ends; whatever came before is good all the same.</summary>
    private static bool Unknown(CodePiece text, ref int at, Findings findings)
    {
        var digits = 0;
        while (digits < 4 && at + digits < text.Length && char.IsAsciiDigit(text.Text[at + digits])) digits++;
        if (digits < 2)
        {
            findings.Fault("must-be-an-ai", text.At(at));
            return false;
        }
        var ai = text.Text.Substring(at, digits);
        findings.Note("unknown-ai", text.At(at), ai);
        var end = End(text, at);
        at = Identifiers.PredefinedLength(ai) is { } length ? Math.Min(end, at + length) : end;
        return true;
    }

    private static int End(CodePiece text, int from) => text.Text.IndexOf(Cleaning.Separator, from) is var end && end < 0 ? text.Length : end;
}
