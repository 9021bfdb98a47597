using System.Collections.Frozen;
using System.Globalization;

namespace BeautyGrains.Codes.Gs1;

/// <summary>
/// The application identifiers of GS1 General Specifications, section 3.2. A row: an AI, or first and last of a range; its parts as section 3 has them
/// (N digits, X the 82 characters, Y the 39, Z the 64; "..20" up to 20, brackets what may be left out; behind the colon what is checked); its title.
/// Where the last digit of an AI tells decimals, the row says "n" in its place.
/// </summary>
internal static class Identifiers
{
    private static readonly string[] s_rows =
    [
        "00|N18:check|SSCC", "01|N14:check|GTIN", "02|N14:check|CONTENT", "03|N14:check|MTO GTIN",
        "10|X..20|BATCH/LOT", "11|N6:month|PROD DATE", "12|N6:month|DUE DATE", "13|N6:month|PACK DATE", "15|N6:month|BEST BEFORE or BEST BY",
        "16|N6:month|SELL BY", "17|N6:month|USE BY or EXPIRY", "20|N2|VARIANT", "21|X..20|SERIAL", "22|X..20|CPV",
        "235|X..28|TPX", "240|X..30|ADDITIONAL ID", "241|X..30|CUST. PART No.", "242|N..6|MTO VARIANT", "243|X..20|PCN", "250|X..30|SECONDARY SERIAL",
        "251|X..30|REF. TO SOURCE", "253|N13:check [X..17]|GDTI", "254|X..20|GLN EXTENSION COMPONENT", "255|N13:check [N..12]|GCN",
        "30|N..8|VAR. COUNT", "37|N..8|COUNT",
        "310n|N6|NET WEIGHT (kg)", "311n|N6|LENGTH (m)", "312n|N6|WIDTH (m)", "313n|N6|HEIGHT (m)", "314n|N6|AREA (m²)", "315n|N6|NET VOLUME (l)", "316n|N6|NET VOLUME (m³)",
        "320n|N6|NET WEIGHT (lb)", "321n|N6|LENGTH (in)", "322n|N6|LENGTH (ft)", "323n|N6|LENGTH (yd)", "324n|N6|WIDTH (in)", "325n|N6|WIDTH (ft)", "326n|N6|WIDTH (yd)",
        "327n|N6|HEIGHT (in)", "328n|N6|HEIGHT (ft)", "329n|N6|HEIGHT (yd)",
        "330n|N6|GROSS WEIGHT (kg)", "331n|N6|LENGTH (m), log", "332n|N6|WIDTH (m), log", "333n|N6|HEIGHT (m), log", "334n|N6|AREA (m²), log", "335n|N6|VOLUME (l), log",
        "336n|N6|VOLUME (m³), log", "337n|N6|KG PER m²",
        "340n|N6|GROSS WEIGHT (lb)", "341n|N6|LENGTH (in), log", "342n|N6|LENGTH (ft), log", "343n|N6|LENGTH (yd), log", "344n|N6|WIDTH (in), log", "345n|N6|WIDTH (ft), log",
        "346n|N6|WIDTH (yd), log", "347n|N6|HEIGHT (in), log", "348n|N6|HEIGHT (ft), log", "349n|N6|HEIGHT (yd), log",
        "350n|N6|AREA (in²)", "351n|N6|AREA (ft²)", "352n|N6|AREA (yd²)", "353n|N6|AREA (in²), log", "354n|N6|AREA (ft²), log", "355n|N6|AREA (yd²), log",
        "356n|N6|NET WEIGHT (t oz)", "357n|N6|NET VOLUME (oz)",
        "360n|N6|NET VOLUME (qt)", "361n|N6|NET VOLUME (gal.)", "362n|N6|VOLUME (qt), log", "363n|N6|VOLUME (gal.), log", "364n|N6|VOLUME (in³)", "365n|N6|VOLUME (ft³)",
        "366n|N6|VOLUME (yd³)", "367n|N6|VOLUME (in³), log", "368n|N6|VOLUME (ft³), log", "369n|N6|VOLUME (yd³), log",
        "390n|N..15|AMOUNT", "391n|N3 N..15|AMOUNT", "392n|N..15|PRICE", "393n|N3 N..15|PRICE", "394n|N4|PRCNT OFF", "395n|N6|PRICE/UoM",
        "400|X..30|ORDER NUMBER", "401|X..30|GINC", "402|N17:check|GSIN", "403|X..30|ROUTE",
        "410|N13:check|SHIP TO LOC", "411|N13:check|BILL TO", "412|N13:check|PURCHASE FROM", "413|N13:check|SHIP FOR LOC", "414|N13:check|LOC No.", "415|N13:check|PAY TO",
        "416|N13:check|PROD/SERV LOC", "417|N13:check|PARTY",
        "420|X..20|SHIP TO POST", "421|N3 X..9|SHIP TO POST", "422|N3|ORIGIN", "423|N..15|COUNTRY - INITIAL PROCESS", "424|N3|COUNTRY - PROCESS", "425|N..15|COUNTRY - DISASSEMBLY",
        "426|N3|COUNTRY - FULL PROCESS", "427|X..3|ORIGIN SUBDIVISION",
        "4300|X..35|SHIP TO COMP", "4301|X..35|SHIP TO NAME", "4302|X..70|SHIP TO ADD1", "4303|X..70|SHIP TO ADD2", "4304|X..70|SHIP TO SUB", "4305|X..70|SHIP TO LOC",
        "4306|X..70|SHIP TO REG", "4307|X2|SHIP TO COUNTRY", "4308|X..30|SHIP TO PHONE", "4309|N20|SHIP TO GEO", "4310|X..35|RTN TO COMP", "4311|X..35|RTN TO NAME",
        "4312|X..70|RTN TO ADD1", "4313|X..70|RTN TO ADD2", "4314|X..70|RTN TO SUB", "4315|X..70|RTN TO LOC", "4316|X..70|RTN TO REG", "4317|X2|RTN TO COUNTRY",
        "4318|X..20|RTN TO POST", "4319|X..30|RTN TO PHONE", "4320|X..35|SRV DESCRIPTION", "4321|N1|DANGEROUS GOODS", "4322|N1|AUTH TO LEAVE", "4323|N1|SIG REQUIRED",
        "4324|N6:month N4:time?|NOT BEF DEL DT", "4325|N6:month N4:time?|NOT AFT DEL DT", "4326|N6:day|REL DATE",
        "4330|N6 [X1]|MAX TEMP F.", "4331|N6 [X1]|MAX TEMP C.", "4332|N6 [X1]|MIN TEMP F.", "4333|N6 [X1]|MIN TEMP C.",
        "7001|N13|NSN", "7002|X..30|MEAT CUT", "7003|N6:day N4:time|EXPIRY TIME", "7004|N..4|ACTIVE POTENCY", "7005|X..12|CATCH AREA", "7006|N6:day|FIRST FREEZE DATE",
        "7007|N6:day [N6:day]|HARVEST DATE", "7008|X..3|AQUATIC SPECIES", "7009|X..10|FISHING GEAR TYPE", "7010|X..2|PROD METHOD", "7011|N6:day [N4:time]|TEST BY DATE",
        "7020|X..20|REFURB LOT", "7021|X..20|FUNC STAT", "7022|X..20|REV STAT", "7023|X..30|GIAI - ASSEMBLY", "7030-7039|N3 X..27|PROCESSOR", "7040|N1 X3|UIC+EXT",
        "7041|X..4|UFRGT UNIT TYPE",
        "710|X..20|NHRN PZN", "711|X..20|NHRN CIP", "712|X..20|NHRN CN", "713|X..20|NHRN DRN", "714|X..20|NHRN AIM", "715|X..20|NHRN NDC", "716|X..20|NHRN AIC",
        "7230-7239|X2 X..28|CERT", "7240|X..20|PROTOCOL", "7241|N2|AIDC MEDIA TYPE", "7242|X..25|VCN", "7250|N8|DOB", "7251|N12|DOB TIME", "7252|N1|BIO SEX",
        "7253|X..40|FAMILY NAME", "7254|X..40|GIVEN NAME", "7255|X..10|SUFFIX", "7256|X..90|FULL NAME", "7257|X..70|PERSON ADDR", "7258|X3|BIRTH SEQUENCE", "7259|X..40|BABY",
        "8001|N14|DIMENSIONS", "8002|X..20|CMT No.", "8003|N14:check [X..16]|GRAI", "8004|X..30|GIAI", "8005|N6|PRICE PER UNIT", "8006|N14:check N4|ITIP", "8007|X..34|IBAN",
        "8008|N8 [N..4]|PROD TIME", "8009|X..50|OPTSEN", "8010|Y..30|CPID", "8011|N..12|CPID SERIAL", "8012|X..20|VERSION", "8013|X..25|GMN", "8014|X..25|MUDI",
        "8017|N18:check|GSRN - PROVIDER", "8018|N18:check|GSRN - RECIPIENT", "8019|N..10|SRIN", "8020|X..25|REF No.", "8026|N14:check N4|ITIP CONTENT", "8030|Z..90|DIGSIG",
        "8110|X..70|COUPON", "8111|N4|POINTS", "8112|X..70|COUPON", "8200|X..70|PRODUCT URL",
        "90|X..30|INTERNAL", "91-99|X..90|INTERNAL",
    ];

