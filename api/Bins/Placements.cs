using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Api.Stock;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Bins;

/// <summary>Goods that are moved within the store.</summary>
/// <param name="From">Absent for unplaced goods.</param>
/// <param name="To">Absent for out of the bins.</param>
internal sealed record PlaceLotBody([property: Needed] string? Lot, [property: Needed] Num Quantity, string? From, string? To, string? Reason)
{
    public Contracts.PlaceLot ToCommand(string id, Check check, Caller by)
    {
        if (From is not null && From == To) check.Add("to", "must-differ-from-from");
        return new(
            id, check.Lot("lot", Lot), check.Quantity("quantity", Quantity), check.OptionalId("from", From), check.OptionalId("to", To), check.OptionalText("reason", Reason), by);
    }
}

/// <summary>Where unplaced goods could be put.</summary>
internal sealed record PutAwayList(IReadOnlyList<PutAwayLine> Items);

/// <summary>Unplaced goods of a lot with the bins that suit, best first.</summary>
internal sealed record PutAwayLine(string Lot, decimal Unplaced, IReadOnlyList<PutAwayBin> Bins);

/// <summary>A bin that suits.</summary>
/// <param name="Why">named-at-receipt, same-lot, same-sku or empty.</param>
/// <param name="Room">How much it takes; absent for no bound.</param>
internal sealed record PutAwayBin(string Bin, string Why, decimal? Room);

/// <summary>Put-away and moves between bins.</summary>
internal static class Placements
{
    private const int MostSuggestions = 5;

    /// <summary>Maps what belongs to one stock.</summary>
    public static void MapOnStock(IEndpointRouteBuilder stock)
    {
        stock.MapPut("/placements/{id}", Put)
            .Operation("PlaceLot").Describe("bins", "Move goods of a lot within the store: into a bin, from bin to bin, or out of one").Takes<PlaceLotBody>().Puts<PlacementView>();
        stock.MapGet("/placements/{id}", Get).Operation("GetPlacement").Describe("bins", "Goods that were moved within the store").Gives<PlacementView>();
        stock.MapGet("/put-away", Suggest).Operation("SuggestPutAway").Describe("bins", "Unplaced goods with the bins that suit, best first").Gives<PutAwayList>();
    }

    private static async Task<IResult> Put(string store, string sku, string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.PlaceLotBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(id, check, http.Caller());
        return check.Failed ? Problems.Of(check) : Reply.Put(http, await grains.StockOf(store, sku).Place(ask), Wire.Json.PlacementView, it => it.Version);
    }

    private static async Task<IResult> Get(string store, string sku, string id, HttpContext http, IGrainFactory grains) =>
        Reply.Get(await grains.StockOf(store, sku).GetPlacement(id), http, Wire.Json.PlacementView, it => it.Version);

    private static async Task<IResult> Suggest(string store, string sku, HttpContext http, IGrainFactory grains, IBinContents contents, Freshness freshness)
    {
        if (await Conditions.ZonePath.Unknown(store, http, grains) is { } unknown) return unknown;
        if (await grains.GetGrain<ISkuGrain>(sku).Get() is not { } record || await grains.StockOf(store, sku).Get() is not { } stock) return Problems.From(new(RefusalKind.UnknownSku, Sku: sku), http);
        await freshness.Wait(PlaceModel.Instance, http.RequestAborted);
        var (bins, lying) = (await Suitable(store, record.Record.Storage, grains), new List<BinLine>());
        for (ListCursor? after = null; ;)
        {
            var page = await contents.Page(new([store]), BinOrders.ByBin, after, 500, http.RequestAborted);
            lying.AddRange(page.Items);
            if (page.Next is null) break;
            after = page.Next;
        }
        var suggestions = new PutAway(bins, lying, sku);
        // The lots come in picking order, so that what goes first lies first on the way.
        return Reply.Ok(new PutAwayList([.. stock.Lots.Select(suggestions.Of).Where(line => line.Unplaced > 0)]), Wire.Json.PutAwayList);
    }

    private static async Task<IReadOnlyList<BinView>> Suitable(string store, StorageClass storage, IGrainFactory grains)
    {
        var zones = new Dictionary<string, bool>(StringComparer.Ordinal);
        var suitable = new List<BinView>();
        foreach (var bin in await grains.GetGrain<IBinsGrain>(store).Get())
        {
            if (!zones.TryGetValue(bin.Record.Zone, out var holds))
                zones[bin.Record.Zone] = holds = (await grains.GetGrain<IZoneGrain>(new ZoneKey(store, bin.Record.Zone).ToString()).Get())?.Record.Holds.Contains(storage) == true;
            if (holds && bin.Record.Active && (bin.Record.Holds.Count == 0 || bin.Record.Holds.Contains(storage))) suitable.Add(bin);
        }
        return suitable;
    }

    /// <summary>Which bins suit which lot; each suggestion takes room away from the next.</summary>
    private sealed class PutAway(IReadOnlyList<BinView> bins, List<BinLine> lying, string sku)
    {
        private readonly Dictionary<string, decimal> _full = lying.GroupBy(line => line.Bin, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(line => line.Quantity), StringComparer.Ordinal);

        public PutAwayLine Of(LotView lot)
        {
            var unplaced = lot.OnHand - (lot.Bins?.Sum(bin => bin.Quantity) ?? 0);
            var best = (from bin in bins
                        let rank = RankOf(bin.Bin, lot)
                        let room = bin.Record.Capacity is { } capacity ? capacity - _full.GetValueOrDefault(bin.Bin) : (decimal?)null
                        where rank < 4 && room is null or > 0
                        orderby rank, bin.Record.Order, bin.Bin
                        select new PutAwayBin(bin.Bin, s_why[rank], room)).Take(MostSuggestions).ToList();
            if (best is [var first, ..]) _full[first.Bin] = _full.GetValueOrDefault(first.Bin) + Math.Min(unplaced, first.Room ?? unplaced);
            return new(lot.Lot, unplaced, best);
        }

        private static readonly string[] s_why = ["named-at-receipt", "same-lot", "same-sku", "empty"];

        private int RankOf(string bin, LotView lot)
        {
            if (bin == lot.Bin) return 0;
            if (lot.Bins?.Any(one => one.Bin == bin) == true) return 1;
            if (lying.Exists(line => line.Bin == bin && line.Sku == sku)) return 2;
            return _full.GetValueOrDefault(bin) == 0 ? 3 : 4;
        }
    }
}
