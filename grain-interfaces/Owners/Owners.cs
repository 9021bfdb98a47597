namespace BeautyGrains.Contracts;

/// <summary>Whose goods they are, where they are not the chain's own.</summary>
[GenerateSerializer, Alias("bg.OwnerKind")]
public enum OwnerKind
{
    /// <summary>Who leaves goods with the chain, to be paid once they are sold.</summary>
    Consignor,
    /// <summary>Who runs a store under franchise.</summary>
    Franchisee,
}

/// <summary>An owner of goods that are not the chain's own.</summary>
/// <param name="Id">Such as a supplier's id: 1 to 64 of the characters of ids.</param>
[GenerateSerializer, Immutable, Alias("bg.LotOwner")]
public sealed record LotOwner(OwnerKind Kind, string Id)
{
    /// <summary>As grains are keyed and lists filtered: "consignor:V-1".</summary>
    public override string ToString() => $"{(Kind == OwnerKind.Consignor ? "consignor" : "franchisee")}:{Id}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static LotOwner Parse(string text) =>
        text.StartsWith("consignor:", StringComparison.Ordinal) ? new(OwnerKind.Consignor, text["consignor:".Length..])
        : text.StartsWith("franchisee:", StringComparison.Ordinal) ? new(OwnerKind.Franchisee, text["franchisee:".Length..])
        : throw new FormatException($"'{text}' is no owner.");
}
