using BeautyGrains.Silo.Cli;

namespace BeautyGrains.Cli.Tests;

/// <summary>Runs a verb in this process, as the program would.</summary>
internal static class Verb
{
    public static async Task<(int Code, string Output, string Error)> Run(params string[] args)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var code = await CommandLine.Run(args, TextWriter.Synchronized(output), TextWriter.Synchronized(error));
        return (code, output.ToString(), error.ToString());
    }
}
