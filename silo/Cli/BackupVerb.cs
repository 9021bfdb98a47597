using System.CommandLine;
using System.Globalization;
using BeautyGrains.Silo.Backup;
using BeautyGrains.Silo.Client;
using BeautyGrains.Silo.Settings;

namespace BeautyGrains.Silo.Cli;

/// <summary>Takes a backup: of a running server by asking it, of a data folder that no server holds, or of a database.</summary>
internal static class BackupVerb
{
    public static Command Make(TextWriter output, TextWriter error)
    {
        var file = new Argument<string>("FILE") { Description = "The file to make; it must not exist." };
        var where = new TargetOptions();
        var verb = new Command("backup", "Takes a backup with everything acknowledged before it began, while the server serves (--url) or of a folder that none holds.") { file };
        where.AddTo(verb);
        verb.SetAction((parsed, cancel) => Run(parsed.GetRequiredValue(file), where.Of(parsed), output, error, cancel));
        return verb;
    }

    private static async Task<int> Run(string name, Target target, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        var path = Path.GetFullPath(name);
        if (File.Exists(path) || Directory.Exists(path)) throw new WrongUseException($"{path} exists already; a backup never writes over anything.");
        if (!Directory.Exists(Path.GetDirectoryName(path))) throw new WrongUseException($"The folder {Path.GetDirectoryName(path)} does not exist.");
        var part = path + ".part";
        try
        {
            await (target.Url is null ? OfHere(target, path, part, cancel) : OfServer(target, part, output, cancel));
            // Only what can be read back becomes a backup.
            var manifest = await BackupFile.Read(part, null, cancel);
            File.Move(part, path, overwrite: false);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"Backed up to {path}: {manifest.Storage}, position {manifest.Partition}-{manifest.Position}, taken {manifest.TakenAt:yyyy-MM-dd'T'HH:mm:ss'Z'}, {new FileInfo(path).Length} bytes."));
            return ExitCodes.Fine;
        }
        catch (Exception failure) when (failure is BackupException or IOException or HttpRequestException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(failure is BackupException ? failure.Message : $"The backup could not be taken: {failure.Message}");
            return ExitCodes.Finding;
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static async Task OfHere(Target target, string path, string part, CancellationToken cancel)
    {
        var (settings, faults) = HostSettings.Of(target.HostArguments);
        if (faults.Count > 0) throw new SettingsException(faults);
        var scratch = path + ".scratch";
        if (Path.Exists(scratch)) throw new WrongUseException($"{scratch} exists already, such as a backup that was killed leaves it; take it away.");
        await using var staged = await Stage();
        await using var file = Create(part);
        await staged.WriteTo(file, cancel);
        file.Flush(flushToDisk: true);

        async Task<Staged> Stage()
        {
            if (settings.Database is { } database) return await Staging.OfDatabase(database, scratch, TimeProvider.System.GetUtcNow(), cancel);
            if (!Directory.Exists(settings.DataFolder)) throw new WrongUseException($"The data folder {settings.DataFolder} does not exist; name it with --data.");
            using var held = DataFolder.Hold(settings.DataFolder);
            return await Staging.OfFolder(held.Root, scratch, TimeProvider.System.GetUtcNow(), cancel);
        }
    }

    private static async Task OfServer(Target target, string part, TextWriter output, CancellationToken cancel)
    {
        await using var session = await Session.Open(target, cancel);
        await output.WriteLineAsync($"The server at {target.Url} lays the backup ready.");
        await using var file = Create(part);
        var refused = await Taken(session, file, output);
        if (refused is not null) throw new BackupException($"{target.Url}: {refused}");
        file.Flush(flushToDisk: true);
    }

    private static async Task<Problem?> Taken(Session session, Stream file, TextWriter output)
    {
        try
        {
            return await session.Client.Download(HttpMethod.Post, "/v1/backups", new Dictionary<string, string>(StringComparer.Ordinal), file, received => output.WriteLine($"Received {received / (1024 * 1024)} MB."), session.Stopping);
        }
        catch (HttpRequestException unreachable)
        {
            throw new BackupException(unreachable.Message, unreachable);
        }
    }

    // It holds what clients bought: for its owner alone.
    private static FileStream Create(string path)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(path, options);
    }
}
