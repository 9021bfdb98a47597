using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Journal;

namespace BeautyGrains.Api.Operations;

/// <summary>How the process feels.</summary>
/// <param name="Status">live, ready or not-ready.</param>
internal sealed record HealthJson(string Status, int? JournalQueue = null, int? JournalCapacity = null);

/// <summary>Answers as long as the process does.</summary>
internal static class GetLive
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/health/live", () => Reply.Ok(new HealthJson("live"), Wire.Json.HealthJson))
        .Operation("GetLive").Describe("operations", "Is the process alive?").Gives<HealthJson>();
}

/// <summary>Ready when the journal answers and its queue has room, and a grain can be called.</summary>
internal static class GetReady
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/health/ready", Handle)
        .Operation("GetReady").Describe("operations", "Can calls be answered?").Gives<HealthJson>();

    private static async Task<IResult> Handle(HttpContext http, IJournal journal, IGrainFactory grains)
    {
        var (waiting, capacity) = journal.Queue;
        await journal.Head(http.RequestAborted);
        await grains.GetGrain<IAccessGrain>("access").GetKeys();
        return waiting < capacity ? Reply.Ok(new HealthJson("ready", waiting, capacity), Wire.Json.HealthJson) : Problems.Of(ProblemType.Busy);
    }
}
