namespace BeautyGrains.Grains;

/// <summary>What happens to a batch. Items are named by reservation id; several share an event, at most as many as are asked at once.</summary>
public abstract record BatchEvent;

/// <summary>A batch was asked for, for the first time or again after it was refused; its items are to be reserved.</summary>
/// <param name="Items">By store, SKU and id, in ordinal order.</param>
public sealed record BatchOpened(ImmutableArray<BatchItem> Items, string BodyHash) : BatchEvent;

/// <summary>Stocks have answered whether they hold these items.</summary>
public sealed record BatchItemsReserved(ImmutableArray<ItemOutcome> Items) : BatchEvent;

/// <summary>What the batch had made of these items is taken back.</summary>
public sealed record BatchItemsReleased(ImmutableArray<string> Ids) : BatchEvent;

/// <summary>What a stock answered for one item.</summary>
/// <param name="Held">Null when refused.</param>
public sealed record ItemOutcome(string Id, HeldItem? Held, StoredRefusal? Refusal)
{
    /// <summary>From a stock's answer.</summary>
    public static ItemOutcome Of(string id, Answer<ReservationView> answer) => answer.Value is { } held
        ? new(id, HeldItem.Of(held, answer.IsNew), null)
        : new(id, null, StoredRefusal.Of(answer.Refusal!));
}

/// <summary>A reservation as the batch got it; see <see cref="ReservationView"/>.</summary>
/// <param name="IsNew">False where it was there before.</param>
public sealed record HeldItem(
    ReservationState State,
    decimal Quantity,
    decimal Committed,
    ImmutableArray<LotQuantity> Lots,
    DateTimeOffset ExpiresAt,
    DateOnly? ForDate,
    long Version,
    bool IsNew)
{
    /// <summary>To be written down.</summary>
    public static HeldItem Of(ReservationView view, bool isNew) => new(
        view.State, view.Quantity, view.Committed, view.Lots.IsDefault ? [] : view.Lots, view.ExpiresAt, view.ForDate, view.Version, isNew);

    /// <summary>As it was answered.</summary>
    public ReservationView ToView(string id) => new(id, State, Quantity, Committed, Lots, ExpiresAt, ForDate, Version);
}
