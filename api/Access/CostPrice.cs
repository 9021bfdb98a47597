namespace BeautyGrains.Api.Access;

/// <summary>Cost prices are a right of their own: answers leave them out for everybody else.</summary>
internal static class CostPrice
{
    /// <summary>The stock as the caller may see it.</summary>
    public static StockView SeenBy(this StockView view, Identity identity) =>
        identity.SeesCost || !HasCost(view.Lots) ? view : view with { Lots = [.. view.Lots.Select(lot => lot.SeenBy(identity))] };

    /// <summary>The lot as the caller may see it.</summary>
    public static LotView SeenBy(this LotView lot, Identity identity) => identity.SeesCost ? lot : lot with { UnitCost = null };

    /// <summary>The movement as the caller may see it.</summary>
    public static MovementView SeenBy(this MovementView view, Identity identity) => identity.SeesCost ? view : view.WithoutCost();

    /// <summary>The movement without cost prices.</summary>
    public static MovementView WithoutCost(this MovementView view) => view with { Lines = WithoutCost(view.Lines) };

    /// <summary>The fact as the caller may see it.</summary>
    public static FactView SeenBy(this FactView view, Identity identity) => identity.SeesCost ? view : view with { Lines = WithoutCost(view.Lines) };

    private static ImmutableArray<MovementLine> WithoutCost(ImmutableArray<MovementLine> lines) =>
        HasCost(lines) ? [.. lines.Select(line => line with { UnitCost = null, CostAdded = null, CostVariance = null })] : lines;

    // Tills ask for little else than what has none to hide.
    private static bool HasCost(ImmutableArray<LotView> lots)
    {
        foreach (var lot in lots)
            if (lot.UnitCost is not null) return true;
        return false;
    }

    private static bool HasCost(ImmutableArray<MovementLine> lines)
    {
        if (lines.IsDefault) return false;
        foreach (var line in lines)
            if (line.UnitCost is not null || line.CostAdded is not null) return true;
        return false;
    }
}
