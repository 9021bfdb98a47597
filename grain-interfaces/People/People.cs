namespace BeautyGrains.Contracts;

/// <summary>What a person does in the chain; a person may have several roles. Which calls a role may make stands in one table at the HTTP edge.</summary>
[GenerateSerializer, Alias("bg.PersonRole")]
public enum PersonRole
{
    /// <summary>Sells at the till.</summary>
    Cashier,
    /// <summary>Gives treatments.</summary>
    Therapist,
    /// <summary>Assists medical treatments.</summary>
    Nurse,
    /// <summary>Answers for medical treatments.</summary>
    Physician,
    /// <summary>Answers for drugs.</summary>
    Pharmacist,
    /// <summary>Orders from suppliers.</summary>
    Buyer,
    /// <summary>Receives, stores, ships and counts.</summary>
    Warehouse,
    /// <summary>Releases, holds and recalls lots.</summary>
    Quality,
    /// <summary>Runs a store.</summary>
    StoreManager,
    /// <summary>Runs the stores of a region.</summary>
    RegionalManager,
    /// <summary>Answers for money.</summary>
    Finance,
    /// <summary>Keeps masters and watches the whole.</summary>
    Operations,
    /// <summary>Reads everything of its stores and changes nothing.</summary>
    Auditor,
    /// <summary>May make every call of its stores.</summary>
    Administrator,
}

/// <summary>Which stores a person works in: all, or those of some regions and some others.</summary>
/// <param name="All">Every store, also those to come; the lists are then empty.</param>
/// <param name="Regions">Paths in the region tree, such as "east/shanghai"; each covers its whole subtree, also stores to come.</param>
/// <param name="Stores">Store codes.</param>
[GenerateSerializer, Immutable, Alias("bg.StoreScope")]
public sealed record StoreScope(bool All, EquatableList<string> Regions, EquatableList<string> Stores)
{
    /// <summary>Every store.</summary>
    public static StoreScope Everywhere { get; } = new(true, [], []);

    /// <summary>Whether a store of that region is covered.</summary>
    /// <param name="region">The store's; null for none.</param>
    public bool Covers(string store, string? region) =>
        All || Stores.Contains(store, StringComparer.Ordinal) || (region is not null && Regions.Any(top => IsWithin(region, top)));

    // "east" holds "east" and "east/shanghai", and not "eastern".
    private static bool IsWithin(string region, string top) =>
        region.StartsWith(top, StringComparison.Ordinal) && (region.Length == top.Length || region[top.Length] == '/');
}

/// <summary>What needs a second person's approval.</summary>
[GenerateSerializer, Alias("bg.ApprovalKind")]
public enum ApprovalKind
{
    /// <summary>A purchase order, or an amendment of one.</summary>
    Order,
    /// <summary>A store's requisition, by its value.</summary>
    Requisition,
    /// <summary>Going past a budget, by the amount past it.</summary>
    BudgetOverrun,
    /// <summary>A change of a selling price.</summary>
    Price,
    /// <summary>A discount past its limit.</summary>
    Discount,
    /// <summary>A difference found by a count, by its value.</summary>
    Variance,
    /// <summary>A refund.</summary>
    Refund,
    /// <summary>A client with terms of their own.</summary>
    SpecialClient,
    /// <summary>Going past a safety block.</summary>
    Override,
    /// <summary>Releasing quarantined goods.</summary>
    QuarantineRelease,
    /// <summary>A change of an expiry.</summary>
    ExpiryChange,
    /// <summary>A change of a registration.</summary>
    RegistrationChange,
    /// <summary>Points given or taken by hand.</summary>
    Points,
    /// <summary>Erasing a client's data.</summary>
    Erasure,
    /// <summary>An invoice that differs from order and receipts, by all that it differs.</summary>
    InvoiceDifference,
    /// <summary>Ending a recall.</summary>
    RecallClosure,
    /// <summary>That an incident is over, by the value of its units.</summary>
    IncidentClosure,
    /// <summary>That a severe case of feedback is over.</summary>
    FeedbackClosure,
}

/// <summary>Up to which amount a person may approve one kind of thing.</summary>
/// <param name="UpTo">Inclusive, in whole minor units; null for any amount in any currency. A limit says nothing of other currencies.</param>
[GenerateSerializer, Immutable, Alias("bg.ApprovalLimit")]
public sealed record ApprovalLimit(ApprovalKind Kind, Money? UpTo);

/// <summary>A person's record.</summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Roles">At least one, each once.</param>
/// <param name="SeesCost">Cost prices are a right of their own, whatever the roles.</param>
/// <param name="Limits">At most one per kind and currency; a kind without one is not theirs to approve.</param>
[GenerateSerializer, Immutable, Alias("bg.PersonRecord")]
public sealed record PersonRecord(
    string Name, string? NameZh, EquatableList<PersonRole> Roles, StoreScope Scope, bool SeesCost, EquatableList<ApprovalLimit> Limits);

/// <summary>A person as the house knows them.</summary>
/// <param name="Active">A person who is not has no valid key and approves nothing.</param>
/// <param name="Version">Of the directory when the person last changed.</param>
[GenerateSerializer, Immutable, Alias("bg.PersonView")]
public sealed record PersonView(string Id, PersonRecord Record, bool Active, DateTimeOffset ChangedAt, long Version);

/// <summary>Asks to create or replace a person's record. The same content again changes nothing.</summary>
/// <param name="IfVersion">Only if this is the person's newest version, 0 for a new one; null for any.</param>
[GenerateSerializer, Immutable, Alias("bg.PutPerson")]
public sealed record PutPerson(string Id, PersonRecord Record, long? IfVersion, Caller By);

/// <summary>Asks to end or begin again a person's time. Ending revokes all their keys, for good.</summary>
/// <param name="Reason">1 to 500 characters; kept.</param>
[GenerateSerializer, Immutable, Alias("bg.SetPersonActive")]
public sealed record SetPersonActive(string Id, bool Active, string Reason, Caller By);
