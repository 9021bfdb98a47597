namespace BeautyGrains.Grains;

/// <summary>A stop on the way.</summary>
/// <param name="Bin">Null for unplaced goods.</param>
/// <param name="Order">-1 for unplaced goods.</param>
public sealed record PickStop(string? Bin, int Order, decimal Quantity);

/// <summary>Where the lots of a stock are fetched: unplaced goods first, then bins in walking order, as goods leave them. Each fetch takes away from the next.</summary>
public sealed class PickWalk(StockView stock)
{
    private readonly Dictionary<string, List<PickStop>> _places = stock.Lots.ToDictionary(
        lot => lot.Lot,
        lot => new List<PickStop>([new(null, -1, lot.OnHand - (lot.Bins?.Sum(bin => bin.Quantity) ?? 0)), .. (lot.Bins ?? []).Select(bin => new PickStop(bin.Bin, bin.Order, bin.Quantity))]),
        StringComparer.Ordinal);

    /// <summary>What of a lot lies in a bin and is not yet spoken for; null for unplaced.</summary>
    public decimal In(string lot, string? bin) => _places.GetValueOrDefault(lot)?.Find(stop => stop.Bin == bin)?.Quantity ?? 0;

    /// <summary>Speaks for goods of a lot in a bin, as far as they are there.</summary>
    public void Leave(string lot, string? bin, decimal quantity)
    {
        if (!_places.TryGetValue(lot, out var places) || places.FindIndex(stop => stop.Bin == bin) is not (>= 0 and var at)) return;
        places[at] = places[at] with { Quantity = Math.Max(0, places[at].Quantity - quantity) };
    }

    /// <summary>The stops at which a quantity of a lot is fetched, as far as it is there.</summary>
    public IReadOnlyList<PickStop> Fetch(string lot, decimal quantity)
    {
        var stops = new List<PickStop>();
        if (!_places.TryGetValue(lot, out var places)) return stops;
        for (var i = 0; i < places.Count && quantity > 0; i++)
        {
            var take = Math.Min(quantity, places[i].Quantity);
            if (take <= 0) continue;
            places[i] = places[i] with { Quantity = places[i].Quantity - take };
            quantity -= take;
            stops.Add(places[i] with { Quantity = take });
        }

        return stops;
    }
}
