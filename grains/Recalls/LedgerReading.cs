namespace BeautyGrains.Grains;

/// <summary>Reads one store's ledger for what became of a recall's goods: each movement has one fate, so that the fates add up to what is left.</summary>
/// <param name="lotNos">Which goods, by the numbers on their packs.</param>
/// <param name="serials">And which units; null for none.</param>
/// <param name="made">Their product, where they were made of the recalled goods; null for the recall's own.</param>
/// <param name="store">Whose ledger it is.</param>
/// <param name="begunAt">What was told from then on is late.</param>
/// <param name="before">How far the ledger was read, with the goods' lots that are known.</param>
internal sealed class LedgerReading(string store, string? made, IReadOnlyCollection<string> lotNos, SerialRange? serials, DateTimeOffset begunAt, ReadLedger before)
{
    private readonly SortedSet<string> _lots = new(before.Lots, StringComparer.Ordinal);
    private readonly SortedDictionary<RecallFate, decimal> _sums = [];
    private readonly SortedDictionary<string, FoundClient> _clients = new(StringComparer.Ordinal);

    /// <summary>The types of events that matter.</summary>
    public static ImmutableArray<string> Types { get; } = [StockKind.OpenedName, StockKind.MovedName, StockKind.FactName, StockKind.ContainerMovedName, StockKind.SentName, StockKind.SentClosedName, StockKind.CodedName, StockKind.UnitsLostName];

    /// <summary>Whether the movement that one takes back has to be looked up before <see cref="Take"/>.</summary>
    public bool NeedsReversed(StockEvent happened) => happened is StockMoved { Kind: MovementKind.Reversal } moved && moved.Lines.Any(IsOurs);

    /// <summary>Takes the next event.</summary>
    /// <param name="reversed">What a reversal takes back; null where it is no longer known, and for all other events.</param>
    public void Take(StockEvent happened, DateTimeOffset at, StockMoved? reversed)
    {
        switch (happened)
        {
            case LotOpened opened when lotNos.Contains(opened.LotNo, StringComparer.Ordinal):
                _lots.Add(opened.Lot);
                break;
            // The fact beside it says more.
            case StockMoved { Kind: MovementKind.Fact }:
                break;
            case StockMoved moved:
                Move(moved, at, reversed);
                break;
            case FactRecorded fact:
                Record(fact, at);
                break;
            case ContainerMoved { Kind: ContainerMoveKind.Use or ContainerMoveKind.Treatment, Client: { } client } used when _lots.Contains(used.Lot):
                Treat(client, used.OccurredAt ?? at, at);
                break;
            // Came in without its serial, and so unseen.
            case UnitsCoded coded when !_lots.Contains(coded.Lot):
                Add(RecallFate.Received, coded.Serials.Count(HoldsSerial));
                break;
            case UnitsLost lost when !_lots.Contains(lost.Lot):
                Add(RecallFate.Missing, -lost.Serials.Count(HoldsSerial));
                break;
            case OutboundTransitOpened sent:
                Add(RecallFate.OnTheWay, OnTheWay(sent.Lots));
                break;
            case OutboundTransitClosed arrived:
                Add(RecallFate.OnTheWay, -OnTheWay(arrived.Lots));
                break;
        }
    }

    /// <summary>What was found, or null where nothing was.</summary>
    /// <param name="through">The version up to which the ledger is read.</param>
    public LedgerPart? Found(long through)
    {
        ImmutableArray<string> lots = [.. _lots.Except(before.Lots, StringComparer.Ordinal)];
        ImmutableArray<FateSum> sums = [.. _sums.Where(sum => sum.Value != 0).Select(sum => new FateSum(sum.Key, sum.Value))];
        return lots.IsEmpty && sums.IsEmpty && _clients.Count == 0 ? null : new(store, before.Through, through, lots, sums, [.. _clients.Values], made);
    }

