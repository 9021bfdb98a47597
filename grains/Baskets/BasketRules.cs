namespace BeautyGrains.Grains;

/// <summary>What may become of a basket. Rules are asked only while the basket waits for nobody.</summary>
internal static class BasketRules
{
    /// <summary>Tells one request from another under the same basket id.</summary>
    public static string HashOf(PutBasket ask) => AskedLines.HashOf(ask.Lines, ask.Store, ask.HoldFor, ask.AllOrNothing);

    /// <summary>The first rule of form that a request breaks, or null.</summary>
    public static Refusal? FormOf(string id, PutBasket ask)
    {
        if (!Limits.IsId(id)) return Refusal.Invalid("id", "must-be-an-id");
        if (!Limits.IsId(ask.Store)) return Refusal.Invalid("store", "must-be-an-id");
        if (ask.HoldFor is { } hold && (hold < TimeSpan.FromSeconds(1) || hold > Limits.MaxHold)) return Refusal.Invalid("ttlSeconds", "must-be-1-to-86400");
        return AskedLines.FormOf(ask.Lines);
    }

    /// <summary>Guards in this order: a repeat or another request, the store, units; a SKU that is unknown refuses its line only.</summary>
    /// <param name="facts">By SKU; may be empty for a repeat.</param>
    public static Decision<BasketEvent> Put(Basket basket, PutBasket ask, IReadOnlyDictionary<string, Answer<StockFacts>> facts, DateTimeOffset now)
    {
        var hash = HashOf(ask);
        if (basket.Phase != BasketPhase.None) return basket.BodyHash == hash ? Decision<BasketEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
        if (facts.Values.FirstOrDefault(known => known.Refusal?.Kind == RefusalKind.UnknownStore) is { } unknown) return unknown.Refusal!;
        var lines = AskedLines.Sum(ask.Lines, facts, now, out var invalid);
        if (invalid is not null) return invalid;
        return new BasketOpened(ask.Store, ask.AllOrNothing, now + HoldOf(ask, facts), lines, hash);
    }

    /// <summary>Commit: from Reserved only.</summary>
    public static Decision<BasketEvent> Commit(Basket basket, CommitBasket ask) => basket.Phase switch
    {
        BasketPhase.Reserved => new BasketCommitAsked(ask.Document, ask.Client),
        BasketPhase.Committed => Decision<BasketEvent>.AlreadyDone,
        _ => NotIn(basket),
    };

    /// <summary>Release: from Reserved only.</summary>
    public static Decision<BasketEvent> Release(Basket basket) => basket.Phase switch
    {
        BasketPhase.Reserved => new BasketReleaseAsked(),
        BasketPhase.Released => Decision<BasketEvent>.AlreadyDone,
        _ => NotIn(basket),
    };

    /// <summary>Records what the stocks answered to a step, unless the basket has expired meanwhile.</summary>
    public static Decision<BasketEvent> Record(Basket basket, BasketPhase phase, BasketEvent outcome)
    {
        if (basket.Phase != phase) return Decision<BasketEvent>.AlreadyDone;
        if (outcome is not BasketLinesPinned pinned) return outcome;
        var isLast = pinned.Lines.All(line => line.Refusal is null)
            && !basket.Of(BasketLineStatus.Held).Any(item => pinned.Lines.All(line => line.Sku != item.Ask.Sku));
        return isLast ? Decision<BasketEvent>.Of(outcome, new BasketCommitDecided()) : outcome;
    }

    /// <summary>The refusal of a basket that holds nothing, or whose commit was refused.</summary>
    public static Refusal LinesRefused(IEnumerable<(string Sku, StoredRefusal? Refusal)> lines) => new(
        RefusalKind.LinesRefused,
        Lines: [.. from line in lines where line.Refusal is not null select new LineRefusal(line.Sku, line.Refusal.ToRefusal())]);

    /// <summary>The basket as callers see it.</summary>
    public static BasketView ViewOf(string id, Versioned<Basket> basket, DateTimeOffset now) => new(
        id,
        basket.State.Store,
        basket.State.IsOverdue(now) ? BasketState.Expired : StateOf(basket.State.Phase),
        basket.State.AllOrNothing,
        [.. basket.State.Items.Select(item => new BasketLineView(item.Ask.Sku, item.Ask.Quantity, item.Lots, item.Refusal?.ToRefusal()))],
        basket.State.ExpiresAt,
        basket.Version);

    private static TimeSpan HoldOf(PutBasket ask, IReadOnlyDictionary<string, Answer<StockFacts>> facts)
    {
        if (ask.HoldFor is { } asked) return asked;
        var store = facts.Values.FirstOrDefault(known => known.Value is not null)?.Value?.Store;
        return store?.DefaultTtlSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : Limits.DefaultHold;
    }

    private static Refusal NotIn(Basket basket) => basket.Phase == BasketPhase.None
        ? new(RefusalKind.UnknownBasket)
        : Refusal.NotIn(StateOf(basket.Phase).ToString().ToLowerInvariant());

    private static BasketState StateOf(BasketPhase phase) => phase switch
    {
        BasketPhase.Reserving or BasketPhase.Undoing => BasketState.Reserving,
        BasketPhase.Reserved => BasketState.Reserved,
        BasketPhase.Refused => BasketState.Refused,
        BasketPhase.Pinning or BasketPhase.Unpinning or BasketPhase.Committing => BasketState.Committing,
        BasketPhase.Committed => BasketState.Committed,
        BasketPhase.Releasing => BasketState.Releasing,
        BasketPhase.Released => BasketState.Released,
        BasketPhase.Expired => BasketState.Expired,
        _ => throw new InvalidOperationException($"A basket in {phase} has no state to show."),
    };
}
