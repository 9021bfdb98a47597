namespace BeautyGrains.Grains;

/// <summary>What happens to an open container; of these events alone it can be folded.</summary>
public abstract record ContainerEvent : StockEvent;

/// <summary>One sealed unit was opened; the movement of the same id took it out of sealed stock.</summary>
/// <param name="Id">The container's.</param>
/// <param name="LotNo">The number on the pack.</param>
/// <param name="Kind">Opening or Tester.</param>
/// <param name="Unit">Of the content.</param>
/// <param name="Content">In that unit; all of it is there.</param>
/// <param name="UseBy">As resolved in the store's time zone; null for never.</param>
/// <param name="AfterReconstitution">As the product had it then; null for goods that are used as they are.</param>
/// <param name="Cost">Of all the content; null where nobody knows it.</param>
public sealed record ContainerOpened(
    string Id,
    string Lot,
    string LotNo,
    MovementKind Kind,
    string Unit,
    decimal Content,
    SharingRule Sharing,
    string? Client,
    DateTimeOffset? UseBy,
    OpenPeriod? AfterReconstitution,
    Money? Cost,
    LotOwner? Owner,
    string? Document,
    string? Serial,
    string BodyHash) : ContainerEvent;

/// <summary>Its content was reconstituted.</summary>
/// <param name="UseBy">From now on.</param>
public sealed record ContainerReconstituted(
    string Container, string? DiluentSku, string? DiluentLot, decimal? DiluentQuantity, DateTimeOffset? UseBy, string BodyHash) : ContainerEvent;

/// <summary>The only event that changes what is in an open container.</summary>
/// <param name="Id">Of the use, scrap, count or fact; those that the house makes itself are "use:rest" and "expiry".</param>
/// <param name="Lot">The lot that the container came out of, so that the event alone tells where the goods came from.</param>
/// <param name="Quantity">What left, in the content unit; below 0 where a count found more.</param>
/// <param name="Unmatched">What a fact told beyond what the book had.</param>
/// <param name="Cost">Of what left; null where nobody knows it.</param>
/// <param name="Client">Whom it was used on; binds the container where its rule does.</param>
/// <param name="Completed">What a completion of the same decision scraps; null where none does.</param>
public sealed record ContainerMoved(
    string Container,
    string Id,
    ContainerMoveKind Kind,
    string Lot,
    decimal Quantity,
    decimal RemainderAfter,
    decimal Unmatched,
    Money? Cost,
    string? Client,
    string? Document,
    string? Reason,
    DateTimeOffset? OccurredAt,
    decimal? Completed,
    string? ApprovedBy,
    string BodyHash) : ContainerEvent;

/// <summary>Nothing is left of it. Carries the container, so that it alone is enough to answer for it.</summary>
public sealed record ContainerClosed(string Id, Container Container) : ContainerEvent;
