using BeautyGrains.Silo.Demo;

namespace BeautyGrains.Simulation;

/// <summary>
/// Serialised units, among the steps of some of the seeds. As orders do, they take the place of a share of the steps, drawn from a generator of their own: the
/// other seeds' runs stay what they are.
/// </summary>
internal sealed class UnitSteps(ulong seed)
{
    private const int HundredthsOfSeeds = 20;
    private const int HundredthsOfSteps = 30;

    private readonly SplitMix64 _random = new(seed ^ 0x5E81_A715);
    private readonly List<int> _repeatable = [];

    /// <summary>Whether the runs of a seed have them.</summary>
    public static bool IsIn(ulong seed) => new SplitMix64(seed ^ 0x0_DE1C_E5ED).Percent(HundredthsOfSeeds);

    /// <summary>The step, or another one in its place.</summary>
    public Step InPlaceOf(Step step)
    {
        // Faults stay as they are, and so does what others live by.
        if (!_random.Percent(HundredthsOfSteps) || step.Kind > StepKind.ReceiveTransfer) return step;
        var isAgain = _repeatable.Count > 0 && _random.Percent(15);
        var draw = _random.Between(0, 99);
        var kind = isAgain ? StepKind.Again : draw < 65 ? StepKind.MoveUnits : draw < 85 ? StepKind.SendUnits : StepKind.SeeUnit;
        var made = step with { Kind = kind, Ref = isAgain ? _repeatable[Math.Max(0, _repeatable.Count - 1 - _random.Between(0, 12))] : 0, A = _random.Between(0, 11), B = _random.Between(0, 99), Quantity = _random.Between(1, 3) };
        if (!isAgain) _repeatable.Add(made.Id);
        return made;
    }
}
