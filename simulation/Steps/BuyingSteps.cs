using BeautyGrains.Silo.Demo;

namespace BeautyGrains.Simulation;

/// <summary>
/// Orders, receipts, requisitions, needs and alerts among the steps of some seeds. They take the place of a share of the steps, drawn from a generator of their
/// own, so that the other seeds' runs and the other steps of these stay what they are.
/// </summary>
internal sealed class BuyingSteps(ulong seed)
{
    // A process over three kinds of grains costs several times what a sale does.
    private const int HundredthsOfSeeds = 30;
    private const int HundredthsOfSteps = 30;

    private static readonly (StepKind Kind, int Weight)[] s_weights =
    [
        (StepKind.PutBudget, 3), (StepKind.DraftOrder, 8), (StepKind.SubmitOrder, 10), (StepKind.ApproveOrder, 9), (StepKind.SendOrder, 9), (StepKind.CancelOrder, 2), (StepKind.CloseOrder, 2),
        (StepKind.PutReceipt, 16), (StepKind.PutRequisition, 4), (StepKind.ApproveRequisition, 4), (StepKind.AllocateRequisition, 5), (StepKind.LookNeed, 9), (StepKind.PlanSupply, 5),
        (StepKind.HearLevel, 9), (StepKind.Again, 5),
    ];

    // By chance alone few orders would ever be received.
    private static readonly StepKind[] s_life = [StepKind.SubmitOrder, StepKind.ApproveOrder, StepKind.SendOrder, StepKind.PutReceipt, StepKind.PutReceipt];

    private readonly SplitMix64 _random = new(seed ^ 0xB0A51E5);
    private readonly Dictionary<StepKind, List<int>> _made = [];
    private readonly List<int> _repeatable = [];
    private readonly Queue<(StepKind Kind, int About)> _next = new();

    /// <summary>Whether the runs of a seed have them.</summary>
    public static bool IsIn(ulong seed) => new SplitMix64(seed ^ 0x0DDE2B0D).Percent(HundredthsOfSeeds);

    /// <summary>The step, or another one in its place.</summary>
    public Step InPlaceOf(Step step)
    {
        // Faults stay as they are.
        if (!_random.Percent(HundredthsOfSteps) || step.Kind > StepKind.Sweep) return step;
        var (kind, about) = _next.Count > 0 && _random.Percent(60) ? _next.Dequeue() : (Draw(), 0);
        var made = step with { Kind = kind, Ref = about, A = _random.Between(0, 9), B = _random.Between(0, 99), Quantity = _random.Between(1, 9) };
        if (kind == StepKind.DraftOrder && _next.Count == 0)
            foreach (var then in s_life) _next.Enqueue((then, made.Id));
        made = kind switch
        {
            _ when about > 0 => made,
            StepKind.SubmitOrder or StepKind.ApproveOrder or StepKind.SendOrder or StepKind.CancelOrder or StepKind.CloseOrder or StepKind.PutReceipt => made with { Ref = Lately(StepKind.DraftOrder) },
            StepKind.ApproveRequisition or StepKind.AllocateRequisition => made with { Ref = Lately(StepKind.PutRequisition) },
            StepKind.Again => made with { Ref = _repeatable.Count == 0 ? 0 : _repeatable[Math.Max(0, _repeatable.Count - 1 - _random.Between(0, 6))] },
            _ => made,
        };
        if (kind == StepKind.Again) return made;
        if (!_made.TryGetValue(kind, out var all)) _made[kind] = all = [];
        all.Add(made.Id);
        // What is planned again is planned anew, from what is then needed.
        if (kind is not (StepKind.PlanSupply or StepKind.LookNeed or StepKind.HearLevel)) _repeatable.Add(made.Id);
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

    // 0 stands for the newest order that the house has drafted itself.
    private int Lately(StepKind kind)
    {
        if (!_made.TryGetValue(kind, out var all) || kind == StepKind.DraftOrder && _random.Percent(25)) return 0;
        return all[Math.Max(0, all.Count - 1 - (_random.Percent(70) ? _random.Between(0, 2) : _random.Between(0, all.Count - 1)))];
    }
}
