namespace BeautyGrains.Grains;

/// <summary>One SKU of a basket or transfer, summed over its lines.</summary>
/// <param name="Quantity">In the base unit; as asked where the SKU is unknown.</param>
/// <param name="Refusal">Known before any stock is asked, or null.</param>
public sealed record AskedLine(string Sku, decimal Quantity, StoredRefusal? Refusal);

/// <summary>The lines of baskets and transfers: their form, and their sums by SKU.</summary>
internal static class AskedLines
{
    /// <summary>The first rule of form that the lines break, or null.</summary>
    public static Refusal? FormOf(ImmutableArray<BasketLine> lines)
    {
        if (lines.IsDefaultOrEmpty) return Refusal.Invalid("lines", "required");
        if (lines.Length > Limits.MaxLines) return Refusal.Invalid("lines", "at-most-1000-items");
        for (var i = 0; i < lines.Length; i++)
        {
            if (!Limits.IsId(lines[i].Sku)) return Refusal.Invalid($"lines[{i}].sku", "must-be-an-id");
            if (Limits.QuantityRule(lines[i].Quantity) is { } rule) return Refusal.Invalid($"lines[{i}].quantity", rule);
        }
        return null;
    }

    /// <summary>Tells one request from another: every line as it was sent, in its order.</summary>
    public static string HashOf(ImmutableArray<BasketLine> lines, params ReadOnlySpan<object?> rest)
    {
        var parts = new List<object?>(rest.Length + lines.Length * 3);
        parts.AddRange(rest);
        foreach (var line in lines) parts.AddRange([line.Sku, line.Quantity, line.Unit]);
        return BodyHash.Of([.. parts]);
    }

    /// <summary>Sums by SKU, in the base unit and in ordinal order.</summary>
    /// <param name="facts">By SKU; refused where unknown.</param>
    /// <param name="refusal">The first line whose quantity or unit its SKU does not have, or null.</param>
    public static ImmutableArray<AskedLine> Sum(
        ImmutableArray<BasketLine> lines, IReadOnlyDictionary<string, Answer<StockFacts>> facts, DateTimeOffset now, out Refusal? refusal)
    {
        refusal = null;
        var sums = new SortedDictionary<string, AskedLine>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            var known = facts[line.Sku];
            var quantity = known.Value is null ? new(line.Quantity, null) : Units.ToBase(line.Quantity, line.Unit, known.Value, now);
            if (quantity.Refusal is { } invalid) refusal ??= invalid with { Field = $"lines[{i}].{invalid.Field}" };
            var before = sums.GetValueOrDefault(line.Sku)?.Quantity ?? 0;
            sums[line.Sku] = new(line.Sku, before + quantity.Value, known.Refusal is null ? null : StoredRefusal.Of(known.Refusal));
        }
        return [.. sums.Values];
    }

    /// <summary>What the catalogue says of every SKU of the lines; ends at the first answer that the store is unknown.</summary>
    public static async Task<IReadOnlyDictionary<string, Answer<StockFacts>>> FactsOf(ICatalogueFacts catalogue, string store, ImmutableArray<BasketLine> lines)
    {
        var facts = new Dictionary<string, Answer<StockFacts>>(StringComparer.Ordinal);
        foreach (var sku in lines.Select(line => line.Sku).Distinct(StringComparer.Ordinal))
        {
            facts[sku] = await catalogue.Of(store, sku);
            if (facts[sku].Refusal?.Kind == RefusalKind.UnknownStore) break;
        }
        return facts;
    }
}
