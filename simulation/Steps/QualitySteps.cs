using BeautyGrains.Silo.Demo;

namespace BeautyGrains.Simulation;

/// <summary>
/// What keeps bad goods from being sold, among the steps of some of the seeds: conditions and what belongs to them. As orders do, it takes the place of a share of
/// the steps, drawn from a generator of its own: the other seeds' runs stay what they are.
/// </summary>
internal sealed class QualitySteps(ulong seed)
{
    private const int HundredthsOfSeeds = 40;
    private const int HundredthsOfSteps = 25;

    private static readonly (StepKind Kind, int Weight)[] s_weights =
    [
        (StepKind.TakeReadings, 14), (StepKind.LookZones, 10), (StepKind.DecideExcursion, 8), (StepKind.PutRecall, 1), (StepKind.Again, 6),
        (StepKind.OpenContainer, 14), (StepKind.OnContainer, 40), (StepKind.SweepContainers, 4),
    ];

    // What a step refers to; kinds that are not named here refer to nothing.
    private static readonly Dictionary<StepKind, StepKind> s_about = new() { [StepKind.OnContainer] = StepKind.OpenContainer };

    private readonly SplitMix64 _random = new(seed ^ 0x0A11_7E57);
    private readonly Dictionary<StepKind, List<int>> _made = [];
    private readonly List<int> _repeatable = [];

    /// <summary>Whether the runs of a seed have them.</summary>
    public static bool IsIn(ulong seed) => new SplitMix64(seed ^ 0x5AFE_600D).Percent(HundredthsOfSeeds);

    /// <summary>The step, or another one in its place.</summary>
    public Step InPlaceOf(Step step)
    {
        See(step);
        // Faults stay as they are, and so does what orders live by.
        if (!_random.Percent(HundredthsOfSteps) || step.Kind > StepKind.Sweep || step.Kind is StepKind.DraftOrder or StepKind.SubmitOrder or StepKind.ApproveOrder or StepKind.SendOrder or StepKind.PutReceipt) return step;
        var kind = Draw();
        var made = step with { Kind = kind, Ref = 0, A = _random.Between(0, 9), B = _random.Between(0, 99), Quantity = _random.Between(1, 12) };
        if (kind == StepKind.Again) made = made with { Ref = _repeatable.Count == 0 ? 0 : _repeatable[Math.Max(0, _repeatable.Count - 1 - _random.Between(0, 6))] };
        else if (s_about.TryGetValue(kind, out var about)) made = made with { Ref = Lately(about) };
        See(made);
        if (kind is not (StepKind.Again or StepKind.LookZones or StepKind.SweepContainers)) _repeatable.Add(made.Id);
        return made;
    }

    private void See(Step step)
    {
        if (!_made.TryGetValue(step.Kind, out var all)) _made[step.Kind] = all = [];
        if (all.Count == 0 || all[^1] != step.Id) all.Add(step.Id);
    }

    private StepKind Draw()
    {
        var place = _random.Between(1, s_weights.Sum(one => one.Weight));
        foreach (var (kind, weight) in s_weights)
        {
            place -= weight;
            if (place <= 0) return kind;
        }
        throw new InvalidOperationException("Weights do not add up.");
    }

    private int Lately(StepKind kind) =>
        _made.TryGetValue(kind, out var all) ? all[Math.Max(0, all.Count - 1 - (_random.Percent(70) ? _random.Between(0, 3) : _random.Between(0, all.Count - 1)))] : 0;
}
