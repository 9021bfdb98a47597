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
}

/// <summary>The name of a serialised unit: "sku/serial".</summary>
public static class UnitKey
{
    /// <summary>Of a SKU, which has no slash, and a serial, which may have any.</summary>
    public static string Of(string sku, string serial) => $"{sku}/{serial}";
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
