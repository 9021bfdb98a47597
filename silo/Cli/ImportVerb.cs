using System.CommandLine;
using BeautyGrains.Contracts;
using BeautyGrains.Silo.Client;
using BeautyGrains.Silo.Import;
using BeautyGrains.Silo.Loading;
using BeautyGrains.Silo.Settings;

namespace BeautyGrains.Silo.Cli;

/// <summary>Brings products, stores or opening stock in from a CSV file.</summary>
internal static class ImportVerb
{
    public static Command Make(TextWriter output, TextWriter error)
    {
        var kind = new Argument<string>("KIND") { Description = "What the rows are: products, stores or stock." };
        kind.AcceptOnlyFromAmong(Importer.Kinds);
        var file = new Argument<string>("FILE") { Description = "A CSV file with a header line; columns are found by their names, English or Chinese." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Tell what would happen; change nothing." };
        var skipFaulty = new Option<bool>("--skip-faulty") { Description = "Import the good rows even if others have faults." };
        var store = new Option<string?>("--store") { Description = "The store of stock rows that name none.", HelpName = "S" };
        var currency = new Option<string>("--currency") { Description = "Currency of prices and costs, which are in major units (175 is 175.00).", HelpName = "CCY", DefaultValueFactory = _ => "CNY" };
        var unit = new Option<string>("--unit") { Description = "Base unit of new products that name none.", HelpName = "U", DefaultValueFactory = _ => "piece" };
        var encoding = new Option<string>("--encoding") { Description = "Encoding of the file; auto tells UTF-8 from Windows-1252.", DefaultValueFactory = _ => "auto" };
        encoding.AcceptOnlyFromAmong(FileText.Encodings);
        currency.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !SkuRecordRules.IsCurrency(result.Tokens[0].Value)) result.AddError("--currency must be three capital letters, such as CNY.");
        });
        store.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !Limits.IsId(result.Tokens[0].Value)) result.AddError("--store must be a store code.");
        });
        var where = new TargetOptions();
        var verb = new Command("import", "Imports products, stores or opening stock from a CSV file. All faulty rows are told at once; the same file twice changes nothing.")
        { kind, file, dryRun, skipFaulty, store, currency, unit, encoding };
        where.AddTo(verb);
        verb.SetAction((parsed, cancel) => Run(
            parsed.GetRequiredValue(kind), parsed.GetRequiredValue(file), parsed.GetRequiredValue(encoding),
            new(parsed.GetValue(store), parsed.GetRequiredValue(currency), parsed.GetRequiredValue(unit)),
            parsed.GetValue(skipFaulty), parsed.GetValue(dryRun), where.Of(parsed), where.Folder(parsed), output, error, cancel));
        return verb;
    }

    private static async Task<int> Run(
        string kind, string file, string encoding, ImportOptions options, bool skipFaulty, bool dryRun, Target target, string folder, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        var importer = new Importer(output, error);
        var plan = await importer.Read(kind, file, encoding, options);
        // A database has an administrator of its own, whose key must not lie in a folder that goes again.
        var isInFolder = target.Url is null && HostSettings.Of(target.HostArguments).Settings.Database is null;
        using var scratch = dryRun && isInFolder ? ScratchFolder.InPlaceOf(folder) : null;
        if (scratch is not null) target = target with { HostArguments = [.. target.HostArguments, "--data", scratch.Path] };
        // Faults of form are known without a server; those of names are added to them, so that all are told at once.
        await using var session = plan.Faults.Any(fault => fault.Line == 1) ? null : await Session.Open(target, cancel);
        if (session is not null) plan = await Importer.CheckNames(plan, session.Client, session.Stopping);
        if (!await importer.Report(plan, skipFaulty) || session is null) return ExitCodes.Finding;
        try
        {
            var tally = await importer.Load(plan, new(session.Client, output, dryRun), session.Stopping);
            await output.WriteLineAsync((dryRun ? "It would be: " : "") + tally);
            return tally[Outcome.Refused] > 0 || plan.Faults.Count > 0 ? ExitCodes.Finding : ExitCodes.Fine;
        }
        catch (OperationCanceledException) when (session.Stopping.IsCancellationRequested)
        {
            await error.WriteLineAsync("Stopped. Run the same import again to go on; what is there already stays.");
            return ExitCodes.Finding;
        }
    }
}
