namespace BeautyGrains.Api.Operations;

/// <summary>What of this process is worth telling: the one list for <c>/metrics</c> and for export.</summary>
public static class TelemetryNames
{
    /// <summary>Meters, by name; a name that ends in '*' stands for all that begin so.</summary>
    public static ImmutableArray<string> Meters { get; } =
        ["BeautyGrains.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Microsoft.Orleans", "Npgsql"];

    /// <summary>Sources of spans, by name, in the same way.</summary>
    public static ImmutableArray<string> Sources { get; } =
        ["BeautyGrains.*", "Microsoft.AspNetCore", "Microsoft.Orleans.Application", "Microsoft.Orleans.Lifecycle", "Microsoft.Orleans.Storage"];

    internal static bool IsMeter(string name) => Meters.Any(listed => listed.EndsWith('*') ? name.StartsWith(listed[..^1], StringComparison.Ordinal) : name == listed);
}
