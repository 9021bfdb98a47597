using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using BeautyGrains.Silo.Client;

namespace BeautyGrains.Silo.Cli;

/// <summary>Reads a code from the command line, as a scanner types it: what it says, which product and lot it means, what speaks against it.</summary>
internal static class ScanVerb
{
    public static Command Make(TextWriter output)
    {
        var code = new Argument<string>("CODE") { Description = "What was scanned, in quotes; {GS} stands for the separator." };
        var store = new Option<string?>("--store") { Description = "Also the lots of this store.", HelpName = "CODE" };
        var where = new TargetOptions();
        var verb = new Command("scan", "Tells what a scanned code means. Answers 1 where something speaks against the goods.") { code, store };
        where.AddTo(verb);
        verb.SetAction((parsed, cancel) => Run(where.Of(parsed), parsed.GetRequiredValue(code), parsed.GetValue(store), output, cancel));
        return verb;
    }

    private static async Task<int> Run(Target target, string code, string? store, TextWriter output, CancellationToken cancel)
    {
        await using var session = await Session.Open(target, cancel);
        var ask = new JsonObject { ["code"] = code };
        if (store is not null) ask["store"] = store;
        var reply = await session.Client.Post("/v1/scans", ask, session.Stopping);
        if (reply.Problem is { } refused) throw new WrongUseException(refused.ToString()!);
        var scan = reply.Body!;
        foreach (var line in Lines(scan)) await output.WriteLineAsync(line);
        return Items(scan["warnings"]).Any() ? ExitCodes.Finding : ExitCodes.Fine;
    }

    private static IEnumerable<string> Lines(JsonNode scan)
    {
        yield return $"{scan["form"]}\t{scan["issuer"]}{(scan["symbology"] is { } symbology ? $"\t{symbology}" : "")}";
        foreach (var element in Items(scan["elements"])) yield return $"({element["ai"]})\t{element["value"]}\t{element["title"]}";
        if (scan["identifier"] is { } identifier) yield return $"identifier\t{identifier}";
        foreach (var one in Items(scan["candidates"])) yield return $"product\t{one["sku"]}\t{one["name"]}\t{one["unit"]} of {Number(one["contains"])}";
        foreach (var name in new[] { "lotNo", "serial", "expiresOn", "madeOn" })
            if (scan[name] is { } value) yield return $"{name}\t{value}";
        if (scan["onHand"] is { } onHand) yield return $"{scan["store"]}\ton hand {Number(onHand)}\tavailable {Number(scan["available"])}";
        foreach (var lot in Items(scan["lots"])) yield return $"lot\t{lot["lot"]}\t{lot["expiresOn"] ?? "-"}\t{lot["status"]}\ton hand {Number(lot["onHand"])}";
        foreach (var note in Items(scan["notes"])) yield return $"note\t{note}";
        foreach (var warning in Items(scan["warnings"])) yield return $"warning\t{warning}";
    }

    private static IEnumerable<JsonNode> Items(JsonNode? list) => list is JsonArray items ? items.Select(item => item!) : [];

    private static string Number(JsonNode? node) => node is null ? "-" : ((decimal)node).ToString(CultureInfo.InvariantCulture);
}
