namespace BeautyGrains.Grains;

/// <summary>One SKU of a basket or transfer, summed over its lines.</summary>
/// <param name="Quantity">In the base unit; as asked where the SKU is unknown.</param>
/// <param name="AskedQuantity">What the stock is asked for, in <paramref name="AskedUnit"/>.</param>
/// <param name="AskedUnit">The unit that all its lines share; null for the base unit.</param>
/// <param name="Refusal">Known before any stock is asked, or null.</param>
public sealed record AskedLine(string Sku, decimal Quantity, decimal AskedQuantity, string? AskedUnit, StoredRefusal? Refusal);

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

    /// <summary>
    /// Sums by SKU, in ordinal order. Lines of one SKU in one unit keep it, so that the stock can check pack and step; different units become the base unit.
    /// </summary>
    /// <param name="facts">By SKU; refused where unknown.</param>
    /// <param name="refusal">The first line whose unit the SKU does not have, or null.</param>
    public static ImmutableArray<AskedLine> Sum(
        ImmutableArray<BasketLine> lines, IReadOnlyDictionary<string, Answer<StockFacts>> facts, out Refusal? refusal)
    {
        refusal = null;
        var sums = new SortedDictionary<string, AskedLine>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            var known = facts[line.Sku];
            var factor = known.Value is null ? 1 : SkuUnits.BaseUnitsIn(known.Value.Sku, line.Unit);
            if (factor is null) refusal ??= Refusal.Invalid($"lines[{i}].unit", "unknown-unit");
            sums[line.Sku] = Add(sums.GetValueOrDefault(line.Sku), line, Unit(line, known), factor ?? 1, known.Refusal);
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

    private static string? Unit(BasketLine line, Answer<StockFacts> known) => line.Unit == known.Value?.Sku.Unit ? null : line.Unit;

    private static AskedLine Add(AskedLine? sum, BasketLine line, string? unit, decimal factor, Refusal? refusal)
    {
        var quantity = line.Quantity * factor;
        if (sum is null) return new(line.Sku, quantity, line.Quantity, unit, refusal is null ? null : StoredRefusal.Of(refusal));
        var total = sum.Quantity + quantity;
        return sum.AskedUnit == unit
            ? sum with { Quantity = total, AskedQuantity = sum.AskedQuantity + line.Quantity }
            : sum with { Quantity = total, AskedQuantity = total, AskedUnit = null };
    }
}
