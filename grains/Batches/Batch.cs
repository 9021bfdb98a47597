namespace BeautyGrains.Grains;

/// <summary>Where a batch stands.</summary>
public enum BatchPhase
{
    /// <summary>Nobody has asked for it.</summary>
    None,
    /// <summary>Items are being reserved.</summary>
    Reserving,
    /// <summary>An item was refused: what the batch made is being taken back.</summary>
    Undoing,
    /// <summary>Holds nothing; may be asked for again.</summary>
    Refused,
    /// <summary>Every item is a reservation of its own from now on.</summary>
    Done,
}

/// <summary>Where one item stands.</summary>
public enum BatchItemStatus
{
    /// <summary>Its stock was not asked yet.</summary>
    Asked,
    /// <summary>Not to be had.</summary>
    Refused,
    /// <summary>Held, made by this batch or by somebody before it.</summary>
    Held,
    /// <summary>Not held for this batch any more.</summary>
    Released,
}

/// <summary>One item of a batch.</summary>
/// <param name="Held">The reservation as the batch got it, or null.</param>
/// <param name="Refusal">Why it was not to be had, or null.</param>
public sealed record BatchEntry(BatchItem Ask, BatchItemStatus Status, HeldItem? Held, StoredRefusal? Refusal);

/// <summary>A batch, folded from its events.</summary>
/// <param name="Actor">Who asked for it.</param>
/// <param name="Items">By store, SKU and id, in ordinal order.</param>
/// <param name="Attempt">Names the newest attempt: the version of its event; 0 before the first.</param>
public sealed record Batch(BatchPhase Phase, string BodyHash, string Actor, ImmutableArray<BatchEntry> Items, long Attempt = 0)
{
    /// <summary>Before the first event.</summary>
    public static Batch Empty { get; } = new(BatchPhase.None, "", "", []);

    /// <summary>True while there is work left that nobody has to ask for.</summary>
    public bool IsUnderway => Phase is BatchPhase.Reserving or BatchPhase.Undoing;

    /// <summary>
    /// Items whose stock has still to hear that this attempt was refused: those that are held, and those that it refused, since a request that is late could
    /// find something to hold by then.
    /// </summary>
    public IEnumerable<BatchEntry> ToUndo => Items.Where(item => item.Status is BatchItemStatus.Held or BatchItemStatus.Refused);

    /// <summary>The items of a status.</summary>
    public IEnumerable<BatchEntry> Of(BatchItemStatus status) => Items.Where(item => item.Status == status);

    /// <summary>The batch after an event.</summary>
    public Batch After(BatchEvent happened, EventInfo info) => happened switch
    {
        BatchOpened opened => new(
            BatchPhase.Reserving, opened.BodyHash, info.Actor, [.. opened.Items.Select(item => new BatchEntry(item, BatchItemStatus.Asked, null, null))],
            info.Version),
        BatchItemsReserved reserved => Set(reserved.Items, outcome => outcome.Id, Reserve).Settled(),
        BatchItemsReleased released => Set(released.Ids, id => id, (item, _) => item with { Status = BatchItemStatus.Released }).Settled(),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a batch."),
    };

    private static BatchEntry Reserve(BatchEntry item, ItemOutcome outcome) => outcome.Held is { } held
        ? item with { Status = BatchItemStatus.Held, Held = held }
        : item with { Status = BatchItemStatus.Refused, Refusal = outcome.Refusal };

    /// <summary>Moves on to the phase that follows once the items of this one are done.</summary>
    private Batch Settled() => Phase switch
    {
        BatchPhase.Reserving when Of(BatchItemStatus.Refused).Any() => (this with { Phase = BatchPhase.Undoing }).Settled(),
        BatchPhase.Reserving when !Of(BatchItemStatus.Asked).Any() => this with { Phase = BatchPhase.Done },
        BatchPhase.Undoing when !ToUndo.Any() => this with { Phase = BatchPhase.Refused },
        _ => this,
    };

    private Batch Set<T>(ImmutableArray<T> changes, Func<T, string> idOf, Func<BatchEntry, T, BatchEntry> change)
    {
        var byId = changes.ToDictionary(idOf, StringComparer.Ordinal);
        return this with { Items = [.. Items.Select(item => byId.TryGetValue(item.Ask.ReservationId, out var found) ? change(item, found) : item)] };
    }
}
