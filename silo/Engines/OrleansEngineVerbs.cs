using System.CommandLine;

namespace BeautyGrains.Silo.Engines;

/// <summary>Verbs that the Orleans engine alone can carry out: none. Simulation needs an engine that runs in one thread.</summary>
internal static class EngineVerbs
{
    public static void AddTo(RootCommand root, TextWriter output)
    {
        // Nothing to add; the embedded engine has this file's other half.
    }
}
