namespace BeautyGrains.Grains;

/// <summary>Which lines of the ledger make something owed to the owner of the goods. Pure.</summary>
public static class OwnedLines
{
    /// <summary>
    /// The lines of goods that are not the chain's own, where they were sold, used in a treatment, issued without a sale or brought back by a client, also as a fact
    /// that was told later; and of reversals, which count where what they take back did. What is opened never goes back, so that it is owed at once.
    /// What is lost, counted or moved owes nothing by itself.
    /// </summary>
    public static (MovementKind Kind, IReadOnlyList<MovedLot> Lines) Of(StockEvent happened) => happened switch
    {
        StockMoved { Kind: MovementKind.Sale or MovementKind.ServiceConsumption or MovementKind.CustomerReturn or MovementKind.Reversal or MovementKind.Opening } moved => (moved.Kind, Owned(moved.Lines)),
        StockMoved moved when IssueKinds.Has(moved.Kind) => (moved.Kind, Owned(moved.Lines)),
        FactRecorded { Kind: FactKind.OfflineSale or FactKind.Treatment } fact => (MovementKind.Fact, Owned(fact.Lines)),
        _ => (default, []),
    };

    /// <summary>The command of the movement, by which reversals name it.</summary>
    public static string MovementOf(StockEvent happened) =>
        happened is FactRecorded fact ? CommandIds.Movement(MovementKind.Fact, fact.Id) : CommandIds.Of(happened)!.Value.Id;

    /// <summary>What a line makes owed, in whole minor units, half to even; below 0 where goods come back.</summary>
    public static decimal Amount(MovedLot line) => decimal.Round(-line.Quantity * line.UnitCost!.Amount, 0, MidpointRounding.ToEven);

    private static List<MovedLot> Owned(ImmutableArray<MovedLot> lines) => [.. lines.Where(line => line.Owner is not null && line.UnitCost is not null)];
}
