using System.Globalization;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Trace;

/// <summary>Makes a picture of a trace: suppliers at the left, clients at the right. However many there are it stays readable: clients, receipts and stores beyond a number are told together.</summary>
internal static class TracePicture
{
    /// <summary>Clients that get a card of their own, at most.</summary>
    public const int ClientCards = 8;

    private const int OriginSteps = 3;

    /// <summary>A lot's way, as SVG.</summary>
    public static string Of(LotTraceJson trace, Language language)
    {
        var path = new TracePictureOfPath(trace.Path, language, trace.Sku, trace.LotNo);
        var graph = path.Graph;
        var all = trace.StepCount <= trace.Steps.Count;
        if (all && trace.ClientCount <= ClientCards) OneByOne(path, trace.Steps, language);
        else Together(path, language);
        return PathSvg.Draw(
            graph, string.Format(CultureInfo.InvariantCulture, TraceWords.Of("lot-trace", language), $"{trace.LotNo} · {path.NameOf(trace.Sku)}"),
            path.Note(trace.AsOf.At, $"{trace.ClientCount.ToString("N0", CultureInfo.InvariantCulture)} {TraceWords.Of(trace.ClientCount == 1 ? "one-client" : "clients", language)}"), Languages.Tag(language));
    }

    /// <summary>What a client had or what became of a unit, as SVG.</summary>
    public static string Of(OriginTraceJson trace, Language language)
    {
        var path = new TracePictureOfPath(trace.Path, language);
        var id = "origin";
        var isClient = trace.Client is not null;
        var lines = trace.Steps.Take(OriginSteps).Select(step => $"{Day(step.OccurredAt ?? step.At)} {TraceWords.Kind(step.Kind, language)} {Number(Math.Abs(step.Quantity))}");
        if (trace.StepCount > OriginSteps) lines = lines.Append($"+ {Number(trace.StepCount - OriginSteps)}");
        path.Graph.Put(new Card(id, CardKind.Clients, $"{TraceWords.Of(isClient ? "client" : "unit", language)} {trace.Client ?? trace.Serial}", [.. lines], IsFocus: true));
        foreach (var steps in trace.Steps.GroupBy(step => (From: path.SourceOf(step), step.Kind == "receipt")))
            if (!steps.Key.Item2) path.Graph.Put(new Way(steps.Key.From, id, Number(Math.Abs(steps.Sum(step => step.Quantity)))));
        // A unit that lies there still.
        if (!isClient && trace.Steps is [.., var last] && !path.Graph.Ways.Any(way => way.To == id)) path.Graph.Put(new Way(path.SourceOf(last), id, ""));
        path.Graph.KeepLeadingTo([id]);
        if (!isClient)
            foreach (var client in trace.Steps.Where(step => step.Client is not null).GroupBy(step => step.Client!, StringComparer.Ordinal))
            {
                path.Graph.Put(new Card($"client/{client.Key}", CardKind.Clients, $"{TraceWords.Of("client", language)} {client.Key}", []));
                path.Graph.Put(new Way(id, $"client/{client.Key}", TraceWords.Kind(client.Last().Kind, language)));
            }
        var head = string.Format(CultureInfo.InvariantCulture, TraceWords.Of(isClient ? "client-trace" : "unit-trace", language), isClient ? trace.Client : $"{trace.Serial} · {path.NameOf(trace.Sku!)}");
        return PathSvg.Draw(path.Graph, head, trace.StepCount == 0 ? TraceWords.Of("empty", language) : path.Note(trace.AsOf.At), Languages.Tag(language));
    }

    /// <summary>A quantity as pictures have it.</summary>
    public static string Number(decimal quantity) => quantity.ToString("#,0.###", CultureInfo.InvariantCulture);

    /// <summary>A day as pictures have it.</summary>
    public static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void OneByOne(TracePictureOfPath path, IReadOnlyList<TraceStepJson> steps, Language language)
    {
        foreach (var had in steps.Where(step => step.Client is not null).GroupBy(step => (step.Client, From: path.SourceOf(step))))
        {
            var id = $"client/{had.Key.Client}";
            var own = steps.Where(step => step.Client == had.Key.Client).ToList();
            path.Graph.Put(new Card(id, CardKind.Clients, $"{TraceWords.Of("client", language)} {had.Key.Client}",
                [.. own.Take(OriginSteps).Select(step => $"{Day(step.OccurredAt ?? step.At)} {TraceWords.Kind(step.Kind, language)} {Number(Math.Abs(step.Quantity))}"), .. own.Count > OriginSteps ? [$"+ {own.Count - OriginSteps}"] : Array.Empty<string>()]));
            path.Graph.Put(new Way(had.Key.From, id, Number(-had.Sum(step => step.Quantity))));
        }
        foreach (var nobody in steps.Where(step => step.Client is null && TracePictureOfPath.GoesToClients(step.Kind)).GroupBy(path.SourceOf))
            Group(path, nobody.Key, [.. nobody.GroupBy(step => step.Kind, StringComparer.Ordinal).Select(kind => (kind.Key, -kind.Sum(step => step.Quantity), 0L))], language);
    }

    private static void Together(TracePictureOfPath path, Language language)
    {
        foreach (var flows in path.Flows.Where(flow => TracePictureOfPath.GoesToClients(flow.Kind) || flow.Clients > 0).GroupBy(path.SourceOf))
            Group(path, flows.Key, [.. flows.GroupBy(flow => flow.Kind, StringComparer.Ordinal).Select(kind => (kind.Key, -kind.Sum(flow => flow.Quantity), kind.Sum(flow => flow.Clients)))], language);
    }

    private static void Group(TracePictureOfPath path, string from, IReadOnlyList<(string Kind, decimal Quantity, long Clients)> kinds, Language language)
    {
        var clients = kinds.Max(kind => kind.Clients);
        var title = clients == 0 ? TraceWords.Of("nobody", language)
            : kinds.Count(kind => kind.Clients > 0) == 1 ? Clients(clients) : TraceWords.Of(language == Language.Zh ? "client" : "clients", language);
        path.Graph.Put(new Card($"clients/{from}", CardKind.Clients, char.ToUpperInvariant(title[0]) + title[1..],
            [.. kinds.Select(kind => $"{TraceWords.Kind(kind.Kind, language)} {Number(Math.Abs(kind.Quantity))}{(kind.Clients > 0 && kinds.Count > 1 ? $" · {Clients(kind.Clients)}" : "")}")]));
        path.Graph.Put(new Way(from, $"clients/{from}", Number(kinds.Sum(kind => kind.Quantity))));

        string Clients(long count) => $"{count.ToString("N0", CultureInfo.InvariantCulture)} {TraceWords.Of(count == 1 ? "one-client" : "clients", language)}";
    }
}
