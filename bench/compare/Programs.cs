using System.Diagnostics;
using System.Globalization;
using BeautyGrains.Bench.Compare.Report;
using Spectre.Console;

namespace BeautyGrains.Bench.Compare;

/// <summary>
/// Cases that are programs of their own: they measure by themselves and print a line of JSON for each figure, which <see cref="Finding"/> reads. Each runs
/// alone.
/// </summary>
internal sealed class Programs(Settings settings, IAnsiConsole console)
{
    // Name for --only, project, assembly, arguments.
    private static readonly (string Name, string Project, string Assembly, string[] Arguments)[] s_scale =
    [
        ("memory", "bench/scale", "scale", ["memory", "1000000"]),
        ("activation", "bench/scale", "scale", ["activation"]),
        ("reservations", "bench/scale", "scale", ["reservations"]),
        ("uniform", "bench/scale", "scale", ["uniform", "1000000"]),
        ("hot", "bench/scale", "scale", ["hot", "10000000"]),
        ("start", "bench/scale", "scale", ["start", "1000000", "10000000"]),
    ];

    /// <summary>Names of the cases of scale.</summary>
    public static IEnumerable<string> Names => s_scale.Select(one => one.Name);

    /// <summary>The cases with millions of stocks and events.</summary>
    public async Task<IReadOnlyList<Finding>> Scale()
    {
        var findings = new List<Finding>();
        foreach (var (name, project, assembly, arguments) in s_scale.Where(one => settings.Wants(one.Name)))
        {
            var began = Stopwatch.GetTimestamp();
            console.WriteLine($"{name}: {assembly} {string.Join(' ', arguments)}");
            var folder = Directory.CreateDirectory(settings.At($"scale-{name}")).FullName;
            var said = await Child.Run(settings.At($"scale-{name}.log"), null, ["dotnet", settings.Program(project, assembly), .. arguments, "--folder", folder]);
            Directory.Delete(folder, recursive: true);
            foreach (var finding in Finding.In(said))
            {
                findings.Add(finding);
                var more = string.Join(", ", finding.More.Select(one => $"{one.Key} {Reporting.Figures(one.Value)}"));
                console.WriteLine($"{finding.Case}: {Reporting.Figures(finding.Value)} {finding.Unit}; {more}");
            }
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} took {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s"));
        }
        return findings;
    }
}
