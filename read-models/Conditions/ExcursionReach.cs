using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;
using Orleans;

namespace BeautyGrains.ReadModels;

/// <summary>
/// Finds out of the stocks' ledgers which lots were in a zone while an excursion lasted, and where goods of them have come to since: other bins, other stores,
/// what repacks made of them. Reads the journal from the excursion's beginning on and takes back what happened since, so that it does not matter when anybody
/// looks.
/// </summary>
internal sealed class ExcursionReach(IGrainFactory grains, IJournal journal, StreamDirectory directory)
{
    private const int PageSize = 1_000;
    private static readonly string[] s_types = [StockKind.MovedName, StockKind.PlacedName];

    private readonly Dictionary<(string Store, string Sku), StockView?> _stocks = [];

    /// <summary>The lots, by store, product and name; each from when on what leaves it may have been in the excursion.</summary>
    public async Task<List<ExposedLot>> Of(ZoneView zone, Excursion it, CancellationToken cancel)
    {
        var elsewhere = (await grains.GetGrain<IBinsGrain>(zone.Store).Get()).Where(bin => bin.Record.Zone != zone.Zone).Select(bin => bin.Bin).ToHashSet(StringComparer.Ordinal);
        var found = new Dictionary<(string Store, string Sku, string Lot), DateTimeOffset>();
        var next = new PriorityQueue<ExposedLot, (DateTimeOffset, string)>();
        await foreach (var key in directory.Under(StockKind.Instance.Category, zone.Store + "/", cancel))
        {
            var sku = StockKey.Parse(key).Sku;
            if ((await grains.GetGrain<ISkuGrain>(sku).Get())?.Record.Storage == it.Storage) await Seeds(zone.Store, sku, it, elsewhere, next, cancel);
        }

        while (next.TryDequeue(out var lot, out _))
            if (found.TryAdd((lot.Store, lot.Sku, lot.Lot), lot.Since)) await Follow(lot, next, cancel);
        return
        [
            .. found.Select(one => new ExposedLot(one.Key.Store, one.Key.Sku, one.Key.Lot, one.Value))
                .OrderBy(one => one.Store, StringComparer.Ordinal).ThenBy(one => one.Sku, StringComparer.Ordinal).ThenBy(one => one.Lot, StringComparer.Ordinal),
        ];
    }

    /// <summary>A lot as it now stands; null where there is none.</summary>
    public async Task<LotView?> LotOf(ExposedLot lot) => (await Stock(lot.Store, lot.Sku))?.Lots.FirstOrDefault(one => one.Lot == lot.Lot);

    // Which lots of a stock were in the zone at any moment from the beginning to the end.
    private async Task Seeds(string store, string sku, Excursion it, HashSet<string> elsewhere, PriorityQueue<ExposedLot, (DateTimeOffset, string)> next, CancellationToken cancel)
    {
        if (await Stock(store, sku) is not { } stock) return;
        var since = await Since(store, sku, it.From, stock.Version, cancel);
        var balances = stock.Lots.ToDictionary(lot => lot.Lot, lot => new Balance(lot), StringComparer.Ordinal);
        for (var i = since.Count - 1; i >= 0; i--)
            foreach (var (lot, quantity, bins) in Changes(since[i].Happened))
                if (balances.TryGetValue(lot, out var balance)) balance.Add(-quantity, bins, -1);
        foreach (var balance in balances.Values) balance.Begin(it.From, elsewhere);
        foreach (var (at, happened) in since.TakeWhile(one => it.GoesOn || one.At <= it.Until))
            foreach (var (lot, quantity, bins) in Changes(happened))
            {
                if (!balances.TryGetValue(lot, out var balance)) continue;
                balance.Add(quantity, bins, 1);
                balance.See(at, elsewhere, isPlacing: happened is LotPlaced, leaves: quantity < 0);
            }

        foreach (var (lot, balance) in balances)
            if (balance.InZoneSince is { } at) Add(next, new(store, sku, lot, at));
    }

    // Where goods of a lot went: to other stores, and into what repacks made of them.
    private async Task Follow(ExposedLot lot, PriorityQueue<ExposedLot, (DateTimeOffset, string)> next, CancellationToken cancel)
    {
        if (await LotOf(lot) is not { } view) return;
        foreach (var (at, happened) in await Since(lot.Store, lot.Sku, lot.Since, long.MaxValue, cancel))
        {
            if (happened is not StockMoved moved || !moved.Lines.Any(line => line.Lot == lot.Lot && line.Quantity < 0)) continue;
            if (moved is { Kind: MovementKind.TransferOut, Party: { } party, Document: { } transfer }) await Arrived(party, lot.Sku, view.LotNo, transfer, at, next, cancel);
            else if (moved.Kind == MovementKind.RepackOut && moved.Document == RepackRules.DocumentOf(moved.Id))
                foreach (var child in await grains.GetGrain<IRepackGrain>(moved.Id).Children())
                    if (child.Store == lot.Store && child.Parents.Any(parent => parent.Sku == lot.Sku && parent.Lot == lot.Lot)) Add(next, new(child.Store, child.Sku, child.Lot, at));
        }
    }

