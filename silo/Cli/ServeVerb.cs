using System.CommandLine;

namespace BeautyGrains.Silo.Cli;

/// <summary>Runs the server until it is told to stop.</summary>
internal static class ServeVerb
{
    public static Command Make(TextWriter output)
    {
        var urls = new Option<string?>("--urls") { Description = "Where to listen; several separated by ';', port 0 for a free one. [default: http://127.0.0.1:5080]", HelpName = "URLS" };
        var data = CommonOptions.Data();
        var config = CommonOptions.Config();
        var verb = new Command("serve", "Runs the server. Settings also as --Section:Key VALUE or in the environment as BEAUTY__Section__Key.") { urls, data, config };
        // What is no option here is a setting, or wrong; the host knows which.
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.SetAction((parsed, cancel) => Serve(
            [.. parsed.AsArgument(urls), .. parsed.AsArgument(data), .. parsed.AsArgument(config), .. parsed.UnmatchedTokens], output, cancel));
        return verb;
    }

    public static async Task<int> Serve(string[] settings, TextWriter output, CancellationToken cancel)
    {
        await using var app = BeautyHost.Build(settings);
        await Start(app, cancel);
        await output.WriteLineAsync($"BeautyGrains listens on {BeautyHost.AddressOf(app)}");
        await output.WriteLineAsync("Stop with Ctrl+C.");
        await output.FlushAsync(cancel);
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
    }
}
