using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.Simulation;

/// <summary>Why goods come or go, as accounts have it.</summary>
internal enum Account
{
    /// <summary>What was there at first, and first allotments of new items.</summary>
    Opening,
    /// <summary>From suppliers.</summary>
    Receipts,
    /// <summary>What it cost to bring goods in, as far as they are still there.</summary>
    Landed,
    /// <summary>Sold and used, less what clients brought back.</summary>
    Issues,
    /// <summary>Scrapped.</summary>
    Scrap,
    /// <summary>Sent back to suppliers, less what they did not take.</summary>
    Returns,
    /// <summary>Found missing or in excess by counts.</summary>
    Counts,
    /// <summary>What is kept cold and used on clients, whatever becomes of it.</summary>
    Clinic,
    /// <summary>Left for another store or came from one, with what was lost on the way.</summary>
    Transfers,
}

/// <summary>The ledger, added up from the journal alone: per stock and lot in units, per account in minor units at the costs that the ledger names.</summary>
internal sealed class YearBooks
{
    private readonly Dictionary<(string Stock, string Lot), decimal> _lots = [];

    /// <summary>Signed, in minor units.</summary>
    public Dictionary<Account, decimal> Values { get; } = Enum.GetValues<Account>().ToDictionary(account => account, _ => 0m);

    /// <summary>Ledger entries read.</summary>
    public int Movements { get; private set; }

    /// <summary>What the ledger says that the stocks are worth, but for the clinic's.</summary>
    public decimal Value => Values.Values.Sum() - Values[Account.Clinic];

    /// <summary>Units of a lot by the ledger.</summary>
    public decimal Units(string stock, string lot) => _lots.GetValueOrDefault((stock, lot));

    /// <summary>Lots with units, by stock.</summary>
    public ILookup<string, (string Lot, decimal Units)> Lots() => _lots.Where(lot => lot.Value != 0).ToLookup(lot => lot.Key.Stock, lot => (lot.Key.Lot, lot.Value), StringComparer.Ordinal);

    public void Take(RecordedEvent entry)
    {
        if (entry.Stream.Category != StockKind.Instance.Category || entry.Type != StockKind.MovedName) return;
        var moved = (StockMoved)StockKind.Instance.Events.Read(entry);
        Movements++;
        foreach (var line in moved.Lines)
        {
            var place = (entry.Stream.Key, line.Lot);
            _lots[place] = _lots.GetValueOrDefault(place) + line.Quantity;
            // Goods of others are not worth anything to the chain.
            if (line.Owner is null) Values[StockKey.Parse(entry.Stream.Key).Sku[0] == 'D' ? Account.Clinic : AccountOf(moved)] += (line.Quantity * (line.UnitCost?.Amount ?? 0)) + (line.CostAdded?.Amount ?? 0);
        }
    }

    private static Account AccountOf(StockMoved moved) => moved.Kind switch
    {
        MovementKind.Receipt => moved.Id.StartsWith("receipt:", StringComparison.Ordinal) ? Account.Receipts : Account.Opening,
        MovementKind.Sale or MovementKind.ServiceConsumption or MovementKind.CustomerReturn => Account.Issues,
        MovementKind.LandedCost => Account.Landed,
        MovementKind.Scrap => Account.Scrap,
        MovementKind.Count => Account.Counts,
        MovementKind.TransferOut or MovementKind.TransferIn => Account.Transfers,
        MovementKind.SupplierReturn => Account.Returns,
        MovementKind.Reversal when moved.Reverses?.StartsWith("supplier-return/", StringComparison.Ordinal) == true => Account.Returns,
        MovementKind.Reversal when moved.Reverses?.StartsWith("count/", StringComparison.Ordinal) == true => Account.Counts,
        _ => throw new Violation("The ledger has no entry that nobody made.", $"{moved.Kind} {moved.Id} {moved.Reverses}"),
    };
}

/// <summary>
/// What the papers say: receipts and their prices, freight, slips of tills, lists of counts and transfers. Lots are valued at their average cost, reckoned here anew; the
/// ledger must come to the same.
/// </summary>
internal sealed class YearPapers
{
    private readonly Dictionary<(string Store, string Sku, string Lot), (decimal Units, decimal Cost)> _lots = [];
    private readonly Dictionary<(string Transfer, string Sku, string Lot), decimal> _shipped = [];

    public Dictionary<Account, decimal> Values { get; } = Enum.GetValues<Account>().ToDictionary(account => account, _ => 0m);

    /// <summary>Shipped and not yet arrived.</summary>
    public decimal InTransit { get; private set; }

    /// <summary>Lost on the way, less what came in excess.</summary>
    public decimal LostInTransit { get; private set; }

    /// <summary>What goods that arrived from another legal entity cost there more than they cost before: their prices less their costs. They were sold, and the chain's value has grown by it.</summary>
    public decimal Margin { get; private set; }

    /// <summary>What a unit of a lot has cost.</summary>
    public decimal CostOf(string store, string sku, string lot) => _lots[(store, sku, lot)].Cost;

    /// <summary>Goods come in at a price.</summary>
    public void TakeIn(Account account, string store, string sku, string lot, decimal units, decimal cost)
    {
        var (had, was) = _lots.GetValueOrDefault((store, sku, lot));
        _lots[(store, sku, lot)] = (had + units, had <= 0 ? cost : ((had * was) + (units * cost)) / (had + units));
        Values[account] += units * cost;
    }

    /// <summary>Goods of a lot go, or come back, at what they have cost.</summary>
    public void Note(Account account, string store, string sku, string lot, decimal units)
    {
        var (had, cost) = _lots[(store, sku, lot)];
        _lots[(store, sku, lot)] = (had + units, cost);
        Values[account] += units * cost;
    }

    /// <summary>Goods that are there are worth more.</summary>
    public void Land(string store, string sku, string lot, decimal amount)
    {
        Values[Account.Landed] += amount;
        if (amount == 0) return;
        var (had, cost) = _lots[(store, sku, lot)];
        _lots[(store, sku, lot)] = (had, cost + (amount / had));
    }

    public void Ship(string transfer, string store, string sku, string lot, decimal units)
    {
        var cost = CostOf(store, sku, lot);
        _shipped[(transfer, sku, lot)] = cost;
        InTransit += units * cost;
        Note(Account.Transfers, store, sku, lot, -units);
    }

    /// <param name="price">At which a unit was sold between legal entities; null where it was not.</param>
    public void Arrive(string transfer, string store, string sku, string lot, decimal shipped, decimal received, decimal? price)
    {
        var cost = _shipped[(transfer, sku, lot)];
        var sold = price ?? cost;
        Margin += received * (sold - cost);
        InTransit -= shipped * cost;
        LostInTransit += (shipped - received) * cost;
        if (received > 0) TakeIn(Account.Transfers, store, sku, lot, received, sold);
    }
}
