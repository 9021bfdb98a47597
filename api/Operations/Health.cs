using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Operations;

/// <summary>How the process feels.</summary>
/// <param name="Status">live; ready, not-ready or draining.</param>
/// <param name="Checks">With readiness: what was looked at.</param>
internal sealed record HealthJson(string Status, IReadOnlyList<CheckJson>? Checks = null);

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">Such as journal or engine.</param>
/// <param name="Status">ok, failed, or unknown where a failed check before it left nothing to look at.</param>
/// <param name="Reason">Why it failed, in one word of a fixed list: tells an operator where to look and a stranger nothing.</param>
internal sealed record CheckJson(string Name, string Status, string? Reason = null);

/// <summary>Answers as long as the process does.</summary>
internal static class GetLive
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/health/live", () => Reply.Ok(new HealthJson("live"), Wire.Json.HealthJson))
        .Operation("GetLive").Describe("operations", "Is the process alive?").Gives<HealthJson>();
}

/// <summary>200 when calls can be answered, 503 when not or when the process is about to end; the body tells why.</summary>
internal static class GetReady
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/health/ready", Handle)
        .Operation("GetReady").Describe("operations", "Can calls be answered?").Gives<HealthJson>()
        .Produces<HealthJson>(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> Handle(Readiness readiness)
    {
        var found = await readiness.Look();
        return found.Status == Readiness.Ready
            ? Reply.Ok(found, Wire.Json.HealthJson)
            : Results.Json(found, Wire.Json.HealthJson, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
