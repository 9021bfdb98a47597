using System.CommandLine;
using System.CommandLine.Parsing;
using BeautyGrains.Database;
using BeautyGrains.Journal;
using BeautyGrains.ReadModels;
using BeautyGrains.Silo.Cli.Calls;
using BeautyGrains.Silo.Engines;
using BeautyGrains.Silo.Settings;

namespace BeautyGrains.Silo.Cli;

/// <summary>What the process answers to its caller.</summary>
public static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Fine = 0;

    /// <summary>Done or not, there is something to look at: faulty rows, a ledger that does not balance.</summary>
    public const int Finding = 1;

    /// <summary>It was asked wrongly: unknown verb, faulty settings, folder held, no key, a journal that cannot be opened.</summary>
    public const int WrongUse = 2;
}

/// <summary>Asked wrongly; the message says what to do instead.</summary>
public sealed class WrongUseException(string message) : Exception(message);

/// <summary>The verbs of the program.</summary>
public static class CommandLine
{
    /// <summary>Runs a verb; returns one of <see cref="ExitCodes"/>.</summary>
    /// <param name="output">Where results go; null for standard output.</param>
    /// <param name="error">Where complaints go; null for standard error.</param>
    public static async Task<int> Run(string[] args, TextWriter? output = null, TextWriter? error = null, CancellationToken cancel = default)
    {
        output ??= Console.Out;
        error ??= Console.Error;
        try
        {
            var parsed = Root(output, error).Parse(args);
            // The root hands on what it does not know to the server's settings; of other verbs nobody would read it.
            if (parsed.Errors.Count == 0 && parsed.UnmatchedTokens.Count > 0 && parsed.CommandResult.Command.TreatUnmatchedTokensAsErrors)
                throw new WrongUseException($"'{parsed.UnmatchedTokens[0]}' is not understood; --help tells what there is.");
            // Its own handling of signals would cut the server's shutdown short.
            var run = new InvocationConfiguration { Output = output, Error = error, ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };
            var code = await parsed.InvokeAsync(run, cancel);
            return parsed.Errors.Count > 0 ? ExitCodes.WrongUse : code;
        }
        catch (Exception wrong) when (wrong is SettingsException or FolderHeldException or WrongUseException or JournalUnavailableException or StorageUnavailableException or ReadModelsUnavailableException)
        {
            await error.WriteLineAsync(wrong.Message);
            return ExitCodes.WrongUse;
        }
    }

    private static RootCommand Root(TextWriter output, TextWriter error)
    {
        var root = new RootCommand("BeautyGrains: real-time inventory for beauty chains. Without a verb it serves.");
        var settings = new ServeOptions();
        var serve = ServeVerb.Make(settings, output);
        settings.AddTo(root);
        root.Action = serve.Action;
        root.Add(serve);
        root.Add(DemoVerb.Make(output, error));
        root.Add(ImportVerb.Make(output, error));
        root.Add(VerifyVerb.Make(output, error));
        root.Add(RebuildVerb.Make(output));
        root.Add(BackupVerb.Make(output, error));
        root.Add(RestoreVerb.Make(output, error));
        root.Add(ForecastVerb.Make(output, error));
        root.Add(PeopleVerb.Make(output));
        foreach (var group in CallTable.All) root.Add(CallVerb.Make(group, output, error));
        root.Add(ScanVerb.Make(output));
        root.Add(DocumentsVerb.Make(output));
        EngineVerbs.AddTo(root, output);
        return root;
    }
}
