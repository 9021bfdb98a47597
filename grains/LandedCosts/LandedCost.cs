namespace BeautyGrains.Grains;

/// <summary>What happens to a landed cost.</summary>
public abstract record LandedCostEvent;

/// <summary>Charges were shared out; stocks are to add them.</summary>
/// <param name="House">The house's currency, in which the lines' amounts are.</param>
/// <param name="Rate">What one unit of the charges' currency was worth in it.</param>
public sealed record LandedCostPut(
    string Receipt,
    string Order,
    string Store,
    CostBasis Basis,
    EquatableList<LandedCharge> Charges,
    string Currency,
    DateOnly OccurredOn,
    string House,
    decimal Rate,
    EquatableList<LandedLine> Lines,
    string? Supplier,
    string? Document,
    string? Note,
    string BodyHash) : LandedCostEvent;

/// <summary>Stocks have answered.</summary>
public sealed record LandedCostAdded(EquatableList<LandedOutcome> Lines) : LandedCostEvent;

/// <summary>One line's share as it is recorded.</summary>
/// <param name="Into">The stock's lots that took the goods in.</param>
/// <param name="Weighs">What the share follows.</param>
/// <param name="Amount">Whole minor units.</param>
public sealed record LandedLine(int Place, int Line, string Sku, string Lot, EquatableList<LotQuantity> Into, decimal Quantity, decimal Weighs, decimal Amount);

/// <summary>What a stock made of one line's share.</summary>
public sealed record LandedOutcome(int Place, decimal Added, decimal Variance, StoredRefusal? Refusal);

/// <summary>A landed cost, folded from its events.</summary>
/// <param name="Put">Null before it was asked for.</param>
/// <param name="Outcomes">As far as stocks have answered.</param>
public sealed record LandedCost(LandedCostPut? Put, EquatableList<LandedOutcome> Outcomes, string Actor, DateTimeOffset At)
{
    /// <summary>Before the first event.</summary>
    public static LandedCost Empty { get; } = new(null, [], "", default);

    /// <summary>Lines that their stocks have still to take; a share of nothing is nobody's work.</summary>
    public IEnumerable<LandedLine> ToPost => Put is null ? [] : Put.Lines.Where(line => line.Amount != 0 && Outcomes.All(done => done.Place != line.Place));

    /// <summary>Null before it was asked for.</summary>
    public LandedCostState? State => Put is null ? null : ToPost.Any() ? LandedCostState.Posting : LandedCostState.Posted;

    /// <summary>The landed cost after an event.</summary>
    public LandedCost After(LandedCostEvent happened, EventInfo info) => happened switch
    {
        LandedCostPut put => new(put, [], info.Actor, info.At),
        LandedCostAdded added => this with { Outcomes = [.. Outcomes, .. added.Lines] },
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a landed cost."),
    };
}
