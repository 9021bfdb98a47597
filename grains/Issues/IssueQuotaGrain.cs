namespace BeautyGrains.Grains;

/// <summary>What a store has issued of one kind in one month. Key: <see cref="IssueQuotaKey"/>.</summary>
[Reentrant]
public sealed class IssueQuotaGrain(AggregateServices house)
    : AggregateGrain<IssueQuota, IssueQuotaEvent>(house, IssueQuotaKind.Instance), IIssueQuotaGrain
{
    /// <inheritdoc />
    public Task<Answer<IssueQuotaView>> Take(TakeQuota ask) => Decide((head, _) => IssueQuotaRules.Take(head, ask), ViewOf, ask.By);

    /// <inheritdoc />
    public Task<Answer<IssueQuotaView>> Release(ReleaseQuota ask) => Decide((head, _) => IssueQuotaRules.Release(head, ask), ViewOf, ask.By);

    /// <inheritdoc />
    public async Task<IssueQuotaView> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return ViewOf(Durable);
    }

    private static IssueQuotaView ViewOf(Versioned<IssueQuota> state) => new(
        state.State.Taken, [.. state.State.Values.Where(one => one.Value != 0).Select(one => new Money(one.Value, one.Key))], state.State.Shares.Values.Count(share => !share.Released), state.Version);
}

/// <summary>What may be taken of a quota.</summary>
public static class IssueQuotaRules
{
    /// <summary>Guards in this order: a repeat, one given back, quantity, value.</summary>
    public static Decision<IssueQuotaEvent> Take(IssueQuota quota, TakeQuota ask)
    {
        if (quota.Shares.TryGetValue(ask.Reference, out var known))
            return known.Released ? Refusal.NotIn("released")
                : known.Quantity == ask.Quantity && known.Value == ask.Value ? Decision<IssueQuotaEvent>.AlreadyDone
                : new Refusal(RefusalKind.IdReused);
        if (ask.Limit?.Quantity is { } most && quota.Taken + ask.Quantity > most) return Exceeded("quantity", most - quota.Taken);
        if (ask.Limit?.Value is { } worth)
        {
            if (ask.Value is null || ask.Value.Currency != worth.Currency) return Exceeded("no-price", null);
            var taken = quota.Values.GetValueOrDefault(worth.Currency);
            if (taken + ask.Value.Amount > worth.Amount) return Exceeded("value", worth.Amount - taken);
        }
        return new QuotaTaken(ask.Reference, ask.Quantity, ask.Value);
    }

    /// <summary>A repeat is fine; a reference that was never taken is barred from it.</summary>
    public static Decision<IssueQuotaEvent> Release(IssueQuota quota, ReleaseQuota ask) =>
        quota.Shares.GetValueOrDefault(ask.Reference) is { Released: true } ? Decision<IssueQuotaEvent>.AlreadyDone : new QuotaReleased(ask.Reference);

    private static Refusal Exceeded(string state, decimal? left) => new(RefusalKind.IssueQuotaExceeded, Available: left is < 0 ? 0 : left, State: state);
}
