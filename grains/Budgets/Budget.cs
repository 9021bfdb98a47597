namespace BeautyGrains.Grains;

/// <summary>One commitment of a budget, also once it has ended, so that repeats are known.</summary>
/// <param name="BodyHash">Of what committed; null where nothing has: it was spent or released only.</param>
/// <param name="Payments">What was spent under it, by the id of each.</param>
public sealed record Commitment(
    string Reference,
    decimal Amount,
    decimal Open,
    decimal Spent,
    bool Released,
    string? ApprovedBy,
    string? BodyHash,
    ImmutableSortedDictionary<string, decimal> Payments,
    DateTimeOffset At,
    long Version)
{
    /// <summary>Before anything.</summary>
    public static Commitment None(string reference, EventInfo info) =>
        new(reference, 0, 0, 0, false, null, null, ImmutableSortedDictionary.Create<string, decimal>(StringComparer.Ordinal), info.At, info.Version);
}

/// <summary>A budget, folded from its events.</summary>
/// <param name="Amount">Null where nobody has set one.</param>
/// <param name="Currency">Null before anything was set, committed or spent.</param>
/// <param name="Committed">Σ of what the commitments have left.</param>
/// <param name="Spent">Σ of what was spent.</param>
/// <param name="Commitments">By reference, in ordinal order.</param>
public sealed record Budget(
    decimal? Amount,
    string? Currency,
    int WarnAtPercent,
    BudgetPolicy Policy,
    decimal Committed,
    decimal Spent,
    ImmutableSortedDictionary<string, Commitment> Commitments,
    long Version)
{
    /// <summary>The warning where nobody has set one.</summary>
    public const int DefaultWarnAtPercent = 80;

    /// <summary>Before the first event.</summary>
    public static Budget Empty { get; } =
        new(null, null, DefaultWarnAtPercent, BudgetPolicy.Escalate, 0, 0, ImmutableSortedDictionary.Create<string, Commitment>(StringComparer.Ordinal), 0);

    /// <summary>amount − committed − spent; null without an amount.</summary>
    public decimal? Left => Amount - Committed - Spent;

    /// <summary>How much is taken.</summary>
    public BudgetLevel Level => LevelOf(Amount, Committed + Spent, WarnAtPercent);

    /// <summary>How much of an amount is taken.</summary>
    /// <param name="amount">Null where there is no limit.</param>
    public static BudgetLevel LevelOf(decimal? amount, decimal taken, int warnAtPercent) =>
        amount is not { } limit || taken <= 0 ? BudgetLevel.Within
        : taken > limit ? BudgetLevel.Exceeded
        : taken * 100 >= limit * warnAtPercent ? BudgetLevel.Warned
        : BudgetLevel.Within;

    /// <summary>The budget after an event.</summary>
    public Budget After(BudgetEvent happened, EventInfo info) => (happened switch
    {
        BudgetPut put => this with { Amount = put.Amount, Currency = put.Currency, WarnAtPercent = put.WarnAtPercent, Policy = put.Policy },
        BudgetCommitted it => Commit(it, info),
        BudgetReleased it => Set(it.Reference, info, known => known with { Open = 0, Released = true }) with { Committed = Committed - it.Freed },
        BudgetSpent it => Set(it.Reference, info, known => known with
        {
            Open = known.Open - it.FromCommitment, Spent = known.Spent + it.Amount, Payments = known.Payments.Add(it.Id, it.Amount),
        }) with { Currency = it.Currency, Committed = Committed - it.FromCommitment, Spent = Spent + it.Amount },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a budget."),
    }) with { Version = info.Version };

    private Budget Commit(BudgetCommitted it, EventInfo info)
    {
        var freed = it.Replaces is null ? this : Set(it.Replaces, info, known => known with { Open = 0, Released = true });
        return freed.Set(it.Reference, info, known => known with { Amount = it.Amount, Open = it.Amount, ApprovedBy = it.ApprovedBy, BodyHash = it.BodyHash })
            with { Currency = it.Currency, Committed = Committed - it.Freed + it.Amount };
    }

    private Budget Set(string reference, EventInfo info, Func<Commitment, Commitment> change) =>
        this with { Commitments = Commitments.SetItem(reference, change(Commitments.GetValueOrDefault(reference) ?? Commitment.None(reference, info)) with { Version = info.Version }) };
}
