using BeautyGrains.Silo.Demo;

namespace BeautyGrains.Simulation;

/// <summary>
/// Count sessions among the steps of some of the seeds. As orders do, they take the place of a share of the steps, drawn from a generator of their own: the other
/// seeds' runs stay what they are.
/// </summary>
internal sealed class CountSteps(ulong seed)
{
    private const int HundredthsOfSeeds = 30;
    private const int HundredthsOfSteps = 35;
    private const int HundredthsOfOpenings = 7;

    private readonly SplitMix64 _random = new(seed ^ 0xC0_0417_ED);
    private readonly List<int> _opened = [];
    private readonly List<int> _repeatable = [];

    /// <summary>Whether the runs of a seed have them.</summary>
    public static bool IsIn(ulong seed) => new SplitMix64(seed ^ 0x5_4E1F_C0DE).Percent(HundredthsOfSeeds);

    /// <summary>The step, or another one in its place.</summary>
    public Step InPlaceOf(Step step)
    {
        // Faults stay as they are, and so does what others live by.
        if (!_random.Percent(HundredthsOfSteps) || step.Kind > StepKind.ReceiveTransfer) return step;
        var isAgain = _repeatable.Count > 0 && _random.Percent(10);
        var isOpening = _opened.Count == 0 || _random.Percent(HundredthsOfOpenings);
        var about = isAgain ? Lately(_repeatable) : isOpening ? 0 : Lately(_opened);
        var made = step with
        {
            Kind = isAgain ? StepKind.Again : isOpening ? StepKind.OpenCount : StepKind.OnCount,
            Ref = about, A = _random.Between(0, 9), B = _random.Between(0, 99), Quantity = _random.Between(0, 12),
        };
        if (isAgain) return made;
        _repeatable.Add(made.Id);
        if (isOpening) _opened.Add(made.Id);
        return made;
    }

    private int Lately(List<int> all) => all[Math.Max(0, all.Count - 1 - _random.Between(0, 2))];
}
