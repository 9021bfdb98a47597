namespace BeautyGrains.Codes;

/// <summary>
/// Finds whose a code is that is not GS1's, by how it begins: the issuers of device identifiers that the United States and the European Union (HIBCC,
/// ICCBBA) and China (MA, AHM) have appointed. Their codes are kept whole and compared whole.
/// </summary>
internal static class OpaqueCodes
{
    private const int TraceCodeLength = 20;

    public static CodeIssuer IssuerOf(string text) =>
        text.StartsWith("MA.", StringComparison.Ordinal) && text.Length > 7 && text.AsSpan(3, 3).IndexOfAnyExceptInRange('0', '9') < 0 && text[6] == '.' ? CodeIssuer.Ma
        : text.StartsWith("AHM", StringComparison.Ordinal) || IsTraceCode(text) ? CodeIssuer.Ahm
        : text.Length > 5 && text[0] == '+' && (char.IsAsciiLetterUpper(text[1]) || text[1] is '$' or '/') ? CodeIssuer.Hibcc
        : text.Length > 5 && (text[0] == '=' || (text[0] == '&' && !char.IsAsciiLetterOrDigit(text[1]))) ? CodeIssuer.Iccbba
        : CodeIssuer.Unknown;

    // 码上放心: 20 digits from 81 on. GS1 has AIs of that beginning for coupons and addresses alone, and those never have 20 digits and nothing else without a symbology identifier.
    private static bool IsTraceCode(string text) => text.Length == TraceCodeLength && text[0] == '8' && text[1] is >= '1' and <= '9' && text.All(char.IsAsciiDigit);
}