    private void Move(StockMoved moved, DateTimeOffset at, StockMoved? reversed)
    {
        var quantity = moved.Lines.Where(IsOurs).Sum(line => line.Quantity);
        if (quantity == 0) return;
        var kind = moved.Kind == MovementKind.Reversal ? reversed?.Kind : moved.Kind;
        var fate = FateOf(kind);
        Add(fate, quantity);
        var client = moved.Client ?? reversed?.Client;
        if (fate == RecallFate.Recovered || IsToClients(kind)) Tell(client, quantity, moved.OccurredAt ?? at, at, isBack: quantity > 0);
    }

    private void Record(FactRecorded fact, DateTimeOffset at)
    {
        var booked = fact.Lines.Where(IsOurs).Sum(line => line.Quantity);
        var isNamed = (fact.Lot is not null && (_lots.Contains(fact.Lot) || lotNos.Contains(fact.Lot, StringComparer.Ordinal))) || HoldsSerial(fact.Serial);
        var unbooked = isNamed ? fact.Unmatched : 0;
        if (booked + unbooked == 0) return;
        var fate = fact.Kind switch
        {
            FactKind.OfflineSale => RecallFate.Sold,
            FactKind.Treatment => RecallFate.Used,
            FactKind.Breakage => RecallFate.Scrapped,
            _ => RecallFate.Missing,
        };
        Add(fate, booked + unbooked);
        // What the book did not have was not received either.
        Add(RecallFate.Missing, -unbooked);
        if (fact.Kind is FactKind.OfflineSale or FactKind.Treatment) Tell(fact.Client, booked + unbooked, fact.OccurredAt, at, isBack: false);
    }

    // How much of a base unit that was is known to the container alone; the opened unit has counted as used already.
    private void Treat(string client, DateTimeOffset at, DateTimeOffset toldAt)
    {
        var was = _clients.GetValueOrDefault(client, new(client, 0, 0, at, false));
        _clients[client] = was with { Uses = was.Uses + 1, Since = at < was.Since ? at : was.Since, Late = was.Late || toldAt > begunAt };
    }

    private void Tell(string? client, decimal quantity, DateTimeOffset at, DateTimeOffset toldAt, bool isBack)
    {
        if (client is null)
        {
            if (!isBack) Add(RecallFate.WithoutClient, quantity);
            return;
        }

        var was = _clients.GetValueOrDefault(client, new(client, 0, 0, at, false));
        _clients[client] = was with
        {
            Got = was.Got + (isBack ? 0 : -quantity), Returned = was.Returned + (isBack ? quantity : 0), Since = at < was.Since ? at : was.Since, Late = was.Late || (!isBack && toldAt > begunAt),
        };
    }

    private void Add(RecallFate fate, decimal quantity) => _sums[fate] = _sums.GetValueOrDefault(fate) + quantity;

    private decimal OnTheWay(ImmutableArray<TravellingLot> lots) => 
        lots.Sum(lot => lotNos.Contains(lot.LotNo, StringComparer.Ordinal) ? lot.Quantity : lot.Serials?.Count(HoldsSerial) ?? 0);

    private bool IsOurs(MovedLot line) => _lots.Contains(line.Lot) || HoldsSerial(line.Serial);

    private bool HoldsSerial(string? serial) => serial is not null && serials is { } range && range.Holds(serial);

    private static bool IsToClients(MovementKind? kind) =>
        kind is MovementKind.Sale or MovementKind.ServiceConsumption or MovementKind.Gift or MovementKind.Sample or MovementKind.StaffPurchase;

    private static RecallFate FateOf(MovementKind? kind) => kind switch
    {
        MovementKind.Receipt => RecallFate.Received,
        MovementKind.Sale or MovementKind.StaffPurchase => RecallFate.Sold,
        MovementKind.CustomerReturn => RecallFate.Recovered,
        MovementKind.ServiceConsumption or MovementKind.Gift or MovementKind.Sample or MovementKind.Tester or MovementKind.InternalUse or MovementKind.Training or MovementKind.Opening => RecallFate.Used,
        MovementKind.SupplierReturn => RecallFate.ReturnedToSupplier,
        MovementKind.Scrap => RecallFate.Scrapped,
        MovementKind.TransferOut or MovementKind.TransferIn => RecallFate.Moved,
        MovementKind.RepackOut or MovementKind.RepackIn => RecallFate.Repacked,
        _ => RecallFate.Missing,
    };
}
