using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels;
using BeautyGrains.ReadModels.Planning;

namespace BeautyGrains.Api.Buying;

/// <summary>A supplier's record of a period.</summary>
/// <param name="OnTimeRate">0 to 1; absent where no line was due.</param>
/// <param name="PriceIndex">100 is the average of all suppliers of the same goods.</param>
/// <param name="Score">0 to 1; absent where nothing is known.</param>
internal sealed record ScorecardJson(
    string Supplier, string Name, int Lines, decimal? OnTimeRate, decimal? FillRate, int Deliveries, decimal? RejectRate, decimal? PriceIndex, decimal? Score)
{
    public static ScorecardJson Of(SupplierPerformance it, string name, ScoreWeights weights) =>
        new(it.Supplier, name, it.Lines, it.OnTimeRate, it.FillRate, it.Deliveries, it.RejectRate, it.PriceIndex, ScoreRules.Of(it, weights));
}

/// <summary>A page of scorecards.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record ScorecardPage(IReadOnlyList<ScorecardJson> Items, DateOnly From, DateOnly Through, string? Cursor, AsOfJson AsOf);

/// <summary>One that can supply a SKU.</summary>
/// <param name="Rank">From 1; the best score first, those without one last, then by price and id.</param>
/// <param name="UnitPrice">Of the list on that day, in minor units of the currency.</param>
internal sealed record RankedSupplierJson(int Rank, decimal UnitPrice, string Currency, int LeadTimeDays, ScorecardJson Scorecard);

/// <summary>A store that should have another supplier.</summary>
/// <param name="Supplier">Of its replenishment policy.</param>
/// <param name="Better">The best.</param>
/// <param name="By">How much better its score is.</param>
internal sealed record SupplierProposalJson(string Store, string Supplier, string Better, decimal By);

/// <summary>Who can supply a SKU, and where another should.</summary>
internal sealed record SkuSuppliersJson(string Sku, DateOnly From, DateOnly Through, IReadOnlyList<RankedSupplierJson> Suppliers, IReadOnlyList<SupplierProposalJson> Proposals);

