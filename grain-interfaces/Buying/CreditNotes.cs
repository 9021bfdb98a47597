namespace BeautyGrains.Contracts;

/// <summary>One number of one supplier's credit notes: which return it is for. Key: "supplier/number", the number as printed, without regard to case and outer blanks.</summary>
[Alias("bg.ICreditNoteGrain")]
public interface ICreditNoteGrain : IGrainWithStringKey
{
    /// <summary>Takes the number for a return, for good; a repeat by the same one changes nothing. Refused with CreditNumberUsed, whose State names the other return.</summary>
    [Alias("Claim")]
    Task<Answer<CreditNoteView>> Claim(ClaimCreditNote ask);
}

/// <summary>The key of a credit note's number.</summary>
public static class CreditNoteKey
{
    /// <summary>Of a number as printed.</summary>
    public static string Of(string supplier, string number) => $"{supplier}/{number.Trim().ToUpperInvariant()}";
}

/// <summary>Asks for a number.</summary>
/// <param name="Return">The supplier return's id.</param>
[GenerateSerializer, Immutable, Alias("bg.ClaimCreditNote")]
public sealed record ClaimCreditNote(string Return, Caller By);

/// <summary>Whose a number is.</summary>
[GenerateSerializer, Immutable, Alias("bg.CreditNoteView")]
public sealed record CreditNoteView(string Return);
