namespace BeautyGrains.Grains;

/// <summary>What is settled with one owner. Key: the owner, such as "consignor:V-1".</summary>
[Reentrant]
public sealed class OwnerAccountGrain(AggregateServices house)
    : AggregateGrain<OwnerAccount, OwnerAccountEvent>(house, OwnerAccountKind.Instance), IOwnerAccountGrain
{
    /// <inheritdoc />
    public Task<Answer<SettlementView>> Draft(DraftSettlement ask) => Decide((head, now) => OwnerAccountRules.Draft(head, ask, now), on => View(on, ask.Id), ask.By);

    /// <inheritdoc />
    public Task<Answer<SettlementView>> Agree(MoveSettlement ask) => Move(ask, SettlementLife.Agree, SettlementState.Agreed);

    /// <inheritdoc />
    public Task<Answer<SettlementView>> Pay(MoveSettlement ask) => Move(ask, SettlementLife.Pay, SettlementState.Paid);

    /// <inheritdoc />
    public Task<Answer<SettlementView>> Cancel(MoveSettlement ask) => Move(ask, SettlementLife.Cancel, SettlementState.Cancelled);

    /// <inheritdoc />
    public async Task<Answer<SettlementView>> Get(string id)
    {
        await CheckFresh();
        EndIfEmpty();
        return Durable.State.Find(id) is { } found ? new(OwnerAccountRules.ViewOf(Key, found), null, false) : new(null, new(RefusalKind.UnknownSettlement), false);
    }

    /// <inheritdoc />
    public async Task<DateTimeOffset?> SettledUntil()
    {
        await CheckFresh();
        EndIfEmpty();
        return Durable.State.Newest()?.Until;
    }

    private async Task<Answer<SettlementView>> Move(MoveSettlement ask, string verb, SettlementState to)
    {
        var answer = await Decide((head, _) => OwnerAccountRules.Move(head, ask, verb, to), on => View(on, ask.Id), ask.By);
        EndIfEmpty();
        return answer;
    }

    private SettlementView View(Versioned<OwnerAccount> on, string id) => OwnerAccountRules.ViewOf(Key, on.State.Find(id)!);
}
