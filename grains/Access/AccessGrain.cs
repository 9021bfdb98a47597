namespace BeautyGrains.Grains;

/// <summary>The people of the house and the keys that open it. One grain; key: "access".</summary>
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
    public Task<Answer<PersonView>> PutPerson(PutPerson ask) =>
        Decide((head, _) => PersonRules.Put(head, ask), on => on.State.People[ask.Id], ask.By);

    /// <inheritdoc />
    public Task<Answer<PersonView>> SetPersonActive(SetPersonActive ask) =>
        Decide((head, _) => PersonRules.SetActive(head, ask), on => on.State.People[ask.Id], ask.By);

    /// <inheritdoc />
    public async Task<AccessTable> GetKeys()
    {
        await CheckFresh();
        var durable = Durable;
        return new([.. durable.State.Keys.Values], durable.Version, [.. durable.State.People.Values]);
    }
}
