namespace BeautyGrains.Contracts;

/// <summary>
/// What is settled with one owner: periods without a gap, each from where the one before ended. Key: the owner, as <see cref="LotOwner.ToString"/> has it.
/// Which lines fall into a period the read model of settlements tells; it hands their sums in.
/// </summary>
[Alias("bg.IOwnerAccountGrain")]
public interface IOwnerAccountGrain : IGrainWithStringKey
{
    /// <summary>
    /// Settles a period. Refused with Validation, IdReused, StaleVersion where the period does not begin where the last one ended, and InvalidState
    /// "nothing-to-settle" where it has no line.
    /// </summary>
    [Alias("Draft")]
    Task<Answer<SettlementView>> Draft(DraftSettlement ask);

    /// <summary>The owner agrees. Refused with UnknownSettlement, InvalidState.</summary>
    [Alias("Agree")]
    Task<Answer<SettlementView>> Agree(MoveSettlement ask);

    /// <summary>It was paid. Refused with UnknownSettlement, InvalidState.</summary>
    [Alias("Pay")]
    Task<Answer<SettlementView>> Pay(MoveSettlement ask);

    /// <summary>Gives the newest one up: its lines are unsettled again. Refused with UnknownSettlement, InvalidState; "not-the-newest" for an older one.</summary>
    [Alias("Cancel")]
    Task<Answer<SettlementView>> Cancel(MoveSettlement ask);

    /// <summary>One of the owner's settlements. Refused with UnknownSettlement.</summary>
    [ReadOnly, Alias("Get")]
    Task<Answer<SettlementView>> Get(string id);

    /// <summary>Up to where everything is settled; null before the first settlement.</summary>
    [ReadOnly, Alias("SettledUntil")]
    Task<DateTimeOffset?> SettledUntil();
}

/// <summary>Asks to settle a period.</summary>
/// <param name="Id">Made by the caller.</param>
/// <param name="From">Where the last one ended; null for the first.</param>
/// <param name="Until">The first moment that no longer belongs to it; not in the future.</param>
/// <param name="Lines">How many lines were recorded in it.</param>
/// <param name="Totals">What is owed, by currency, in minor units.</param>
[GenerateSerializer, Immutable, Alias("bg.DraftSettlement")]
public sealed record DraftSettlement(string Id, DateTimeOffset? From, DateTimeOffset Until, int Lines, EquatableList<Money> Totals, Caller By);

/// <summary>Asks to take a settlement on.</summary>
/// <param name="Note">Reference of the agreement or payment, or the reason of the cancellation; 1 to 500 characters.</param>
[GenerateSerializer, Immutable, Alias("bg.MoveSettlement")]
public sealed record MoveSettlement(string Id, string Note, Caller By);

/// <summary>The life of a settlement.</summary>
[GenerateSerializer, Alias("bg.SettlementState")]
public enum SettlementState
{
    /// <summary>Put together; the owner looks at it.</summary>
    Draft,
    /// <summary>The owner agrees.</summary>
    Agreed,
    /// <summary>Paid.</summary>
    Paid,
    /// <summary>Given up; its lines are settled with another one.</summary>
    Cancelled,
}

/// <summary>A settlement.</summary>
/// <param name="From">Null: from the beginning.</param>
/// <param name="Totals">What is owed, by currency, in minor units; below 0 where more came back than was sold.</param>
/// <param name="Note">Of the newest step.</param>
/// <param name="Version">Of the owner's account, when this last changed.</param>
[GenerateSerializer, Immutable, Alias("bg.SettlementView")]
public sealed record SettlementView(
    LotOwner Owner, string Id, SettlementState State, DateTimeOffset? From, DateTimeOffset Until, int Lines, EquatableList<Money> Totals, string? Note, DateTimeOffset ChangedAt, long Version);
