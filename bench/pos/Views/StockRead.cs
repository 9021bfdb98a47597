using System.Text.Json;

namespace BeautyGrains.Bench.Pos.Views;

/// <summary>A stock as the server shows it.</summary>
/// <param name="Unsellable">Expired or not released.</param>
public sealed record StockRead(decimal OnHand, decimal Reserved, decimal Available, decimal Unsellable, IReadOnlyList<StockLot> Lots, long Version)
{
    /// <summary>Reads an answer to GET /v1/stores/{store}/skus/{sku}.</summary>
    public static StockRead From(JsonElement answer) => new(
        answer.Number("onHand") ?? 0,
        answer.Number("reserved") ?? 0,
        answer.Number("available") ?? 0,
        new[] { "quarantined", "held", "recalled", "expired" }.Sum(field => answer.Number(field) ?? 0),
        [.. answer.List("lots").Select(lot => new StockLot(lot.Text("lot"), lot.Number("onHand") ?? 0, lot.Number("reserved") ?? 0))],
        (long)(answer.Number("version") ?? 0));

    /// <summary>The invariants that hold at any moment, broken ones only.</summary>
    public IEnumerable<string> Broken()
    {
        if (Available < 0) yield return $"available is {Available}";
        if (OnHand < 0) yield return $"on hand is {OnHand}";
        if (Reserved < 0) yield return $"reserved is {Reserved}";
        if (Unsellable == 0 && Available != OnHand - Reserved) yield return $"available is {Available}, with {OnHand} on hand and {Reserved} reserved";
        if (Lots.Sum(lot => lot.OnHand) != OnHand) yield return $"lots sum to {Lots.Sum(lot => lot.OnHand)}, on hand is {OnHand}";
        foreach (var lot in Lots.Where(lot => lot.OnHand < 0 || lot.Reserved > lot.OnHand))
            yield return $"lot {lot.Lot} has {lot.OnHand} on hand and {lot.Reserved} reserved";
    }
}

/// <summary>One lot of it.</summary>
public sealed record StockLot(string Lot, decimal OnHand, decimal Reserved);
