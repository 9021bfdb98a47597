namespace BeautyGrains.Grains;

/// <summary>How classes are told apart. The numbers are dated data of the <see cref="ControlPolicy"/>, as is what follows from a class.</summary>
/// <param name="ShareOfA">SKUs are A until this share of the value is reached.</param>
/// <param name="ShareOfB">And B until this one.</param>
/// <param name="MostVariationOfX">Coefficient of variation up to which a SKU is X.</param>
/// <param name="MostVariationOfY">And up to which it is Y.</param>
public sealed record ClassHabits(
    decimal ShareOfA = 0.8m,
    decimal ShareOfB = 0.95m,
    double MostVariationOfX = 0.5,
    double MostVariationOfY = 1)
{
    /// <summary>What samples and gifts are tagged with.</summary>
    public static EquatableList<string> UsualFreeTags { get; } = ["sample", "gift", "小样", "赠品", "试用装"];
}

/// <summary>What a SKU sold in a store.</summary>
/// <param name="Units">In the past year, in the base unit.</param>
/// <param name="Price">Per base unit, in minor units; 0 for none.</param>
/// <param name="Weeks">Units of each whole week that is known, oldest first.</param>
/// <param name="IsFree">A sample or gift.</param>
public sealed record SkuSold(string Sku, decimal Units, decimal Price, ImmutableArray<double> Weeks, bool IsFree);

/// <summary>Which SKUs matter most, and which are asked for steadily.</summary>
public static class ClassRules
{
    /// <summary>
    /// ABC by value, the largest first: a SKU is A while those before it make less than the share of A, so that there is always one. XYZ by the
    /// coefficient of variation of the weekly demand (Silver, Pyke and Thomas, "Inventory and Production Management in Supply Chains", 4th edition, sections 2.2 and 4.8).
    /// Samples and gifts come last and take no share, so that they are C whatever they are worth; so is what was not sold.
    /// </summary>
    /// <returns>By SKU in ordinal order.</returns>
    public static EquatableList<StockClass> Of(IEnumerable<SkuSold> sold, ClassHabits habits)
    {
        var all = sold.ToList();
        var total = all.Where(one => !one.IsFree).Sum(ValueOf);
        var (before, classes) = (0m, new List<StockClass>(all.Count));
        foreach (var one in all.OrderByDescending(one => one.IsFree ? 0 : ValueOf(one)).ThenBy(one => one.Sku, StringComparer.Ordinal))
        {
            var value = ValueOf(one);
            var abc = value == 0 ? AbcClass.C : before < habits.ShareOfA * total ? AbcClass.A : before < habits.ShareOfB * total ? AbcClass.B : AbcClass.C;
            if (!one.IsFree) before += value;
            var variation = VariationOf(one.Weeks);
            classes.Add(new(one.Sku, abc, variation <= habits.MostVariationOfX ? XyzClass.X : variation <= habits.MostVariationOfY ? XyzClass.Y : XyzClass.Z, value,
                variation is { } known ? Math.Round((decimal)known, 3) : null));
        }
        return [.. classes.OrderBy(one => one.Sku, StringComparer.Ordinal)];
    }

    // Whole minor units.
    private static decimal ValueOf(SkuSold one) => Math.Round(Math.Max(0, one.Units) * one.Price);

    private static double? VariationOf(ImmutableArray<double> weeks)
    {
        var mean = weeks.DefaultIfEmpty(0).Average();
        return mean <= 0 ? null : Math.Sqrt(weeks.Average(units => (units - mean) * (units - mean))) / mean;
    }
}
