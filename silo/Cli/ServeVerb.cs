using System.CommandLine;

namespace BeautyGrains.Silo.Cli;

/// <summary>Options of verbs that serve; what is no option is a setting, or wrong: the host knows which.</summary>
internal sealed class ServeOptions
{
    private readonly Option<string?> _urls = new("--urls") { Description = "Where to listen; several separated by ';', port 0 for a free one. [default: http://127.0.0.1:5080]", HelpName = "URLS" };
    private readonly Option<string?> _data = CommonOptions.Data();
    private readonly Option<string?> _config = CommonOptions.Config();

    public void AddTo(Command verb)
    {
        foreach (var option in new[] { _urls, _data, _config }) verb.Add(option);
        verb.TreatUnmatchedTokensAsErrors = false;
    }

    public string[] Of(ParseResult parsed) => [.. parsed.AsArgument(_urls), .. parsed.AsArgument(_data), .. parsed.AsArgument(_config), .. parsed.UnmatchedTokens];
}

/// <summary>Runs the server until it is told to stop.</summary>
internal static class ServeVerb
{
    public static Command Make(ServeOptions settings, TextWriter output)
    {
        var verb = new Command("serve", "Runs the server. Settings also as --Section:Key VALUE or in the environment as BEAUTY__Section__Key.");
        settings.AddTo(verb);
        verb.SetAction((parsed, cancel) => Serve(settings.Of(parsed), output, cancel));
        return verb;
    }

    public static async Task<int> Serve(string[] settings, TextWriter output, CancellationToken cancel)
    {
        await using var app = BeautyHost.Build(settings);
        await Start(app, cancel);
        return await Until(app, output, cancel);
    }

    /// <summary>Tells where a started server listens and waits until it is told to stop.</summary>
    public static async Task<int> Until(WebApplication app, TextWriter output, CancellationToken cancel)
    {
        var url = BeautyHost.AddressOf(app);
        await output.WriteLineAsync($"BeautyGrains listens on {url} (pages on the interface: {url}/docs)");
        if (app.Services.GetRequiredService<Administrator>().KeyFile is { } file)
            await output.WriteLineAsync($"The administrator's secret lies in {file}");
        await output.WriteLineAsync("Stop with Ctrl+C.");
        await output.FlushAsync(CancellationToken.None);
        await app.WaitForShutdownAsync(cancel);
        return ExitCodes.Fine;
    }

    /// <summary>Starts a built server; an address that cannot be had is wrong use.</summary>
    public static async Task Start(WebApplication app, CancellationToken cancel)
    {
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException taken) when (taken.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new WrongUseException($"{taken.Message} Choose another with --urls.");
        }
        catch (System.Net.Sockets.SocketException refused)
        {
            var urls = app.Services.GetRequiredService<Settings.HostSettings>().Urls;
            throw new WrongUseException($"Cannot listen on {string.Join(", ", urls)}: {refused.Message}. Choose another address with --urls.");
        }
    }
}