    // Characters of AI and value together, by the first two digits: GS1 General Specifications, figure 7.8.5-2.
    private static readonly FrozenDictionary<string, int> s_predefined = new Dictionary<string, int>
    {
        ["00"] = 20, ["01"] = 16, ["02"] = 16, ["03"] = 16, ["04"] = 18, ["11"] = 8, ["12"] = 8, ["13"] = 8, ["14"] = 8, ["15"] = 8, ["16"] = 8, ["17"] = 8,
        ["18"] = 8, ["19"] = 8, ["20"] = 4, ["31"] = 10, ["32"] = 10, ["33"] = 10, ["34"] = 10, ["35"] = 10, ["36"] = 10, ["41"] = 16,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Identifier> s_all = s_rows.SelectMany(Row).ToFrozenDictionary(one => one.Ai, StringComparer.Ordinal);

    /// <summary>All that are known, in order.</summary>
    public static IReadOnlyList<Identifier> All { get; } = [.. s_all.Values.OrderBy(one => one.Ai, StringComparer.Ordinal)];

    /// <summary>An AI; null where it is not known.</summary>
    public static Identifier? Find(string ai) => s_all.GetValueOrDefault(ai);

    /// <summary>The AI with which a text begins; null where none is known.</summary>
    public static Identifier? AtStart(ReadOnlySpan<char> text)
    {
        // No AI is the beginning of another.
        for (var length = 2; length <= 4 && length <= text.Length; length++)
            if (Find(text[..length].ToString()) is { } found) return found;
        return null;
    }

    /// <summary>Characters of AI and value together, for AIs of these first two digits, also unknown ones; null where a separator ends them.</summary>
    public static int? PredefinedLength(ReadOnlySpan<char> ai) => ai.Length >= 2 && s_predefined.TryGetValue(ai[..2].ToString(), out var length) ? length : null;

    private static IEnumerable<Identifier> Row(string row)
    {
        var cells = row.Split('|');
        ImmutableArray<Part> parts = [.. cells[1].Split(' ').Select(Part.Parse)];
        if (cells[0].EndsWith('n'))
        {
            foreach (var decimals in Enumerable.Range(0, MostDecimals(cells[0]) + 1))
                yield return new(cells[0][..^1] + decimals.ToString(CultureInfo.InvariantCulture), cells[2], parts, decimals);
            yield break;
        }
        var range = cells[0].Split('-');
        if (range.Length == 1) yield return new(cells[0], cells[2], parts, IsCount(cells[0]) ? 0 : null);
        else
            for (var ai = Whole(range[0]); ai <= Whole(range[1]); ai++) yield return new(ai.ToString(CultureInfo.InvariantCulture), cells[2], parts, null);
    }

    private static int MostDecimals(string row) => row switch { "394n" => 3, "390n" or "391n" or "392n" or "393n" => 9, _ => 5 };

    private static bool IsCount(string ai) => ai is "20" or "30" or "37" or "242" or "8005" or "8111";

    private static int Whole(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
