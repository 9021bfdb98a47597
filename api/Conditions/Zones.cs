using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Conditions;

/// <summary>What the calls about zones share.</summary>
internal static class ZonePath
{
    public const string Path = "/stores/{store}/zones/{id}";

    /// <summary>A zone's grain.</summary>
    public static IZoneGrain ZoneOf(this IGrainFactory grains, string store, string zone) => grains.GetGrain<IZoneGrain>(new ZoneKey(store, zone).ToString());

    /// <summary>The zones of a store, by id.</summary>
    public static async Task<List<ZoneView>> ZonesOf(this IGrainFactory grains, StreamDirectory directory, string store, CancellationToken cancel)
    {
        var zones = new List<ZoneView>();
        await foreach (var key in directory.Under(ZoneKind.Instance.Category, store + "/", cancel))
            if (await grains.GetGrain<IZoneGrain>(key).Get() is { } zone) zones.Add(zone);
        return zones;
    }

    /// <summary>The problem of a store that nobody knows, or null.</summary>
    public static async Task<IResult?> Unknown(string store, HttpContext http, IGrainFactory grains) =>
        await grains.GetGrain<IStoreGrain>(store).Get() is null ? Problems.From(new(RefusalKind.UnknownStore, Store: store), http) : null;
}

/// <summary>Creates or replaces a zone.</summary>
internal static class PutZone
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPut(ZonePath.Path, Handle)
        .Operation("PutZone").Describe("conditions", "Create or replace a zone of a store: what it holds, its sensors and their calibrations").Takes<ZoneBody>().Puts<ZoneView>();

    private static async Task<IResult> Handle(string store, string id, HttpContext http, IGrainFactory grains)
    {
        var (version, wrong) = Reply.IfMatch(http);
        if (wrong is not null) return wrong;
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ZoneBody);
        if (bad is not null) return bad;
        var check = new Check();
        var record = body.ToRecord(check);
        if (check.Failed) return Problems.Of(check);
        if (await ZonePath.Unknown(store, http, grains) is { } unknown) return unknown;
        var answer = await grains.ZoneOf(store, id).Put(new(record, version, http.Caller()));
        return Reply.Put(http, answer, Wire.Json.ZoneView, zone => zone.Version, created: answer is { IsNew: true, Value.Version: 1 });
    }
}

/// <summary>A zone.</summary>
internal static class GetZone
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet(ZonePath.Path, Handle)
        .Operation("GetZone").Describe("conditions", "A zone with its sensors, their last readings, and its excursions").Gives<ZoneView>();

    private static async Task<IResult> Handle(string store, string id, HttpContext http, IGrainFactory grains) =>
        await grains.ZoneOf(store, id).Get() is { } zone ? Reply.Get(zone, Wire.Json.ZoneView, zone.Version, timeMatters: true) : Problems.From(new(RefusalKind.UnknownZone, Store: store), http);
}

/// <summary>The zones of a store.</summary>
internal static class ListZones
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/stores/{store}/zones", Handle)
        .Operation("ListZones").Describe("conditions", "The zones of a store").Gives<ZoneList>();

    private static async Task<IResult> Handle(string store, HttpContext http, IGrainFactory grains, StreamDirectory directory) =>
        await ZonePath.Unknown(store, http, grains) ?? Reply.Ok(new ZoneList(await grains.ZonesOf(directory, store, http.RequestAborted)), Wire.Json.ZoneList);
}
