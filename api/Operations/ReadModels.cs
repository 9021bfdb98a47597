using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Operations;

/// <summary>All read models as this process sees them.</summary>
internal sealed record ReadModelsJson(IReadOnlyList<ReadModelJson> Items);

/// <summary>One read model.</summary>
/// <param name="State">starting, following, building, passive (another process leads), troubled, stopped or outdated.</param>
/// <param name="Generation">Of the copy that serves; 0 for none.</param>
/// <param name="SecondsBehind">How long the oldest event that waits has waited.</param>
/// <param name="BuiltUpTo">Where a copy that is being built stands.</param>
internal sealed record ReadModelJson(
    string Name, int Version, string State, long Generation, string Position, string Head, long EventsBehind, double SecondsBehind, string? BuiltUpTo, string? Fault)
{
    public static ReadModelJson Of(ReadModelStatus it) => new(
        it.Model, it.Version, it.State.ToString().ToLowerInvariant(), it.Generation, it.Position.ToString(), it.Head.ToString(), it.EventsBehind,
        Math.Round(it.Behind.TotalSeconds, 3), it.BuiltUpTo?.ToString(), it.Fault);
}

/// <summary>A rebuild that was asked for.</summary>
/// <param name="Generation">Of the new copy, which serves once the read model tells this generation.</param>
internal sealed record RebuildJson(string Name, long Generation);

/// <summary>How the read models feel.</summary>
internal static class ListReadModels
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapGet("/read-models", Handle)
        .Operation("ListReadModels").Describe("operations", "The read models: how far each follows the journal").Gives<ReadModelsJson>();

    private static IResult Handle(ReadModelHost models) => Reply.Ok(new ReadModelsJson([.. models.Status.Select(ReadModelJson.Of)]), Wire.Json.ReadModelsJson);
}

/// <summary>Builds a read model anew while the copy at hand goes on serving.</summary>
internal static class RebuildReadModel
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPost("/read-models/{name}/rebuild", Handle)
        .Operation("RebuildReadModel").Describe("operations", "Build a read model anew; the copy at hand serves until the new one has caught up").Gives<RebuildJson>();

    private static async Task<IResult> Handle(string name, HttpContext http, ReadModelHost models) =>
        await models.Rebuild(name, http.RequestAborted) is { } generation
            ? Reply.Ok(new RebuildJson(name, generation), Wire.Json.RebuildJson)
            : Problems.Of(ProblemType.NotFound);
}
