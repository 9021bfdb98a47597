using System.Text;

namespace BeautyGrains.Grains;

/// <summary>What stands against a product for a client.</summary>
public enum SafetyKind
{
    /// <summary>An ingredient that the client is allergic to.</summary>
    Allergy,
    /// <summary>The client has reacted to this product.</summary>
    Reaction,
    /// <summary>The product names one of the client's contraindications.</summary>
    Contraindication,
    /// <summary>Its ingredients are not known, and the client has allergies.</summary>
    UnknownIngredients,
}

/// <summary>One thing that stands against a product.</summary>
/// <param name="Substance">What the client is allergic to, as it was written on the file; null with other kinds.</param>
/// <param name="Found">Where it was found: an ingredient, or the product's own words; null where there is nothing to show.</param>
public sealed record SafetyFinding(SafetyKind Kind, string? Substance, string? Found);

/// <summary>Whether a client can bear a product. Pure; what it says is for people who decide.</summary>
public static class IngredientRules
{
    private static readonly char[] s_separators = [',', ';', '，', '；', '、', '\n', '\r', '•', '|'];

    /// <summary>All that stands against a product; empty where nothing does.</summary>
    public static IReadOnlyList<SafetyFinding> Check(ClientCare care, string sku, SkuRecord product, SafetyPolicy policy)
    {
        var findings = new List<SafetyFinding>();
        findings.AddRange(care.Reactions.Where(one => one.Sku == sku).Select(one => new SafetyFinding(SafetyKind.Reaction, null, one.Note)));
        var warned = Folded(product.Contraindications ?? "");
        findings.AddRange(care.Contraindications.Where(one => Names(one, policy).Any(name => Holds(warned, name))).Select(one => new SafetyFinding(SafetyKind.Contraindication, one, product.Contraindications)));
        if (care.Allergies.Count == 0) return findings;
        var ingredients = Of(product.Ingredients);
        foreach (var allergy in care.Allergies)
        {
            var names = Names(allergy, policy);
            if (ingredients.FirstOrDefault(one => Folded(one) is var folded && names.Any(name => Holds(folded, name))) is { } found) findings.Add(new(SafetyKind.Allergy, allergy, found));
        }
        if (!IsKnown(ingredients)) findings.Add(new(SafetyKind.UnknownIngredients, null, product.Ingredients));
        return findings;
    }

    /// <summary>The ingredients of a list as packs have it: between commas and the like that do not stand in brackets, without marks of footnotes.</summary>
    public static IReadOnlyList<string> Of(string? list)
    {
        var found = new List<string>();
        var (start, depth, text) = (0, 0, list ?? "");
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : ',';
            depth = c switch { '(' or '（' or '[' => depth + 1, ')' or '）' or ']' => Math.Max(0, depth - 1), _ => depth };
            if (i < text.Length && (depth > 0 || !s_separators.Contains(c))) continue;
            var one = text[start..i].Trim().Trim('*', '+', '.', '。', ' ');
            if (one.Length > 0) found.Add(one);
            start = i + 1;
        }
        return found;
    }

    /// <summary>
    /// Whether a list says what is in a product. A single entry is no list: it may be a remark ("see the pack") or an error that a spreadsheet has left.
    /// </summary>
    public static bool IsKnown(IReadOnlyList<string> ingredients) => ingredients.Count > 1;

    /// <summary>The names under which something is sought: those of every substance that goes by that name, and itself.</summary>
    private static List<string> Names(string written, SafetyPolicy policy)
    {
        var sought = Folded(written);
        List<string> names = [written];
        foreach (var row in policy.Substances)
            if (row.Names.Any(name => Folded(name.Trim('=', '*')) == sought)) names.AddRange(row.Names);
        return names;
    }

    // Latin words stand between blanks; Chinese has none, so that it is sought anywhere.
    private static bool Holds(string folded, string name)
    {
        var (bare, begins, ends) = (Folded(name.Trim('=', '*')), name.EndsWith('*'), name.StartsWith('*'));
        if (bare.Length == 0) return false;
        if (bare.Any(Pinyin.IsHan)) return folded.Contains(bare, StringComparison.Ordinal);
        if (name.StartsWith('=')) return folded == bare;
        for (var at = folded.IndexOf(bare, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(bare, at + 1, StringComparison.Ordinal))
        {
            var startsWord = ends || at == 0 || folded[at - 1] == ' ';
            var endsWord = begins || at + bare.Length == folded.Length || folded[at + bare.Length] == ' ';
            if (startsWord && endsWord) return true;
        }
        return false;
    }

    /// <summary>Width, case and accents do not matter; whatever is neither letter nor digit is a blank.</summary>
    private static string Folded(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKD))
        {
            if (char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.NonSpacingMark) continue;
            if (char.IsLetterOrDigit(c)) folded.Append(char.ToLowerInvariant(c));
            else if (folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
        }
        return folded.ToString().Trim();
    }
}
