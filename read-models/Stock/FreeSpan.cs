using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>
/// What may be sold of a stock's lots and is pinned by nobody, for a span of time in which no lot of it expires: who looks then need not look at the lots.
/// It follows from the events alone, however they are batched.
/// </summary>
/// <param name="Quantity">Σ over released lots that expire after <paramref name="From"/> of what is on hand and not pinned.</param>
/// <param name="From">The first moment for which it holds.</param>
/// <param name="Until">From this moment on it may hold no longer, because a lot has expired.</param>
internal readonly record struct FreeSpan(decimal Quantity, DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>Counted anew over all lots, from a moment on.</summary>
    public static FreeSpan Of(IEnumerable<Lot> lots, DateTimeOffset from)
    {
        var span = new FreeSpan(0, from, DateTimeOffset.MaxValue);
        foreach (var lot in lots) span = span.With(null, lot);
        return span;
    }

    /// <summary>After a lot has changed, or was opened.</summary>
    public FreeSpan With(Lot? before, Lot now)
    {
        if (now.IsExpired(From)) return this;
        var free = FreeOf(now);
        var until = free > 0 && now.ExpiresAt is { } end && end < Until ? end : Until;
        return new(Quantity + free - (before is null ? 0 : FreeOf(before)), From, until);
    }

    private static decimal FreeOf(Lot lot) => lot.Status == LotStatus.Released && lot.OnHand > lot.Pinned ? lot.OnHand - lot.Pinned : 0;
}
