using System.CommandLine;

namespace BeautyGrains.Silo.Engines;

/// <summary>Verbs that the embedded engine alone can carry out.</summary>
internal static class EngineVerbs
{
    public static void AddTo(RootCommand root, TextWriter output) => root.Add(SimulateVerb.Make(output));
}
