namespace BeautyGrains.Codes.Gs1;

/// <summary>
/// The check digit that GTIN, SSCC, GLN and others end with. GS1 General Specifications 7.9.1: weights 3 and 1 alternate from the digit before the check
/// digit leftwards; with the check digit the sum is a multiple of 10.
/// </summary>
public static class CheckDigits
{
    /// <summary>Is the last digit right?</summary>
    /// <param name="digits">At least 2, digits alone.</param>
    public static bool IsRight(ReadOnlySpan<char> digits) => digits.Length > 1 && digits[^1] == Of(digits[..^1]);

    /// <summary>The digit that belongs behind some others.</summary>
    public static char Of(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++) sum += (digits[i] - '0') * ((digits.Length - i) % 2 == 0 ? 1 : 3);
        return (char)('0' + ((10 - (sum % 10)) % 10));
    }
}
