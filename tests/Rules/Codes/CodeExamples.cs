using BeautyGrains.Codes;

namespace BeautyGrains.Rules.Tests;

/// <summary>Codes as they come from packs, scanners and keyboards, with what they say: "ai=value" in order, notes after "~"; or the first fault.</summary>
internal static class CodeExamples
{
    public const string Gs = "\u001d";

    private const string Serum = "01=06901234567892";
    private const string Toxin = "01=09506000134352";

    public static IReadOnlyList<(string Raw, CodeForm Form, string Says)> Good { get; } =
    [
        // Bare numbers.
        ("6901234567892", CodeForm.Number, Serum),
        ("]E06901234567892", CodeForm.Number, Serum),
        ("]E3690123456789212", CodeForm.Number, Serum),
        ("  6901234567892\r\n", CodeForm.Number, Serum),
        ("96385074", CodeForm.Number, "01=00000096385074"),
        ("]E496385074", CodeForm.Number, "01=00000096385074"),
        ("614141123452", CodeForm.Number, "01=00614141123452"),
        ("10614141000415", CodeForm.Number, "01=10614141000415"),
        ("]I110614141000415", CodeForm.Number, "01=10614141000415"),
        ("６９０１２３４５６７８９２", CodeForm.Number, Serum + "~full-width@0"),
        // Element strings.
        ("]d20106901234567892172712311026A01" + Gs + "21SN0001", CodeForm.ElementString, Serum + ",17=271231,10=26A01,21=SN0001"),
        ("]C101095060001343521727123110ABC123", CodeForm.ElementString, Toxin + ",17=271231,10=ABC123"),
        ("]Q30109506000134352" + Gs + "10ABC123", CodeForm.ElementString, Toxin + ",10=ABC123"),
        ("]e00109506000134352", CodeForm.ElementString, Toxin),
        ("]J1010950600013435210ABC" + Gs + "17271231", CodeForm.ElementString, Toxin + ",10=ABC,17=271231"),
        ("01095060001343521727123110ABC123", CodeForm.ElementString, Toxin + ",17=271231,10=ABC123"),
        (Gs + "010950600013435210ABC123", CodeForm.ElementString, Toxin + ",10=ABC123"),
        ("010950600013435210ABC123" + Gs + "17271231" + Gs, CodeForm.ElementString, Toxin + ",10=ABC123,17=271231"),
        ("10ABC123" + Gs + "0109506000134352", CodeForm.ElementString, "10=ABC123," + Toxin),
        ("010950600013435210AB/1+2(3)" + Gs + "21x_9", CodeForm.ElementString, Toxin + ",10=AB/1+2(3),21=x_9"),
        ("17271231" + "10ABC123", CodeForm.ElementString, "17=271231,10=ABC123"),
        ("]C117271200" + "10ABC123", CodeForm.ElementString, "17=271200,10=ABC123"),
        ("]C100006141411234523452", CodeForm.ElementString, "00=006141411234523452"),
        ("]C102106141410004153720" + Gs + "10L9", CodeForm.ElementString, "02=10614141000415,37=20,10=L9"),
        ("]d2010950600013435270032712311430", CodeForm.ElementString, Toxin + ",7003=2712311430"),
        ("]C101095060001343523103001250", CodeForm.ElementString, Toxin + ",3103=001250"),
        ("]C10109506000134352392315699" + Gs + "10A", CodeForm.ElementString, Toxin + ",3923=15699,10=A"),
        // What stands in for the separator.
        ("]d2010950600013435210ABC123<GS>17271231", CodeForm.ElementString, Toxin + ",10=ABC123,17=271231~separator-stand-in@27"),
        ("010950600013435210ABC123{GS}17271231", CodeForm.ElementString, Toxin + ",10=ABC123,17=271231~separator-stand-in@24"),
        ("010950600013435210ABC123\\x1d17271231", CodeForm.ElementString, Toxin + ",10=ABC123,17=271231~separator-stand-in@24"),
        ("010950600013435210ABC123|17271231", CodeForm.ElementString, Toxin + ",10=ABC123,17=271231~separator-stand-in@24"),
        ("010950600013435210ABC123^]17271231", CodeForm.ElementString, Toxin + ",10=ABC123,17=271231~separator-stand-in@24"),
        ("010950600013435210ABC123\u241d17271231", CodeForm.ElementString, Toxin + ",10=ABC123,17=271231~separator-stand-in@24"),
        // Repeats and what is not known.
        ("]d201095060001343520109506000134352", CodeForm.ElementString, Toxin + "~repeated(01)@21"),
        ("]d2010950600013435288ABC" + Gs + "10L1", CodeForm.ElementString, Toxin + ",10=L1~unknown-ai(88)@19"),
        ("]d2010950600013435218271231" + "10L1", CodeForm.ElementString, Toxin + ",10=L1~unknown-ai(1827)@19"),
        // For people.
        ("(01)06901234567892(17)271231(10)26A01(21)SN0001", CodeForm.Bracketed, Serum + ",17=271231,10=26A01,21=SN0001"),
        ("(01) 0690 1234 5678 92 (17) 271231 (10) 26A01", CodeForm.Bracketed, Serum + ",17=271231,10=26A01"),
        ("（01）06901234567892（10）26A01", CodeForm.Bracketed, Serum + ",10=26A01~full-width@0"),
        ("(10)A(1)B(01)06901234567892", CodeForm.Bracketed, "10=A(1)B," + Serum),
        ("(01)06901234567892(77)x(10)A", CodeForm.Bracketed, Serum + ",10=A~unknown-ai(77)@19"),
        ("]C1(01)06901234567892(10)A", CodeForm.Bracketed, Serum + ",10=A"),
        // Addresses.
        ("https://id.gs1.org/01/09506000134352/10/ABC123/21/12345?17=271231", CodeForm.DigitalLink, Toxin + ",10=ABC123,21=12345,17=271231"),
        ("]Q1HTTPS://brand.example/a/b/01/09506000134352?linkType=gs1:pip&10=AB%2F12#top", CodeForm.DigitalLink, Toxin + ",10=AB/12"),
        ("https://example.com/gtin/614141123452/ser/1/lot/A", CodeForm.DigitalLink, "01=00614141123452,21=1,10=A"),
        ("https://example.com/01/09506000134352/21/1/10/A/", CodeForm.DigitalLink, Toxin + ",21=1,10=A"),
        ("http://example.com/01/09506000134352?17=271200;3103=001250", CodeForm.DigitalLink, Toxin + ",17=271200,3103=001250"),
        ("https://example.com/01/09506000134352?9999=1", CodeForm.DigitalLink, Toxin + "~unknown-ai(9999)@38"),
        // Others', kept whole.
        ("+A99912345/$$52001510X3", CodeForm.Opaque, ""),
        ("=/A9999XYZ100T0944=,000025=A99971312345600", CodeForm.Opaque, ""),
        ("MA.156.M0.100133.10000124.C.L20260101", CodeForm.Opaque, ""),
        ("81234560000000000012", CodeForm.Opaque, ""),
        ("SERUM-30", CodeForm.Opaque, ""),
        ("10-SERUM", CodeForm.Opaque, ""),
    ];

