using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>The movements of a stock, read from the journal by its index and not copied.</summary>
public sealed class Ledger(IJournal journal)
{
    private static readonly string[] s_moved = [StockKind.MovedName];

    /// <summary>Movements after a version, oldest first, and the version of the last one.</summary>
    /// <param name="limit">1 to 1,000.</param>
    public async Task<(IReadOnlyList<MovementView> Movements, long LastVersion)> Page(StockKey stock, long afterVersion, int limit, CancellationToken cancel)
    {
        var page = await journal.ReadPage(StockKind.Instance.Stream(stock.ToString()), afterVersion, s_moved, limit, cancel);
        return ([.. page.Select(Movement)], page.Count == 0 ? afterVersion : page[^1].Version);
    }

    /// <summary>A recorded movement as callers see it.</summary>
    public static MovementView Movement(RecordedEvent recorded) => Movement(recorded, (StockMoved)StockKind.Instance.Events.Read(recorded));

    internal static MovementView Movement(RecordedEvent recorded, StockMoved moved) => new(
        moved.Id, moved.Kind, moved.Lines.Sum(line => line.Quantity), [.. moved.Lines.Select(Line)], moved.OnHandAfter, moved.Document, moved.Reason,
        recorded.Actor, recorded.At, moved.OccurredAt, moved.Reverses, recorded.Version, moved.Client);

    internal static MovementLine Line(MovedLot line) => new(line.Lot, line.Quantity, line.UnitCost, line.BalanceAfter, line.Serial, line.CostAdded, line.CostVariance, line.Code);
}
