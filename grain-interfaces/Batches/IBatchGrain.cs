namespace BeautyGrains.Contracts;

/// <summary>Reservations in several stocks, all or none: a process with its own journal. Key: an id made from the batch, the same for its repeats.</summary>
[Alias("bg.IBatchGrain")]
public interface IBatchGrain : IGrainWithStringKey
{
    /// <summary>
    /// Reserves every item under its own id, or none. What was held is answered again; a refusal is not remembered, so that a repeat tries anew.
    /// Refusals: Validation, IdReused, LinesRefused.
    /// </summary>
    [Alias("Put")]
    Task<Answer<BatchView>> Put(PutBatch ask);

    /// <summary>Goes on with what is unfinished; called by the sweep. Completes when the batch waits for nobody.</summary>
    [Alias("Drive")]
    Task Drive();
}

/// <summary>Asks for several reservations, all or none.</summary>
/// <param name="Items">1 to 500, every id once.</param>
[GenerateSerializer, Immutable, Alias("bg.PutBatch")]
public sealed record PutBatch(ImmutableArray<BatchItem> Items, Caller By);

/// <summary>One reservation of a batch; see <see cref="ReserveStock"/>.</summary>
[GenerateSerializer, Immutable, Alias("bg.BatchItem")]
public sealed record BatchItem(
    string Store,
    string Sku,
    string ReservationId,
    decimal Quantity,
    string? Unit,
    TimeSpan? HoldFor,
    string? Lot,
    string? LotReason,
    int? MinShelfLifeDays,
    DateOnly? ForDate);

/// <summary>A batch whose items are all held.</summary>
/// <param name="Items">By store, SKU and id, in ordinal order.</param>
[GenerateSerializer, Immutable, Alias("bg.BatchView")]
public sealed record BatchView(string Id, ImmutableArray<BatchItemView> Items, long Version);

/// <summary>One reservation of a batch.</summary>
/// <param name="Reservation">As it was when the batch got it.</param>
/// <param name="IsNew">False where it was there before.</param>
[GenerateSerializer, Immutable, Alias("bg.BatchItemView")]
public sealed record BatchItemView(string Store, string Sku, ReservationView Reservation, bool IsNew);
