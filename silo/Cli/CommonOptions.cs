using System.CommandLine;
using BeautyGrains.Silo.Client;

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

/// <summary>Options of verbs that work in a data folder or at a running server.</summary>
internal sealed class TargetOptions
{
    private readonly Option<string?> _data = CommonOptions.Data();
    private readonly Option<string?> _config = CommonOptions.Config();
    private readonly Option<string?> _url = new("--url") { Description = "A running server to talk to, instead of opening the data folder.", HelpName = "URL" };
    private readonly Option<string?> _keyFile = new("--key-file") { Description = "A file whose first line is the key. [default: BEAUTY_KEY, or the folder's administrator]", HelpName = "FILE" };

    public void AddTo(Command verb)
    {
        foreach (var option in new[] { _data, _config, _url, _keyFile }) verb.Add(option);
        verb.Validators.Add(result =>
        {
            if (result.GetValue(_url) is not null && (result.GetValue(_data) ?? result.GetValue(_config)) is not null)
                result.AddError("--url is for a running server, which has its own data folder and settings: leave out --data and --config.");
        });
    }

    /// <summary>Whether a place was named.</summary>
    public bool AnyGiven(System.CommandLine.Parsing.CommandResult result) => new[] { _data, _config, _url }.Any(option => result.GetValue(option) is not null);

    public Target Of(ParseResult parsed) => new([.. parsed.AsArgument(_data), .. parsed.AsArgument(_config)], parsed.GetValue(_url), parsed.GetValue(_keyFile));

    /// <summary>The data folder, full path.</summary>
    public string Folder(ParseResult parsed) => Path.GetFullPath(parsed.GetValue(_data) ?? Environment.GetEnvironmentVariable("BEAUTY__Data") ?? "data");
}
