namespace BeautyGrains.Simulation;

/// <summary>
/// Leaves out of a failing schedule what it fails without: ever smaller pieces, as long as the same sentence does not hold
/// (Zeller and Hildebrandt: Simplifying and isolating failure-inducing input, 2002).
/// </summary>
public static class Shrinker
{
    /// <summary>How many runs it may take; what is left then may not be the least.</summary>
    public const int MostRuns = 600;

    /// <summary>The numbers of the steps that are left, ascending.</summary>
    /// <param name="failed">What the whole schedule led to; must have a violation.</param>
    public static IReadOnlyList<int> Shorten(ulong seed, int steps, string scenario, RunResult failed)
    {
        ArgumentNullException.ThrowIfNull(failed);
        var invariant = failed.Violation?.Invariant ?? throw new ArgumentException("Nothing has failed.", nameof(failed));
        var day = Scenario.Of(scenario, seed);
        var left = Schedule.Of(day, seed, steps).ToList();
        var runs = 0;
        TryKeep([.. left.Where(step => step.Id <= failed.LastStep)]);
        for (var size = Math.Max(1, left.Count / 2); runs < MostRuns; size = Math.Max(1, size / 2))
        {
            var before = left.Count;
            for (var from = 0; from < left.Count && runs < MostRuns;)
                if (!TryKeep([.. left.Take(from), .. left.Skip(from + size)])) from += size;
            if (size == 1 && left.Count == before) break;
        }
        return [.. left.Select(step => step.Id)];

        bool TryKeep(List<Step> fewer)
        {
            runs++;
            if (fewer.Count == left.Count || Simulator.Run(day, seed, fewer).Violation?.Invariant != invariant) return false;
            left = fewer;
            return true;
        }
    }

    /// <summary>The steps of those numbers as text, a line each.</summary>
    public static IEnumerable<string> Lines(ulong seed, int steps, string scenario, IReadOnlyCollection<int> only) =>
        Schedule.Of(Scenario.Of(scenario, seed), seed, steps).Where(step => only.Contains(step.Id)).Select(step => step.ToString());
}
