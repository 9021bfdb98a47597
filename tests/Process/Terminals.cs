using System.Diagnostics;

namespace BeautyGrains.Tests.Processes;

/// <summary>The terminals of bench/pos as a process beside the server.</summary>
internal static class Terminals
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(3);

    /// <summary>Starts them at a server.</summary>
    public static Process Start(ServerProcess server, params string[] options) =>
        Programs.Start(["dotnet", Programs.Pos, "--url", server.Url, "--key-file", server.KeyFile, .. options]);

    /// <summary>Runs them to their end.</summary>
    public static async Task<Ended> Run(ServerProcess server, params string[] options)
    {
        using var terminals = Start(server, options);
        return await End(terminals);
    }

    /// <summary>Waits for their end.</summary>
    public static Task<Ended> End(Process terminals) => Programs.End(terminals, EndsWithin);
}
