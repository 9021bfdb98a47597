namespace BeautyGrains.Simulation;

/// <summary>What became of one run.</summary>
/// <param name="Hash">SHA-256 of the trace, in hexadecimal.</param>
/// <param name="Events">Entries of the journal.</param>
/// <param name="Answers">Answers that clients heard.</param>
/// <param name="Violation">What does not hold; null when everything does.</param>
/// <param name="LastStep">The number of the last step done.</param>
/// <param name="Last">The end of the trace, where there is a violation.</param>
public sealed record RunResult(string Hash, int Events, int Answers, Violation? Violation, int LastStep, IReadOnlyList<string> Last);

/// <summary>Runs a chain's day from a seed, in the thread of the caller. The same seed, steps and scenario give the same run, in any process.</summary>
public static class Simulator
{
    /// <summary>Lines of the trace that are kept for a report.</summary>
    public const int LinesKept = 40;

    /// <summary>The scenario where none is named: everything together, in shares drawn from the seed.</summary>
    public const string DefaultScenario = Scenario.Default;

    /// <summary>The scenarios that there are.</summary>
    public static IReadOnlyList<string> Scenarios => Scenario.Names;

    /// <summary>Runs the steps that the seed draws, or some of them.</summary>
    /// <param name="only">Numbers of the steps to be kept, from 1; null for all.</param>
    /// <param name="trace">Told every line of the trace; null for nobody.</param>
    /// <exception cref="ArgumentException">No scenario of that name.</exception>
    public static RunResult Run(ulong seed, int steps, string scenario = Scenario.Default, IReadOnlySet<int>? only = null, Action<string>? trace = null)
    {
        var day = Scenario.Of(scenario, seed);
        var schedule = Schedule.Of(day, seed, steps);
        return Run(day, seed, only is null ? schedule : [.. schedule.Where(step => only.Contains(step.Id))], trace);
    }

    internal static RunResult Run(Scenario day, ulong seed, IReadOnlyList<Step> schedule, Action<string>? trace = null)
    {
        // The awaits of what runs here must find no context but the scheduler's.
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        using var lines = new Trace(LinesKept, trace);
        using var world = new World(day, seed, lines);
        Violation? violation = null;
        var last = 0;
        try
        {
            world.Open();
            foreach (var step in schedule)
            {
                last = step.Id;
                world.Do(step);
            }
            world.Settle();
        }
        catch (Violation found)
        {
            violation = found;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
        return new(lines.Hash, world.Journal.Read, world.Desk.Answers, violation, last, violation is null ? [] : [.. lines.Last]);
    }
}