    private async Task Arrived(string store, string sku, string lotNo, string transfer, DateTimeOffset sent, PriorityQueue<ExposedLot, (DateTimeOffset, string)> next, CancellationToken cancel)
    {
        if (await Stock(store, sku) is not { } there) return;
        var numbers = there.Lots.Where(lot => lot.LotNo == lotNo).Select(lot => lot.Lot).ToHashSet(StringComparer.Ordinal);
        foreach (var (at, happened) in await Since(store, sku, sent, there.Version, cancel))
            if (happened is StockMoved { Kind: MovementKind.TransferIn } moved && moved.Id == transfer)
                foreach (var line in moved.Lines.Where(line => line.Quantity > 0 && numbers.Contains(line.Lot))) Add(next, new(store, sku, line.Lot, at));
    }

    private static void Add(PriorityQueue<ExposedLot, (DateTimeOffset, string)> next, ExposedLot lot) => next.Enqueue(lot, (lot.Since, $"{lot.Store}/{lot.Sku}/{lot.Lot}"));

    private async Task<StockView?> Stock(string store, string sku)
    {
        if (!_stocks.TryGetValue((store, sku), out var known)) _stocks[(store, sku)] = known = await grains.GetGrain<IStockGrain>(StockKey.Of(store, sku)).Get();
        return known;
    }

    // What moved goods from an instant on; decisions of one stock are in the order of their times.
    private async Task<List<(DateTimeOffset At, StockEvent Happened)>> Since(string store, string sku, DateTimeOffset from, long through, CancellationToken cancel)
    {
        var stream = StockKind.Instance.Stream(StockKey.Of(store, sku));
        var (low, high) = (0L, Math.Min(through, await journal.LastVersion(stream, cancel)));
        var last = high;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if ((await journal.ReadPage(stream, middle, [], 1, cancel)) is [var one, ..] && one.At < from) low = middle + 1;
            else high = middle;
        }

        var events = new List<(DateTimeOffset, StockEvent)>();
        for (var after = low; after < last;)
        {
            var page = await journal.ReadPage(stream, after, s_types, PageSize, cancel);
            events.AddRange(page.Where(one => one.Version <= last).Select(one => (one.At, StockKind.Instance.Events.Read(one))));
            if (page.Count < PageSize) break;
            after = page[^1].Version;
        }

        return events;
    }

    private static IEnumerable<(string Lot, decimal Quantity, IReadOnlyCollection<BinQuantity> Bins)> Changes(StockEvent happened) => happened switch
    {
        StockMoved moved => moved.Lines.Select(line => (line.Lot, line.Quantity, (IReadOnlyCollection<BinQuantity>)[.. line.Bins ?? []])),
        LotPlaced placed => [(placed.Lot, 0m, [.. placed.Changes])],
        _ => [],
    };

    /// <summary>
    /// How much of a lot lies where, moment by moment, and whether it was in the zone. Goods in no bin may lie anywhere that holds their class, but for those that
    /// have just come and are put away into bins of other zones within half an hour.
    /// </summary>
    private sealed class Balance(LotView lot)
    {
        private static readonly TimeSpan s_putAway = TimeSpan.FromMinutes(30);

        private readonly Dictionary<string, decimal> _bins = (lot.Bins ?? []).ToDictionary(bin => bin.Bin, bin => bin.Quantity, StringComparer.Ordinal);
        private decimal _all = lot.OnHand;
        private DateTimeOffset? _seen;
        private DateTimeOffset? _unplacedSince;
        private bool _hasCome;
        private bool _isFresh;

        /// <summary>Null where it never was.</summary>
        public DateTimeOffset? InZoneSince => _seen ?? _unplacedSince;

        public void Add(decimal quantity, IEnumerable<BinQuantity> bins, int sign)
        {
            _all += quantity;
            foreach (var bin in bins) _bins[bin.Bin] = _bins.GetValueOrDefault(bin.Bin) + (sign * bin.Quantity);
        }

        public void Begin(DateTimeOffset at, HashSet<string> elsewhere)
        {
            See(at, elsewhere, isPlacing: false, leaves: false);
            _hasCome = true;
        }

        public void See(DateTimeOffset at, HashSet<string> elsewhere, bool isPlacing, bool leaves)
        {
            if (_seen is not null) return;
            var isUnplaced = _all > _bins.Values.Sum();
            if (_bins.Any(bin => bin.Value > 0 && !elsewhere.Contains(bin.Key))) _seen = _unplacedSince ?? at;
            else if (_unplacedSince is { } since)
            {
                if (leaves || (!isUnplaced && !(isPlacing && _isFresh && at - since <= s_putAway))) _seen = since;
                else if (!isUnplaced) _unplacedSince = null;
            }
            else if (isUnplaced) (_unplacedSince, _isFresh) = (at, _hasCome);
        }
    }
}
