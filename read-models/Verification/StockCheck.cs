using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>Adds up one stock on its own, from its events, and compares that with what was folded.</summary>
internal sealed class StockCheck(string key, TransferCheck transfers)
{
    private readonly SortedDictionary<string, decimal> _lots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LotWorth> _worth = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, decimal> _open = new(StringComparer.Ordinal);
    private readonly List<string> _findings = [];
    private readonly StockKey _key = StockKey.Parse(key);
    private decimal _onHand;
    private decimal _unmatched;

    /// <summary>Ledger entries added up.</summary>
    public long Movements { get; private set; }

    /// <summary>Takes the next event with the state that it led to.</summary>
    public void Take(StockEvent happened, Versioned<Stock> after)
    {
        switch (happened)
        {
            case StockMoved moved:
                Take(moved, after.Version);
                break;
            case StockReserved reserved:
                _open.Add(reserved.Id, reserved.Quantity);
                break;
            case ReservationEnded ended:
                if (!_open.Remove(ended.Id)) _findings.Add($"Version {after.Version}: the reservation {ended.Id} ends but was not open.");
                if (ended is ReservationCommitted { Committed: var issued } && issued > ended.Quantity)
                    _findings.Add($"Version {after.Version}: the reservation {ended.Id} of {ended.Quantity} was committed with {issued}.");
                break;
            case UnmatchedChanged unmatched:
                _unmatched += unmatched.By;
                break;
        }
    }

    /// <summary>What does not add up in the end.</summary>
    public IEnumerable<string> Finish(Versioned<Stock> end, DateTimeOffset now)
    {
        var stock = end.State;
        Expect("on hand is the sum of the ledger", _onHand, stock.OnHand);
        Expect("on hand is the sum of the lots", stock.Lots.Values.Sum(lot => lot.OnHand), stock.OnHand);
        Expect("reserved is the sum of the open reservations", _open.Values.Sum(), stock.Reserved);
        Expect("unmatched is the sum of its changes", _unmatched, stock.Unmatched);
        Expect("unpinned is what reservations hold without a lot", stock.Open.Values.Sum(one => one.Unpinned), stock.Unpinned);
        if (!_open.Keys.SequenceEqual(stock.Open.Keys)) _findings.Add("The open reservations are others than those that were made and have not ended.");
        if (!stock.Due.SequenceEqual(stock.Open.Values.Where(one => !one.Pinned).Select(one => new Due(one.ExpiresAt, one.Id)).Order()))
            _findings.Add("The order of expiry does not name the open reservations.");
        // A hold whose time has passed gives its units free at once and is recorded later: one decision ends a bounded number of them.
        var free = new Availability(stock, now > end.At ? now : end.At);
        foreach (var lot in stock.Lots.Values) Check(free, lot);
        if (free.Available < 0) _findings.Add("Available is below 0.");
        transfers.Take(_key, stock);
        return _findings;
    }

    private void Take(StockMoved moved, long version)
    {
        Movements++;
        foreach (var line in moved.Lines)
        {
            var balance = _lots.GetValueOrDefault(line.Lot) + line.Quantity;
            _lots[line.Lot] = balance;
            _onHand += line.Quantity;
            if (!_worth.TryGetValue(line.Lot, out var worth)) _worth[line.Lot] = worth = new();
            worth.Take(line);
            if (balance < 0) _findings.Add($"Version {version}: lot {line.Lot} is oversold to {balance}.");
            if (balance != line.BalanceAfter) _findings.Add($"Version {version}: lot {line.Lot} has {balance}, noted are {line.BalanceAfter}.");
        }
        if (_onHand != moved.OnHandAfter) _findings.Add($"Version {version}: on hand is {_onHand}, noted are {moved.OnHandAfter}.");
        transfers.Take(_key, moved);
    }

    private void Check(Availability free, Lot lot)
    {
        var pinned = free.Stock.Open.Values.SelectMany(one => one.Lots).Where(pin => pin.Lot == lot.Name).Sum(pin => pin.Quantity);
        Expect($"lot {lot.Name} has the sum of its ledger lines", _lots.GetValueOrDefault(lot.Name), lot.OnHand);
        Expect($"lot {lot.Name} is pinned by the open reservations", pinned, lot.Pinned);
        if (_worth.GetValueOrDefault(lot.Name)?.Against(lot) is { } difference) _findings.Add($"Lot {lot.Name} is worth {difference} more than its ledger lines bring together.");
        var held = free.PinnedOn(lot);
        if (held > lot.OnHand) _findings.Add($"Lot {lot.Name} has {lot.OnHand} on hand, but {held} are pinned: oversold.");
    }

    private void Expect(string what, decimal recomputed, decimal folded)
    {
        if (recomputed != folded) _findings.Add($"It does not hold that {what}: {recomputed} against {folded}.");
    }
}
