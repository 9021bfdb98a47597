namespace BeautyGrains.Contracts;

/// <summary>Who may be treated out of one open container.</summary>
[GenerateSerializer, Alias("bg.SharingRule")]
public enum SharingRule
{
    /// <summary>Everybody.</summary>
    ManyClients,
    /// <summary>The first client alone, as often as its use-by allows.</summary>
    OneClient,
    /// <summary>The first client alone, once: what is left is scrapped when the use is complete.</summary>
    SingleUse,
}

/// <summary>What the length of a period is counted in.</summary>
[GenerateSerializer, Alias("bg.PeriodUnit")]
public enum PeriodUnit
{
    /// <summary>Hours, exactly.</summary>
    Hours,
    /// <summary>Days of the store's calendar.</summary>
    Days,
    /// <summary>Months of the store's calendar.</summary>
    Months,
}

/// <summary>How long opened goods last.</summary>
/// <param name="Length">1 to 9,999.</param>
[GenerateSerializer, Immutable, Alias("bg.OpenPeriod")]
public sealed record OpenPeriod(int Length, PeriodUnit Unit);

/// <summary>What becomes of one base unit of a product once it is opened.</summary>
/// <param name="Unit">What its content is counted in, such as "ml" or "U": 1 to 32 characters.</param>
/// <param name="Content">Of one sealed base unit, above 0, at most 3 decimals.</param>
/// <param name="AfterOpening">Null where opening shortens nothing.</param>
/// <param name="AfterReconstitution">Goods that have one are reconstituted before they are used; null for others.</param>
[GenerateSerializer, Immutable, Alias("bg.OpeningRule")]
public sealed record OpeningRule(string Unit, decimal Content, SharingRule Sharing, OpenPeriod? AfterOpening = null, OpenPeriod? AfterReconstitution = null);

/// <summary>What changed the content of an open container.</summary>
[GenerateSerializer, Alias("bg.ContainerMoveKind")]
public enum ContainerMoveKind
{
    /// <summary>Used on a client or in the house.</summary>
    Use,
    /// <summary>Taken out as unusable.</summary>
    Scrap,
    /// <summary>The rest when its use was complete, scrapped.</summary>
    Completion,
    /// <summary>The rest past its use-by, scrapped.</summary>
    Expiry,
    /// <summary>Variance of a count; signed.</summary>
    Count,
    /// <summary>A fact: spilt or broken.</summary>
    Spill,
    /// <summary>A fact: used in a treatment that has been done.</summary>
    Treatment,
}

/// <summary>Asks to open one sealed base unit of a lot.</summary>
/// <param name="Id">The container's, made by the caller; sent again it opens nothing more.</param>
/// <param name="Lot">Null for the SKU's picking rule.</param>
/// <param name="Client">The client's number, whom the sharing rule then binds it to; null for none yet.</param>
/// <param name="Kind">Opening, or Tester for what stands out for everybody to try.</param>
/// <param name="Serial">Of the unit, with a lot.</param>
[GenerateSerializer, Immutable, Alias("bg.OpenContainer")]
public sealed record OpenContainer(
    string Id, string? Lot, string? Client, string? Document, string? Reason, Caller By, MovementKind Kind = MovementKind.Opening, string? Serial = null, string? Code = null);

/// <summary>Asks to note that the content was reconstituted, now; once for each container.</summary>
/// <param name="DiluentSku">What it was dissolved in; null where nobody notes it.</param>
/// <param name="DiluentLot">The lot number on the diluent's pack; needs no stock here.</param>
/// <param name="DiluentQuantity">As the label says it, above 0; null where nobody notes it.</param>
[GenerateSerializer, Immutable, Alias("bg.ReconstituteContainer")]
public sealed record ReconstituteContainer(string Container, string? DiluentSku, string? DiluentLot, decimal? DiluentQuantity, Caller By);

/// <summary>Asks to use some of what is left.</summary>
/// <param name="Id">Of the use, unique within its container.</param>
/// <param name="Quantity">In the content unit, above 0.</param>
/// <param name="Client">The client's number; needed under the rules OneClient and SingleUse.</param>
/// <param name="Completes">The rest is scrapped with it; null as the rule has it: yes under SingleUse, else no.</param>
[GenerateSerializer, Immutable, Alias("bg.UseContainer")]
public sealed record UseContainer(string Id, string Container, decimal Quantity, string? Client, string? Document, Caller By, bool? Completes = null);

