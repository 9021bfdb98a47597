using System.CommandLine;
using System.Text.Json.Nodes;
using BeautyGrains.Silo.Client;

namespace BeautyGrains.Silo.Cli;

/// <summary>Builds read models anew from the journal, in a data folder or at a running server, and waits until they serve.</summary>
internal static class RebuildVerb
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(200);

    public static Command Make(TextWriter output)
    {
        var where = new TargetOptions();
        var name = new Argument<string?>("NAME") { Description = "The read model, such as stock or products; all of them without one.", Arity = ArgumentArity.ZeroOrOne };
        var verb = new Command("rebuild-read-models", "Builds the tables of lists and search anew from the journal. The ones at hand serve until the new ones have caught up.") { name };
        where.AddTo(verb);
        verb.SetAction((parsed, cancel) => Run(where.Of(parsed), parsed.GetValue(name), output, cancel));
        return verb;
    }

    private static async Task<int> Run(Target target, string? only, TextWriter output, CancellationToken cancel)
    {
        await using var session = await Session.Open(target, cancel);
        var known = (await Models(session)).Select(model => (string)model["name"]!).ToList();
        if (only is not null && !known.Contains(only)) throw new WrongUseException($"There is no read model '{only}'; there are: {string.Join(", ", known)}.");
        foreach (var model in only is null ? known : [only])
            if (!await Rebuild(session, model, output)) return ExitCodes.Finding;
        return ExitCodes.Fine;
    }

    private static async Task<bool> Rebuild(Session session, string model, TextWriter output)
    {
        var asked = Body(await session.Client.Post($"/v1/read-models/{model}/rebuild", null, session.Stopping));
        var generation = (long)asked["generation"]!;
        var told = "";
        while (true)
        {
            var now = (await Models(session)).Single(one => (string)one["name"]! == model);
            if ((long)now["generation"]! >= generation)
            {
                await output.WriteLineAsync($"{model}: built up to {now["position"]} and serves.");
                return true;
            }
            if ((string)now["state"]! == "stopped")
            {
                await output.WriteLineAsync($"{model}: stopped. {now["fault"]}");
                return false;
            }
            if (told.Length > 0 && now["builtUpTo"] is null)
            {
                await output.WriteLineAsync($"{model}: given up, and the one at hand goes on serving. The server's log says why.");
                return false;
            }
            if (now["builtUpTo"]?.ToString() is { } upTo && upTo != told) await output.WriteLineAsync($"{model}: {told = upTo} of {now["head"]}");
            await Task.Delay(s_look, TimeProvider.System, session.Stopping);
        }
    }

    private static async Task<IReadOnlyList<JsonNode>> Models(Session session) =>
        [.. ((JsonArray)Body(await session.Client.Get("/v1/read-models", session.Stopping))["items"]!).Select(model => model!)];

    private static JsonNode Body(Reply reply) => reply.Problem is { } refused ? throw new WrongUseException(refused.ToString()!) : reply.Body!;
}
