namespace BeautyGrains.ReadModels.Trace;

/// <summary>The lots that hang together by repacks, found step by step; what was seen once is not looked at again, so that circles end.</summary>
internal sealed class LotFamily(CopyTables copy, IReadOnlyCollection<string>? stores, CancellationToken cancel)
{
    /// <summary>The most lot numbers looked at.</summary>
    public const int MostNumbers = 200;

    private static readonly Column[] s_stockLot = [.. TraceTables.Lots.Indexes[0].Select(Column.Text)];
    private static readonly string s_in = TraceKinds.Of(Contracts.MovementKind.RepackIn);

    private readonly Dictionary<LotNumber, TraceRelation> _numbers = [];
    private readonly List<TracedLot> _lots = [];
    private readonly SortedDictionary<string, TraceRepack> _repacks = new(StringComparer.Ordinal);

    /// <summary>Every lot found, ancestors and descendants behind the ones asked for.</summary>
    public IReadOnlyList<TracedLot> Lots => _lots;

    /// <summary>The repacks between them.</summary>
    public IReadOnlyList<TraceRepack> Repacks => [.. _repacks.Values.OrderBy(one => one.At).ThenBy(one => one.Document, StringComparer.Ordinal)];

    /// <summary>More hang together than were looked at.</summary>
    public bool Truncated { get; private set; }

    /// <summary>Looks up these numbers and what they were made of; with descendants also what was made of them.</summary>
    public async Task Walk(IEnumerable<LotNumber> numbers, bool descendants)
    {
        var own = await Add(numbers.Distinct(), TraceRelation.Itself);
        await Follow(own, TraceRelation.Ancestor);
        if (descendants) await Follow(own, TraceRelation.Descendant);
    }

    private async Task Follow(List<TracedLot> from, TraceRelation to)
    {
        while (from.Count > 0 && !Truncated) from = await Add(await Repacked(from, to), to);
    }

    private async Task<List<TracedLot>> Add(IEnumerable<LotNumber> numbers, TraceRelation relation)
    {
        var fresh = new List<LotNumber>();
        foreach (var number in numbers)
        {
            if (_numbers.ContainsKey(number)) continue;
            // A page of what a client had may name more; these are all looked at.
            if (relation != TraceRelation.Itself && _numbers.Count >= MostNumbers) Truncated = true;
            else if (_numbers.TryAdd(number, relation)) fresh.Add(number);
        }
        var found = await copy.ByKey(TraceTables.Lots, [.. fresh.Select(one => new object?[] { one.Sku, one.LotNo })], row => new TracedLot(
            new(row.GetString(0), row.GetString(1)), relation, row.GetString(2), row.GetString(3), row.MaybeText(4), Stored.TimeOrNull(row.GetInt64(5)), row.MaybeText(6), row.MaybeText(7), row.MaybeText(8), null), cancel);
        if (stores is not null) found.RemoveAll(lot => !stores.Contains(lot.Store));
        _lots.AddRange(found);
        return found;
    }

    /// <summary>The numbers on the other side of the repacks that some lots were part of.</summary>
    private async Task<IReadOnlyCollection<LotNumber>> Repacked(List<TracedLot> from, TraceRelation to)
    {
        var sides = await copy.By(
            TraceTables.Repacks, s_stockLot, [.. from.Select(lot => new object?[] { lot.Store, lot.Number.Sku, lot.Lot })], row => (Document: row.GetString(0), Store: row.GetString(1), Kind: row.GetString(6)), cancel);
        // Up from what came out, down from what went in.
        var documents = sides.Where(side => (side.Kind == s_in) == (to == TraceRelation.Ancestor)).Select(side => (side.Document, side.Store)).Distinct().ToList();
        var lines = await copy.ByKey(
            TraceTables.Repacks, [.. documents.Select(one => new object?[] { one.Document, one.Store })],
            row => (Document: row.GetString(0), Store: row.GetString(1), Sku: row.GetString(2), Lot: row.GetString(3), Kind: row.GetString(6), Quantity: Stored.Quantity(Math.Abs(row.GetInt64(7))), At: Stored.Time(row.GetInt64(8))), cancel);
        var names = (await copy.By(TraceTables.Lots, s_stockLot, [.. lines.Select(line => (line.Store, line.Sku, line.Lot)).Distinct().Select(one => new object?[] { one.Store, one.Sku, one.Lot })],
            row => (Sku: row.GetString(0), LotNo: row.GetString(1), Store: row.GetString(2), Lot: row.GetString(3)), cancel)).ToDictionary(one => (one.Store, one.Sku, one.Lot), one => one.LotNo);
        var others = new HashSet<LotNumber>();
        foreach (var repack in lines.GroupBy(line => (line.Document, line.Store)))
        {
            List<RepackedLot> into = [], gone = [];
            foreach (var line in repack) (line.Kind == s_in ? into : gone).Add(new(new(line.Sku, names.GetValueOrDefault((line.Store, line.Sku, line.Lot), line.Lot)), line.Lot, line.Quantity));
            _repacks.TryAdd($"{repack.Key.Document} {repack.Key.Store}", new(repack.Key.Document, repack.Key.Store, repack.First().At, gone, into));
            others.UnionWith((to == TraceRelation.Ancestor ? gone : into).Select(one => one.Number));
        }
        return [.. others.OrderBy(one => one.Sku, StringComparer.Ordinal).ThenBy(one => one.LotNo, StringComparer.Ordinal)];
    }
}