    public static IReadOnlyList<(string Raw, string Fault)> Bad { get; } =
    [
        ("", "empty@0"),
        (" \r\n", "empty@0"),
        ("]", "unknown-symbology-identifier@0"),
        ("]1", "unknown-symbology-identifier@0"),
        ("]d2", "empty@3"),
        ("6901234567893", "wrong-check-digit@12"),
        ("]E012345", "must-be-8-12-13-or-14-digits@8"),
        ("0106901234567893" + "10A", "wrong-check-digit(01)@15"),
        ("(01)06901234567893", "wrong-check-digit(01)@17"),
        ("]C10109506000134", "must-be-14-characters(01)@16"),
        ("]C100106141411234567890", "wrong-check-digit(00)@22"),
        ("]C14140614141000415", "wrong-check-digit(414)@18"),
        ("]d20109506000134352171313", "must-be-6-characters(17)@25"),
        ("]d2010950600013435217271331", "no-such-day(17)@21"),
        ("]d2010950600013435217270230", "no-such-day(17)@21"),
        ("]d2010950600013435217270229", "no-such-day(17)@21"),
        ("]d2010950600013435270062712" + "00", "no-such-day(7006)@23"),
        ("]d2010950600013435270032712312460", "no-such-time(7003)@29"),
        ("]d2010950600013435217A71231", "must-be-digits(17)@21"),
        ("]d2010950600013435210ABCDEFGHIJKLMNOPQRSTU", "at-most-20-characters(10)@41"),
        ("]d2010950600013435210", "at-least-1-characters(10)@21"),
        ("]d2010950600013435210AB C", "forbidden-character(10)@23"),
        ("]d2010950600013435210批号", "forbidden-character(10)@21"),
        ("]d2010950600013435210A" + CodeExamples.Gs + "10B", "repeated-with-another-value(10)@25"),
        ("]d20109506000134352" + "A1", "must-be-an-ai@19"),
        ("(01)06901234567892(", "must-be-14-characters(01)@18"),
        ("(01", "must-be-an-ai-in-brackets@0"),
        ("(1)5", "must-be-an-ai-in-brackets@0"),
        ("https://id.gs1.org/ARFKk4XB2FRoCRSJ3aP0", "compressed-digital-link@19"),
        ("https://id.gs1.org/01/09506000134352/ARFKk4XB2FRo", "compressed-digital-link@37"),
        ("https://example.com/serum", "no-gs1-key-in-the-address@20"),
        ("https://", "no-gs1-key-in-the-address@8"),
        ("https://example.com/01/09506000134352/10/A%2", "broken-escape(10)@42"),
        ("https://example.com/01/09506000134352/10", "value-missing@38"),
        ("https://example.com/01/0950600013435X", "must-be-digits(01)@36"),
    ];
}
