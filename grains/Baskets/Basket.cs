namespace BeautyGrains.Grains;

/// <summary>Where a basket stands, finer than what callers see.</summary>
public enum BasketPhase
{
    /// <summary>Nobody has asked for it.</summary>
    None,
    /// <summary>Lines are being reserved.</summary>
    Reserving,
    /// <summary>All or nothing, and a line was refused: what is held is being released.</summary>
    Undoing,
    /// <summary>Waits for commit or release until it expires.</summary>
    Reserved,
    /// <summary>Holds nothing.</summary>
    Refused,
    /// <summary>Lines are being pinned before the commit.</summary>
    Pinning,
    /// <summary>The commit was refused: pinned lines are being let go.</summary>
    Unpinning,
    /// <summary>Past the point of no return.</summary>
    Committing,
    /// <summary>Issued.</summary>
    Committed,
    /// <summary>Lines are being released.</summary>
    Releasing,
    /// <summary>Given up.</summary>
    Released,
    /// <summary>Its time has passed.</summary>
    Expired,
}

/// <summary>Where one line stands.</summary>
public enum BasketLineStatus
{
    /// <summary>Its stock was not asked yet.</summary>
    Asked,
    /// <summary>Not held.</summary>
    Refused,
    /// <summary>Held.</summary>
    Held,
    /// <summary>Held, and does not expire; while the attempt is being called off, perhaps so.</summary>
    Pinned,
    /// <summary>Issued.</summary>
    Committed,
    /// <summary>Given up.</summary>
    Released,
}

/// <summary>One SKU of a basket.</summary>
/// <param name="Refusal">Why it is not held, or null.</param>
/// <param name="CommitRefusal">Why the last commit was refused because of it, or null.</param>
public sealed record BasketItem(AskedLine Ask, BasketLineStatus Status, ImmutableArray<LotQuantity> Lots, StoredRefusal? Refusal, StoredRefusal? CommitRefusal);

