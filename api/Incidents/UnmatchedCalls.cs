using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Api.Stock;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Incidents;

/// <summary>Units without book stock: told, listed with their age, matched by people.</summary>
internal static class UnmatchedCalls
{
    private const string Tag = "incidents";

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/unmatched", List).Operation("ListUnmatched").Describe(Tag, "Units without book stock over stores, oldest first").Gives<UnmatchedPage>();
        v1.MapGet("/stores/{store}/skus/{sku}/unmatched", OfStock).Operation("GetUnmatched").Describe(Tag, "Units of a stock without book stock, oldest first").Gives<UnmatchedList>();
        v1.MapPut("/stores/{store}/skus/{sku}/unmatched/{entry}/matches/{match}", Match).Operation("MatchUnmatched")
            .Describe(Tag, "Find book stock for units that had none").Takes<MatchUnmatchedBody>().Puts<UnmatchedMatchView>();
    }

    private static async Task<IResult> List(
        string? store, string? sku, string? kind, string? client, string? lot, string? open, string? before, string? sort, string? cursor, string? limit, HttpContext http, IUnmatchedList list,
        Freshness freshness, TimeProvider clock)
    {
        var check = new Check();
        var filter = new UnmatchedFilter(
            Filters.StoresOf(http, check.OptionalId("store", store)), check.OptionalId("sku", sku), check.OptionalWord<FactKind>("kind", kind), check.OptionalId("client", client), check.OptionalLot("lot", lot),
            check.Flag("open", open), check.Moment("before", before));
        var call = ListCall.Of(http, check, sort, cursor, limit, ("at", IncidentOrders.Unmatched));
        if (check.Failed) return Problems.Of(check);
        if (store is not null && http.Forbids(store) is { } forbidden) return forbidden;
        await freshness.Wait(IncidentModel.Instance, http.RequestAborted);
        var page = await list.Page(filter, call.Order, call.After, call.Limit, http.RequestAborted);
        var now = clock.GetUtcNow();
        return Reply.Ok(new UnmatchedPage([.. page.Items.Select(it => UnmatchedLineJson.Of(it, now))], call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.UnmatchedPage);
    }

    private static async Task<IResult> OfStock(string store, string sku, HttpContext http, IGrainFactory grains)
    {
        var stock = grains.StockOf(store, sku);
        return await stock.Get() is null ? await GetStock.Unknown(store, sku, http, grains) : Reply.Ok(new UnmatchedList(await stock.GetUnmatched()), Wire.Json.UnmatchedList);
    }

    private static async Task<IResult> Match(string store, string sku, string entry, string match, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.MatchUnmatchedBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(match, entry, check, http.Caller());
        return check.Failed ? Problems.Of(check) : Reply.Put(http, await grains.StockOf(store, sku).MatchUnmatched(ask), Wire.Json.UnmatchedMatchView, it => it.Version);
    }
}

/// <summary>What units without book stock are matched with.</summary>
/// <param name="Quantity">Above 0, at most what is left.</param>
/// <param name="Lot">Out of which, or into which, the ledger takes them; absent with against.</param>
/// <param name="Against">A movement "kind/id" that has put the book right already; absent with lot.</param>
internal sealed record MatchUnmatchedBody([property: Needed] Num Quantity, string? Lot, string? Against, [property: Needed] string? Reason)
{
    public MatchUnmatched ToCommand(string id, string entry, Check check, Caller by)
    {
        var ask = new MatchUnmatched(id, entry, check.Quantity("quantity", Quantity), check.OptionalLot("lot", Lot), check.OptionalText("against", Against, 250), check.Text("reason", Reason), by);
        if (!check.Failed && Lot is null == Against is null) check.Add("lot", "either-lot-or-against");
        return ask;
    }
}

/// <summary>Units of a stock without book stock.</summary>
internal sealed record UnmatchedList(IReadOnlyList<UnmatchedView> Items);

/// <summary>A page of units without book stock.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end.</param>
internal sealed record UnmatchedPage(IReadOnlyList<UnmatchedLineJson> Items, string? Cursor, AsOfJson AsOf);

/// <summary>Units without book stock, and what they were matched with.</summary>
/// <param name="AgeDays">Whole days since they were told of.</param>
internal sealed record UnmatchedLineJson(string Store, string Sku, int AgeDays, UnmatchedView Entry, IReadOnlyList<UnmatchedMatchView> Matches)
{
    public static UnmatchedLineJson Of(UnmatchedLine it, DateTimeOffset now) => new(it.Store, it.Sku, Math.Max(0, (now - it.Entry.At).Days), it.Entry, it.Matches);
}
