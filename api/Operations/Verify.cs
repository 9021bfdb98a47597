using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Operations;

/// <summary>What the verifier found.</summary>
/// <param name="Sound">True when there is no finding.</param>
/// <param name="Findings">At most 1,000 of them.</param>
internal sealed record VerificationJson(bool Sound, long Events, long Streams, long Stocks, long Movements, IReadOnlyList<FindingJson> Findings);

/// <summary>One thing that cannot be right.</summary>
internal sealed record FindingJson(string Stream, long Version, string What);

/// <summary>Replays the whole journal and compares; reads only, but reads all.</summary>
internal static class Verify
{
    private const int MostTold = 1_000;

    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/verification", Handle)
        .Operation("Verify").Describe("operations", "Replay everything from zero and tell what cannot be right").Gives<VerificationJson>();

    private static async Task<IResult> Handle(HttpContext http, IServiceProvider services)
    {
        var verifier = services.GetRequiredService<Verifier>();
        var findings = new List<FindingJson>();
        await foreach (var finding in verifier.Run(http.RequestAborted))
        {
            findings.Add(new(finding.Stream.ToString(), finding.Version, finding.What));
            if (findings.Count == MostTold) break;
        }
        var counted = verifier.Counts;
        return Reply.Ok(new VerificationJson(findings.Count == 0, counted.Events, counted.Streams, counted.Stocks, counted.Movements, findings), Wire.Json.VerificationJson);
    }
}
