namespace BeautyGrains.Contracts;

/// <summary>The bins of one store. Key: the store's code.</summary>
[Alias("bg.IBinsGrain")]
public interface IBinsGrain : IGrainWithStringKey
{
    /// <summary>Creates or replaces a bin's record. The same content again changes nothing. Validation, UnknownZone, StaleVersion.</summary>
    [Alias("Put")]
    Task<Answer<BinView>> Put(PutBin ask);

    /// <summary>A bin's record, or null.</summary>
    [ReadOnly, Alias("Find")]
    Task<BinView?> Find(string bin);

    /// <summary>All bins, in walking order.</summary>
    [ReadOnly, Alias("Get")]
    Task<ImmutableArray<BinView>> Get();
}

/// <summary>Asks to create or replace a bin's record.</summary>
/// <param name="IfVersion">Only if this is the newest version of this bin; 0 for a new one, null for any.</param>
[GenerateSerializer, Immutable, Alias("bg.PutBin")]
public sealed record PutBin(string Bin, BinRecord Record, long? IfVersion, Caller By);

/// <summary>A bin's record.</summary>
/// <param name="Zone">The zone of the store that it stands in.</param>
/// <param name="Order">Its place on the way through the store, ascending: 0 to 1,000,000,000.</param>
/// <param name="Holds">Storage classes that may lie in it, some of those that its zone holds; empty for all of those.</param>
/// <param name="Capacity">How many base units it takes, of whatever; suggestions keep to it, goods that lie in it all the same are no fault. Null for no bound.</param>
/// <param name="Active">Goods may be put into it.</param>
[GenerateSerializer, Immutable, Alias("bg.BinRecord")]
public sealed record BinRecord(string Zone, int Order, EquatableList<StorageClass> Holds, decimal? Capacity = null, string? Name = null, bool Active = true);

/// <summary>A bin.</summary>
/// <param name="Version">Of the stream of the store's bins, when this one last changed.</param>
[GenerateSerializer, Immutable, Alias("bg.BinView")]
public sealed record BinView(string Store, string Bin, BinRecord Record, DateTimeOffset ChangedAt, long Version);
