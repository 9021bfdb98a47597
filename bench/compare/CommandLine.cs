using System.CommandLine;
using System.Globalization;
using BeautyGrains.Bench.Compare.Report;
using Spectre.Console;

namespace BeautyGrains.Bench.Compare;

/// <summary>The command line of <c>bench.sh</c>.</summary>
public static class CommandLine
{
    private const int Fine = 0;
    private const int Trouble = 1;
    private const int WrongUse = 2;
    private const int WidthOfFiles = 200;

    private static readonly Option<string[]> Only = new("--only")
    {
        Description = "Only cases whose names begin so, such as http-sqlite or postgres-one; several times, or separated by commas.", HelpName = "CASE",
    };

    private static readonly Option<int> Rounds = Whole("--rounds", "Turns of each case.", 5, 1, 100);
    private static readonly Option<int> Seconds = Whole("--seconds", "Of a turn.", 12, 1, 600);
    private static readonly Option<int> WarmUp = Whole("--warm-up", "Seconds of each case before its first turn.", 8, 1, 600);
    private static readonly Option<int> Stores = Whole("--stores", "Stores; each has every SKU.", 1000, 1, 10_000);
    private static readonly Option<int> Skus = Whole("--skus", "SKUs.", 100, 1, 10_000);
    private static readonly Option<bool> Scale = new("--scale") { Description = "The cases with millions of stocks and events instead; --rounds and the like do not concern them." };
    private static readonly Option<bool> List = new("--list") { Description = "Prints the names of the cases." };
    private static readonly Option<string[]> Again = new("--report")
    {
        Description = "No run: writes table and chart anew, from the results in this folder; several times to put runs together, into the first.", HelpName = "FOLDER",
    };

    private static readonly Option<string> Root = new("--root") { Hidden = true, DefaultValueFactory = _ => "." };
    private static readonly Option<string> Folder = new("--folder") { Hidden = true, DefaultValueFactory = _ => Path.GetTempPath() };
    private static readonly Option<string[]> Missing = new("--missing") { Hidden = true };

    /// <summary>Runs what was asked: 0 measured (whatever the targets say), 1 something failed, 2 wrong use.</summary>
    public static async Task<int> Execute(string[] args)
    {
        var command = new RootCommand("Measures BeautyGrains beside what people would use instead, in turns on this machine, and reports ratios.");
        foreach (var option in new Option[] { Only, Rounds, Seconds, WarmUp, Stores, Skus, Scale, List, Again, Root, Folder, Missing }) command.Add(option);
        command.SetAction((parsed, _) => Act(parsed));
        var parsed = command.Parse(args);
        var code = await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
        return parsed.Errors.Count > 0 ? WrongUse : code;
    }

    private static async Task<int> Act(ParseResult parsed)
    {
        var console = AnsiConsole.Create(new());
        if (Console.IsOutputRedirected) console.Profile.Width = WidthOfFiles;
        if (parsed.GetValue(List))
        {
            foreach (var one in Catalogue.Of(new(SettingsOf(parsed)))) console.WriteLine($"{one.Name,-24}{one.What}");
            foreach (var name in Programs.Names) console.WriteLine($"{name,-24}with --scale");
            return Fine;
        }
        try
        {
            var results = parsed.GetValue(Again) is { Length: > 0 } folders ? Results.Read(folders) : await Measure(SettingsOf(parsed), parsed.GetValue(Scale), console);
            var written = Reporting.Write(results, console);
            console.WriteLine($"Written to {written}");
            return Fine;
        }
        catch (TroubleException trouble)
        {
            await Console.Error.WriteLineAsync(trouble.Message);
            return Trouble;
        }
    }

    private static async Task<Results> Measure(Settings settings, bool scale, IAnsiConsole console)
    {
        if (scale) return await Results.Of(settings, [], await new Programs(settings, console).Scale());
        foreach (var (peer, why) in settings.MissingPeers) console.WriteLine($"Left out: {peer} ({why})");
        var (turns, findings) = await new Runner(settings, console).Run();
        return await Results.Of(settings, turns, findings);
    }

    private static Settings SettingsOf(ParseResult parsed)
    {
        var root = Path.GetFullPath(parsed.GetValue(Root)!);
        var only = (parsed.GetValue(Only) ?? []).SelectMany(one => one.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToArray();
        var results = Path.Combine(root, "bench", "results", DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH-mm-ss'Z'", CultureInfo.InvariantCulture));
        // "peer=why"
        var missing = (parsed.GetValue(Missing) ?? []).Select(one => one.Split('=', 2)).ToDictionary(one => one[0], one => one[1]);
        return new(only, parsed.GetValue(Rounds), parsed.GetValue(Seconds), parsed.GetValue(WarmUp), new(parsed.GetValue(Stores), parsed.GetValue(Skus)),
            root, Path.GetFullPath(parsed.GetValue(Folder)!), results, missing);
    }

    private static Option<int> Whole(string name, string description, int otherwise, int least, int most)
    {
        var option = new Option<int>(name)
        {
            Description = string.Create(CultureInfo.InvariantCulture, $"{description} {least} to {most}."), HelpName = "N", DefaultValueFactory = _ => otherwise,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var given && (given < least || given > most))
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is {given} but must be {least} to {most}."));
        });
        return option;
    }
}
