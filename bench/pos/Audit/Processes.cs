using BeautyGrains.Bench.Pos.Record;

namespace BeautyGrains.Bench.Pos.Audit;

/// <summary>What baskets and transfers have in common: steps that lead from state to state.</summary>
public static class Processes
{
    /// <summary>The states that the record allows: after the last acknowledged step, or after a later one that was lost.</summary>
    /// <param name="begin">Where it stands before any step.</param>
    public static IReadOnlyList<string> Allowed(Command put, List<Command> steps, IReadOnlyList<string> begin, Func<CommandKind, string> stateAfter)
    {
        var last = steps.FindLast(step => step.IsAcknowledged);
        IEnumerable<string> now = last is null ? begin : [stateAfter(last.Ask.Kind)];
        var lost = steps.Where(step => step.Number > (last ?? put).Number && !step.IsAcknowledged && step.Ambiguous).Select(step => stateAfter(step.Ask.Kind));
        return [.. now.Concat(lost).Distinct()];
    }
}
