namespace BeautyGrains.Grains;

/// <summary>The keys that open the house. One grain; key: "access".</summary>
[Reentrant]
public sealed class AccessGrain(AggregateServices house)
    : AggregateGrain<AccessState, AccessEvent>(house, AccessKind.Instance), IAccessGrain
{
    /// <inheritdoc />
    public Task<Answer<AccessKey>> AddKey(AddAccessKey ask) =>
        Decide((head, _) => AccessRules.Add(head, ask), on => on.State.Keys[ask.Id], ask.By);

    /// <inheritdoc />
    public Task<Answer<AccessKey>> RevokeKey(RevokeAccessKey ask) =>
        Decide((head, _) => AccessRules.Revoke(head, ask), on => on.State.Keys[ask.Id], ask.By);

    /// <inheritdoc />
    public async Task<AccessTable> GetKeys()
    {
        await CheckFresh();
        var durable = Durable;
        return new([.. durable.State.Keys.Values], durable.Version);
    }
}
