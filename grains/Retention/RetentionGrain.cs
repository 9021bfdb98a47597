namespace BeautyGrains.Grains;

/// <summary>How long records are kept, and what was deleted. One grain; key: <see cref="IRetentionGrain.Key"/>.</summary>
[Reentrant]
public sealed class RetentionGrain(AggregateServices house) : AggregateGrain<RetentionState, RetentionEvent>(house, RetentionKind.Instance), IRetentionGrain
{
    /// <inheritdoc />
    public Task<Answer<RetentionView>> Put(PutRetention ask) => Decide((head, now) => RetentionRules.Put(head, ask, now), ViewOf, ask.By);

    /// <inheritdoc />
    public Task<Answer<DeletionView>> Delete(RecordDeletion ask) => Decide((head, _) => RetentionRules.Delete(head, ask), on => on.State.Deletions.First(one => one.Id == ask.Id), ask.By);

    /// <inheritdoc />
    public Task<Answer<DeletionView>> CarryOut(RecordDeletionDone ask) => Decide(
        (head, _) => head.Deletions.FirstOrDefault(one => one.Id == ask.Id) is not { } known ? Refusal.Invalid("id", "unknown-deletion")
            : known.CarriedOut ? Decision<RetentionEvent>.AlreadyDone
            : new DeletionCarriedOut(ask.Id),
        on => on.State.Deletions.First(one => one.Id == ask.Id), ask.By);

    /// <inheritdoc />
    public async Task<RetentionView> Get()
    {
        await CheckFresh();
        return ViewOf(Durable);
    }

    private static RetentionView ViewOf(Versioned<RetentionState> it) => new(it.State.Rules ?? RetentionDefaults.Rules, it.State.Deletions, it.At, it.Version);
}
