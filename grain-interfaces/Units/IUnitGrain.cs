namespace BeautyGrains.Contracts;

/// <summary>
/// Which store holds one serialised unit, so that no serial is in two books. Key: <see cref="UnitKey"/>. A stock asks for the unit before it takes it in, and is
/// itself the truth of whether the unit is here.
/// </summary>
[Alias("bg.IUnitGrain")]
public interface IUnitGrain : IGrainWithStringKey
{
    /// <summary>Binds the unit to a store; see <see cref="ClaimUnit"/>.</summary>
    [Alias("Claim")]
    Task<Answer<UnitClaim>> Claim(ClaimUnit ask);

    /// <summary>Frees the unit, so that it may be coded anew: it never came, or went back to its supplier.</summary>
    [Alias("Release")]
    Task<Answer<UnitClaim>> Release(ReleaseUnit ask);

    /// <summary>Who holds it; null where nobody does.</summary>
    [ReadOnly, Alias("Get")]
    Task<UnitClaim?> Get();

    /// <summary>Somebody has it before them in a store that does not hold it: it was diverted until somebody settles that, or it arrives there. The same store again changes nothing.</summary>
    [Alias("See")]
    Task<Answer<UnitView>> See(SeeUnit ask);

    /// <summary>Closes a diversion by hand. Validation, InvalidState where none is open.</summary>
    [Alias("Settle")]
    Task<Answer<UnitView>> Settle(SettleDiversion ask);

    /// <summary>The unit; null where nobody has ever had it.</summary>
    [ReadOnly, Alias("View")]
    Task<UnitView?> View();

    /// <summary>Asks the stock what became of the movement that the unit was bound for, and frees what never came; called by the sweep.</summary>
    [Alias("Drive")]
    Task Drive();
}

/// <summary>The name of a serialised unit: "sku/serial".</summary>
public static class UnitKey
{
    /// <summary>Of a SKU, which has no slash, and a serial, which may have any.</summary>
    public static string Of(string sku, string serial) => $"{sku}/{serial}";

    /// <summary>The parts of a key.</summary>
    public static (string Sku, string Serial) Parse(string key)
    {
        var end = key.IndexOf('/', StringComparison.Ordinal);
        return (key[..end], key[(end + 1)..]);
    }
}

/// <summary>Asks to hold a unit.</summary>
/// <param name="Movement">The command that brings it, as "kind/id": the same one again is a repeat.</param>
/// <param name="Fresh">The unit is coded for the first time: refused where anybody holds it by another movement.</param>
/// <param name="InPlaceOf">The claim that it takes over, from a stock that no longer has the unit; null where the store holds it already, or nobody does.</param>
[GenerateSerializer, Immutable, Alias("bg.ClaimUnit")]
public sealed record ClaimUnit(string Store, string Movement, bool Fresh, UnitClaim? InPlaceOf, Caller By);

/// <summary>Asks to free a unit.</summary>
/// <param name="Movement">Only while it is held by that movement; null for any of the store's.</param>
[GenerateSerializer, Immutable, Alias("bg.ReleaseUnit")]
public sealed record ReleaseUnit(string Store, string? Movement, Caller By);

/// <summary>Who holds a unit.</summary>
/// <param name="Movement">The command that brought it there.</param>
[GenerateSerializer, Immutable, Alias("bg.UnitClaim")]
public sealed record UnitClaim(string Store, string Movement);

/// <summary>Tells that a unit was seen where it is not in the book.</summary>
/// <param name="Store">Where it was seen.</param>
/// <param name="Holder">The store that has it, as who looked found it.</param>
[GenerateSerializer, Immutable, Alias("bg.SeeUnit")]
public sealed record SeeUnit(string Store, string Holder, Caller By);

/// <summary>Asks to close a diversion.</summary>
/// <param name="Reason">1 to 500 characters; kept.</param>
[GenerateSerializer, Immutable, Alias("bg.SettleDiversion")]
public sealed record SettleDiversion(string Reason, Caller By);

/// <summary>A unit as the registry knows it.</summary>
/// <param name="Claim">Null where nobody holds it.</param>
/// <param name="Diversion">The last one; null for none ever.</param>
[GenerateSerializer, Immutable, Alias("bg.UnitView")]
public sealed record UnitView(string Sku, string Serial, UnitClaim? Claim, UnitDiversion? Diversion, long Version);

/// <summary>A unit was seen in a store that did not hold it.</summary>
/// <param name="Store">Where it was seen.</param>
/// <param name="Holder">The store that had it in its book.</param>
/// <param name="By">Who saw it: a key's or a person's name for the ledger.</param>
/// <param name="EndedAt">When it was settled, or the unit arrived there; null while it is open.</param>
/// <param name="Reason">Why it was settled; null where the unit arrived.</param>
[GenerateSerializer, Immutable, Alias("bg.UnitDiversion")]
public sealed record UnitDiversion(string Store, string Holder, DateTimeOffset At, string By, DateTimeOffset? EndedAt = null, string? EndedBy = null, string? Reason = null);

/// <summary>What became of the movement that a unit was bound for.</summary>
[GenerateSerializer, Alias("bg.UnitFate")]
public enum UnitFate
{
    /// <summary>It is being decided.</summary>
    UnderWay,
    /// <summary>The unit came.</summary>
    Came,
    /// <summary>It never came, and no book knows the movement.</summary>
    NeverCame,
}
