using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Api.Stock;
using BeautyGrains.ReadModels;
using BeautyGrains.ReadModels.Demand;
using BeautyGrains.ReadModels.Planning;

namespace BeautyGrains.Api.Replenishment;

/// <summary>What was asked for, day by day.</summary>
/// <param name="TimeZone">In which days are days.</param>
/// <param name="Days">Oldest first, without gaps, from the day on which the stock began.</param>
internal sealed record DemandJson(string Store, string Sku, string TimeZone, IReadOnlyList<DemandDayJson> Days, AsOfJson AsOf);

/// <summary>One day.</summary>
/// <param name="Sold">In the base unit; below 0 where more was taken back.</param>
/// <param name="Used">In services.</param>
/// <param name="HoursOut">Hours without anything to sell while the store was open.</param>
/// <param name="Demand">Units asked for; absent where the stock was out too long to tell.</param>
internal sealed record DemandDayJson(DateOnly Day, decimal Sold, decimal Used, decimal HoursOut, decimal? Demand)
{
    public static DemandDayJson Of(DemandDay it) => new(it.Day, it.Sold, it.Used, Math.Round((decimal)it.HoursOut, 2), it.Demand);
}

/// <summary>What will be asked for.</summary>
/// <param name="Method">Of forecasting, such as "exponential smoothing".</param>
/// <param name="KnownDays">Days of the past that it rests on.</param>
/// <param name="PerDay">Mean over the horizon, in the base unit.</param>
/// <param name="Days">From today on.</param>
internal sealed record ForecastJson(
    string Store, string Sku, string Method, int KnownDays, bool Intermittent, decimal PerDay, IReadOnlyList<ForecastDayJson> Days, LeadTimeJson LeadTime, AsOfJson AsOf);

/// <summary>One day to come.</summary>
internal sealed record ForecastDayJson(DateOnly Day, decimal Mean);

/// <summary>The lead time's demand together.</summary>
/// <param name="Mean">Expected, in the base unit.</param>
/// <param name="Quantile">Not exceeded with the probability of the service level: what must be there at its beginning.</param>
/// <param name="SafetyStock">What the quantile is above the mean.</param>
internal sealed record LeadTimeJson(int Days, decimal ServiceLevel, decimal Mean, decimal Quantile, decimal SafetyStock);

/// <summary>A SKU's demand in a store.</summary>
internal static class GetDemand
{
    private const int UsualDays = 90;

    public static void Map(IEndpointRouteBuilder stock) => stock.MapGet("/demand", Handle)
        .Operation("GetDemand").Describe("replenishment", "What was asked for day by day, days out of stock marked").Gives<DemandJson>();

    private static async Task<IResult> Handle(
        string store, string sku, string? days, HttpContext http, IGrainFactory grains, IDemandHistory history, Freshness freshness, TimeProvider clock)
    {
        var check = new Check();
        var count = check.WholeFilter("days", days, 1, DemandOutlooks.PastDays) ?? UsualDays;
        if (check.Failed) return Problems.Of(check);
        await freshness.Wait(DemandModel.Instance, http.RequestAborted);
        var now = clock.GetUtcNow();
        var found = await history.Of(store, sku, DateOnly.FromDateTime(now.UtcDateTime).AddDays(-count), now, http.RequestAborted);
        return found is null
            ? await GetStock.Unknown(store, sku, http, grains)
            : Reply.Ok(new DemandJson(store, sku, found.TimeZone, [.. found.Days.Select(DemandDayJson.Of)], AsOfJson.Of(found.AsOf)), Wire.Json.DemandJson);
    }
}

/// <summary>A SKU's forecast in a store.</summary>
internal static class GetForecast
{
    private const int UsualDays = 14;
    private const decimal UsualLevel = 0.95m;

    public static void Map(IEndpointRouteBuilder stock) => stock.MapGet("/forecast", Handle)
        .Operation("GetForecast").Describe("replenishment", "What will be asked for, and what must be there for a service level").Gives<ForecastJson>();

    private static async Task<IResult> Handle(
        string store, string sku, string? days, string? leadTimeDays, string? serviceLevel,
        HttpContext http, IGrainFactory grains, IDemandHistory history, DemandOutlooks outlooks, Freshness freshness, TimeProvider clock)
    {
        var check = new Check();
        var horizon = check.WholeFilter("days", days, 1, DemandOutlooks.MostDays) ?? UsualDays;
        var lead = check.WholeFilter("leadTimeDays", leadTimeDays, 1, DemandOutlooks.MostDays) ?? UsualDays;
        var level = check.Optional("serviceLevel", serviceLevel is null ? default : NumConverter.FromText(serviceLevel), 0.5m, 0.999m, 4) ?? UsualLevel;
        if (check.Failed) return Problems.Of(check);
        await freshness.Wait(DemandModel.Instance, http.RequestAborted);
        var now = clock.GetUtcNow();
        if (await outlooks.Of(store, sku, horizon, lead, now, http.RequestAborted) is { } forecast)
            return Reply.Ok(JsonOf(store, sku, level, forecast), Wire.Json.ForecastJson);
        return await history.Of(store, sku, DateOnly.MaxValue, now, http.RequestAborted) is null
            ? await GetStock.Unknown(store, sku, http, grains)
            : Problems.From(new(RefusalKind.NoDemandKnown), http);
    }

    private static ForecastJson JsonOf(string store, string sku, decimal level, SkuForecast it)
    {
        var (mean, quantile) = (Round(it.LeadTime.Mean), Round(it.LeadTime.Quantile((double)level)));
        return new(
            store, sku, it.Method, it.KnownDays, it.Intermittent, Round(it.PerDay), [.. it.Means.Select((units, ahead) => new ForecastDayJson(it.From.AddDays(ahead), Round(units)))],
            new(it.LeadTime.Periods, level, mean, quantile, Math.Max(0, quantile - mean)), AsOfJson.Of(it.AsOf));
    }

    // What is told; what is ordered by is not rounded here.
    private static decimal Round(double units) => Math.Round((decimal)Math.Min(units, (double)Limits.MaxQuantity), Limits.QuantityDecimals);
}
