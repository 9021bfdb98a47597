using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Api.Stock;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Promises;

/// <summary>What can be promised of a SKU in a store, in the base unit.</summary>
/// <param name="Quantity">Asked for.</param>
/// <param name="Today">In the store.</param>
/// <param name="Available">Now, not reserved.</param>
/// <param name="Waiting">Wanted by those who wait, who come first.</param>
/// <param name="Earliest">The first day from which on the quantity can be had; absent where none is known.</param>
/// <param name="By">What can be had by the day asked for; absent without one.</param>
/// <param name="Days">Today, each day on which something is expected, and the day asked for.</param>
/// <param name="Arrivals">What is on order; with "not" what is not promised.</param>
/// <param name="Explanation">In words.</param>
internal sealed record PromiseJson(
    string Store, string Sku, string Unit, decimal Quantity, DateOnly Today, decimal Available, decimal Waiting, DateOnly? Earliest, PromiseDay? By,
    IReadOnlyList<PromiseDay> Days, IReadOnlyList<ExpectedArrival> Arrivals, string Explanation)
{
    public static PromiseJson Of(string store, string sku, string unit, Promise it, Language language) => new(
        store, sku, unit, it.Quantity, it.Today, it.Available, it.Waiting, it.Earliest, it.By, it.Days, it.Arrivals, PromiseWords.Of(it, unit, language));
}

/// <summary>What can be promised of a SKU in a store, by date.</summary>
internal static class GetPromise
{
    private const int MostDays = 400;

    public static void Map(IEndpointRouteBuilder stock) => stock.MapGet("/promise", Handle)
        .Operation("GetPromise").Describe("waiting", "What can be promised by which day, and why").Gives<PromiseJson>();

    private static async Task<IResult> Handle(
        string store, string sku, string? quantity, string? by, HttpContext http, IGrainFactory grains, IOnOrderList onOrder, Freshness freshness, TimeProvider clock)
    {
        var check = new Check();
        var wanted = quantity is null ? 1 : check.Quantity("quantity", NumConverter.FromText(quantity));
        var day = check.Day("by", by);
        if (check.Failed) return Problems.Of(check);
        var key = StockKey.Of(store, sku);
        if (await grains.GetGrain<IStockGrain>(key).Get() is not { } stock || await FactsOf(store, sku, grains) is not { } facts) return await GetStock.Unknown(store, sku, http, grains);
        var now = clock.GetUtcNow();
        var today = ExpiryRules.DayAt(now, facts.Store.TimeZone);
        if (day < today) check.Add("by", "must-not-be-past");
        if (day > today.AddDays(MostDays)) check.Add("by", "must-be-within-400-days");
        if (check.Failed) return Problems.Of(check);

        var waiting = (await grains.GetGrain<IWaitingListGrain>(key).Queue()).Waiting;
        await freshness.Wait(BuyingModel.Instance, http.RequestAborted);
        var lines = await onOrder.Of(store, sku, http.RequestAborted);
        var promise = PromiseRules.Of(
            wanted, day, stock, facts, waiting, lines.Select(line => (line.Order, line.Line, line.Supplier, line.State, line.ExpectedOn, line.Open)), now);
        http.Response.Headers.Vary = "Accept-Language";
        return Reply.Ok(PromiseJson.Of(store, sku, stock.Unit, promise, Languages.Of(http)), Wire.Json.PromiseJson);
    }

    private static async Task<StockFacts?> FactsOf(string store, string sku, IGrainFactory grains) =>
        await grains.GetGrain<ISkuGrain>(sku).Get() is { } ofSku && await grains.GetGrain<IStoreGrain>(store).Get() is { } ofStore ? new(ofSku.Record, ofStore.Record) : null;
}
