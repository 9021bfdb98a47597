using System.CommandLine;

namespace BeautyGrains.Silo.Cli;

/// <summary>Options that several verbs share.</summary>
internal static class CommonOptions
{
    public static Option<string?> Data() => new("--data")
    {
        Description = "The data folder. [default: ./data]",
        HelpName = "DIR",
    };

    public static Option<string?> Config() => new("--config")
    {
        Description = "A settings file in JSON. [default: appsettings.json in the data folder]",
        HelpName = "FILE",
    };

    /// <summary>What was given of an option, as an argument of the host.</summary>
    public static IEnumerable<string> AsArgument(this ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { } value ? [option.Name, value] : [];
}
