namespace BeautyGrains.Contracts;

/// <summary>One store. Key: the store code.</summary>
[Alias("bg.IStoreGrain")]
public interface IStoreGrain : IGrainWithStringKey
{
    /// <summary>Creates or replaces the record. The same content again changes nothing.</summary>
    [Alias("Put")]
    Task<Answer<StoreView>> Put(PutStore ask);

    /// <summary>The record, or null.</summary>
    [ReadOnly, Alias("Get")]
    Task<StoreView?> Get();
}

/// <summary>Asks to create or replace a store's record.</summary>
/// <param name="IfVersion">Only if this is the newest version; null for any.</param>
[GenerateSerializer, Immutable, Alias("bg.PutStore")]
public sealed record PutStore(StoreRecord Record, long? IfVersion, Caller By);

/// <summary>A store's record with its code and version.</summary>
[GenerateSerializer, Immutable, Alias("bg.StoreView")]
public sealed record StoreView(string Store, StoreRecord Record, DateTimeOffset ChangedAt, long Version);

/// <summary>What a store is.</summary>
[GenerateSerializer, Alias("bg.StoreType")]
public enum StoreType
{
    /// <summary>Beauty salon.</summary>
    Salon,
    /// <summary>Medical-aesthetics clinic.</summary>
    Clinic,
    /// <summary>Shop.</summary>
    Shop,
    /// <summary>Warehouse.</summary>
    Warehouse,
}

/// <summary>Who runs a store.</summary>
[GenerateSerializer, Alias("bg.Ownership")]
public enum Ownership
{
    /// <summary>The chain itself.</summary>
    Direct,
    /// <summary>A franchisee.</summary>
    Franchise,
}

/// <summary>A store's record.</summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="TimeZone">IANA name, such as "Asia/Shanghai"; the day of lots ends in it.</param>
/// <param name="DefaultTtlSeconds">The hold of reservations that name none: 1 to 86,400; null for 600.</param>
/// <param name="OfferTtlSeconds">How long goods are held for a client who waited for them: 1 to 86,400; null for 7,200.</param>
/// <param name="Region">Path in the region tree, such as "east/shanghai".</param>
[GenerateSerializer, Immutable, Alias("bg.StoreRecord")]
public sealed record StoreRecord(
    string Name,
    string TimeZone,
    string? NameZh = null,
    int? DefaultTtlSeconds = null,
    string? LegalEntity = null,
    Ownership Ownership = Ownership.Direct,
    StoreType Type = StoreType.Salon,
    string? Region = null,
    EquatableList<Licence>? Licences = null,
    EquatableList<TaxRate>? TaxRates = null,
    bool Active = true,
    int? OfferTtlSeconds = null);

/// <summary>A licence of a store.</summary>
/// <param name="Scope">The categories of goods that it covers.</param>
[GenerateSerializer, Immutable, Alias("bg.Licence")]
public sealed record Licence(string Number, EquatableList<GoodsCategory> Scope, DateOnly? ValidFrom = null, DateOnly? ValidThrough = null);

/// <summary>A dated tax rate of a tax class.</summary>
/// <param name="Rate">0 to 1: 0.13 is 13 %.</param>
[GenerateSerializer, Immutable, Alias("bg.TaxRate")]
public sealed record TaxRate(string TaxClass, decimal Rate, DateOnly ValidFrom);
