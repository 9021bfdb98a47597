using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.Simulation;

/// <summary>Bins, issues without sale, repacks and pick lists, added up on their own, and what must be so of them.</summary>
internal sealed class PlaceWatch
{
    private const string BinsAreStock = "Bins and unplaced goods are all that is on hand.";
    private const string QuotaHolds = "What was asked for and let through never passes the quota.";
    private const string Conserved = "A repack takes and makes what its recipe says, or nothing.";

    private readonly Dictionary<(string Stock, string Lot), decimal> _onHand = [];
    private readonly Dictionary<(string Stock, string Lot), SortedDictionary<string, decimal>> _bins = [];
    private readonly Dictionary<(string Stock, string Lot), LotOpened> _lots = [];
    private readonly Dictionary<(string Store, string Month), decimal> _given = [];
    private readonly SortedDictionary<(string Repack, string Sku), decimal> _repacked = [];

    public FoldWatch<Issuing, IssueEvent> Issues { get; } = new(IssueKind.Instance);

    public FoldWatch<Repack, RepackEvent> Repacks { get; } = new(RepackProcessKind.Instance);

    public FoldWatch<PickList, PickListEvent> PickLists { get; } = new(PickListKind.Instance);

    /// <summary>What has work of its own left.</summary>
    public IEnumerable<StreamKey> Open() =>
        Issues.All.Where(one => one.Value.State.IsUnderway).Select(one => IssueKind.Instance.Stream(one.Key))
            .Concat(Repacks.All.Where(one => one.Value.State.IsUnderway).Select(one => RepackProcessKind.Instance.Stream(one.Key)))
            .Concat(PickLists.All.Where(one => one.Value.State.IsUnderway).Select(one => PickListKind.Instance.Stream(one.Key)));

    /// <param name="by">Virtual time at which it was durable.</param>
    /// <returns>False for what belongs to somebody else.</returns>
    public bool Take(RecordedEvent entry, long by)
    {
        switch (entry.Stream.Category)
        {
            case "issue": Issues.Take(entry, by); return true;
            case "repack": Repacks.Take(entry, by); return true;
            case "pick-list": PickLists.Take(entry, by); return true;
            case "recipe":
                if (entry.Stream.Key != Requests.Recipe) throw new Violation("Cosmetics are never mixed into a new product.", $"{entry.Stream} was put.");
                return true;
            case "bins" or "issue-quota" or "issue-policy": return true;
            default: return false;
        }
    }

    /// <summary>Takes an event of a stock.</summary>
    public void TakeStock(RecordedEvent entry)
    {
        var key = entry.Stream.Key;
        switch (StockKind.Instance.Events.Read(entry))
        {
            case LotOpened opened: _lots[(key, opened.Lot)] = opened; break;
            case LotPlaced placed:
                foreach (var change in placed.Changes) Change(key, placed.Lot, change);
                Check(entry, placed.Lot);
                break;
            case StockMoved moved: Move(entry, key, moved); break;
        }
    }

    /// <summary>When nothing is under way: each repack has taken and made its quantities, or has left everything as it was.</summary>
    public void CheckEnd()
    {
        if (Open().FirstOrDefault() is { Category: not null } open) throw new Violation("Every step comes to its end.", $"{open} is still open.");
        foreach (var (id, one) in Repacks.All)
        {
            if (one.State.Ask is not { } ask) continue;
            foreach (var part in one.State.Inputs) CheckNet(id, part.Part.Sku, one.State.State == RepackState.Done ? -part.Part.Quantity : 0);
            var made = ask.Dismantle ? ask.Times : ask.Times * Requests.PartsOfOne;
            foreach (var sku in one.State.Outputs.Select(output => output.Sku).Distinct(StringComparer.Ordinal)) CheckNet(id, sku, one.State.State == RepackState.Done ? made : 0);
        }
    }

    private void CheckNet(string id, string sku, decimal expected)
    {
        var net = _repacked.GetValueOrDefault((id, sku));
        if (net != expected) throw new Violation(Conserved, $"{id}: {net} of {sku} in place of {expected}.");
    }

    private void Move(RecordedEvent entry, string key, StockMoved moved)
    {
        foreach (var line in moved.Lines)
        {
            _onHand[(key, line.Lot)] = _onHand.GetValueOrDefault((key, line.Lot)) + line.Quantity;
            foreach (var change in line.Bins ?? []) Change(key, line.Lot, change);
            Check(entry, line.Lot);
        }
        var (store, sku) = StockKey.Parse(key);
        var quantity = moved.Lines.Sum(line => line.Quantity);
        if (moved.Kind == MovementKind.Gift) Give($"{key}/{moved.Id}", store, -quantity);
        if (moved.Reverses is { } reversed && reversed.StartsWith("gift/", StringComparison.Ordinal)) Give($"{key}/{reversed["gift/".Length..]}", store, -quantity);
        if (moved.Kind is MovementKind.RepackIn or MovementKind.RepackOut || moved.Reverses?.StartsWith("repack-", StringComparison.Ordinal) == true)
        {
            var repack = moved.Id.Split(':')[0];
            _repacked[(repack, sku)] = _repacked.GetValueOrDefault((repack, sku)) + quantity;
        }
        if (moved.Kind == MovementKind.RepackIn)
            foreach (var line in moved.Lines) CheckExpiry(store, key, line.Lot);
    }

    // In the month in which it was asked for.
    private void Give(string issue, string store, decimal quantity)
    {
        if (Issues.Last(issue)?.State.Ask is not { } ask) throw new Violation(QuotaHolds, $"{issue} left, and nobody asked for it.");
        var given = _given[(store, ask.Month)] = _given.GetValueOrDefault((store, ask.Month)) + quantity;
        if (given > Requests.GiftsInAMonth) throw new Violation(QuotaHolds, $"{store} has given away {given} in {ask.Month}.");
    }

    private void CheckExpiry(string store, string key, string lot)
    {
        if (_lots.GetValueOrDefault((key, lot)) is not { Parents: { } parents } child) throw new Violation("What a repack makes knows its parents.", $"{key} {lot}");
        var earliest = parents.Select(parent => _lots[(StockKey.Of(store, parent.Sku), parent.Lot)].ExpiresAt).Where(at => at is not null).Min();
        if (child.ExpiresAt != earliest) throw new Violation("A child expires with the first of its parents.", $"{key} {lot}: {child.ExpiresAt:O} in place of {earliest:O}.");
    }

    private void Change(string key, string lot, BinQuantity change)
    {
        if (!_bins.TryGetValue((key, lot), out var bins)) _bins[(key, lot)] = bins = new(StringComparer.Ordinal);
        bins[change.Bin] = bins.GetValueOrDefault(change.Bin) + change.Quantity;
    }

    private void Check(RecordedEvent entry, string lot)
    {
        if (!_bins.TryGetValue((entry.Stream.Key, lot), out var bins)) return;
        var onHand = _onHand.GetValueOrDefault((entry.Stream.Key, lot));
        if (bins.Values.Any(quantity => quantity < 0) || bins.Values.Sum() > onHand)
            throw new Violation(BinsAreStock, $"{entry.Stream} version {entry.Version}: {lot} has {onHand} on hand and {string.Join(", ", bins.Select(bin => $"{bin.Key} {bin.Value}"))}.");
    }
}
