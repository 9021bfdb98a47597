using BeautyGrains.Api.Access;
using BeautyGrains.Api.Feedback;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Api.Scans;
using BeautyGrains.Codes;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels;
using BeautyGrains.ReadModels.Search;
using BeautyGrains.ReadModels.Trace;

namespace BeautyGrains.Api.Trace;

/// <summary>Where goods came from and where they went, in one call: as JSON, and as a picture for those who ask for one.</summary>
internal static class TraceCalls
{
    private const int ClientsTold = 1_000;
    private const int StepsTold = 100;

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/skus/{sku}/lots/{lot}/trace", Lot)
            .Operation("TraceLot").Describe("trace", "Where a lot came from and where it went, in all stores: JSON, or a picture with ?as=svg").Produces<LotTraceJson>(StatusCodes.Status200OK, "application/json", SvgPicture.MediaType);
        v1.MapGet("/skus/{sku}/lots/{lot}/trace/steps", Steps).Operation("ListTraceSteps").Describe("trace", "Every step of a lot and of what was made of it, oldest first").Gives<TraceStepPage>();
        v1.MapGet("/skus/{sku}/lots/{lot}/trace/clients", Clients).Operation("ListTraceClients").Describe("trace", "Every client of a lot and of what was made of it").Gives<TracedClientPage>();
        v1.MapGet("/clients/{client}/trace", Client)
            .Operation("TraceClient").Describe("trace", "What a client had, newest first, and where it came from: JSON, or a picture with ?as=svg").Produces<OriginTraceJson>(StatusCodes.Status200OK, "application/json", SvgPicture.MediaType);
        v1.MapGet("/skus/{sku}/serials/{serial}/trace", Serial)
            .Operation("TraceSerial").Describe("trace", "What became of one unit, and where it came from: JSON, or a picture with ?as=svg").Produces<OriginTraceJson>(StatusCodes.Status200OK, "application/json", SvgPicture.MediaType);
        v1.MapGet("/trace", Code)
            .Operation("TraceCode").Describe("trace", "The trace of what a scanned code names: of the unit where it has a serial number that is known, else of the lot").Produces<LotTraceJson>(StatusCodes.Status200OK, "application/json", SvgPicture.MediaType);
    }

    private static async Task<IResult> Lot(
        string sku, string lot, string? clients, string? steps, string? @as, HttpContext http, ITraces traces, TracePapers papers, TracedFeedback feedback, Freshness freshness)
    {
        var check = new Check();
        var (mostClients, mostSteps) = Most(check, clients, steps);
        var picture = SvgPicture.IsWanted(check, http, @as);
        return check.Failed ? Problems.Of(check) : await LotOf(http, new(sku, NumberOf(lot)), mostClients, mostSteps, picture, traces, papers, feedback, freshness);
    }

    private static async Task<IResult> LotOf(HttpContext http, LotNumber number, int clients, int steps, bool picture, ITraces traces, TracePapers papers, TracedFeedback feedback, Freshness freshness)
    {
        await TracePath.Wait(freshness, http.RequestAborted);
        var stores = Filters.StoresOf(http, null);
        if (await traces.OfLot(number, stores, clients, steps, http.RequestAborted) is not { } trace) return Problems.From(new(RefusalKind.UnknownLot, Lot: number.LotNo, Sku: number.Sku), http);
        var (path, asOf) = await TracePath.Of(papers, trace.Lots, trace.Receipts, trace.Repacks, trace.Flows, trace.Steps, trace.Truncated, stores is not null, trace.AsOf, http.RequestAborted);
        var json = new LotTraceJson(
            number.Sku, number.LotNo, path, [.. trace.Clients.Select(TracedClientJson.Of)], trace.ClientCount, [.. trace.Steps.Select(TraceStepJson.Of)], trace.StepCount, asOf,
            await feedback.Of(new(stores, Sku: number.Sku, LotNo: number.LotNo), null, http.RequestAborted));
        return picture ? SvgPicture.Answer(http, TracePicture.Of(json, Languages.Of(http))) : SvgPicture.Json(http, Reply.Ok(json, Wire.Json.LotTraceJson));
    }

    private static async Task<IResult> Steps(string sku, string lot, string? cursor, string? limit, HttpContext http, ITraces traces, Freshness freshness)
    {
        var check = new Check();
        var call = ListCall.Of(http, check, null, cursor, limit, (TraceOrders.ByTime.Name, TraceOrders.ByTime));
        if (check.Failed) return Problems.Of(check);
        await freshness.Wait(TraceModel.Instance, http.RequestAborted);
        var page = await traces.Steps(new(sku, NumberOf(lot)), Filters.StoresOf(http, null), call.Order, call.After, call.Limit, http.RequestAborted);
        return Reply.Ok(new TraceStepPage([.. page.Items.Select(TraceStepJson.Of)], call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.TraceStepPage);
    }

    private static async Task<IResult> Clients(string sku, string lot, string? cursor, string? limit, HttpContext http, ITraces traces, Freshness freshness)
    {
        var check = new Check();
        var call = ListCall.Of(http, check, null, cursor, limit, (TraceOrders.ByClient.Name, TraceOrders.ByClient));
        if (check.Failed) return Problems.Of(check);
        await freshness.Wait(TraceModel.Instance, http.RequestAborted);
        var page = await traces.Clients(new(sku, NumberOf(lot)), Filters.StoresOf(http, null), call.Order, call.After, call.Limit, http.RequestAborted);
        return Reply.Ok(new TracedClientPage([.. page.Items.Select(TracedClientJson.Of)], call.Next(page.Next), AsOfJson.Of(page.AsOf)), Wire.Json.TracedClientPage);
    }

    private static async Task<IResult> Client(
        string client, string? cursor, string? limit, string? @as, HttpContext http, ITraces traces, TracePapers papers, TracedFeedback feedback, Freshness freshness)
    {
        var check = new Check();
        check.Id("client", client);
        var call = ListCall.Of(http, check, null, cursor, limit, (TraceOrders.ByNewest.Name, TraceOrders.ByNewest));
        var picture = SvgPicture.IsWanted(check, http, @as);
        if (check.Failed) return Problems.Of(check);
        await TracePath.Wait(freshness, http.RequestAborted);
        var stores = Filters.StoresOf(http, null);
        var trace = await traces.OfClient(client, stores, call.Order, call.After, call.Limit, http.RequestAborted);
        return await Origin(http, trace, call, stores is not null, picture, papers, feedback, client: client);
    }

    private static async Task<IResult> Serial(
        string sku, string serial, string? cursor, string? limit, string? @as, HttpContext http, ITraces traces, TracePapers papers, TracedFeedback feedback, Freshness freshness)
    {
        var check = new Check();
        check.OptionalText("serial", serial, Limits.MaxSerial);
        var call = ListCall.Of(http, check, null, cursor, limit, (TraceOrders.ByTime.Name, TraceOrders.ByTime));
        var picture = SvgPicture.IsWanted(check, http, @as);
        if (check.Failed) return Problems.Of(check);
        await TracePath.Wait(freshness, http.RequestAborted);
        var stores = Filters.StoresOf(http, null);
        var trace = await traces.OfSerial(sku, serial, stores, call.Order, call.After, call.Limit, http.RequestAborted);
        return await Origin(http, trace, call, stores is not null, picture, papers, feedback, sku: sku, serial: serial);
    }

    private static async Task<IResult> Origin(HttpContext http, OriginTrace trace, ListCall call, bool partial, bool picture, TracePapers papers, TracedFeedback feedback, string? client = null, string? sku = null, string? serial = null)
    {
        var (path, asOf) = await TracePath.Of(papers, trace.Lots, trace.Receipts, trace.Repacks, trace.Flows, trace.Steps, trace.Truncated, partial, trace.AsOf, http.RequestAborted);
        var json = new OriginTraceJson(client, sku, serial, [.. trace.Steps.Select(TraceStepJson.Of)], trace.StepCount, call.Next(trace.Next), path, asOf,
            await feedback.Of(new(Filters.StoresOf(http, null), Sku: client is null ? sku : null, Client: client), serial, http.RequestAborted));
        return picture ? SvgPicture.Answer(http, TracePicture.Of(json, Languages.Of(http))) : SvgPicture.Json(http, Reply.Ok(json, Wire.Json.OriginTraceJson));
    }

    private static async Task<IResult> Code(
        string? code, string? sku, string? clients, string? steps, string? @as, HttpContext http, IProductCodes products, ITraces traces, TracePapers papers, TracedFeedback feedback,
        Freshness freshness, TimeProvider clock)
    {
        var check = new Check();
        var (mostClients, mostSteps) = Most(check, clients, steps);
        var picture = SvgPicture.IsWanted(check, http, @as);
        check.OptionalId("sku", sku);
        if (code is null) check.Add("code", "required");
        var read = CodeReader.Read(code, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        if (code is not null)
            foreach (var fault in read.Faults) check.Add("code", fault.ToString());
        if (check.Failed) return Problems.Of(check);
        await freshness.Wait(ProductModel.Instance, http.RequestAborted);
        var carriers = ReadScan.Carriers(read, await products.Find(ReadScan.Keys(read), http.RequestAborted)).Where(one => sku is null || one.Sku == sku).ToList();
        if (carriers.Count == 0) check.Add("code", "is-of-no-known-product");
        else if (carriers.Count > 1) check.Add("sku", "code-means-several-products:" + string.Join(',', carriers.Select(one => one.Sku).Order(StringComparer.Ordinal)));
        var goods = ScannedGoods.Of(read);
        if (read.Serial is null && goods.Lot is null) check.Add("code", "has-neither-lot-nor-serial");
        if (check.Failed) return Problems.Of(check);
        var stores = Filters.StoresOf(http, null);
        if (read.Serial is { } serial)
        {
            await TracePath.Wait(freshness, http.RequestAborted);
            var call = ListCall.Of(http, check, null, null, null, (TraceOrders.ByTime.Name, TraceOrders.ByTime));
            var trace = await traces.OfSerial(carriers[0].Sku, serial, stores, call.Order, call.After, call.Limit, http.RequestAborted);
            if (trace.StepCount > 0 || goods.Lot is null) return await Origin(http, trace, call, stores is not null, picture, papers, feedback, sku: carriers[0].Sku, serial: serial);
        }
        return await LotOf(http, new(carriers[0].Sku, goods.Lot!), mostClients, mostSteps, picture, traces, papers, feedback, freshness);
    }

    // A lot's name within a stock begins with its number.
    internal static string NumberOf(string lot) => lot.IndexOf('~', StringComparison.Ordinal) is > 0 and var end && lot.Length == end + 9 ? lot[..end] : lot;

    private static (int Clients, int Steps) Most(Check check, string? clients, string? steps) =>
        (check.WholeFilter("clients", clients, 0, Traces.MostListed) ?? ClientsTold, check.WholeFilter("steps", steps, 0, Traces.MostListed) ?? StepsTold);
}
