namespace BeautyGrains.Api.Access;

/// <summary>Cost prices are a right of their own: answers leave them out for everybody else.</summary>
internal static class CostPrice
{
    /// <summary>The stock as the caller may see it.</summary>
    public static StockView SeenBy(this StockView view, Identity identity) =>
        identity.SeesCost ? view : view with { Lots = [.. view.Lots.Select(lot => lot.SeenBy(identity))] };

    /// <summary>The lot as the caller may see it.</summary>
    public static LotView SeenBy(this LotView lot, Identity identity) => identity.SeesCost ? lot : lot with { UnitCost = null };

    /// <summary>The movement as the caller may see it.</summary>
    public static MovementView SeenBy(this MovementView view, Identity identity) => identity.SeesCost ? view : view.WithoutCost();

    /// <summary>The movement without cost prices.</summary>
    public static MovementView WithoutCost(this MovementView view) => view with { Lines = WithoutCost(view.Lines) };

    /// <summary>The fact as the caller may see it.</summary>
    public static FactView SeenBy(this FactView view, Identity identity) => identity.SeesCost ? view : view with { Lines = WithoutCost(view.Lines) };

    private static ImmutableArray<MovementLine> WithoutCost(ImmutableArray<MovementLine> lines) =>
        lines.IsDefaultOrEmpty ? lines : [.. lines.Select(line => line with { UnitCost = null })];
}
