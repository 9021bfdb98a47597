namespace BeautyGrains.Codes.Gs1;

/// <summary>
/// Element strings as they are printed for people, with the AIs in brackets. Values may hold brackets themselves: only two to four digits in brackets are
/// taken for an AI. Blanks between and within numbers are the printer's.
/// </summary>
internal static class Bracketed
{
    public static void Read(CodePiece text, Findings findings, DateOnly today)
    {
        for (var at = 0; at < text.Length;)
        {
            var close = Close(text.Text, at);
            if (close < 0)
            {
                findings.Fault("must-be-an-ai-in-brackets", text.At(at));
                return;
            }
            var ai = text.Text[(at + 1)..close];
            var end = close + 1;
            while (end < text.Length && Close(text.Text, end) < 0) end++;
            Element(ai, text.Slice(close + 1, end - close - 1), text.At(at + 1), findings, today);
            at = end;
        }
    }

    private static void Element(string ai, CodePiece value, int at, Findings findings, DateOnly today)
    {
        if (Identifiers.Find(ai) is { } known) ElementValue.Read(known, value.Without(c => c is ' ' or Cleaning.Separator), findings, today);
        else findings.Note("unknown-ai", at, ai);
    }

    /// <summary>Where the bracket closes of an AI that begins here; -1 where none begins.</summary>
    private static int Close(string text, int at)
    {
        if (text[at] != '(') return -1;
        var close = at + 1;
        while (close < text.Length && close - at <= 5 && char.IsAsciiDigit(text[close])) close++;
        return close < text.Length && text[close] == ')' && close - at - 1 is >= 2 and <= 4 ? close : -1;
    }
}
