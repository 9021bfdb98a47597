namespace BeautyGrains.Forecasting;

/// <summary>What was asked for of one item, period by period.</summary>
public sealed class DemandSeries
{
    /// <summary>Takes the demand of successive periods, oldest first.</summary>
    /// <param name="name">Of the item, for reports.</param>
    /// <param name="demand">
    /// Units per period, at least 0. <see cref="double.NaN"/> where it is not known, as on days on which the item was out of stock: what was sold
    /// then says nothing of what was asked for. What lies before the first demand is left out: the item was not on sale yet.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A period is negative or infinite.</exception>
    public DemandSeries(string name, IReadOnlyList<double> demand)
    {
        ArgumentNullException.ThrowIfNull(demand);
        var first = 0;
        for (var period = demand.Count - 1; period >= 0; period--)
        {
            if (demand[period] < 0 || double.IsInfinity(demand[period]))
                throw new ArgumentOutOfRangeException(nameof(demand), demand[period], $"Period {period + 1} of {name} must be at least 0 and finite.");
            if (demand[period] > 0) first = period;
        }

        Name = name;
        Demand = [.. demand.Skip(first)];
    }

    /// <summary>Of the item.</summary>
    public string Name { get; }

    /// <summary>From the first period with demand on; NaN where it is not known.</summary>
    public ImmutableArray<double> Demand { get; }

    /// <summary>Periods of which the demand is known.</summary>
    public int Known => Demand.Count(double.IsFinite);

    /// <summary>Periods until the last one of which the demand is known, that one included.</summary>
    public int Told
    {
        get
        {
            var told = Demand.Length;
            while (told > 0 && double.IsNaN(Demand[told - 1])) told--;
            return told;
        }
    }

    /// <summary>Too little is known to choose a method by, or nothing was ever asked for: then items like this one tell more.</summary>
    public bool IsNew => Known < Forecaster.NewBelow || MeanKnown == 0;

    /// <summary>Mean demand of the periods of which it is known; 0 where none is.</summary>
    public double MeanKnown => Demand.Where(double.IsFinite).DefaultIfEmpty(0).Average();

    /// <summary>
    /// Mean number of periods from one with demand to the next, 1 or more. From 1.32 on demand is called intermittent
    /// (Syntetos, Boylan and Croston, "On the categorization of demand patterns", JORS 56, 2005).
    /// </summary>
    public double MeanInterval => Demand.Count(units => units > 0) is var withDemand and > 0 ? (double)Known / withDemand : 1;

    /// <summary>See <see cref="MeanInterval"/>.</summary>
    public bool IsIntermittent => MeanInterval >= 1.32;
}
