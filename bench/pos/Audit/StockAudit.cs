using BeautyGrains.Bench.Pos.Record;
using BeautyGrains.Bench.Pos.Views;

namespace BeautyGrains.Bench.Pos.Audit;

/// <summary>One stock: its position and its ledger against the sum of everything that was acknowledged.</summary>
public static class StockAudit
{
    /// <summary>Checks it.</summary>
    public static void Check(StockKey key, Book book, Picture picture, Tally tally)
    {
        if (!picture.Stocks.TryGetValue(key, out var stock) || !picture.Ledgers.TryGetValue(key, out var ledger))
        {
            tally.Differs(key.ToString(), "was not read");
            return;
        }

        var baseline = book.Baselines.GetValueOrDefault(key) ?? new(0, 0, 0);
        var expected = tally.Of(key);
        Position(key, stock, baseline, expected, tally);
        Sums(key, stock, ledger, tally);
        Entries(key, [.. ledger.Where(entry => entry.Version > baseline.Version)], expected, tally);
    }

    private static void Position(StockKey key, StockRead stock, Baseline baseline, Expected expected, Tally tally)
    {
        foreach (var broken in stock.Broken()) tally.Differs(key.ToString(), broken);
        if (stock.OnHand != baseline.OnHand + expected.Moved)
            tally.Differs(key.ToString(), $"{stock.OnHand} on hand; {baseline.OnHand} at first and {expected.Moved} acknowledged make {baseline.OnHand + expected.Moved}");
        // What others held before the record began may have ended since.
        if (stock.Reserved < expected.Open || stock.Reserved > expected.Open + baseline.Reserved)
            tally.Differs(key.ToString(), $"{stock.Reserved} reserved; open reservations sum to {expected.Open}{(baseline.Reserved > 0 ? $", others had {baseline.Reserved}" : "")}");
    }

    private static void Sums(StockKey key, StockRead stock, IReadOnlyList<MovementRead> ledger, Tally tally)
    {
        var balance = 0m;
        foreach (var entry in ledger)
        {
            balance += entry.Quantity;
            if (entry.OnHandAfter != balance)
            {
                tally.Differs(key.ToString(), $"the ledger says {entry.OnHandAfter} after {entry.Kind} {entry.Id}, its entries sum to {balance}");
                balance = entry.OnHandAfter;
            }

            if (entry.OnHandAfter < 0 || entry.LeastBalance < 0) tally.Differs(key.ToString(), $"oversold by {entry.Kind} {entry.Id}");
            if (entry.Lines.Sum(line => line.Quantity) != entry.Quantity) tally.Differs(key.ToString(), $"the lots of {entry.Kind} {entry.Id} do not sum to it");
        }

        if (balance != stock.OnHand) tally.Differs(key.ToString(), $"{stock.OnHand} on hand, the ledger sums to {balance}");
        foreach (var twice in ledger.GroupBy(entry => (entry.Kind, entry.Id)).Where(same => same.Count() > 1))
            tally.Differs(key.ToString(), $"{twice.Key.Kind} {twice.Key.Id} was applied {twice.Count()} times");
    }

    private static void Entries(StockKey key, List<MovementRead> ledger, Expected expected, Tally tally)
    {
        // What is known exactly takes its entry first; entries of baskets and transfers are told apart by kind and quantity alone.
        foreach (var entry in expected.Entries.OrderBy(entry => entry.Id is null ? 1 : 0))
        {
            var at = ledger.FindIndex(found => Matches(found, entry));
            if (at < 0)
            {
                tally.Differs(key.ToString(), $"no ledger entry for {entry.Kind} of {entry.Quantity} ({entry.Cause})");
                continue;
            }

            if (entry.Essence is { } told && told != ledger[at].Essence)
                tally.Differs(key.ToString(), $"{entry.Cause} is {ledger[at].Essence} in the ledger, and was acknowledged as {told}");
            if (ledger[at].Quantity != entry.Quantity) tally.Differs(key.ToString(), $"{entry.Cause} moved {ledger[at].Quantity} in the ledger and {entry.Quantity} as acknowledged");
            ledger.RemoveAt(at);
        }

        foreach (var left in ledger) tally.Differs(key.ToString(), $"{left.Kind} {left.Id} of {left.Quantity} is in the ledger, and nobody asked for it");
    }

    private static bool Matches(MovementRead found, ExpectedEntry entry) =>
        found.Kind == entry.Kind && (entry.Id is null ? found.Quantity == entry.Quantity : found.Id == entry.Id);
}
