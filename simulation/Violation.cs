namespace BeautyGrains.Simulation;

/// <summary>Something is so that must never be so.</summary>
/// <param name="invariant">The sentence that does not hold.</param>
/// <param name="found">What was found instead.</param>
#pragma warning disable CA1710 // It is thrown to end a run, and read as what was found.
public sealed class Violation(string invariant, string found) : Exception($"{invariant} {found}")
#pragma warning restore CA1710
{
    /// <summary>The sentence that does not hold.</summary>
    public string Invariant => invariant;
}
