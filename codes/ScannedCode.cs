namespace BeautyGrains.Codes;

/// <summary>In which form a code was written.</summary>
public enum CodeForm
{
    /// <summary>A bare number: GTIN-8, -12, -13 or -14.</summary>
    Number,
    /// <summary>GS1 element strings as a scanner sends them, with separators where lengths vary.</summary>
    ElementString,
    /// <summary>GS1 element strings as they are printed for people: "(01)06901234567892(10)A1".</summary>
    Bracketed,
    /// <summary>A GS1 Digital Link address.</summary>
    DigitalLink,
    /// <summary>Anything else: kept whole, not looked into.</summary>
    Opaque,
}

/// <summary>Whose rules a code follows.</summary>
public enum CodeIssuer
{
    /// <summary>Nobody's that is known.</summary>
    Unknown,
    /// <summary>GS1.</summary>
    Gs1,
    /// <summary>Health Industry Business Communications Council: begins with "+".</summary>
    Hibcc,
    /// <summary>ICCBBA (ISBT 128): begins with "=" or "&amp;".</summary>
    Iccbba,
    /// <summary>China's MA codes (IDcode, of ZIIOT): begin with "MA." and the country's number.</summary>
    Ma,
    /// <summary>China's codes of Alibaba Health: begin with "AHM", or have the 20 digits of 码上放心, of which the first is 8.</summary>
    Ahm,
}

/// <summary>What a code says.</summary>
/// <param name="Raw">As it was scanned, every character of it.</param>
/// <param name="Symbology">The symbology identifier of ISO/IEC 15424 that stood before it, such as "]d2"; null for none.</param>
/// <param name="Identifier">With opaque codes: the text without symbology identifier and blanks around it; null for others.</param>
/// <param name="Elements">In the order in which they stand; what is broken is left out.</param>
/// <param name="Faults">Why the code must not be relied on; empty when all is well.</param>
/// <param name="Notes">What was put up with.</param>
public sealed record ScannedCode(
    string Raw,
    CodeForm Form,
    CodeIssuer Issuer,
    string? Symbology,
    string? Identifier,
    ImmutableArray<CodeElement> Elements,
    ImmutableArray<CodeFinding> Faults,
    ImmutableArray<CodeFinding> Notes)
{
    /// <summary>May it be relied on?</summary>
    public bool IsGood => Faults.IsEmpty;

    /// <summary>The trade item, 14 digits: of the thing itself, else of what a logistic unit contains; null for none.</summary>
    public string? Gtin => (Find("01") ?? Find("02") ?? Find("8006") ?? Find("8026"))?.Value[..14];

    /// <summary>AI 10; null for none.</summary>
    public string? Lot => Find("10")?.Value;

    /// <summary>AI 21; null for none.</summary>
    public string? Serial => Find("21")?.Value;

    /// <summary>The logistic unit (SSCC), 18 digits; null for none.</summary>
    public string? Sscc => Find("00")?.Value;

    /// <summary>Until when the goods are good: AI 17, else 7003 with its time, else best before (15); null for none.</summary>
    public CodeDate? Expiry => (Find("17") ?? Find("7003") ?? Find("15"))?.Date;

    /// <summary>When they were made: AI 11; null for none.</summary>
    public CodeDate? MadeOn => Find("11")?.Date;

    /// <summary>How many are inside: AI 37, else 30; null where it is not said.</summary>
    public decimal? Count => (Find("37") ?? Find("30"))?.Number;

    /// <summary>The element of an AI; null for none.</summary>
    public CodeElement? Find(string ai)
    {
        foreach (var element in Elements)
            if (element.Ai == ai) return element;
        return null;
    }
}

/// <summary>One piece of data with what it is.</summary>
/// <param name="Ai">GS1 application identifier: 2 to 4 digits.</param>
/// <param name="Title">GS1's short name of it.</param>
/// <param name="Value">As in the code, unescaped.</param>
/// <param name="At">Where the value begins in the raw code, from 0.</param>
/// <param name="Number">Where the AI says a count or a measure: with its decimals; null for others.</param>
/// <param name="Date">Where the AI says a day; null for others.</param>
public sealed record CodeElement(string Ai, string Title, string Value, int At, decimal? Number = null, CodeDate? Date = null);

/// <summary>A day in a code.</summary>
/// <param name="Day">The last day of the month where the code names a month alone (day 00).</param>
/// <param name="IsMonth">The code names a month alone.</param>
/// <param name="Time">On that day, local; null where none is said.</param>
public readonly record struct CodeDate(DateOnly Day, bool IsMonth, TimeOnly? Time = null);

/// <summary>Something found in a code.</summary>
/// <param name="Rule">The rule, in kebab case.</param>
/// <param name="At">Where in the raw code, from 0; its length where something is missing at the end.</param>
/// <param name="Ai">The application identifier concerned, known or not; null for none.</param>
public sealed record CodeFinding(string Rule, int At, string? Ai = null)
{
    /// <summary>In one word, such as "wrong-check-digit(01)@15".</summary>
    public override string ToString() => FormattableString.Invariant($"{Rule}{(Ai is null ? "" : $"({Ai})")}@{At}");
}
