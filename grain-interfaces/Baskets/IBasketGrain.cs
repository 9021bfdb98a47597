namespace BeautyGrains.Contracts;

/// <summary>Several reservations in one store with one answer: a process with its own journal. Key: the basket id.</summary>
[Alias("bg.IBasketGrain")]
public interface IBasketGrain : IGrainWithStringKey
{
    /// <summary>Reserves the lines. A refused basket holds nothing (all or nothing) or what could be had (best effort).</summary>
    [Alias("Put")]
    Task<Answer<BasketView>> Put(PutBasket ask);

    /// <summary>Commits all reserved lines, or none.</summary>
    [Alias("Commit")]
    Task<Answer<BasketView>> Commit(CommitBasket ask);

    /// <summary>Releases all lines.</summary>
    [Alias("Release")]
    Task<Answer<BasketView>> Release(ReleaseBasket ask);

    /// <summary>The basket.</summary>
    [ReadOnly, Alias("Get")]
    Task<Answer<BasketView>> Get();

    /// <summary>Goes on with what is unfinished; called by the sweep. Completes when the basket waits for nobody.</summary>
    [Alias("Drive")]
    Task Drive();
}

/// <summary>Asks to reserve a basket.</summary>
/// <param name="Lines">1 to 1,000; the same SKU twice counts as its sum.</param>
/// <param name="HoldFor">1 s to 24 h; null for the store's default.</param>
/// <param name="AllOrNothing">False: best effort, every line for itself.</param>
[GenerateSerializer, Immutable, Alias("bg.PutBasket")]
public sealed record PutBasket(string Store, ImmutableArray<BasketLine> Lines, TimeSpan? HoldFor, bool AllOrNothing, Caller By);

/// <summary>One line of a basket or transfer.</summary>
/// <param name="Quantity">Above 0, in <paramref name="Unit"/>.</param>
/// <param name="Unit">Null for the base unit.</param>
[GenerateSerializer, Immutable, Alias("bg.BasketLine")]
public sealed record BasketLine(string Sku, decimal Quantity, string? Unit);

/// <summary>Asks to commit a basket.</summary>
/// <param name="Client">Number of the client who gets the goods: 1 to 64 of the characters of ids; null where none is known.</param>
[GenerateSerializer, Immutable, Alias("bg.CommitBasket")]
public sealed record CommitBasket(string? Document, Caller By, string? Client = null);

/// <summary>Asks to release a basket.</summary>
[GenerateSerializer, Immutable, Alias("bg.ReleaseBasket")]
public sealed record ReleaseBasket(Caller By);

/// <summary>The life of a basket.</summary>
[GenerateSerializer, Alias("bg.BasketState")]
public enum BasketState
{
    /// <summary>Lines are being reserved.</summary>
    Reserving,
    /// <summary>Reserved; waits for commit or release until it expires.</summary>
    Reserved,
    /// <summary>Refused; nothing is held.</summary>
    Refused,
    /// <summary>Being committed.</summary>
    Committing,
    /// <summary>Committed.</summary>
    Committed,
    /// <summary>Being released.</summary>
    Releasing,
    /// <summary>Released.</summary>
    Released,
    /// <summary>Its time has passed.</summary>
    Expired,
}

/// <summary>A basket as it now stands.</summary>
[GenerateSerializer, Immutable, Alias("bg.BasketView")]
public sealed record BasketView(
    string Id,
    string Store,
    BasketState State,
    bool AllOrNothing,
    ImmutableArray<BasketLineView> Lines,
    DateTimeOffset ExpiresAt,
    long Version);

/// <summary>One SKU of a basket.</summary>
/// <param name="Quantity">The sum of its lines, in the base unit.</param>
/// <param name="Lots">Pinned lots, or issued ones after the commit.</param>
/// <param name="Refusal">Why it is not held, or null.</param>
[GenerateSerializer, Immutable, Alias("bg.BasketLineView")]
public sealed record BasketLineView(string Sku, decimal Quantity, ImmutableArray<LotQuantity> Lots, Refusal? Refusal);
