using BeautyGrains.Silo.Demo;

namespace BeautyGrains.Simulation;

/// <summary>
/// Complaints and adverse reactions, among the steps of some of the seeds. As orders do, they take the place of a share of the steps, drawn from a generator of
/// their own: the other seeds' runs stay what they are.
/// </summary>
internal sealed class FeedbackSteps(ulong seed)
{
    private const int HundredthsOfSeeds = 20;
    private const int HundredthsOfSteps = 15;
    private const int HundredthsNew = 25;

    private readonly SplitMix64 _random = new(seed ^ 0xFEED_BAC4);
    private readonly List<int> _cases = [];
    private readonly List<int> _repeatable = [];

    /// <summary>Whether the runs of a seed have them.</summary>
    public static bool IsIn(ulong seed) => new SplitMix64(seed ^ 0x0C0_4417).Percent(HundredthsOfSeeds);

    /// <summary>The step, or another one in its place.</summary>
    public Step InPlaceOf(Step step)
    {
        // Faults stay as they are, and so does what others live by.
        if (!_random.Percent(HundredthsOfSteps) || step.Kind > StepKind.ReceiveTransfer) return step;
        var isAgain = _repeatable.Count > 0 && _random.Percent(15);
        var kind = isAgain ? StepKind.Again : _cases.Count == 0 || _random.Percent(HundredthsNew) ? StepKind.Complain : StepKind.MoveFeedback;
        var about = isAgain ? _repeatable[Math.Max(0, _repeatable.Count - 1 - _random.Between(0, 6))]
            : kind == StepKind.MoveFeedback ? _cases[Math.Max(0, _cases.Count - 1 - _random.Between(0, 4))] : 0;
        var made = step with { Kind = kind, Ref = about, A = _random.Between(0, 9), B = _random.Between(0, 99) };
        if (kind == StepKind.Complain) _cases.Add(made.Id);
        if (!isAgain) _repeatable.Add(made.Id);
        return made;
    }
}
