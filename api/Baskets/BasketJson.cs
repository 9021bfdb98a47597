using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Baskets;

/// <summary>Several reservations in one store with one answer.</summary>
/// <param name="State">reserving, reserved, refused, committing, committed, releasing, released or expired.</param>
internal sealed record BasketJson(
    string Id,
    string Store,
    BasketState State,
    bool AllOrNothing,
    IReadOnlyList<BasketLineJson> Lines,
    DateTimeOffset ExpiresAt,
    long Version)
{
    public static BasketJson Of(BasketView it, HttpContext http)
    {
        var language = Languages.Of(http);
        return new(it.Id, it.Store, it.State, it.AllOrNothing, [.. it.Lines.Select(line => BasketLineJson.Of(line, it.Store, language))], it.ExpiresAt, it.Version);
    }
}

/// <summary>One SKU of a basket.</summary>
/// <param name="Quantity">The sum of its lines, in the base unit.</param>
/// <param name="Lots">Pinned lots, or issued ones after the commit.</param>
/// <param name="Problem">Why it is not held; absent when it is.</param>
internal sealed record BasketLineJson(string Sku, decimal Quantity, IReadOnlyList<LotQuantity> Lots, Problem? Problem)
{
    public static BasketLineJson Of(BasketLineView it, string store, Language language) => new(
        it.Sku, it.Quantity, it.Lots.IsDefault ? [] : it.Lots,
        it.Refusal is null ? null : Problems.Describe(it.Refusal, language, new(store, it.Sku, null)));
}

/// <summary>One line of a basket or transfer.</summary>
/// <param name="Quantity">Above 0, at most 3 decimals.</param>
/// <param name="Unit">The base unit when absent.</param>
internal sealed record LineBody([property: Needed] string? Sku, [property: Needed] Num Quantity, string? Unit)
{
    public static ImmutableArray<BasketLine> ToLines(IReadOnlyList<LineBody?>? lines, Check check) =>
        [.. check.List("lines", lines, Limits.MaxLines).Select((line, i) => new BasketLine(
            check.Id($"lines[{i}].sku", line.Sku), check.Quantity($"lines[{i}].quantity", line.Quantity), check.Unit(line.Unit, $"lines[{i}].unit")))];
}
