using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Grains;

namespace BeautyGrains.Api.Conditions;

/// <summary>Takes in what a sensor has read: in any order, however often.</summary>
internal static class TakeReadings
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost($"{ZonePath.Path}/readings", Handle)
        .Operation("TakeReadings").Describe("conditions", "Take in what a sensor has read, in any order, however often").Takes<TakeReadingsBody>().Gives<TakenReadings>();

    private static async Task<IResult> Handle(string store, string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.TakeReadingsBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(check, http.Caller());
        return check.Failed ? Problems.Of(check) : Reply.Post(http, await grains.ZoneOf(store, id).Take(ask), Wire.Json.TakenReadings);
    }
}

/// <summary>Takes in what many sensors have read; each for itself.</summary>
internal static class TakeManyReadings
{
    private const int MaxItems = 500;
    private const int MaxReadings = 5_000;

    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/readings", Handle)
        .Operation("TakeManyReadings").Describe("conditions", "Take in what many sensors have read; each has its own result").Takes<TakeManyBody>().Gives<TakenManyJson>();

    private static async Task<IResult> Handle(HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.TakeManyBody);
        if (bad is not null) return bad;
        var check = new Check();
        var items = check.List("items", body.Items, MaxItems);
        if (items.Sum(item => item.Readings?.Count ?? 0) > MaxReadings) check.Add("items", $"at-most-{MaxReadings}-readings");
        if (check.Failed) return Problems.Of(check);
        var asks = new List<(string Store, string Zone, Contracts.TakeReadings Ask)>();
        for (var i = 0; i < items.Count; i++)
        {
            var (item, of) = (items[i], $"items[{i}].");
            asks.Add((
                check.Id($"{of}store", item.Store), check.Id($"{of}zone", item.Zone), new TakeReadingsBody(item.Sensor, item.DeviceNow, item.Readings).ToCommand(check, http.Caller(), of)));
        }
        if (check.Failed) return Problems.Of(check);
        var language = Languages.Of(http);
        var told = new List<TakenItemJson>(asks.Count);
        foreach (var (store, zone, ask) in asks)
        {
            var problem = http.Identity().Covers(store) ? null : Problems.Describe(ProblemType.Forbidden, language);
            var answer = problem is null ? await grains.ZoneOf(store, zone).Take(ask) : null;
            if (answer?.Refusal is { } refusal) problem = Problems.Describe(refusal, language, new(store, null, null));
            told.Add(new(store, zone, ask.Sensor, problem?.Status ?? StatusCodes.Status200OK, answer?.Value, problem));
        }
        return Reply.Ok(new TakenManyJson(told), Wire.Json.TakenManyJson);
    }
}

/// <summary>What the sensors of a zone have read, as data or as a chart.</summary>
internal static class ListReadings
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet($"{ZonePath.Path}/readings", Handle)
        .Operation("ListReadings").Describe("conditions", "What the sensors of a zone have read within the time that is judged: at the right times, calibrated: JSON, or a chart with ?as=svg")
        .Produces<ReadingList>(StatusCodes.Status200OK, "application/json", SvgPicture.MediaType);

    private static async Task<IResult> Handle(string store, string id, string? from, string? through, string? @as, HttpContext http, IGrainFactory grains, TimeProvider clock)
    {
        var check = new Check();
        var (first, last) = (check.Moment("from", from), check.Moment("through", through));
        var isPicture = SvgPicture.IsWanted(check, http, @as);
        if (check.Failed) return Problems.Of(check);
        if (await grains.ZoneOf(store, id).Get() is not { } zone || await grains.GetGrain<IStoreGrain>(store).Get() is not { } place) return Problems.From(new(RefusalKind.UnknownZone, Store: store), http);
        var readings = await grains.ZoneOf(store, id).Read(first ?? DateTimeOffset.MinValue, last ?? DateTimeOffset.MaxValue);
        if (!isPicture) return SvgPicture.Json(http, Reply.Ok(new ReadingList(readings), Wire.Json.ReadingList));
        var policy = (await grains.GetGrain<IConditionPolicyGrain>(IConditionPolicyGrain.Key).Get()).Policy;
        var today = ExcursionRules.DayOf(last ?? clock.GetUtcNow());
        var bands = zone.Record.Holds.Select(storage => (storage, policy.RuleOn(storage, id, today))).Where(one => one.Item2 is not null).Select(one => (one.storage, one.Item2!.MinCelsius, one.Item2.MaxCelsius));
        return SvgPicture.Answer(http, new ZoneChart(zone, [.. bands], place.Record.TimeZone, Languages.Of(http)).Draw(readings, first, last));
    }
}
