namespace BeautyGrains.Bench.Compare;

/// <summary>What a run shall do.</summary>
/// <param name="Only">Names of cases, or beginnings of them; empty for all.</param>
/// <param name="Rounds">Turns of each case.</param>
/// <param name="Seconds">Of a turn.</param>
/// <param name="WarmUp">Seconds of a case's first, unmeasured turn.</param>
/// <param name="Grid">The stocks.</param>
/// <param name="Root">The checkout, built in Release.</param>
/// <param name="Folder">Where servers and peers keep what they write, on one disk; removed at the end.</param>
/// <param name="Results">Where the report goes.</param>
/// <param name="MissingPeers">Peers that could not be installed, with the reason.</param>
internal sealed record Settings(
    IReadOnlyList<string> Only, int Rounds, int Seconds, int WarmUp, Grid Grid, string Root, string Folder, string Results, IReadOnlyDictionary<string, string> MissingPeers)
{
    /// <summary>Connections of every load over HTTP and of every peer.</summary>
    public const int Connections = 64;

    /// <summary>Callers without HTTP.</summary>
    public const int Callers = 512;

    /// <summary>Lines of a batch.</summary>
    public const int Lines = 100;

    public bool Wants(string name) => Only.Count == 0 || Only.Any(one => name.StartsWith(one, StringComparison.Ordinal));

    /// <summary>Where a file of this run lies.</summary>
    public string At(string name) => Path.Combine(Folder, name);

    /// <summary>A program of the checkout.</summary>
    public string Program(string project, string assembly, string engine = "embedded") => Path.Combine(Root, project, "bin", engine, "Release", "net10.0", assembly + ".dll");
}
