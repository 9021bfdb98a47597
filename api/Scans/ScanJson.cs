using BeautyGrains.Api.Http;
using BeautyGrains.Api.Stock;
using BeautyGrains.Codes;

namespace BeautyGrains.Api.Scans;

/// <summary>What was scanned.</summary>
/// <param name="Code">1 to 1,000 characters, as the scanner sends them or a person types them.</param>
/// <param name="Store">Where; absent to ask the catalogue alone.</param>
internal sealed record ReadScanBody([property: Needed] string? Code, string? Store);

/// <summary>What a scan means.</summary>
/// <param name="Issuer">gs1, hibcc, iccbba, ma, ahm, or unknown.</param>
/// <param name="Symbology">The symbology identifier before the code.</param>
/// <param name="Elements">What the code itself says, element by element.</param>
/// <param name="Notes">What was put up with, each "rule(ai)@place".</param>
/// <param name="Identifier">Codes that are not GS1's: the whole of it.</param>
/// <param name="Gtin">14 digits.</param>
/// <param name="Lot">As the code has it.</param>
/// <param name="LotNo">The same as the house writes it.</param>
/// <param name="ExpiresOn">The day "2027-05-31" or month "2027-05".</param>
/// <param name="Sku">The one product that the code means; absent for none or several.</param>
/// <param name="Unit">The level that the code stands for: the base unit or a pack.</param>
/// <param name="Contains">Base units in it.</param>
/// <param name="Candidates">The products that carry the code, also the one.</param>
/// <param name="OnHand">Of the product in the store, all lots together.</param>
/// <param name="Lots">The store's lots that the code means; all that have goods where it names none.</param>
/// <param name="BelongsTo">Of a serialised unit the store that holds it, or had it last.</param>
/// <param name="Warnings">Why not to go on unseen; see the table.</param>
internal sealed record ScanJson(
    string Code,
    CodeForm Form,
    CodeIssuer Issuer,
    string? Symbology,
    IReadOnlyList<ScanElementJson> Elements,
    IReadOnlyList<string> Notes,
    string? Identifier,
    string? Gtin,
    string? Sscc,
    string? Lot,
    string? LotNo,
    string? Serial,
    string? ExpiresOn,
    ExpiryKind? ExpiryKind,
    string? MadeOn,
    decimal? Count,
    string? Sku,
    string? Name,
    string? Unit,
    decimal? Contains,
    IReadOnlyList<ScanCandidateJson> Candidates,
    string? Store,
    decimal? OnHand,
    decimal? Available,
    IReadOnlyList<LotJson>? Lots,
    IReadOnlyList<string> Warnings,
    string? BelongsTo = null);

/// <summary>One element of a code.</summary>
/// <param name="Ai">GS1 application identifier.</param>
/// <param name="At">Where the value begins in the code, from 0.</param>
/// <param name="Number">Of counts and measures, with their decimals.</param>
/// <param name="Day">Of dates; the last of the month where the code names a month alone.</param>
internal sealed record ScanElementJson(string Ai, string Title, string Value, int At, decimal? Number, DateOnly? Day)
{
    public static ScanElementJson Of(CodeElement it) => new(it.Ai, it.Title, it.Value, it.At, it.Number, it.Date?.Day);
}

/// <summary>A product that carries a code.</summary>
internal sealed record ScanCandidateJson(string Sku, string Name, string Unit, decimal Contains, bool Active);
