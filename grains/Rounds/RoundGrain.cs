namespace BeautyGrains.Grains;

/// <summary>The rounds of a store. Key: the store's code.</summary>
[Reentrant]
public sealed class RoundGrain(AggregateServices house) : AggregateGrain<RoundBook, RoundEvent>(house, RoundKind.Instance), IRoundGrain
{
    /// <inheritdoc />
    public async Task<Answer<RoundView>> Make(MakeRound ask)
    {
        var facts = await FactsOf(ask);
        var answer = await Decide((head, _) => RoundRules.Make(head, ask, facts), on => (on.State.Recent.LastOrDefault(one => one.View.Id == ask.Id) ?? facts.Known)!.View, ask.By);
        EndIfEmpty();
        return answer;
    }

    /// <inheritdoc />
    public async Task<Answer<RoundAction>> Act(MoveRoundAction ask)
    {
        var against = Limits.IsId(ask.Document) ? (await GrainFactory.GetGrain<IDocumentGrain>(ask.Document!).Get()).Refusal : null;
        var answer = await Decide((head, _) => RoundRules.Act(head, ask, against), on => on.State.ActionOf(ask.Round, ask.Item)!, ask.By);
        EndIfEmpty();
        return answer;
    }

    /// <inheritdoc />
    public async Task<Answer<RoundView>> GetRound(string id)
    {
        await CheckFresh();
        EndIfEmpty();
        return (Durable.State.Recent.LastOrDefault(one => one.View.Id == id) ?? await Remembered(id)) is { } known ? new(known.View, null, false) : new(null, new(RefusalKind.UnknownRound), false);
    }

    /// <inheritdoc />
    public async Task<RoundBookView?> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return Durable.Version == 0 ? null : new(Key, Durable.State.Actions, Durable.State.Last, Durable.At, Durable.Version);
    }

    private async Task<RoundFacts> FactsOf(MakeRound ask)
    {
        var policy = await GrainFactory.GetGrain<IRoundPolicyGrain>(IRoundPolicyGrain.Key).Get();
        if (await GrainFactory.GetGrain<IStoreGrain>(Key).Get() is not { } store) return new(policy, default, new(RefusalKind.UnknownStore, Store: Key), null);
        Refusal? against = null;
        foreach (var photo in ask.Answers.Take(RoundForm.MaxItems).Select(one => one.Photo).Where(Limits.IsId)) against ??= (await GrainFactory.GetGrain<IDocumentGrain>(photo!).Get()).Refusal;
        return new(policy, ExpiryRules.DayAt(Clock.GetUtcNow(), store.Record.TimeZone), against, await Remembered(ask.Id));
    }

    private async Task<KnownRound?> Remembered(string id)
    {
        var stream = RoundKind.Instance.Stream(Key);
        if (await Read(async () => await Journal.FindCommand(stream, RoundKind.CommandId(id))) is not { } command) return null;
        var page = await Read(async () => await Journal.ReadPage(stream, command.Version - 1, [], 1));
        var made = (RoundMade)RoundKind.Instance.Events.Read(page[0]);
        return new(RoundBook.ViewOf(Key, made, new(page[0].Version, page[0].At, page[0].Actor)), made.BodyHash);
    }
}
