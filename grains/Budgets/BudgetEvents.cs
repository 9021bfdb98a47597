namespace BeautyGrains.Grains;

/// <summary>What happens to a budget. Amounts are whole minor units of its currency.</summary>
public abstract record BudgetEvent;

/// <summary>The amount was set or changed.</summary>
public sealed record BudgetPut(decimal Amount, string Currency, int WarnAtPercent, BudgetPolicy Policy) : BudgetEvent;

/// <summary>An amount was committed.</summary>
/// <param name="Replaces">The commitment whose open rest it took the place of, or null.</param>
/// <param name="Freed">That rest.</param>
/// <param name="Past">How far committed and spent are past the budget's amount by it; 0 where they are not.</param>
/// <param name="ApprovedBy">The person who let it pass, or null.</param>
public sealed record BudgetCommitted(string Reference, decimal Amount, string Currency, string? Replaces, decimal Freed, decimal Past, string? ApprovedBy, string BodyHash) : BudgetEvent;

/// <summary>What a commitment had left was given back; it commits nothing any more.</summary>
/// <param name="Freed">What it had left; 0 for a reference that had not committed.</param>
public sealed record BudgetReleased(string Reference, decimal Freed) : BudgetEvent;

/// <summary>An amount was spent.</summary>
/// <param name="Amount">Below 0 for a credit.</param>
/// <param name="FromCommitment">The part that the commitment had left; the rest counts besides.</param>
public sealed record BudgetSpent(string Reference, string Id, decimal Amount, string Currency, decimal FromCommitment) : BudgetEvent;
