namespace BeautyGrains.Grains;

/// <summary>The lots that were made of a lot within its store, of all generations, as the grains know them: nothing that is under way is missed.</summary>
public static class LotChildren
{
    /// <summary>Generations are followed through repacks of repacks; each lot stands in it once, in the order in which it is found.</summary>
    public static async Task<IReadOnlyList<ChildLot>> Of(IGrainFactory grains, string store, string sku, string lot)
    {
        var found = new List<ChildLot>();
        var seen = new HashSet<(string, string)> { (sku, lot) };
        var open = new Queue<(string Sku, string Lot)>([(sku, lot)]);
        while (open.TryDequeue(out var parent))
        {
            var here = (await grains.GetGrain<IStockGrain>(StockKey.Of(store, parent.Sku)).Get())?.Lots.FirstOrDefault(one => one.Lot == parent.Lot);
            foreach (var repack in here?.Repacks ?? [])
                foreach (var child in await grains.GetGrain<IRepackGrain>(repack).Children())
                {
                    // A repack may have taken of several lots, and told them apart.
                    if (!child.Parents.Any(one => one.Sku == parent.Sku && one.Lot == parent.Lot) || !seen.Add((child.Sku, child.Lot))) continue;
                    found.Add(child);
                    open.Enqueue((child.Sku, child.Lot));
                }
        }
        return found;
    }
}
