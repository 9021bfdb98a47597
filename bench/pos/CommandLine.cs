using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using BeautyGrains.Bench.Pos.Http;
using Spectre.Console;

namespace BeautyGrains.Bench.Pos;

/// <summary>The command line: what may be asked, and what each way of asking leads to.</summary>
public static class CommandLine
{
    private const int WrongUse = 2;
    private const int WidthOfFiles = 1000;

    private static readonly Option<Uri> Url = new("--url")
    {
        Description = "Address of the running server.",
        HelpName = "URL",
        DefaultValueFactory = _ => new("http://127.0.0.1:5080"),
        CustomParser = result => Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url : Complain<Uri>(result, "--url wants an http or https address"),
    };

    private static readonly Option<FileInfo> KeyFile = new("--key-file")
    {
        Description = "File with the Bearer key, such as admin.key in the server's data folder. Without it the environment's BEAUTY_KEY counts.",
        HelpName = "FILE",
    };

    private static readonly Option<int> Terminals = Whole("--terminals", "Terminals that work at the same time.", 32, 1, 2000);
    private static readonly Option<int> Seconds = Whole("--seconds", "How long they work.", 60, 1, 86_400);
    private static readonly Option<int> Stores = Whole("--stores", "Stores to work on; with --prepare, to make.", 5, 1, 1000);
    private static readonly Option<int> Skus = Whole("--skus", "SKUs to work on; with --prepare, to make. One in fifty is hot: it gets a quarter of the load.", 200, 1, 100_000);
    private static readonly Option<int> Stock = Whole("--stock", "With --prepare: base units received per store and SKU, in three lots; hot SKUs get a hundredth.", 3000, 3, 1_000_000_000);
    private static readonly Option<int> Seed = Whole("--seed", "Seed of the terminals' choices.", 1, 0, int.MaxValue);
    private static readonly Option<int> Survive = Whole("--survive-outages", "Seconds for which a command is sent again, with the same id, while the server is away or asks to come again. At least 10 are used.", 0, 0, 3600);
    private static readonly Option<bool> Prepare = new("--prepare") { Description = "First make stores, SKUs and receipts of stock (pos-store-N, pos-sku-N). What is there already stays." };

    private static readonly Option<string> StopFile = new("--stop-file")
    {
        Description = "End the load before its time once this file is there; the audit follows.",
        HelpName = "FILE",
    };

    private static readonly Option<string> Record = new("--record")
    {
        Description = "Append every command before it is sent, and every answer before it is used, to this file, so that --reconcile can audit a server that was killed.",
        HelpName = "FILE",
    };

    private static readonly Option<string[]> Reconcile = new("--reconcile")
    {
        Description = "No load: audit the server against the record of earlier runs. Commands without a known outcome are sent again first.",
        HelpName = "FILE",
    };

    /// <summary>Runs what was asked: 0 nothing differs, 1 differences or no server, 2 wrong use.</summary>
    public static async Task<int> Execute(string[] args)
    {
        var root = new RootCommand(
            "Terminals of a chain at work: they reserve, commit, release, extend, let expire, sell, return, adjust, scrap, receive and transfer over HTTP, "
            + "retry, duplicate and hang up, and keep a record of what was acknowledged. At the end everything is read back and reconciled with that record. "
            + "Nobody else may write to the same stocks meanwhile, and the clocks of both sides must agree within 100 ms. "
            + "Exit code: 0 nothing differs, 1 differences or no server, 2 wrong use.")
        {
            Url, KeyFile, Terminals, Seconds, Stores, Skus, Stock, Seed, Prepare, StopFile, Record, Reconcile, Survive,
        };
        root.SetAction(Act);
        var parsed = root.Parse(args);
        var code = await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
        return parsed.Errors.Count > 0 ? WrongUse : code;
    }

    private static async Task<int> Act(ParseResult asked, CancellationToken stop)
    {
        if (await KeyOf(asked, stop) is not { Length: > 0 } key) return Wrong("No key: name its file with --key-file, or set BEAUTY_KEY.");
        var settings = new Settings(
            asked.GetValue(Url)!, key, asked.GetValue(Terminals), TimeSpan.FromSeconds(asked.GetValue(Seconds)), asked.GetValue(Stores), asked.GetValue(Skus),
            asked.GetValue(Stock), (ulong)asked.GetValue(Seed), asked.GetValue(Prepare), TimeSpan.FromSeconds(asked.GetValue(Survive)), asked.GetValue(StopFile), asked.GetValue(Record));
        // A file or pipe has no width of its own.
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = WidthOfFiles;
            AnsiConsole.Profile.Capabilities.Ansi = AnsiConsole.Profile.Capabilities.Interactive = false;
        }

        try
        {
            using var run = new Run(settings, AnsiConsole.Console);
            if (asked.GetValue(Reconcile) is { Length: > 0 } files) return await run.Reconcile(files, stop);
            return await run.Work(stop);
        }
        catch (Exception failed) when (failed is ReadFailedException or ServerGoneException)
        {
            await Console.Error.WriteLineAsync(failed.Message);
            return 1;
        }
        catch (Exception file) when (file is IOException or UnauthorizedAccessException or JsonException)
        {
            return Wrong(file.Message);
        }
    }

    private static async Task<string?> KeyOf(ParseResult asked, CancellationToken stop) =>
        asked.GetValue(KeyFile) is { } file
            ? file.Exists ? (await File.ReadAllTextAsync(file.FullName, stop)).Trim() : null
            : Environment.GetEnvironmentVariable("BEAUTY_KEY");

    private static int Wrong(string message)
    {
        Console.Error.WriteLine(message);
        return WrongUse;
    }

    private static Option<int> Whole(string name, string description, int standard, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => standard };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !(int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most))
                result.AddError($"{name} wants a whole number from {least} to {most}");
        });
        return option;
    }

    private static T? Complain<T>(System.CommandLine.Parsing.ArgumentResult result, string message)
        where T : class
    {
        result.AddError(message);
        return null;
    }
}
