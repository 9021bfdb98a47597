using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>What happens to a recall. Quantities are in the SKU's base unit.</summary>
public abstract record RecallEvent;

/// <summary>It was begun.</summary>
/// <param name="Duty">What follows from it by the table of that day.</param>
public sealed record RecallBegun(
    string Sku, ImmutableArray<string> LotNos, SerialRange? Serials, RecallClass Class, string Reason, string? Document, RecallDuty Duty, string BodyHash) : RecallEvent;

/// <summary>It is on the product's list; stores are looked up from now on.</summary>
public sealed record RecallOnList : RecallEvent;

/// <summary>Stores have blocked its goods.</summary>
/// <param name="Asked">How many.</param>
/// <param name="Last">The last of them in key order, after which it goes on; null at the end.</param>
/// <param name="Found">Those that have or send some.</param>
/// <param name="Made">What repacks have made of it, by product; null for nothing. Gone through next.</param>
public sealed record RecallStoresFrozen(int Asked, string? Last, ImmutableArray<RecalledStock> Found, EquatableList<RecalledGoods>? Made = null) : RecallEvent;

/// <summary>Parts of stores' ledgers were read.</summary>
public sealed record RecallLedgersRead(ImmutableArray<LedgerPart> Parts) : RecallEvent;

/// <summary>Somebody said how far a task is.</summary>
public sealed record RecallTaskSet(string Client, RecallTask Task, RecallTaskState State, string? Note) : RecallEvent;

/// <summary>The authority was reported to.</summary>
public sealed record RecallReported(string Note, string? Document) : RecallEvent;

/// <summary>It was ended.</summary>
/// <param name="Tally">As it then was.</param>
public sealed record RecallClosed(string Conclusion, string? ApprovedBy, RecallTally Tally) : RecallEvent;

/// <summary>It was taken back; stores are told from now on.</summary>
public sealed record RecallLiftAsked(string Conclusion, string? ApprovedBy) : RecallEvent;

/// <summary>Stores have been told.</summary>
/// <param name="Last">The last of them in key order; null at the end.</param>
public sealed record RecallStoresLifted(string? Last) : RecallEvent;

/// <summary>What a part of one store's ledger says of the goods.</summary>
/// <param name="From">The version after which it begins.</param>
/// <param name="Through">The version that it ends with.</param>
/// <param name="Lots">Names of the goods' lots that were opened in it.</param>
/// <param name="Sums">Signed as the ledger is; each fate once, in order.</param>
/// <param name="Clients">In ordinal order.</param>
/// <param name="Sku">Whose ledger it is, where it is of goods made of the recalled ones; null for the recall's own product.</param>
public sealed record LedgerPart(
    string Store, long From, long Through, ImmutableArray<string> Lots, ImmutableArray<FateSum> Sums, ImmutableArray<FoundClient> Clients, string? Sku = null)
{
    /// <summary>What the ledger is known by.</summary>
    [JsonIgnore]
    public string Ledger => ReadLedger.NameOf(Store, Sku);
}

/// <summary>What becomes of goods.</summary>
public enum RecallFate
{
    /// <summary>Came from suppliers.</summary>
    Received,
    /// <summary>Went to clients for money.</summary>
    Sold,
    /// <summary>Clients brought it back.</summary>
    Recovered,
    /// <summary>Used, opened, given away.</summary>
    Used,
    /// <summary>Went back to the supplier.</summary>
    ReturnedToSupplier,
    /// <summary>Taken out as unusable, broken.</summary>
    Scrapped,
    /// <summary>Left for another store or came from one.</summary>
    Moved,
    /// <summary>Is between two stores, as the stores that sent it know.</summary>
    OnTheWay,
    /// <summary>Into other packs or out of them.</summary>
    Repacked,
    /// <summary>Counts and corrections.</summary>
    Missing,
    /// <summary>Of what was sold or used: to nobody knows whom. Besides the others.</summary>
    WithoutClient,
}

/// <summary>How much had a fate, signed as the ledger is.</summary>
/// <param name="Sku">Where it is of goods made of the recalled ones; null for the recall's own product.</param>
public sealed record FateSum(RecallFate Fate, decimal Quantity, string? Sku = null);

/// <summary>Who got goods.</summary>
/// <param name="Got">0 or more.</param>
/// <param name="Returned">0 or more.</param>
/// <param name="Uses">How often they were treated out of an open container.</param>
/// <param name="Late">Some of it was told after the recall had begun.</param>
public sealed record FoundClient(string Client, decimal Got, decimal Returned, DateTimeOffset Since, bool Late, int Uses = 0);