/// <summary>What suppliers did in a period, and who is the best for a SKU.</summary>
internal static class ScorecardCalls
{
    private const int DefaultDays = 180;
    private const int MostSuppliers = 500;

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/scorecards", List).Operation("ListScorecards").Describe("scorecards", "Scorecards of suppliers over a period").Gives<ScorecardPage>();
        v1.MapGet("/skus/{sku}/suppliers", Rank).Operation("RankSuppliers").Describe("scorecards", "Who can supply a SKU, the best first, and where another should").Gives<SkuSuppliersJson>();
    }

    private static async Task<IResult> List(
        string? from, string? through, string? supplier, string? sku, string? sort, string? cursor, string? limit, HttpContext http, IGrainFactory grains, ISupplierList suppliers, IScorecards scores,
        Freshness freshness, TimeProvider clock)
    {
        var check = new Check();
        var (first, last) = Period(check, from, through, clock);
        var (one, ofSku) = (check.OptionalId("supplier", supplier), check.OptionalId("sku", sku));
        var call = ListCall.Of(http, check, sort, cursor, limit, ("supplier", SupplierOrders.ById));
        if (check.Failed) return Problems.Of(check);
        await freshness.Wait(BuyingModel.Instance, http.RequestAborted);
        var page = await suppliers.Page(null, one is null ? null : [one], call.Order, call.After, call.Limit, http.RequestAborted);
        IReadOnlyList<SupplierView> asked = page.Items;
        if (one is not null) asked = await grains.GetGrain<ISupplierGrain>(one).Get() is { } known ? [known] : [];
        var weights = await Weights(grains, last);
        var (records, asOf) = await scores.Of([.. asked.Select(it => it.Id)], first, last, ofSku, Today(clock), http.RequestAborted);
        return Reply.Ok(
            new ScorecardPage([.. records.Zip(asked, (record, it) => ScorecardJson.Of(record, it.Record.Name, weights))], first, last, one is null ? call.Next(page.Next) : null, AsOfJson.Of(asOf)),
            Wire.Json.ScorecardPage);
    }

    private static async Task<IResult> Rank(
        string sku, string? from, string? through, HttpContext http, IGrainFactory grains, ISupplierList suppliers, IScorecards scores, IReplenishmentList policies, Freshness freshness, TimeProvider clock)
    {
        var check = new Check();
        var (first, last) = Period(check, from, through, clock);
        if (check.Failed) return Problems.Of(check);
        if (await grains.GetGrain<ISkuGrain>(sku).Get() is null) return Problems.From(new(RefusalKind.UnknownSku, Sku: sku), http);
        await freshness.Wait(BuyingModel.Instance, http.RequestAborted);
        await freshness.Wait(ReplenishmentModel.Instance, http.RequestAborted);
        var able = await Able(suppliers, sku, last, http.RequestAborted);
        var weights = await Weights(grains, last);
        var (records, _) = await scores.Of([.. able.Select(it => it.Supplier.Id)], first, last, sku, Today(clock), http.RequestAborted);
        var ranked = able.Zip(records, (it, record) => (it.Supplier, it.Price, Card: ScorecardJson.Of(record, it.Supplier.Record.Name, weights)))
            .OrderByDescending(it => it.Card.Score ?? -1).ThenBy(it => it.Price.UnitPrice).ThenBy(it => it.Supplier.Id, StringComparer.Ordinal)
            .Select((it, place) => new RankedSupplierJson(place + 1, it.Price.UnitPrice, it.Supplier.Record.Currency, it.Supplier.LeadTimeDaysOf(it.Price), it.Card)).ToList();
        var page = await policies.Page(new(Filters.StoresOf(http, null), sku), ReplenishmentOrders.BySku, null, 500, http.RequestAborted);
        return Reply.Ok(new SkuSuppliersJson(sku, first, last, ranked, [.. Proposals(page.Items, ranked, weights)]), Wire.Json.SkuSuppliersJson);
    }

    private static IEnumerable<SupplierProposalJson> Proposals(IEnumerable<ReplenishmentView> policies, List<RankedSupplierJson> ranked, ScoreWeights weights)
    {
        if (ranked.Count == 0) yield break;
        var best = ranked[0].Scorecard;
        foreach (var one in policies.Where(it => it.Policy.Active && it.Policy.Supplier is not null && it.Policy.Supplier != best.Supplier))
        {
            var now = ranked.FirstOrDefault(it => it.Scorecard.Supplier == one.Policy.Supplier)?.Scorecard.Score;
            if (ScoreRules.IsBetter(best.Score, now, weights)) yield return new(one.Store, one.Policy.Supplier!, best.Supplier, best.Score!.Value - now!.Value);
        }
    }

    // Active suppliers whose list has a price of the SKU on that day.
    private static async Task<List<(SupplierView Supplier, SupplierPrice Price)>> Able(ISupplierList suppliers, string sku, DateOnly day, CancellationToken cancel)
    {
        var able = new List<(SupplierView, SupplierPrice)>();
        var offering = await suppliers.Offering(sku, MostSuppliers, cancel);
        ListCursor? after = null;
        do
        {
            var page = await suppliers.Page(true, offering, SupplierOrders.ById, after, 100, cancel);
            foreach (var it in page.Items)
                if (it.PriceOf(sku, day) is { } price) able.Add((it, price));
            after = page.Next;
        }
        while (after is not null);
        return able;
    }

    private static async Task<ScoreWeights> Weights(IGrainFactory grains, DateOnly day) => (await grains.GetGrain<IBuyingPolicyGrain>(IBuyingPolicyGrain.Key).Get()).Policy.WeightsOn(day);

    private static DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    private static (DateOnly From, DateOnly Through) Period(Check check, string? from, string? through, TimeProvider clock)
    {
        var last = check.Day("through", through) ?? Today(clock);
        var first = check.Day("from", from) ?? (last.DayNumber > DefaultDays ? last.AddDays(1 - DefaultDays) : DateOnly.MinValue);
        if (first > last) check.Add("from", "must-not-be-after-through");
        return (first, last);
    }
}
