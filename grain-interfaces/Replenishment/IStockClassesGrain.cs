namespace BeautyGrains.Contracts;

/// <summary>The ABC and XYZ classes of a store's SKUs, as they were calculated last. Key: the store code.</summary>
[Alias("bg.IStockClassesGrain")]
public interface IStockClassesGrain : IGrainWithStringKey
{
    /// <summary>Replaces all classes. A calculation of an older day than the last changes nothing.</summary>
    [Alias("Put")]
    Task<Answer<StockClassesView>> Put(PutStockClasses ask);

    /// <summary>The classes; of a store that was never looked at none, with day 0001-01-01.</summary>
    [ReadOnly, Alias("Get")]
    Task<StockClassesView> Get();
}

/// <summary>Asks to replace a store's classes.</summary>
/// <param name="Day">Of the calculation, in the store.</param>
/// <param name="Classes">By SKU, each once, in ordinal order.</param>
[GenerateSerializer, Immutable, Alias("bg.PutStockClasses")]
public sealed record PutStockClasses(DateOnly Day, EquatableList<StockClass> Classes, Caller By);

/// <summary>A store's classes.</summary>
[GenerateSerializer, Immutable, Alias("bg.StockClassesView")]
public sealed record StockClassesView(string Store, DateOnly Day, EquatableList<StockClass> Classes, long Version)
{
    /// <summary>A SKU's class; null where it has none.</summary>
    public StockClass? Of(string sku)
    {
        var (first, last) = (0, Classes.Count - 1);
        while (first <= last)
        {
            var middle = (first + last) / 2;
            var order = string.CompareOrdinal(Classes[middle].Sku, sku);
            if (order == 0) return Classes[middle];
            if (order < 0) first = middle + 1;
            else last = middle - 1;
        }
        return null;
    }
}

/// <summary>What a SKU is worth to a store.</summary>
[GenerateSerializer, Alias("bg.AbcClass")]
public enum AbcClass
{
    /// <summary>The few that most of the value is sold with.</summary>
    A,
    /// <summary>Those after them.</summary>
    B,
    /// <summary>The many that little is sold with; samples and gifts too.</summary>
    C,
}

/// <summary>How steadily a SKU is asked for.</summary>
[GenerateSerializer, Alias("bg.XyzClass")]
public enum XyzClass
{
    /// <summary>About the same every week.</summary>
    X,
    /// <summary>More in some weeks, less in others.</summary>
    Y,
    /// <summary>Now and then.</summary>
    Z,
}

/// <summary>A SKU's class in a store.</summary>
/// <param name="Value">Sold in the past year at today's price, in minor units; 0 without a price.</param>
/// <param name="Variation">Standard deviation of the weekly demand ÷ its mean; null without demand.</param>
[GenerateSerializer, Immutable, Alias("bg.StockClass")]
public sealed record StockClass(string Sku, AbcClass Abc, XyzClass Xyz, decimal Value, decimal? Variation);
