namespace BeautyGrains.Grains;

/// <summary>What happens to a basket. Lines are named by SKU; several share an event, at most as many as are asked at once.</summary>
public abstract record BasketEvent;

/// <summary>A basket was asked for; its lines are to be reserved.</summary>
/// <param name="ExpiresAt">One end for all lines.</param>
/// <param name="Lines">Summed, one per SKU, in ordinal order.</param>
public sealed record BasketOpened(string Store, bool AllOrNothing, DateTimeOffset ExpiresAt, ImmutableArray<AskedLine> Lines, string BodyHash) : BasketEvent;

/// <summary>Stocks have answered whether they hold these lines.</summary>
public sealed record BasketLinesReserved(ImmutableArray<LineOutcome> Lines) : BasketEvent;

/// <summary>These lines are held no longer.</summary>
public sealed record BasketLinesReleased(ImmutableArray<string> Skus) : BasketEvent;

/// <summary>A commit was asked for; lines are to be pinned, which may be refused.</summary>
public sealed record BasketCommitAsked(string? Document, string? Client = null) : BasketEvent;

/// <summary>Stocks have answered whether these lines may be committed.</summary>
public sealed record BasketLinesPinned(ImmutableArray<LineOutcome> Lines) : BasketEvent;

/// <summary>These lines may expire again, since the commit was refused.</summary>
public sealed record BasketLinesUnpinned(ImmutableArray<string> Skus) : BasketEvent;

/// <summary>The point of no return: every line is pinned, and every line will be committed.</summary>
public sealed record BasketCommitDecided : BasketEvent;

/// <summary>These lines are issued.</summary>
public sealed record BasketLinesCommitted(ImmutableArray<LineOutcome> Lines) : BasketEvent;

/// <summary>A release was asked for.</summary>
public sealed record BasketReleaseAsked : BasketEvent;

/// <summary>Its time had passed when something else was to be decided. The lines' reservations expire by themselves.</summary>
public sealed record BasketExpired : BasketEvent;

/// <summary>What a stock answered for one line.</summary>
/// <param name="Lots">Pinned or issued lots; empty when refused.</param>
/// <param name="Quantity">In the base unit, as the stock counts it; null when refused.</param>
public sealed record LineOutcome(string Sku, ImmutableArray<LotQuantity> Lots, decimal? Quantity, StoredRefusal? Refusal)
{
    /// <summary>From a stock's answer.</summary>
    public static LineOutcome Of(string sku, Answer<ReservationView> answer) => answer.Value is { } held
        ? new(sku, held.Lots.IsDefault ? [] : held.Lots, held.Quantity, null)
        : new(sku, [], null, StoredRefusal.Of(answer.Refusal!));
}
