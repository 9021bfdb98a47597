using BeautyGrains.Contracts;

namespace BeautyGrains.Simulation;

/// <summary>Why somebody went away empty-handed. The first that applies counts.</summary>
public enum LossCause
{
    /// <summary>The book has the goods, the shelf has not: they were taken away unseen, and nobody has counted since.</summary>
    Unseen,
    /// <summary>Goods were there, but in quarantine or expired.</summary>
    Held,
    /// <summary>A supplier was to have brought goods by now.</summary>
    Late,
    /// <summary>The need was seen, and nothing sent for though an order day has passed: a paper is missing, a transfer was not shipped.</summary>
    NotOrdered,
    /// <summary>New on sale: its own past says little.</summary>
    New,
    /// <summary>The plan expected less than four fifths of the demand that there is on average.</summary>
    ExpectedTooLittle,
    /// <summary>It expected the right demand, and kept less than its service level needs against chance.</summary>
    KeptTooLittle,
    /// <summary>It kept what its service level needs; more was asked for than that covers.</summary>
    Chance,
}

/// <summary>What was lost for one reason.</summary>
/// <param name="Class">Of the SKU in the store, as calculated last; null for none.</param>
/// <param name="Method">Of the forecast that the plan rests on; empty for none.</param>
/// <param name="Sales">In minor units.</param>
public sealed record YearLoss(AbcClass? Class, LossCause Cause, string Method, decimal Units, decimal Sales);
