using System.Diagnostics;
using System.Reflection;

namespace BeautyGrains.Simulation.Tests;

/// <summary>The program in a process of its own.</summary>
internal static class Program
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    public static async Task<(int ExitCode, string Output)> Run(params string[] arguments)
    {
        var server = typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "server").Value!;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments.Prepend(server)) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(s_patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output + await error);
    }
}
