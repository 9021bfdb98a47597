using System.Text.Json;

namespace BeautyGrains.Silo.Settings;

/// <summary>
/// Where settings come from, the later winning: a file (appsettings.json in the data folder, or <c>--config</c>), the environment
/// (<c>BEAUTY__Section__Key</c>), the command line (<c>--Section:Key value</c>).
/// </summary>
internal static class SettingsSources
{
    private const string EnvironmentPrefix = "BEAUTY__";

    private static readonly string[] s_shortNames = ["urls", "data", "config"];

    /// <summary>The configuration and the data folder's full path; what cannot be understood is added to the faults.</summary>
    public static (IConfigurationRoot Configuration, string DataFolder) Read(IReadOnlyList<string> arguments, List<string> faults)
    {
        var given = Arguments(arguments, faults);
        var early = new ConfigurationBuilder().AddEnvironmentVariables(EnvironmentPrefix).AddInMemoryCollection(given).Build();
        var dataFolder = Path.GetFullPath(early["Data"] is { Length: > 0 } data ? data : "data");
        var builder = new ConfigurationBuilder();
        AddFile(builder, early["Config"], dataFolder, faults);
        builder.AddEnvironmentVariables(EnvironmentPrefix).AddInMemoryCollection(given);
        return (builder.Build(), dataFolder);
    }

    private static Dictionary<string, string?> Arguments(IReadOnlyList<string> arguments, List<string> faults)
    {
        var given = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? argument : argument[..equals];
            if (!name.StartsWith("--", StringComparison.Ordinal)
                || !(name.Contains(':', StringComparison.Ordinal) || s_shortNames.Contains(name[2..], StringComparer.OrdinalIgnoreCase)))
            {
                faults.Add($"'{argument}' is not understood; verbs are serve, demo, import, verify, rebuild-read-models, backup and restore, settings are --urls, --data, --config and --Section:Key value.");
                continue;
            }
            if (equals < 0 && ++i == arguments.Count) faults.Add($"{name} needs a value.");
            else if (IsSecret(name)) faults.Add($"{name[2..]} is a secret: other users of the machine can read arguments. Give it in a file or as BEAUTY__Access__AdminKey.");
            else given[name[2..]] = equals < 0 ? arguments[i] : argument[(equals + 1)..];
        }
        return given;
    }

    private static bool IsSecret(string name) => name.EndsWith("Key", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("Secret", StringComparison.OrdinalIgnoreCase) || name.EndsWith("ConnectionString", StringComparison.OrdinalIgnoreCase);

    private static void AddFile(ConfigurationBuilder builder, string? named, string dataFolder, List<string> faults)
    {
        var file = named is { Length: > 0 } ? Path.GetFullPath(named) : Path.Combine(dataFolder, "appsettings.json");
        if (!File.Exists(file))
        {
            if (named is { Length: > 0 }) faults.Add($"--config names '{file}', which does not exist.");
            return;
        }
        try
        {
            using var parsed = JsonDocument.Parse(File.ReadAllBytes(file), new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            // Read here on its own: it refuses more than the parser, such as a name that stands there twice.
            builder.AddConfiguration(new ConfigurationBuilder().AddJsonFile(file, optional: false, reloadOnChange: false).Build());
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            faults.Add($"'{file}' cannot be read: {unreadable.InnerException?.Message ?? unreadable.Message}");
        }
    }
}
