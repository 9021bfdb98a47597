using System.CommandLine;
using System.Text.Json.Nodes;
using BeautyGrains.Silo.Client;

namespace BeautyGrains.Silo.Cli.Calls;

/// <summary>Makes verbs of calls. All of them work the same way: at a running server, or in a folder that none holds.</summary>
internal static class CallVerb
{
    private const int PageSize = 500;

    public static Command Make(CallGroup group, TextWriter output, TextWriter error)
    {
        var verb = new Command(group.Name, group.Help.ToString());
        foreach (var call in group.Calls) verb.Add(Make(call, output, error));
        return verb;
    }

    private static Command Make(Call call, TextWriter output, TextWriter error)
    {
        var verb = new Command(call.Name, call.Help.ToString());
        var given = new CallOptions(call, verb);
        var where = new TargetOptions();
        where.AddTo(verb);
        verb.SetAction(async (parsed, cancel) =>
        {
            // What is asked wrongly is told before anything is opened.
            var ask = given.Read(parsed);
            await using var session = await Session.Open(where.Of(parsed), cancel);
            return await Run(call, ask, session, output, error);
        });
        return verb;
    }

    private static async Task<int> Run(Call call, CallAsk ask, Session session, TextWriter output, TextWriter error)
    {
        var client = session.Client;
        if (call.Saves) return await Save(call, ask, session, output, error);
        if (call.Columns.Length > 0 && call.Filters.Split(' ').Contains("limit")) return await List(call, ask, session, output, error);
        var reply = await client.Call(new(call.Method), ask.Path + ask.Query, ask.Body, ask.Headers, session.Stopping);
        if (reply.Problem is { } refused) return await Refused(refused, error);
        var shown = new CallOutput(output, ask.Chinese);
        if (ask.Json) await output.WriteLineAsync((reply.Body ?? new JsonObject()).ToJsonString(RecordJson.Options));
        else if (call.Only is { } only) await output.WriteLineAsync((string?)CallOutput.At(reply.Body, only.Path) ?? only.Absent.In(ask.Chinese));
        else if (call.Columns.Length > 0) await shown.Table((JsonArray)(CallOutput.At(reply.Body, call.Items) ?? new JsonArray()), call.Columns.Split(' '));
        else if (reply.Body is JsonObject one) await shown.Thing(one);
        else await output.WriteLineAsync(new Words("Done.", "完成。").In(ask.Chinese));
        return ExitCodes.Fine;
    }

    private static async Task<int> List(Call call, CallAsk ask, Session session, TextWriter output, TextWriter error)
    {
        var items = new JsonArray();
        for (var cursor = ""; ;)
        {
            var wanted = ask.All ? PageSize : Math.Min(PageSize, ask.Limit - items.Count);
            var path = $"{ask.Path}{ask.Query}{(ask.Query.Length == 0 ? '?' : '&')}limit={wanted}{cursor}";
            var reply = await session.Client.Call(HttpMethod.Get, path, null, ask.Headers, session.Stopping);
            if (reply.Problem is { } refused) return await Refused(refused, error);
            foreach (var item in (JsonArray)reply.Body![call.Items]!)
            {
                if (ask.Json) await output.WriteLineAsync(item!.ToJsonString(RecordJson.Options));
                items.Add(ask.Json ? null : item!.DeepClone());
            }
            if ((string?)reply.Body["cursor"] is not { } next) break;
            if (!ask.All && items.Count >= ask.Limit)
            {
                await error.WriteLineAsync(new Words("There are more: --limit N, or --all.", "还有更多：用 --limit N，或 --all。").In(ask.Chinese));
                break;
            }
            cursor = $"&cursor={next}";
        }
        if (!ask.Json) await new CallOutput(output, ask.Chinese).Table(items, call.Columns.Split(' '));
        return ExitCodes.Fine;
    }

    private static async Task<int> Save(Call call, CallAsk ask, Session session, TextWriter output, TextWriter error)
    {
        if (ask.Out is { } taken && File.Exists(taken)) throw new WrongUseException($"{taken} is there already.");
        using var memory = new MemoryStream();
        try
        {
            if (await session.Client.Download(new(call.Method), ask.Path + ask.Query, ask.Headers, memory, null, session.Stopping) is { } refused) return await Refused(refused, error);
        }
        catch (HttpRequestException unreachable)
        {
            throw new WrongUseException(unreachable.Message);
        }
        if (ask.Out is { } file) await File.WriteAllBytesAsync(file, memory.ToArray(), session.Stopping);
        else await output.WriteAsync(System.Text.Encoding.UTF8.GetString(memory.ToArray()));
        return ExitCodes.Fine;
    }

    // A request that is faulty in itself was asked wrongly; any other "no" is an answer.
    private static async Task<int> Refused(Problem problem, TextWriter error)
    {
        await error.WriteLineAsync(problem.ToString());
        return problem.Status is 400 ? ExitCodes.WrongUse : ExitCodes.Finding;
    }
}
