using System.CommandLine;
using System.Text.Json.Nodes;
using BeautyGrains.Documents;
using BeautyGrains.Documents.Postgres;
using BeautyGrains.Documents.Sqlite;
using BeautyGrains.Journal;
using BeautyGrains.Journal.Postgres;
using BeautyGrains.Journal.Sqlite;
using BeautyGrains.ReadModels;
using BeautyGrains.Silo.Backup;
using BeautyGrains.Silo.Client;
using BeautyGrains.Silo.Settings;

namespace BeautyGrains.Silo.Cli;

/// <summary>Proves the books: of a data folder by reading its journal, of a running server by asking it.</summary>
internal static class VerifyVerb
{
    public static Command Make(TextWriter output, TextWriter error)
    {
        var where = new TargetOptions();
        var verb = new Command("verify", "Replays the journal from the beginning and tells what cannot be right: damage, gaps, ledgers that do not add up, lists that say something else. Exit code 1 when there is any.");
        var backup = new Option<string?>("--backup") { Description = "A backup of sqlite to prove instead, unpacked beside it for the while.", HelpName = "FILE" };
        where.AddTo(verb);
        verb.Add(backup);
        verb.Validators.Add(result =>
        {
            if (result.GetValue(backup) is not null && where.AnyGiven(result)) result.AddError("--backup is a place of its own: leave out --data, --config and --url.");
        });
        verb.SetAction((parsed, cancel) => parsed.GetValue(backup) is { } file ? Unpack(file, output, error, cancel)
            : where.Of(parsed) is { Url: not null } server ? Ask(server, output, cancel)
            : Read(where.Of(parsed), output, cancel));
        return verb;
    }

    private static async Task<int> Unpack(string backup, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        if (!File.Exists(backup)) throw new WrongUseException($"{Path.GetFullPath(backup)} does not exist.");
        var scratch = Path.GetFullPath(backup) + ".verify";
        if (Directory.Exists(scratch)) throw new WrongUseException($"{scratch} exists already; take it away.");
        try
        {
            using (var folder = DataFolder.Hold(scratch)) await Restoring.IntoFolder(backup, folder, cancel);
            return await Read(new Target(["--data", scratch], null, null), output, cancel);
        }
        catch (Exception failure) when (failure is BackupException or IOException)
        {
            await error.WriteLineAsync(failure.Message);
            return ExitCodes.Finding;
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static async Task<int> Read(Target target, TextWriter output, CancellationToken cancel)
    {
        var (settings, faults) = HostSettings.Of(target.HostArguments);
        if (faults.Count > 0) throw new SettingsException(faults);
        return await Read(settings, output, cancel);
    }

    /// <summary>Proves what these settings name.</summary>
    public static async Task<int> Read(HostSettings settings, TextWriter output, CancellationToken cancel)
    {
        var folder = settings.DataFolder;
        if (!Directory.Exists(folder)) throw new WrongUseException($"The data folder {folder} does not exist; name it with --data.");
        using var held = DataFolder.Hold(folder);
        if (settings.Database is null && !Directory.Exists(held.Journal)) throw new WrongUseException($"{folder} holds no journal.");
        var findings = 0;
        try
        {
            IVerifiableJournal journal = settings.Database is { } database
                ? new PostgresJournal(new(database, TimeProvider.System))
                : new SqliteJournal(new(held.Journal, TimeProvider.System));
            await using var closed = (IAsyncDisposable)journal;
            await using var store = StoreOf(settings);
            var check = store is null ? null : new ReadModelCheck(journal, store, ReadModelsRegistration.Models);
            await using var documents = DocumentsOf(settings);
            var verifier = new Verifier(journal, new(journal), TimeProvider.System, check, new(journal, new(journal), documents));
            using var progress = Tell(verifier, await journal.Head(cancel), output);
            await foreach (var finding in verifier.Run(cancel))
            {
                findings++;
                await output.WriteLineAsync($"{finding.Stream} version {finding.Version}: {finding.What}");
            }
            var counts = verifier.Counts;
            await Sum(output, findings, counts.Events, counts.Streams, counts.Stocks, counts.Movements);
        }
        catch (JournalException damaged)
        {
            await output.WriteLineAsync($"The journal cannot be read on: {damaged.Message}");
            return ExitCodes.Finding;
        }
        return findings == 0 ? ExitCodes.Fine : ExitCodes.Finding;
    }

    // What was never followed has nothing to compare.
    private static IReadModelStore? StoreOf(HostSettings settings) =>
        settings.Database is { } database ? new PostgresReadModelStore(database)
        : DataFolder.ReadModelsIn(settings.DataFolder) is var file && File.Exists(file) ? SqliteReadModelStore.InFile(file)
        : null;

    // A folder into which no document ever came has no file of them.
    private static DocumentStore? DocumentsOf(HostSettings settings) =>
        settings.Database is { } database ? new PostgresDocumentStore(new(database, TimeProvider.System))
        : DataFolder.DocumentsIn(settings.DataFolder) is var file && File.Exists(file) ? new SqliteDocumentStore(new(file, TimeProvider.System))
        : null;

    private static async Task<int> Ask(Target target, TextWriter output, CancellationToken cancel)
    {
        await using var session = await Session.Open(target, cancel);
        var reply = await session.Client.Get("/v1/verification", session.Stopping, Timeout.InfiniteTimeSpan);
        if (reply.Problem is { } refused) throw new WrongUseException($"{target.Url}: {refused}");
        var findings = (JsonArray)reply.Body!["findings"]!;
        foreach (var finding in findings) await output.WriteLineAsync($"{finding!["stream"]} version {finding["version"]}: {finding["what"]}");
        await Sum(output, findings.Count, Count(reply, "events"), Count(reply, "streams"), Count(reply, "stocks"), Count(reply, "movements"));
        return findings.Count == 0 ? ExitCodes.Fine : ExitCodes.Finding;
    }

    // Whoever looks on sees every few seconds that it goes on; a short run says nothing.
    private static ITimer Tell(Verifier verifier, JournalPosition head, TextWriter output)
    {
        var period = TimeSpan.FromSeconds(5);
        return TimeProvider.System.CreateTimer(_ =>
        {
            var counts = verifier.Counts;
            output.WriteLine(counts.Stocks == 0 ? $"Verifying: {counts.Events} of {head.Number} events" : $"Verifying: {counts.Events} events read, {counts.Stocks} stocks folded");
        }, null, period, period);
    }

    private static long Count(Reply reply, string what) => (long)reply.Body![what]!;

    private static Task Sum(TextWriter output, int findings, long events, long streams, long stocks, long movements) =>
        output.WriteLineAsync($"{(findings == 0 ? "Sound" : $"{findings} findings")}: {events} events of {streams} streams; {stocks} stocks with {movements} movements.");
}
