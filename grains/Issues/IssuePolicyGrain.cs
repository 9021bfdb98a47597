namespace BeautyGrains.Grains;

/// <summary>Cost accounts and quotas. One grain; key: <see cref="IIssuePolicyGrain.Key"/>.</summary>
[Reentrant]
public sealed class IssuePolicyGrain(AggregateServices house)
    : AggregateGrain<IssuePolicyState, IssuePolicyEvent>(house, IssuePolicyKind.Instance), IIssuePolicyGrain
{
    /// <inheritdoc />
    public Task<Answer<IssuePolicyView>> Put(PutIssuePolicy ask) => Decide((head, _) => IssuePolicyRules.Put(head, ask), ViewOf, ask.By);

    /// <inheritdoc />
    public async Task<IssuePolicyView> Get()
    {
        await CheckFresh();
        return ViewOf(Durable);
    }

    private static IssuePolicyView ViewOf(Versioned<IssuePolicyState> state) => new(state.State.Policy ?? IssueDefaults.Policy, state.At, state.Version);
}

/// <summary>What may become of the tables, and what they say.</summary>
public static class IssuePolicyRules
{
    /// <summary>Guards in this order: form, the same content, If-Match.</summary>
    public static Decision<IssuePolicyEvent> Put(IssuePolicyState state, PutIssuePolicy ask)
    {
        if (IssuePolicyForm.Check(ask.Policy) is [var (field, rule), ..]) return Refusal.Invalid(field, rule);
        if (ask.Policy == state.Policy) return Decision<IssuePolicyEvent>.AlreadyDone;
        if (ask.IfVersion is { } expected && expected != state.Version) return new Refusal(RefusalKind.StaleVersion);
        return new IssuePolicyPut(ask.Policy);
    }

    /// <summary>The account of an issue on a day: the one named, or else the kind's; null where there is none.</summary>
    public static string? AccountOf(this IssuePolicy policy, MovementKind kind, string? named, DateOnly day) => policy.Accounts
        .Where(row => DatedRows.Counts(day, row.ValidFrom, row.ValidThrough) && (named is null ? row.Default.Contains(kind) : row.Code == named))
        .MaxBy(row => row.ValidFrom ?? DateOnly.MinValue)?.Code;

    /// <summary>What a store may issue of a kind in the month of a day; null for no limit.</summary>
    public static QuotaLimit? LimitOf(this IssuePolicy policy, string store, MovementKind kind, DateOnly day) => policy.Quotas
        .Where(row => row.Kind == kind && (row.Store ?? store) == store && DatedRows.Counts(day, row.ValidFrom, row.ValidThrough))
        .OrderBy(row => row.Store is null).ThenByDescending(row => row.ValidFrom ?? DateOnly.MinValue).FirstOrDefault()?.Limit;
}