/// <summary>A basket, folded from its events.</summary>
/// <param name="Items">By SKU, in ordinal order.</param>
/// <param name="Actor">Who asked for what is being done.</param>
/// <param name="Attempt">Names the newest attempt to commit: the version of its event; 0 before the first.</param>
/// <param name="Client">Who gets the goods, as the newest attempt to commit named them; null for nobody known.</param>
public sealed record Basket(
    BasketPhase Phase,
    string Store,
    bool AllOrNothing,
    DateTimeOffset ExpiresAt,
    string BodyHash,
    string? Document,
    string Actor,
    ImmutableArray<BasketItem> Items,
    long Attempt = 0,
    string? Client = null)
{
    /// <summary>Before the first event.</summary>
    public static Basket Empty { get; } = new(BasketPhase.None, "", false, default, "", null, "", []);

    /// <summary>True while there is work left that nobody has to ask for.</summary>
    public bool IsUnderway => Phase is BasketPhase.Reserving or BasketPhase.Undoing or BasketPhase.Pinning
        or BasketPhase.Unpinning or BasketPhase.Committing or BasketPhase.Releasing;

    /// <summary>True once its time has passed and nobody has acted on that yet.</summary>
    public bool IsOverdue(DateTimeOffset now) => Phase is BasketPhase.Reserving or BasketPhase.Reserved && ExpiresAt <= now;

    /// <summary>The lines of a status.</summary>
    public IEnumerable<BasketItem> Of(BasketLineStatus status) => Items.Where(item => item.Status == status);

    /// <summary>The basket after an event.</summary>
    public Basket After(BasketEvent happened, EventInfo info) => happened switch
    {
        BasketOpened opened => Open(opened, info),
        BasketLinesReserved reserved => Reserve(reserved.Lines).Settled(),
        BasketLinesReleased released => Set(released.Skus, item => item with { Status = BasketLineStatus.Released, Lots = [] }).Settled(),
        BasketCommitAsked asked => this with
        {
            Phase = BasketPhase.Pinning,
            Document = asked.Document,
            Client = asked.Client,
            Actor = info.Actor,
            Attempt = info.Version,
            Items = [.. Items.Select(item => item with { CommitRefusal = null })],
        },
        BasketLinesPinned pinned => Pin(pinned.Lines),
        BasketLinesUnpinned unpinned => Set(unpinned.Skus, item => item with { Status = BasketLineStatus.Held }).Settled(),
        BasketCommitDecided => this with { Phase = BasketPhase.Committing },
        BasketLinesCommitted committed => Set(committed.Lines, (item, outcome) => item with { Status = BasketLineStatus.Committed, Lots = outcome.Lots }).Settled(),
        BasketReleaseAsked => this with { Phase = BasketPhase.Releasing, Actor = info.Actor },
        BasketExpired => this with { Phase = BasketPhase.Expired },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a basket."),
    };

    private static Basket Open(BasketOpened opened, EventInfo info) => new Basket(
        BasketPhase.Reserving, opened.Store, opened.AllOrNothing, opened.ExpiresAt, opened.BodyHash, null, info.Actor,
        [.. opened.Lines.Select(line => new BasketItem(line, line.Refusal is null ? BasketLineStatus.Asked : BasketLineStatus.Refused, [], line.Refusal, null))]).Settled();

    private Basket Reserve(ImmutableArray<LineOutcome> lines) => Set(lines, (item, outcome) => outcome.Refusal is null
        ? item with { Status = BasketLineStatus.Held, Lots = outcome.Lots, Ask = item.Ask with { Quantity = outcome.Quantity ?? item.Ask.Quantity } }
        : item with { Status = BasketLineStatus.Refused, Refusal = outcome.Refusal });

    private Basket Pin(ImmutableArray<LineOutcome> lines)
    {
        var after = Set(lines, (item, outcome) => outcome.Refusal is null
            ? item with { Status = BasketLineStatus.Pinned, Lots = outcome.Lots }
            : item with { CommitRefusal = outcome.Refusal });
        if (lines.All(line => line.Refusal is null)) return after;
        // Every stock hears that the attempt is over, also one that refused: a pin may still be on its way to it.
        return (after with
        {
            Phase = BasketPhase.Unpinning,
            Items = [.. after.Items.Select(item => item.Status == BasketLineStatus.Held ? item with { Status = BasketLineStatus.Pinned } : item)],
        }).Settled();
    }

    /// <summary>Moves on to the phase that follows once the lines of this one are done.</summary>
    private Basket Settled() => Phase switch
    {
        BasketPhase.Reserving when AllOrNothing && Of(BasketLineStatus.Refused).Any() => (this with { Phase = BasketPhase.Undoing }).Settled(),
        BasketPhase.Reserving when !Of(BasketLineStatus.Asked).Any() =>
            this with { Phase = Of(BasketLineStatus.Held).Any() ? BasketPhase.Reserved : BasketPhase.Refused },
        BasketPhase.Undoing when !Of(BasketLineStatus.Held).Any() => this with { Phase = BasketPhase.Refused },
        BasketPhase.Unpinning when !Of(BasketLineStatus.Pinned).Any() => this with { Phase = BasketPhase.Reserved },
        BasketPhase.Committing when !Of(BasketLineStatus.Pinned).Any() => this with { Phase = BasketPhase.Committed },
        BasketPhase.Releasing when !Of(BasketLineStatus.Held).Any() => this with { Phase = BasketPhase.Released },
        _ => this,
    };

    private Basket Set(ImmutableArray<LineOutcome> outcomes, Func<BasketItem, LineOutcome, BasketItem> change)
    {
        var bySku = outcomes.ToDictionary(outcome => outcome.Sku, StringComparer.Ordinal);
        return this with { Items = [.. Items.Select(item => bySku.TryGetValue(item.Ask.Sku, out var outcome) ? change(item, outcome) : item)] };
    }

    private Basket Set(ImmutableArray<string> skus, Func<BasketItem, BasketItem> change)
    {
        var set = skus.ToHashSet(StringComparer.Ordinal);
        return this with { Items = [.. Items.Select(item => set.Contains(item.Ask.Sku) ? change(item) : item)] };
    }
}
