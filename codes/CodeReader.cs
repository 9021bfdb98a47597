using BeautyGrains.Codes.Gs1;

namespace BeautyGrains.Codes;

/// <summary>Reads what was scanned or typed. Never throws, whatever it is given; what is wrong is told with its place and rule.</summary>
public static class CodeReader
{
    /// <summary>The longest code in characters.</summary>
    public const int MaxLength = 1_000;

    private const int ShortestElementString = 16;

    // Transmitted with FNC1 in first position: GS1-128, DataBar and composites, DataMatrix, QR, DotCode (ISO/IEC 15424; GS1 General Specifications 5.1.2).
    private static readonly string[] s_gs1 = ["]C1", "]e0", "]e1", "]e2", "]e3", "]d2", "]Q3", "]J1"];

    /// <summary>What a code says.</summary>
    /// <param name="today">Of the century rule for two-digit years.</param>
    public static ScannedCode Read(string? raw, DateOnly today)
    {
        var findings = new Findings();
        if (raw is { Length: > MaxLength }) return findings.Fail(raw, "at-most-1000-characters", MaxLength);
        var text = Cleaning.Of(raw ?? "", findings.Notes);
        if (text.Length == 0) return findings.Fail(raw ?? "", "empty", 0);
        if (text.Text[0] != ']') return Plain(raw!, null, text, findings, today);
        if (text.Length < 3 || !char.IsAsciiLetter(text.Text[1]) || !char.IsAsciiLetterOrDigit(text.Text[2])) return findings.Fail(raw!, "unknown-symbology-identifier", text.At(0));
        var (symbology, rest) = (text.Text[..3], text.Slice(3));
        if (rest.Length == 0) return findings.Fail(raw!, "empty", rest.At(0), symbology);
        if (s_gs1.Contains(symbology) && !DigitalLinks.IsAddress(rest.Text) && rest.Text[0] != '(') return Elements(raw!, symbology, rest, findings, today);
        // EAN/UPC with an add-on: 13 digits of the item, then 2 or 5 more.
        if (symbology == "]E3" && rest.Length is 15 or 18) rest = rest.Slice(0, 13);
        return symbology[1] is 'E' or 'I' && rest.Text.All(char.IsAsciiDigit) ? Number(raw!, symbology, rest, findings) : Plain(raw!, symbology, rest, findings, today);
    }

    private static ScannedCode Plain(string raw, string? symbology, CodePiece text, Findings findings, DateOnly today)
    {
        if (DigitalLinks.IsAddress(text.Text))
        {
            DigitalLinks.Read(text, findings, today);
            return findings.Done(raw, CodeForm.DigitalLink, CodeIssuer.Gs1, symbology);
        }
        if (text.Text[0] == '(' && text.Length > 1 && char.IsAsciiDigit(text.Text[1]))
        {
            Bracketed.Read(text, findings, today);
            return findings.Done(raw, CodeForm.Bracketed, CodeIssuer.Gs1, symbology);
        }
        var issuer = OpaqueCodes.IssuerOf(text.Text);
        if (issuer == CodeIssuer.Unknown && Unmarked(raw, symbology, text, findings, today) is { } gs1) return gs1;
        return findings.Opaque(raw, issuer, symbology, raw[text.At(0)..text.At(text.Length)]);
    }

    /// <summary>GS1 without a mark that says so: told by its length, its check digit or its beginning; null where it is none.</summary>
    private static ScannedCode? Unmarked(string raw, string? symbology, CodePiece text, Findings findings, DateOnly today)
    {
        var couldBeGtin = text.Length is 8 or 12 or 13 or 14 && text.Text.All(char.IsAsciiDigit);
        if (couldBeGtin && CheckDigits.IsRight(text.Text)) return Number(raw, symbology, text, findings);
        if (text.Text.Contains(Cleaning.Separator, StringComparison.Ordinal) && text.Text.TrimStart(Cleaning.Separator) is { Length: > 0 } first && char.IsAsciiDigit(first[0]))
            return Elements(raw, symbology, text, findings, today);
        if (text.Length >= ShortestElementString && text.Text.Take(ShortestElementString).All(char.IsAsciiDigit) && text.Text[..2] is "00" or "01" or "02")
            return Elements(raw, symbology, text, findings, today);
        // The second barcode of a label, with dates and lot alone; a code of the house could begin alike, so all of it must be right.
        if (text.Length > 8 && text.Text[..2] is "11" or "13" or "15" or "16" or "17" && Elements(raw, symbology, text, new(), today) is { IsGood: true } second && second.Elements.Length > 1)
            return second;
        return couldBeGtin ? Number(raw, symbology, text, findings) : null;
    }

    private static ScannedCode Elements(string raw, string? symbology, CodePiece text, Findings findings, DateOnly today)
    {
        ElementStrings.Read(text, findings, today);
        return findings.Done(raw, CodeForm.ElementString, CodeIssuer.Gs1, symbology);
    }

    private static ScannedCode Number(string raw, string? symbology, CodePiece text, Findings findings)
    {
        if (text.Length is not (8 or 12 or 13 or 14)) findings.Fault("must-be-8-12-13-or-14-digits", text.At(text.Length));
        else if (!CheckDigits.IsRight(text.Text)) findings.Fault("wrong-check-digit", text.At(text.Length - 1));
        else findings.Add(new("01", Identifiers.Find("01")!.Title, text.Text.PadLeft(14, '0'), text.At(0)));
        return findings.Done(raw, CodeForm.Number, CodeIssuer.Gs1, symbology);
    }
}
