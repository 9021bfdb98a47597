namespace BeautyGrains.Grains;

/// <summary>Where amounts of orders are rounded: half away from zero, to whole minor units, line by line. Sums are sums of rounded lines.</summary>
public static class OrderAmounts
{
    /// <summary>Of a quantity at a price, in whole minor units.</summary>
    public static decimal Net(decimal quantity, decimal unitPrice) => Whole(quantity * unitPrice);

    /// <summary>The tax on a net amount, in whole minor units.</summary>
    /// <param name="rate">0.13 is 13 %.</param>
    public static decimal Tax(decimal net, decimal rate) => Whole(net * rate);

    /// <summary>An amount in another currency, in whole minor units.</summary>
    public static decimal Exchanged(decimal amount, decimal rate) => Whole(amount * rate);

    private static decimal Whole(decimal amount) => decimal.Round(amount, 0, MidpointRounding.AwayFromZero);
}
