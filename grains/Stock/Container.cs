namespace BeautyGrains.Grains;

/// <summary>An open container.</summary>
/// <param name="Lot">Whose status it follows.</param>
/// <param name="Kind">Opening or Tester.</param>
/// <param name="Unit">Of the content.</param>
/// <param name="Content">When it was opened; always used + scrapped + lost + remainder.</param>
/// <param name="Lost">Spilt, and what counts found missing; below 0 where they found more.</param>
/// <param name="UseBy">The first instant at which it is used no more; null for never.</param>
/// <param name="AfterReconstitution">Goods that have one are reconstituted before they are used.</param>
/// <param name="Cost">Of all its content; null where nobody knows it.</param>
/// <param name="CostLeft">Of what is left; with the costs of all that left always <paramref name="Cost"/>.</param>
/// <param name="BodyHash">Of the request that opened it.</param>
/// <param name="Version">When it last changed.</param>
public sealed record Container(
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
    DateTimeOffset? UseBy,
    OpenPeriod? AfterReconstitution,
    DateTimeOffset? ReconstitutedAt,
    string? DiluentSku,
    string? DiluentLot,
    decimal? DiluentQuantity,
    Money? Cost,
    decimal CostLeft,
    LotOwner? Owner,
    string? Document,
    string? Serial,
    string BodyHash,
    long Version) : INamed
{
    string INamed.Name => Id;

    /// <summary>True from <see cref="UseBy"/> on.</summary>
    public bool IsPastUseBy(DateTimeOffset now) => UseBy <= now;

    /// <summary>Why nobody may use it now, in kebab case, or null.</summary>
    /// <param name="lot">The status of its lot.</param>
    public string? BlockedBy(LotStatus lot, DateTimeOffset now) =>
        IsPastUseBy(now) ? "past-use-by"
        : lot == LotStatus.Quarantined ? "quarantined"
        : lot == LotStatus.Held ? "held"
        : lot == LotStatus.Recalled ? "recalled"
        : AfterReconstitution is not null && ReconstitutedAt is null ? "not-reconstituted"
        : null;

    /// <summary>True where its rule lets that client use it, as far as clients go; null for nobody in particular.</summary>
    public bool IsFor(string? client) => Sharing == SharingRule.ManyClients || Client is null || Client == client;

    /// <summary>What so much of what is left cost; of all that is left, all that it still costs, so that no part of a cent gets lost.</summary>
    /// <param name="quantity">Above 0, at most the remainder.</param>
    public decimal CostOf(decimal quantity) => quantity == Remainder ? CostLeft : decimal.Round(CostLeft * (quantity / Remainder), 6, MidpointRounding.ToEven);
}
