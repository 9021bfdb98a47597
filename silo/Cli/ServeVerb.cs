using System.CommandLine;

namespace BeautyGrains.Silo.Cli;

/// <summary>Options of verbs that serve; what is no option is a setting, or wrong: the host knows which.</summary>
internal sealed class ServeOptions
{
    private readonly Option<string?> _urls = new("--urls") { Description = "Where to listen; several separated by ';', port 0 for a free one. [default: http://127.0.0.1:5080]", HelpName = "URLS" };
    private readonly Option<string?> _data = CommonOptions.Data();
    private readonly Option<string?> _config = CommonOptions.Config();
    private readonly Option<bool> _apiOnly = new("--api-only") { Description = "Serves HTTP as a client of a cluster that runs elsewhere; the Orleans engine alone." };

    public void AddTo(Command verb)
    {
        foreach (var option in new Option[] { _urls, _data, _config, _apiOnly }) verb.Add(option);
        verb.TreatUnmatchedTokensAsErrors = false;
    }

    public string[] Of(ParseResult parsed) => 
    [
        .. parsed.AsArgument(_urls), .. parsed.AsArgument(_data), .. parsed.AsArgument(_config),
        .. parsed.GetValue(_apiOnly) ? ["--Cluster:ApiOnly", "true"] : Array.Empty<string>(),
        .. parsed.UnmatchedTokens,
    ];
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
        catch (Exception failure)
        {
            // Background work that had begun is told that this is the end: it would be logged as a failure of its own.
            app.Lifetime.StopApplication();
            if (Explain(app, failure) is { } why) throw new WrongUseException(why);
            throw;
        }
    }

    private static string? Explain(WebApplication app, Exception failure) => failure switch
    {
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } => $"{failure.Message} Choose another with --urls.",
        System.Net.Sockets.SocketException => $"Cannot listen on {string.Join(", ", app.Services.GetRequiredService<Settings.HostSettings>().Urls)}: {failure.Message}. Choose another address with --urls.",
        _ => null,
    };
}
