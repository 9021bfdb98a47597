using System.CommandLine;
using System.Globalization;
using BeautyGrains.Silo.Backup;
using BeautyGrains.Silo.Settings;

namespace BeautyGrains.Silo.Cli;

/// <summary>Restores a backup into an empty data folder or database and proves it.</summary>
internal static class RestoreVerb
{
    public static Command Make(TextWriter output, TextWriter error)
    {
        var file = new Argument<string>("FILE") { Description = "A file that backup has made." };
        var (data, config) = (CommonOptions.Data(), CommonOptions.Config());
        var verb = new Command("restore", "Restores a backup into an empty data folder, or with postgres an empty database, and verifies it. A file that is damaged leaves nothing behind.") { file, data, config };
        verb.SetAction((parsed, cancel) => Run(parsed.GetRequiredValue(file), [.. parsed.AsArgument(data), .. parsed.AsArgument(config)], output, error, cancel));
        return verb;
    }

    private static async Task<int> Run(string backup, string[] arguments, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        if (!File.Exists(backup)) throw new WrongUseException($"{Path.GetFullPath(backup)} does not exist.");
        var (settings, faults) = HostSettings.Of(arguments);
        if (faults.Count > 0) throw new SettingsException(faults);
        var isNew = !Directory.Exists(settings.DataFolder);
        BackupManifest manifest;
        try
        {
            using var held = DataFolder.Hold(settings.DataFolder);
            manifest = settings.Database is { } database
                ? await Restoring.IntoDatabase(backup, database, Path.Combine(held.Root, Restoring.Scratch), cancel)
                : await Restoring.IntoFolder(backup, held, cancel);
        }
        catch (Exception failure)
        {
            if (isNew && Directory.Exists(settings.DataFolder)) Directory.Delete(settings.DataFolder, recursive: true);
            if (failure is not (BackupException or IOException or UnauthorizedAccessException)) throw;
            await error.WriteLineAsync($"{failure.Message} Nothing was restored.");
            return ExitCodes.Finding;
        }
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"Restored {manifest.Members.Count} files up to position {manifest.Partition}-{manifest.Position}, taken {manifest.TakenAt:yyyy-MM-dd'T'HH:mm:ss'Z'}. Read models are made anew at the first start."));
        return await VerifyVerb.Read(settings, output, cancel);
    }
}
