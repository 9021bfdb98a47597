using BeautyGrains.Api.Http;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels;
using BeautyGrains.ReadModels.Planning;

namespace BeautyGrains.Api.Counting;

/// <summary>Which SKUs a session's scope comes to.</summary>
internal sealed class CountScopes(ICountPlan plan, ILotList lots, ICatalogueFacts catalogue, Freshness freshness, TimeProvider clock)
{
    /// <summary>In ordinal order; too many or an unknown one are faults.</summary>
    public async Task<EquatableList<string>> SkusOf(string store, CountScope scope, Check check, CancellationToken cancel)
    {
        var found = new SortedSet<string>(scope.Skus, StringComparer.Ordinal);
        for (var i = 0; i < scope.Skus.Count; i++)
        {
            var known = await catalogue.Of(store, scope.Skus[i]);
            if (known.Refusal?.Kind == RefusalKind.UnknownSku) check.Add($"skus[{i}]", "unknown-sku");
            // They are counted by their register alone, every day.
            else if (known.Value?.Controlled is not null) check.Add($"skus[{i}]", "controlled-goods");
        }
        await freshness.Wait(StockModel.Instance, cancel);
        if (scope.Abc is not null || scope.Due) await Planned(store, scope, found, cancel);
        if (scope.Categories.Count + scope.Bins.Count > 0) await Lying(store, scope, found, cancel);
        foreach (var sku in found.ToList())
            if ((await catalogue.Of(store, sku)).Value?.Controlled is not null) found.Remove(sku);
        if (found.Count == 0 && !check.Failed) check.Add("skus", "nothing-to-count");
        if (found.Count > CountLimits.MaxSkus) check.Add("skus", FormattableString.Invariant($"at-most-{CountLimits.MaxSkus}-entries"));
        return [.. found];
    }

    private async Task Planned(string store, CountScope scope, SortedSet<string> found, CancellationToken cancel)
    {
        await freshness.Wait(AlertModel.Instance, cancel);
        for (var after = ""; ;)
        {
            if (await plan.Page(store, after, Page.MaxLimit, scope.Due ? true : null, scope.Abc, clock.GetUtcNow(), cancel) is not { Items.Count: > 0 } page) return;
            found.UnionWith(page.Items.Select(line => line.Sku));
            if (!page.More || found.Count > CountLimits.MaxSkus) return;
            after = page.Items[^1].Sku;
        }
    }

    private async Task Lying(string store, CountScope scope, SortedSet<string> found, CancellationToken cancel)
    {
        ListCursor? place = null;
        do
        {
            var page = await lots.Page(new(Stores: [store]), LotOrders.ByStore, place, Page.MaxLimit, clock.GetUtcNow(), cancel);
            foreach (var lot in page.Items)
            {
                if (found.Contains(lot.Sku)) continue;
                if ((lot.Bin is { } bin && scope.Bins.Contains(bin, StringComparer.Ordinal))
                    || (scope.Categories.Count > 0 && (await catalogue.Of(store, lot.Sku)).Value is { } facts && scope.Categories.Contains(facts.Sku.GoodsCategory))) found.Add(lot.Sku);
            }
            place = page.Next;
        }
        while (place is not null && found.Count <= CountLimits.MaxSkus);
    }
}
