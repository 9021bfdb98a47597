namespace BeautyGrains.Grains;

/// <summary>What may become of a budget.</summary>
internal static class BudgetRules
{
    /// <summary>The highest amount, in minor units.</summary>
    public const decimal MaxAmount = PersonRecordRules.MaxAmount;

    /// <summary>The longest reference and the longest id of a payment.</summary>
    public const int LongestReference = 200;

    /// <summary>Guards in this order: form, the version, the currency, a repeat.</summary>
    public static Decision<BudgetEvent> Put(Budget budget, PutBudget ask)
    {
        if (FormOf(ask.Amount, least: 0) is { } amount) return amount;
        if (ask.WarnAtPercent is < 1 or > 100) return Refusal.Invalid("warnAtPercent", "must-be-1-to-100");
        if (!Enum.IsDefined(ask.Policy)) return Refusal.Invalid("policy", "unknown-value");
        if (ask.IfVersion is { } wanted && wanted != budget.Version) return new Refusal(RefusalKind.StaleVersion);
        if (IsForeign(budget, ask.Amount)) return Foreign();
        var put = new BudgetPut(ask.Amount.Amount, ask.Amount.Currency, ask.WarnAtPercent, ask.Policy);
        return budget.Amount is not null && put == new BudgetPut(budget.Amount.Value, budget.Currency!, budget.WarnAtPercent, budget.Policy) ? Decision<BudgetEvent>.AlreadyDone : put;
    }

    /// <summary>Guards in this order: form, a repeat, an end that came before, the currency, what it replaces, room, an approver for what is past it.</summary>
    public static Decision<BudgetEvent> Commit(Budget budget, string store, CommitBudget ask)
    {
        if ((FormOf(ask.Reference, "reference") ?? FormOf(ask.Amount, least: 1)) is { } invalid) return invalid;
        var hash = BodyHash.Of(ask.Amount.Amount, ask.Amount.Currency, ask.Replaces);
        if (budget.Commitments.TryGetValue(ask.Reference, out var known))
        {
            if (known.BodyHash is not null) return known.BodyHash == hash ? Decision<BudgetEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
            if (known.Released) return Refusal.NotIn("released");
        }
        if (IsForeign(budget, ask.Amount)) return Foreign();
        var freed = 0m;
        if (ask.Replaces is { } earlier)
        {
            if (!budget.Commitments.TryGetValue(earlier, out var replaced)) return new Refusal(RefusalKind.UnknownCommitment);
            freed = replaced.Open;
        }
        var taken = budget.Committed - freed + budget.Spent;
        var past = budget.Amount is { } limit && taken + ask.Amount.Amount > limit ? taken + ask.Amount.Amount - limit : 0;
        if (past > 0 && Refuses(budget, store, ask, past, taken) is { } refusal) return refusal;
        return new BudgetCommitted(ask.Reference, ask.Amount.Amount, ask.Amount.Currency, ask.Replaces, freed, past, past > 0 ? ask.Approver!.PersonId : null, hash);
    }

    /// <summary>Guards in this order: form, a repeat. A reference that never committed is barred from it.</summary>
    public static Decision<BudgetEvent> Release(Budget budget, ReleaseBudget ask)
    {
        if (FormOf(ask.Reference, "reference") is { } invalid) return invalid;
        var known = budget.Commitments.GetValueOrDefault(ask.Reference);
        return known is { Released: true } ? Decision<BudgetEvent>.AlreadyDone : new BudgetReleased(ask.Reference, known?.Open ?? 0);
    }

    /// <summary>Guards in this order: form, a repeat, the currency. What was spent is a fact and needs no room.</summary>
    public static Decision<BudgetEvent> Spend(Budget budget, SpendBudget ask)
    {
        if ((FormOf(ask.Reference, "reference") ?? FormOf(ask.Id, "id") ?? FormOf(ask.Amount, least: -MaxAmount)) is { } invalid) return invalid;
        if (ask.Amount.Amount == 0) return Refusal.Invalid("amount.amount", "must-not-be-zero");
        var known = budget.Commitments.GetValueOrDefault(ask.Reference);
        if (known is not null && known.Payments.TryGetValue(ask.Id, out var spent))
            return spent == ask.Amount.Amount ? Decision<BudgetEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
        if (IsForeign(budget, ask.Amount)) return Foreign();
        return new BudgetSpent(ask.Reference, ask.Id, ask.Amount.Amount, ask.Amount.Currency, Math.Clamp(ask.Amount.Amount, 0, known?.Open ?? 0));
    }

    /// <summary>The budget as callers see it; null before the first event.</summary>
    public static BudgetView? ViewOf(string key, Versioned<Budget> budget)
    {
        if (budget.Version == 0) return null;
        var (named, state) = (BudgetKey.Parse(key), budget.State);
        return new(
            named.Store, named.Category, named.MonthText, state.Amount, state.Currency, state.Committed, state.Spent, state.Left, state.WarnAtPercent, state.Policy, state.Level,
            [.. state.Commitments.Values.Where(one => one.Open > 0).Select(one => ViewOf(state, one))], budget.Version);
    }

    /// <summary>A commitment as callers see it.</summary>
    public static CommitmentView ViewOf(Budget budget, Commitment one) => new(
        one.Reference, new(one.Amount, budget.Currency ?? ""), one.Open, one.Spent, one.Released, one.ApprovedBy, budget.Level, one.At, one.Version);

    private static Refusal? Refuses(Budget budget, string store, CommitBudget ask, decimal past, decimal taken)
    {
        if (budget.Policy == BudgetPolicy.Block || ask.Approver is null) return new(RefusalKind.BudgetExceeded, Available: budget.Amount - taken, State: budget.Policy == BudgetPolicy.Block ? "block" : "escalate");
        return FourEyes.Refuses(ask.Approver, ApprovalKind.BudgetOverrun, new(past, ask.Amount.Currency), [store], ask.Authors);
    }

    private static bool IsForeign(Budget budget, Money amount) => budget.Currency is { } currency && currency != amount.Currency;

    private static Refusal Foreign() => Refusal.Invalid("amount.currency", "must-be-the-budgets-currency");

    private static Refusal? FormOf(string? text, string field) =>
        string.IsNullOrWhiteSpace(text) ? Refusal.Invalid(field, "required")
        : text.Length > LongestReference ? Refusal.Invalid(field, "at-most-200-characters")
        : text.Any(char.IsControl) ? Refusal.Invalid(field, "no-control-characters")
        : null;

    private static Refusal? FormOf(Money? amount, decimal least) =>
        amount is null ? Refusal.Invalid("amount", "required")
        : amount.Amount < least ? Refusal.Invalid("amount.amount", FormattableString.Invariant($"must-be-at-least-{least}"))
        : amount.Amount > MaxAmount ? Refusal.Invalid("amount.amount", "must-be-at-most-1000000000000")
        : decimal.Truncate(amount.Amount) != amount.Amount ? Refusal.Invalid("amount.amount", "at-most-0-decimals")
        : SkuRecordRules.IsCurrency(amount.Currency) ? null
        : Refusal.Invalid("amount.currency", "must-be-iso-4217");
}
