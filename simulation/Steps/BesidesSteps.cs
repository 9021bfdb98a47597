using BeautyGrains.Silo.Demo;

namespace BeautyGrains.Simulation;

/// <summary>
/// Goods of others, waiting lists, invoices and returns to suppliers among the steps of half of the seeds that have orders. As orders do, they take the place of a
/// share of the steps, drawn from a generator of their own: the other seeds' runs stay what they are.
/// </summary>
internal sealed class BesidesSteps(ulong seed)
{
    private const int HundredthsOfSeeds = 50;
    private const int HundredthsOfSteps = 25;

    private static readonly (StepKind Kind, int Weight)[] s_weights =
    [
        (StepKind.ReceiveOwned, 8), (StepKind.JoinWaiting, 12), (StepKind.LookWaiting, 8), (StepKind.AnswerWaiting, 10), (StepKind.PutInvoice, 10), (StepKind.MoveInvoice, 12),
        (StepKind.PutReturn, 8), (StepKind.EndReturn, 8), (StepKind.Again, 6),
    ];

    private readonly SplitMix64 _random = new(seed ^ 0xBE51DE5);
    private readonly Dictionary<StepKind, List<int>> _made = [];
    private readonly List<int> _repeatable = [];

    /// <summary>Whether the runs of a seed have them.</summary>
    public static bool IsIn(ulong seed) => BuyingSteps.IsIn(seed) && new SplitMix64(seed ^ 0x1DDE2B0D).Percent(HundredthsOfSeeds);

    /// <summary>The step, or another one in its place.</summary>
    public Step InPlaceOf(Step step)
    {
        See(step);
        // Faults stay as they are, and so does what orders live by.
        if (!_random.Percent(HundredthsOfSteps) || step.Kind > StepKind.Sweep || step.Kind is StepKind.DraftOrder or StepKind.SubmitOrder or StepKind.ApproveOrder or StepKind.SendOrder or StepKind.PutReceipt) return step;
        var kind = Draw();
        var made = step with { Kind = kind, Ref = 0, A = _random.Between(0, 9), B = _random.Between(0, 99), Quantity = _random.Between(1, 12) };
        made = kind switch
        {
            StepKind.AnswerWaiting => made with { Ref = Lately(StepKind.JoinWaiting) },
            StepKind.PutInvoice => made with { Ref = Lately(StepKind.DraftOrder) },
            StepKind.MoveInvoice => made with { Ref = Lately(StepKind.PutInvoice) },
            // Of what a receipt rejected, or of a lot.
            StepKind.PutReturn => made with { Ref = _random.Percent(60) ? Lately(StepKind.PutReceipt) : 0 },
            StepKind.EndReturn => made with { Ref = Lately(StepKind.PutReturn) },
            StepKind.Again => made with { Ref = _repeatable.Count == 0 ? 0 : _repeatable[Math.Max(0, _repeatable.Count - 1 - _random.Between(0, 6))] },
            _ => made,
        };
        See(made);
        if (kind is not (StepKind.Again or StepKind.LookWaiting)) _repeatable.Add(made.Id);
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
