namespace BeautyGrains.Contracts;

/// <summary>
/// What one store may spend on one category of goods in one month. Key: see <see cref="BudgetKey"/>. A budget that nobody has set limits nothing and
/// counts all the same, so that one set later begins with what is true. Committed and spent never pass the amount without an approver who has the limit.
/// </summary>
[Alias("bg.IBudgetGrain")]
public interface IBudgetGrain : IGrainWithStringKey
{
    /// <summary>Sets or changes the amount. What is committed already stays, even where the new amount is below it.</summary>
    [Alias("Put")]
    Task<Answer<BudgetView>> Put(PutBudget ask);

    /// <summary>
    /// Commits an amount, or refuses (BudgetExceeded with what is left, or an approver's refusal). Repeat-safe by its reference: the same again gets the same,
    /// another body is IdReused.
    /// </summary>
    [Alias("Commit")]
    Task<Answer<CommitmentView>> Commit(CommitBudget ask);

    /// <summary>Gives back what a commitment has left. A repeat, and a reference that never committed, are fine; a later Commit under it is refused.</summary>
    [Alias("Release")]
    Task<Answer<CommitmentView>> Release(ReleaseBudget ask);

    /// <summary>Spends from a commitment. A fact: never refused for lack of room; what goes past the commitment counts besides. Repeat-safe by its id.</summary>
    [Alias("Spend")]
    Task<Answer<CommitmentView>> Spend(SpendBudget ask);

    /// <summary>The budget with its open commitments; null before anything was set or committed.</summary>
    [ReadOnly, Alias("Get")]
    Task<BudgetView?> Get();

    /// <summary>A commitment, also one that has ended; UnknownCommitment.</summary>
    [ReadOnly, Alias("GetCommitment")]
    Task<Answer<CommitmentView>> GetCommitment(string reference);
}

/// <summary>What happens when a commitment would pass the amount.</summary>
[GenerateSerializer, Alias("bg.BudgetPolicy")]
public enum BudgetPolicy
{
    /// <summary>An approver whose limit for budget overruns covers all that is past the amount may let it pass.</summary>
    Escalate,
    /// <summary>Nobody may.</summary>
    Block,
}

/// <summary>How much of a budget is taken.</summary>
[GenerateSerializer, Alias("bg.BudgetLevel")]
public enum BudgetLevel
{
    /// <summary>Below the warning, or nobody has set an amount.</summary>
    Within,
    /// <summary>From the warning on, up to the whole.</summary>
    Warned,
    /// <summary>More than the whole.</summary>
    Exceeded,
}

/// <summary>Asks to set a budget.</summary>
/// <param name="Amount">0 or more, in whole minor units. Its currency is that of what was committed before.</param>
/// <param name="WarnAtPercent">1 to 100.</param>
/// <param name="IfVersion">Only if this is the newest version; null for any.</param>
[GenerateSerializer, Immutable, Alias("bg.PutBudget")]
public sealed record PutBudget(Money Amount, int WarnAtPercent, BudgetPolicy Policy, long? IfVersion, Caller By);

/// <summary>Asks to commit.</summary>
/// <param name="Reference">Who commits, "kind:id" of 1 to 200 characters, such as "purchase-order:PO-1"; an amendment has its own, such as "purchase-order:PO-1/2".</param>
/// <param name="Amount">Above 0, in whole minor units.</param>
/// <param name="Replaces">An earlier reference whose open rest this takes the place of, in one step, so that nobody takes its room; null for none.</param>
/// <param name="Approver">Who lets it pass the amount where that is needed; null for nobody.</param>
/// <param name="Authors">Actors who made or submitted what commits; none of them may be the approver.</param>
[GenerateSerializer, Immutable, Alias("bg.CommitBudget")]
public sealed record CommitBudget(string Reference, Money Amount, string? Replaces, Approver? Approver, EquatableList<string> Authors, Caller By);

/// <summary>Asks to give back what is left.</summary>
[GenerateSerializer, Immutable, Alias("bg.ReleaseBudget")]
public sealed record ReleaseBudget(string Reference, Caller By);

/// <summary>Asks to spend.</summary>
/// <param name="Id">Of the receipt, invoice or credit; 1 to 200 characters, once per reference.</param>
/// <param name="Amount">In whole minor units, not 0; below 0 for a credit.</param>
[GenerateSerializer, Immutable, Alias("bg.SpendBudget")]
public sealed record SpendBudget(string Reference, string Id, Money Amount, Caller By);

/// <summary>A budget as it now stands. Amounts are whole minor units of the currency.</summary>
/// <param name="Amount">Null where nobody has set one.</param>
/// <param name="Currency">Null before anything was set or committed.</param>
/// <param name="Committed">What open commitments have left.</param>
/// <param name="Left">amount − committed − spent, below 0 when exceeded; null without an amount.</param>
/// <param name="Commitments">Open ones, by reference.</param>
[GenerateSerializer, Immutable, Alias("bg.BudgetView")]
public sealed record BudgetView(
    string Store,
    string Category,
    string Month,
    decimal? Amount,
    string? Currency,
    decimal Committed,
    decimal Spent,
    decimal? Left,
    int WarnAtPercent,
    BudgetPolicy Policy,
    BudgetLevel Level,
    ImmutableArray<CommitmentView> Commitments,
    long Version);

/// <summary>A commitment as it now stands.</summary>
/// <param name="Committed">As asked.</param>
/// <param name="Open">What is left of it; 0 once released, replaced or spent.</param>
/// <param name="Spent">Signed sum of what was spent under it.</param>
/// <param name="ApprovedBy">The person who let it pass the amount; null where that was not needed.</param>
/// <param name="Level">Of the budget after what was asked.</param>
[GenerateSerializer, Immutable, Alias("bg.CommitmentView")]
public sealed record CommitmentView(
    string Reference, Money Committed, decimal Open, decimal Spent, bool Released, string? ApprovedBy, BudgetLevel Level, DateTimeOffset At, long Version);
