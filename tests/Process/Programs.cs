using System.Diagnostics;
using System.Reflection;

// Each of these tests wants the machine for itself.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
// Signals, file modes and mounts are those of Unix.
[assembly: System.Runtime.Versioning.UnsupportedOSPlatform("windows")]

namespace BeautyGrains.Tests.Processes;

/// <summary>Runs programs to their end.</summary>
internal static class Programs
{
    /// <summary>Path of the built server.</summary>
    public static string Server => Built("server");

    /// <summary>Path of the built terminals.</summary>
    public static string Pos => Built("pos");

    /// <summary>Starts a program with its output redirected.</summary>
    public static Process Start(params string[] line) =>
        Process.Start(new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    /// <summary>Waits for a program's end, within this deadline.</summary>
    public static async Task<Ended> End(Process process, TimeSpan within)
    {
        using var deadline = new CancellationTokenSource(within);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The program did not end within {within.TotalSeconds:0} s: {await output} {await errors}");
        }

        return new(process.ExitCode, await output, await errors);
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<Ended> Run(TimeSpan within, params string[] line)
    {
        using var process = Start(line);
        return await End(process, within);
    }

    /// <summary>Replays every ledger in a data folder that no server holds.</summary>
    public static Task<Ended> Verify(string data) => Run(TimeSpan.FromMinutes(2), "dotnet", Server, "verify", "--data", data);

    private static string Built(string name) =>
        typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == name).Value!;
}

/// <summary>How a program ended.</summary>
internal sealed record Ended(int ExitCode, string Output, string Errors)
{
    /// <summary>Both outputs, for the message of a failing test.</summary>
    public string Said => $"{Output}\n{Errors}";
}
