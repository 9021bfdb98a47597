using BeautyGrains.Bench.Pos.Record;

namespace BeautyGrains.Bench.Pos.Audit;

/// <summary>
/// Compares the terminals' own record with what the server shows. It knows nothing of the server but its answers, and assumes that
/// nobody else wrote to the stocks of the record meanwhile.
/// </summary>
/// <remarks>
/// A refusal after an attempt without an answer proves nothing: the lost attempt may have been carried out later. There, and only
/// there, the server's own word is taken for what happened; the sums are checked all the same.
/// </remarks>
public static class Reconciler
{
    /// <summary>Every difference; none when all is well.</summary>
    public static IReadOnlyList<Difference> Compare(Book book, Picture picture)
    {
        var tally = new Tally();
        tally.Differences.AddRange(book.Seen);
        var commands = book.Commands.SelectMany(command => command.Split()).ToList();
        foreach (var unknown in commands.Where(command => command.IsUnknown)) tally.Differs(unknown.Ask.Path, $"the outcome of {unknown.Ask.Kind} is unknown");
        ReservationAudit.Check(commands, picture, tally);
        BatchAudit.Check(book.Commands, picture, tally);
        BasketAudit.Check(commands, picture, tally);
        TransferAudit.Check(commands, picture, tally);
        MovementAudit.Check(commands, picture, tally);
        foreach (var key in book.Baselines.Keys.Union(tally.Keys)) StockAudit.Check(key, book, picture, tally);
        return tally.Differences;
    }
}
