using BeautyGrains.Silo.Demo;

namespace BeautyGrains.Simulation;

/// <summary>
/// Bins and pick lists, issues without sale and repacks, among the steps of some of the seeds. As orders do, they take the place of a share of the steps, drawn from
/// a generator of their own: the other seeds' runs stay what they are.
/// </summary>
internal sealed class PlaceSteps(ulong seed)
{
    private const int HundredthsOfSeeds = 30;
    private const int HundredthsOfSteps = 30;

    private static readonly (StepKind Kind, int Weight)[] s_weights =
    [
        (StepKind.PlaceGoods, 24), (StepKind.PutIssue, 14), (StepKind.ReverseIssue, 6), (StepKind.PutRepack, 14), (StepKind.UndoRepack, 8), (StepKind.MixCosmetics, 2),
        (StepKind.PutPickList, 10), (StepKind.OnPickList, 26), (StepKind.Again, 8),
    ];

    // What a step refers to; kinds that are not named here refer to nothing.
    private static readonly Dictionary<StepKind, StepKind> s_about = new()
    {
        [StepKind.ReverseIssue] = StepKind.PutIssue, [StepKind.UndoRepack] = StepKind.PutRepack, [StepKind.OnPickList] = StepKind.PutPickList,
    };

    private readonly SplitMix64 _random = new(seed ^ 0xB1_05_0F_F5);
    private readonly Dictionary<StepKind, List<int>> _made = [];
    private readonly List<int> _repeatable = [];

    /// <summary>Whether the runs of a seed have them.</summary>
    public static bool IsIn(ulong seed) => new SplitMix64(seed ^ 0x5_4E1F_E5AA).Percent(HundredthsOfSeeds);

    /// <summary>The step, or another one in its place.</summary>
    public Step InPlaceOf(Step step)
    {
        // Faults stay as they are, and so does what others live by.
        if (!_random.Percent(HundredthsOfSteps) || step.Kind > StepKind.ReceiveTransfer) return step;
        var kind = Draw();
        var made = step with { Kind = kind, Ref = 0, A = _random.Between(0, 9), B = _random.Between(0, 99), Quantity = _random.Between(1, 5) };
        if (kind == StepKind.Again) made = made with { Ref = _repeatable.Count == 0 ? 0 : _repeatable[Math.Max(0, _repeatable.Count - 1 - _random.Between(0, 6))] };
        else if (s_about.TryGetValue(kind, out var about)) made = made with { Ref = Lately(about) };
        if (!_made.TryGetValue(kind, out var all)) _made[kind] = all = [];
        all.Add(made.Id);
        if (kind != StepKind.Again) _repeatable.Add(made.Id);
        return made;
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

    private int Lately(StepKind kind) => _made.TryGetValue(kind, out var all) ? all[Math.Max(0, all.Count - 1 - _random.Between(0, 4))] : 0;
}
