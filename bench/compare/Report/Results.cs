using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BeautyGrains.Bench.Compare.Report;

/// <summary>What a program of its own has found, from a line of JSON <c>{"case":…,"value":…,"unit":…,…}</c> on its standard output.</summary>
/// <param name="Case">What it is about.</param>
/// <param name="More">Further figures by name.</param>
internal sealed record Finding(string Case, double Value, string Unit, IReadOnlyDictionary<string, double> More)
{
    /// <summary>The findings among the lines that a program has printed.</summary>
    public static IEnumerable<Finding> In(string output) =>
        from line in output.Split('\n')
        where line.StartsWith("{\"case\":", StringComparison.Ordinal)
        let it = JsonNode.Parse(line)!.AsObject()
        select new Finding((string)it["case"]!, (double)it["value"]!, (string)it["unit"]!,
            it.Where(field => field.Key is not ("case" or "value" or "unit") && field.Value!.GetValueKind() == JsonValueKind.Number).ToDictionary(field => field.Key, field => (double)field.Value!));
}

/// <summary>Everything that a run has measured, as it is written to <c>results.json</c>.</summary>
/// <param name="Machine">Where and with what it was measured.</param>
/// <param name="LeftOut">Peers that were missing, with the reason.</param>
internal sealed record Results(
    string Folder, string MeasuredAt, IReadOnlyDictionary<string, string> Machine, int Rounds, int Seconds, int Stores, int Skus,
    IReadOnlyDictionary<string, string> LeftOut, IReadOnlyList<Turn> Turns, IReadOnlyList<Finding> Findings)
{
    public const string File = "results.json";

    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true };

    public static async Task<Results> Of(Settings settings, IReadOnlyList<Turn> turns, IReadOnlyList<Finding> findings)
    {
        Directory.CreateDirectory(settings.Results);
        var results = new Results(
            settings.Results, DateTime.UtcNow.ToString("u", CultureInfo.InvariantCulture), await ThisMachine(settings), settings.Rounds, settings.Seconds,
            settings.Grid.Stores, settings.Grid.Skus, settings.MissingPeers, turns, findings);
        await System.IO.File.WriteAllTextAsync(Path.Combine(settings.Results, File), JsonSerializer.Serialize(results, s_json));
        return results;
    }

    /// <summary>What several runs have measured, where and how as the first one says.</summary>
    public static Results Read(IReadOnlyList<string> folders)
    {
        var runs = folders.Select(Read).ToArray();
        var doubled = runs.SelectMany(run => run.Turns.Select(turn => turn.Case).Distinct()).GroupBy(name => name).FirstOrDefault(cases => cases.Count() > 1);
        if (doubled is not null) throw new TroubleException($"{doubled.Key} stands in several of the folders; ratios of one run only are fair.");
        return runs[0] with { Turns = [.. runs.SelectMany(run => run.Turns)], Findings = [.. runs.SelectMany(run => run.Findings)] };
    }

    private static Results Read(string folder)
    {
        var file = Path.Combine(folder, File);
        if (!System.IO.File.Exists(file)) throw new TroubleException($"{file} does not exist.");
        return JsonSerializer.Deserialize<Results>(System.IO.File.ReadAllText(file))! with { Folder = folder };
    }

    private static async Task<IReadOnlyDictionary<string, string>> ThisMachine(Settings settings)
    {
        var cpu = System.IO.File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown";
        return new Dictionary<string, string>
        {
            ["processor"] = cpu,
            ["cores"] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
            ["memory"] = string.Create(CultureInfo.InvariantCulture, $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024):0.0} GiB"),
            ["system"] = System.Runtime.InteropServices.RuntimeInformation.OSDescription,
            ["dotnet"] = Environment.Version.ToString(),
            ["postgres"] = await Version("sh", "-c", "$(ls -d ${POSTGRES_BIN:-/usr/lib/postgresql/*/bin} | sort -V | tail -n 1)/postgres --version"),
            ["redis"] = await Version("redis-server", "--version"),
            ["wrk"] = await Version("sh", "-c", "wrk --version | head -n 1"),
            ["commit"] = await Version("git", "-C", settings.Root, "rev-parse", "--short", "HEAD"),
        };
    }

    // wrk ends with 1 when it tells its version.
    private static async Task<string> Version(params string[] line)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var said = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return said.Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }
}
