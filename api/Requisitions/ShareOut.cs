using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Grains;

namespace BeautyGrains.Api.Requisitions;

/// <summary>
/// Shares what a warehouse has among several requisitions, by the rule of <see cref="AllocationRules"/>, and holds it for each. Sent again it goes on with
/// those that have nothing yet, or not all.
/// </summary>
internal static class ShareOut
{
    private const int Most = 200;

    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/stores/{store}/requisitions/allocate", Handle)
        .Operation("ShareOut").Describe("requisitions", "Share what the warehouse has among several requisitions").Takes<ShareOutBody>().Gives<ShareOutJson>();

    private static async Task<IResult> Handle(string store, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ShareOutBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ids = check.List("requisitions", body.Requisitions, Most);
        for (var i = 0; i < ids.Count; i++) check.Id($"requisitions[{i}]", ids[i]);
        if (check.Failed) return Problems.Of(check);

        var known = new List<(string Id, RequisitionView? View, Refusal? Refusal)>();
        foreach (var id in ids.Distinct(StringComparer.Ordinal)) known.Add(Checked(id, store, await grains.GetGrain<IRequisitionGrain>(id).Get()));
        var waiting = known.Where(one => Waits(one.View)).Select(one => one.View!).OrderBy(view => view.ApprovedAt).ThenBy(view => view.Id, StringComparer.Ordinal).ToList();
        var shares = await Shares(store, waiting, grains);
        var done = new Dictionary<string, Answer<RequisitionView>>(StringComparer.Ordinal);
        foreach (var view in waiting)
            done[view.Id] = await grains.GetGrain<IRequisitionGrain>(view.Id).Allocate(new([.. view.Lines.Select(line => new LineShare(line.Sku, shares.GetValueOrDefault((view.Id, line.Sku))))], http.Caller()));
        var language = Languages.Of(http);
        return Reply.Ok(new ShareOutJson([.. known.Select(one => Item(one.Id, done.GetValueOrDefault(one.Id) ?? new(one.View, one.Refusal, false), language, store))]), Wire.Json.ShareOutJson);
    }

    // For its goods, or for the rest of them.
    private static bool Waits(RequisitionView? view) =>
        view?.State == RequisitionState.Approved || view?.State is RequisitionState.Unfilled or RequisitionState.PartlyReceived && view.Lines.Any(line => line.Missing > 0);

    private static (string Id, RequisitionView? View, Refusal? Refusal) Checked(string id, string store, Answer<RequisitionView> answer) =>
        // Of another warehouse's requisitions nothing is told here.
        answer.Value is not { } view || view.From != store ? (id, null, new(RefusalKind.UnknownRequisition))
        : view.State is RequisitionState.Draft or RequisitionState.Submitted or RequisitionState.Rejected or RequisitionState.Cancelled
            ? (id, null, Refusal.NotIn(Words<RequisitionState>.Of(view.State)))
        : (id, view, null);

    private static async Task<Dictionary<(string, string), decimal>> Shares(string store, IReadOnlyList<RequisitionView> waiting, IGrainFactory grains)
    {
        var shares = new Dictionary<(string, string), decimal>();
        var asks = waiting.SelectMany(view => view.Lines.Select(line => (line.Sku, Ask: new ShareAsk(view.Id, line.Quantity - line.Settled - line.Allocated, view.ApprovedAt ?? default)))
            .Where(it => it.Ask.Asked > 0))
            .GroupBy(it => it.Sku, it => it.Ask, StringComparer.Ordinal);
        foreach (var sku in asks)
        {
            var available = (await grains.GetGrain<IStockGrain>(StockKey.Of(store, sku.Key)).Get())?.Available ?? 0;
            var step = (await grains.GetGrain<ISkuGrain>(sku.Key).Get())?.Record.SaleStep;
            foreach (var (requisition, share) in AllocationRules.Share(available, step, [.. sku])) shares[(requisition, sku.Key)] = share;
        }
        return shares;
    }

    private static ShareOutItem Item(string id, Answer<RequisitionView> answer, Language language, string store) =>
        new(id, answer.Value, answer.Refusal is { } refusal ? Problems.Describe(refusal, language, new(store, null, null)) : null);
}
