namespace BeautyGrains.Grains;

/// <summary>One serialised unit's registry entry. Key: "sku/serial". Holds no rule.</summary>
[Reentrant]
public sealed class UnitGrain(AggregateServices house) : AggregateGrain<Unit, UnitEvent>(house, UnitKind.Instance), IUnitGrain
{
    /// <summary>How long a movement is left to come before its stock is asked what became of it: longer than any call lasts.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <inheritdoc />
    public async Task<Answer<UnitClaim>> Claim(ClaimUnit ask)
    {
        var answer = await Decide((head, _) => UnitRules.Claim(head, ask), (decision, on) => decision.Refusal is { } refusal
            ? new Answer<UnitClaim>(null, refusal, false)
            // One that was noted anew while it was pending is still the first one's repeat.
            : new(on.State.Claim!, null, !decision.IsRepeat && !UnitRules.IsRenewal(decision)), ask.By);
        EndIfEmpty();
        return answer;
    }

    /// <inheritdoc />
    public async Task<Answer<UnitClaim>> Release(ReleaseUnit ask)
    {
        var answer = await Decide((head, _) => UnitRules.Release(head, ask), on => on.State.Claim ?? new(ask.Store, ask.Movement ?? ""), ask.By);
        EndIfEmpty();
        return answer;
    }

    /// <inheritdoc />
    public async Task<UnitClaim?> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return Durable.State.Claim;
    }

    /// <inheritdoc />
    public Task<Answer<UnitView>> See(SeeUnit ask) => Told((head, _) => UnitRules.See(head, ask), ask.By);

    /// <inheritdoc />
    public Task<Answer<UnitView>> Settle(SettleDiversion ask) => Told((head, _) => UnitRules.Settle(head, ask), ask.By);

    /// <inheritdoc />
    public async Task<UnitView?> View()
    {
        await CheckFresh();
        EndIfEmpty();
        return Durable.Version == 0 ? null : ViewOf(Durable);
    }

    /// <inheritdoc />
    public async Task Drive()
    {
        await CheckFresh();
        EndIfEmpty();
        if (Head is not { Pending: true, Claim: { } claim } || Clock.GetUtcNow() < Head.ClaimedAt + Patience) return;
        var claims = Head.Claims;
        var (sku, serial) = UnitKey.Parse(Key);
        var fate = await GrainFactory.GetGrain<IStockGrain>(StockKey.Of(claim.Store, sku)).FateOfUnit(serial, claim.Movement);
        await Decide((head, _) => UnitRules.Learn(head, claims, fate), on => on.State, Caller.House);
    }

    private async Task<Answer<UnitView>> Told(Func<Unit, DateTimeOffset, Decision<UnitEvent>> rule, Caller by)
    {
        var answer = await Decide(rule, ViewOf, by);
        EndIfEmpty();
        return answer;
    }

    private UnitView ViewOf(Versioned<Unit> it)
    {
        var (sku, serial) = UnitKey.Parse(Key);
        return new(sku, serial, it.State.Claim, it.State.Diversion, it.Version);
    }
}