/// <summary>Asks to take some or all of what is left out as unusable.</summary>
/// <param name="Id">Of the scrap, unique within its container.</param>
/// <param name="Quantity">In the content unit; null for all that is left.</param>
[GenerateSerializer, Immutable, Alias("bg.ScrapContainer")]
public sealed record ScrapContainer(string Id, string Container, decimal? Quantity, string Reason, Caller By);

/// <summary>Asks to post what a count of one container found.</summary>
/// <param name="Id">Of the count, unique within its container.</param>
/// <param name="Counted">0 or more, in the content unit.</param>
/// <param name="Second">Who approves a difference that needs it; null where none does.</param>
[GenerateSerializer, Immutable, Alias("bg.CountContainer")]
public sealed record CountContainer(string Id, string Container, decimal Counted, string? Reason, Caller By, SecondPerson? Second = null);

/// <summary>Tells what has physically happened to a container. It is recorded whatever the book and the rules say, and raises an incident.</summary>
/// <param name="Id">Of the fact, unique within its stock.</param>
/// <param name="Kind">Breakage or Treatment.</param>
/// <param name="Quantity">In the content unit, above 0.</param>
/// <param name="OccurredAt">Not after now, but for <see cref="Limits.MaxClockAhead"/>.</param>
[GenerateSerializer, Immutable, Alias("bg.RecordContainerFact")]
public sealed record RecordContainerFact(
    string Id, string Container, FactKind Kind, decimal Quantity, DateTimeOffset OccurredAt, string? Client, string? Reason, string? Document, Caller By);

/// <summary>An open or finished container. Content is in its own unit, not in the base unit of the SKU.</summary>
/// <param name="Lot">The lot that it came out of, by its name within the stock, and whose status it follows.</param>
/// <param name="LotNo">The number on the pack.</param>
/// <param name="Kind">Opening or Tester.</param>
/// <param name="Unit">Of the content.</param>
/// <param name="Content">When it was opened; always used + scrapped + lost + remainder.</param>
/// <param name="Lost">Spilt, and what counts found missing; below 0 where they found more.</param>
/// <param name="Client">Whom it is bound to; null for nobody.</param>
/// <param name="UseBy">The first instant at which it is used no more; null for never.</param>
/// <param name="BlockedBy">Why nobody may use it now: "past-use-by", "quarantined", "held", "recalled", "not-reconstituted" or "closed"; null where somebody may.</param>
/// <param name="Cost">Of all its content, when it was opened; null where nobody knows it.</param>
/// <param name="CostLeft">Of what is left.</param>
/// <param name="Version">Of the stock, when it last changed.</param>
[GenerateSerializer, Immutable, Alias("bg.ContainerView")]
public sealed record ContainerView(
    string Store,
    string Sku,
    string Id,
    string Lot,
    string LotNo,
    MovementKind Kind,
    string Unit,
    decimal Content,
    decimal Remainder,
    decimal Used,
    decimal Scrapped,
    decimal Lost,
    SharingRule Sharing,
    string? Client,
    DateTimeOffset OpenedAt,
    string OpenedBy,
    DateTimeOffset? ReconstitutedAt,
    string? DiluentSku,
    string? DiluentLot,
    decimal? DiluentQuantity,
    DateTimeOffset? UseBy,
    string? BlockedBy,
    Money? Cost,
    Money? CostLeft,
    string? Document,
    string? Serial,
    LotOwner? Owner,
    bool Open,
    DateTimeOffset? ClosedAt,
    long Version);

/// <summary>One change of a container's content.</summary>
/// <param name="Quantity">What left it, in the content unit; below 0 where a count found more.</param>
/// <param name="Remainder">After it.</param>
/// <param name="Unmatched">With facts: what happened to more than the book had.</param>
/// <param name="Cost">Of what left.</param>
/// <param name="Completed">The rest that was scrapped with it; null where none was.</param>
[GenerateSerializer, Immutable, Alias("bg.ContainerMoveView")]
public sealed record ContainerMoveView(
    string Container,
    string Id,
    ContainerMoveKind Kind,
    string Lot,
    decimal Quantity,
    decimal Remainder,
    decimal Unmatched,
    Money? Cost,
    string? Client,
    string? Document,
    string? Reason,
    string Actor,
    DateTimeOffset At,
    DateTimeOffset? OccurredAt,
    decimal? Completed,
    long Version);
